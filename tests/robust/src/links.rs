//! Addresses that a service names: next pages, changes, redirects, work that goes on.

use std::time::Duration;

use o365::delta::DeltaLink;
use o365::mock::Mock;
use o365::monitor::Monitor;
use o365::{Account, Connection};
use serde_json::json;

use crate::input::Input;
use crate::service::{connection, is_harmless, keeps_the_token, with_header};

/// The first byte says what the address is, the second the status of a redirect; the rest are two addresses, a line each.
pub fn check(data: &[u8]) {
    let mut input = Input::new(data);
    let (kind, status) = (input.byte(), input.byte());
    let (link, further) = (input.line(), input.line());
    let redirect = [301, 302, 303, 307, 308, 300, 201, 202][usize::from(status) % 8];

    let mock = Mock::new();
    let mock = match kind % 6 {
        0 => mock
            .answer(200, json!({"value": [{"id": "1"}], "@odata.nextLink": &*link}))
            .answer(200, json!({"value": [{"id": "2"}], "@odata.nextLink": &*further})),
        1 => mock
            .answer(200, json!({"value": [{"id": "1"}], "@odata.nextLink": &*link}))
            .answer(200, json!({"value": [{"id": "2"}], "@odata.deltaLink": &*further})),
        2 | 3 => {
            let mock = with_header(mock.answer(redirect, ()), "location", &link);
            with_header(mock.answer(redirect, ()), "location", &further)
        }
        4 => {
            let mock = with_header(mock.answer(202, ()), "location", &link);
            with_header(mock.answer(redirect, ()), "location", &further)
        }
        _ => mock,
    };
    let mock = mock.answer(200, json!({"value": [], "status": "completed", "id": "3"}));
    let connection = connection(&mock, 0);
    let errors = ask(kind % 6, &connection, &link);
    for error in errors {
        is_harmless(&error);
    }
    keeps_the_token(&mock);
    assert!(mock.requests().len() <= 4, "{:?}", mock.requests());
}

fn ask(kind: u8, connection: &Connection, link: &str) -> Vec<o365::Error> {
    let mailbox = Account::new(connection.clone()).mailbox();
    let mut errors = Vec::new();
    match kind {
        0 => errors.extend(mailbox.messages().into_iter().filter_map(Result::err)),
        1 => {
            let mut changes = mailbox.messages().delta(None);
            errors.extend(changes.by_ref().filter_map(Result::err));
            // A link that is kept is asked later.
            if let Some(link) = changes.link() {
                errors.extend(mailbox.messages().delta(link).filter_map(Result::err));
            }
        }
        2 => errors.extend(connection.get("/me").send().err()),
        3 => errors.extend(connection.post("/me/sendMail").json(&json!({})).send().err()),
        4 => {
            let started = connection.post("/me/drive/items/1/copy").json(&json!({})).send();
            let wait = |answer: &o365::connection::Response| {
                let monitor = Monitor::new(answer)?.deadline(Duration::from_millis(20));
                monitor.waits(Duration::ZERO, Duration::ZERO).wait()
            };
            errors.extend(started.and_then(|answer| wait(&answer)).err());
        }
        _ => {
            errors.extend(mailbox.messages().resume(link).filter_map(Result::err));
            errors.extend(mailbox.messages().delta(DeltaLink::from(link)).filter_map(Result::err));
            errors.extend(connection.get(link).send().err());
        }
    }
    errors
}
