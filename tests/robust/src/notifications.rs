//! What anybody can post to a program that waits for notifications.

use o365::subscriptions::{ClientState, Notifications, validation_answer};

use crate::input::text;
use crate::service::is_harmless;

/// The body of a request, and its query.
pub fn check(data: &[u8]) {
    match Notifications::parse(data) {
        Err(error) => is_harmless(&error),
        Ok(read) => {
            let ours = ClientState::new("hush-state");
            for item in &read.items {
                let shown = format!("{item:?}");
                // What else brings the same text is no secret of ours.
                let once = text(data).matches("hush-state").count() == 1;
                assert!(!once || !item.is_from(&ours) || !shown.contains("hush-state"), "{shown}");
            }
            let written = serde_json::to_vec(&read).unwrap();
            let again = Notifications::parse(&written).unwrap();
            assert_eq!(serde_json::to_vec(&again).unwrap(), written);
        }
    }
    if let Some(answer) = validation_answer(&text(data)) {
        assert!(!answer.contains(['<', '>']) || text(data).contains(['<', '>', '%']), "{answer}");
    }
}
