//! Errors in the shape of the identity platform.

use crate::{answers, random, wire::Reply};
use serde_json::json;
use time::{OffsetDateTime, format_description::FormatItem, macros::format_description};

const TIMESTAMP: &[FormatItem<'_>] =
    format_description!("[year]-[month]-[day] [hour]:[minute]:[second]Z");

/// An error: the code of OAuth, the number of the platform, and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LoginError {
    pub(super) code: &'static str,
    pub(super) number: u32,
    pub(super) text: String,
}

impl LoginError {
    pub(super) fn new(code: &'static str, number: u32, text: impl Into<String>) -> Self {
        LoginError { code, number, text: text.into() }
    }

    /// A parameter that must be there and isn't.
    pub(super) fn missing(name: &str) -> Self {
        let text = format!("The request body must contain the following parameter: '{name}'.");
        LoginError::new("invalid_request", 900_144, text)
    }

    pub(super) fn invalid_grant(number: u32, text: impl Into<String>) -> Self {
        LoginError::new("invalid_grant", number, text)
    }

    /// `AADSTS70016: …`
    pub(super) fn description(&self) -> String {
        format!("AADSTS{}: {}", self.number, self.text)
    }

    /// The answer; `correlation` is the client's own id, or ours.
    pub(super) fn reply(&self, correlation: &str) -> Reply {
        let status = if self.code == "invalid_client" { 401 } else { 400 };
        self.reply_with(status, correlation)
    }

    pub(super) fn reply_with(&self, status: u16, correlation: &str) -> Reply {
        let trace = random::guid();
        let now = OffsetDateTime::now_utc().format(TIMESTAMP).unwrap_or_default();
        let body = json!({
            "error": self.code,
            "error_description": format!(
                "{} Trace ID: {trace} Correlation ID: {correlation} Timestamp: {now}",
                self.description(),
            ),
            "error_codes": [self.number],
            "timestamp": now,
            "trace_id": trace,
            "correlation_id": correlation,
            "error_uri": format!("https://login.microsoftonline.com/error?code={}", self.number),
        });
        answers::json(status, &body)
    }
}

/// What a fault without a body says at a login endpoint.
pub(crate) fn scripted(status: u16, code: &str, correlation: &str) -> Reply {
    let error = match status {
        429 | 500.. => LoginError::new(
            "temporarily_unavailable",
            90_033,
            "A transient error has occurred. Please try again.",
        ),
        401 => LoginError::new("invalid_client", 7_000_215, "Invalid client secret provided."),
        _ => LoginError::new(
            "invalid_request",
            90_014,
            format!("The request is refused on purpose: {code}."),
        ),
    };
    error.reply_with(status, correlation)
}
