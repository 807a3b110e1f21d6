//! Links that somebody sends: they stay one segment, and the service gets them letter by letter.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use o365::Account;
use o365::mock::Mock;
use percent_encoding::percent_decode_str;
use serde_json::json;

use crate::input::text;
use crate::service::{connection, is_harmless, keeps_the_token};

/// A link, or the id of a share.
pub fn check(data: &[u8]) {
    let link = text(data);
    let mock = Mock::new().answer(200, json!({"id": "1"})).answer(200, json!({"id": "2"}));
    let connection = connection(&mock, 0);
    let share = Account::new(connection).storage().share(&link);
    for outcome in [share.get().map(|_| ()), share.item().get().map(|_| ())] {
        if let Err(error) = outcome {
            is_harmless(&error);
        }
    }
    keeps_the_token(&mock);
    for request in mock.requests() {
        let mut segments = request.path().split('/').skip(1);
        assert_eq!((segments.next(), segments.next()), (Some("v1.0"), Some("shares")), "{request}");
        let segment = segments.next().unwrap();
        let id = percent_decode_str(segment).decode_utf8().unwrap();
        match id.strip_prefix("u!").filter(|_| link.contains("://")) {
            Some(letters) => {
                assert_eq!(URL_SAFE_NO_PAD.decode(letters).unwrap(), link.as_bytes());
            }
            None => assert_eq!(id, link),
        }
        assert!(segments.next().is_none_or(|further| further == "driveItem"), "{request}");
        assert!(segments.next().is_none() && request.query().is_empty(), "{request}");
    }
}
