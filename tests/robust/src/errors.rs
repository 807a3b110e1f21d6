//! Refusals: any status, headers and body.

use http::{HeaderMap, HeaderValue};
use o365::Error;
use o365::error::ServiceError;
use o365::mail::Message;
use o365::mock::Mock;

use crate::input::Input;
use crate::service::{connection, is_harmless, keeps_the_token, with_header};

const HEADERS: [&str; 4] = ["retry-after", "www-authenticate", "content-type", "request-id"];

/// The first byte is the status, then come four headers, a line each, then the body.
pub fn check(data: &[u8]) {
    let mut input = Input::new(data);
    let status = 200 + u16::from(input.byte()) * 2;
    let lines = HEADERS.map(|name| (name, input.line()));
    let body = input.rest();

    let mut headers = HeaderMap::new();
    for (name, value) in &lines {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(*name, value);
        }
    }
    let error = ServiceError::parse(status, &headers, body);
    assert!(error.codes().count() <= 64, "as many codes as the service likes");
    is_harmless(&Error::from(error));

    let answer = |mock: Mock| {
        let mock = mock.answer(status, body.to_vec());
        lines.iter().fold(mock, |mock, (name, value)| with_header(mock, name, value))
    };
    let mock = answer(answer(Mock::new()));
    let connection = connection(&mock, 0);
    for request in [connection.get("/me/messages/1"), connection.post("/me/sendMail")] {
        let read = request.send().and_then(|answer| {
            let _ = format!("{answer:?}");
            answer.json::<Message>()
        });
        if let Err(error) = read {
            is_harmless(&error);
        }
    }
    keeps_the_token(&mock);
}
