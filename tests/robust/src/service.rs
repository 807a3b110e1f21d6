//! A service whose answers are anybody's, and what must hold of what it is asked and of what is said about it.

use std::error::Error as _;
use std::time::Duration;

use http::{HeaderName, HeaderValue, Uri};
use o365::auth::StaticToken;
use o365::mock::Mock;
use o365::{Connection, Error, Retry};

/// The token of every connection.
pub const TOKEN: &str = "hush-token";

/// A connection that waits for nothing: what would have to wait fails.
pub fn connection(mock: &Mock, retries: u32) -> Connection {
    let retry =
        Retry::default().retries(retries).base(Duration::ZERO).deadline(Duration::from_millis(50));
    let builder = Connection::builder(StaticToken::new(TOKEN)).transport(mock.clone()).retry(retry);
    builder.build().unwrap()
}

/// A header, if it can be one: what can't doesn't come through HTTP.
pub fn with_header(mock: Mock, name: &str, value: &str) -> Mock {
    let possible = HeaderName::try_from(name).is_ok() && HeaderValue::from_str(value).is_ok();
    if possible { mock.header(name, value) } else { mock }
}

/// The token went to the service and to nobody else, and nothing in the clear to another machine.
pub fn keeps_the_token(mock: &Mock) {
    for request in mock.requests() {
        let url: Uri = request.url().parse().unwrap();
        let (scheme, host) = (url.scheme_str().unwrap(), url.host().unwrap());
        let here = matches!(host, "localhost" | "127.0.0.1" | "[::1]");
        assert!(scheme == "https" || here, "{request}");
        let port = url.port_u16().is_none_or(|port| port == 443);
        let service = scheme == "https" && host.eq_ignore_ascii_case("graph.microsoft.com") && port;
        assert!(service || request.header("authorization").is_none(), "{request} has the token");
        assert!(!request.url().contains(TOKEN), "the address has the token");
    }
}

/// What an error says fits into a line or a log, and tells no token.
pub fn is_harmless(error: &Error) {
    let mut said = vec![error.to_string(), format!("{error:?}"), format!("{error:#?}")];
    let mut source = error.source();
    while let Some(cause) = source {
        said.push(cause.to_string());
        source = cause.source();
    }
    said.extend(error.advice());
    for text in said {
        let odd = text.chars().find(|c| c.is_control() && *c != '\n');
        assert!(odd.is_none(), "{odd:?} in {text:?}");
        assert!(!text.contains(TOKEN), "the token is shown");
    }
    // None of these may panic either.
    let _ = (error.code(), error.request_id(), error.retry_after(), error.least_permission());
    let _ = (error.is_not_found(), error.is_throttled(), error.is_forbidden(), error.is_stale());
    let _ =
        (error.needs_sign_in(), error.needs_resync(), error.claims(), error.is_outcome_unknown());
}
