//! Bodies of requests, read as JSON.

use serde_json::{Map, Value};

use crate::schema::{Purpose, Refusal, Type, check};
use crate::service::reply::header;
use crate::wire::Request;

/// The most that the service takes in one request.
const LARGEST: usize = 4 * 1024 * 1024;

/// Reads and checks the body.
///
/// # Errors
/// 400 for a body that is missing, isn't JSON or doesn't fit the type; 413 above 4 MB; 415 for other content.
pub(crate) fn object(
    request: &Request,
    of: &'static Type,
    purpose: Purpose,
) -> Result<Map<String, Value>, Refusal> {
    check(of, open(request)?, purpose)
}

/// Reads the body of an open type.
///
/// # Errors
/// As for [`object`], but for the type.
pub(crate) fn open(request: &Request) -> Result<Map<String, Value>, Refusal> {
    must_fit(request)?;
    if request.body.is_empty() {
        return Err(Refusal::bad_request("Empty Payload. JSON content expected."));
    }
    is_json(request)?;
    match serde_json::from_slice(&request.body) {
        Ok(Value::Object(body)) => Ok(body),
        _ => Err(Refusal::bad_request(
            "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.",
        )),
    }
}

/// Refuses what is too large, whatever it is.
pub(crate) fn must_fit(request: &Request) -> Result<(), Refusal> {
    if request.body.len() > LARGEST {
        return Err(Refusal::new(413, "BadRequest", "Maximum request length exceeded."));
    }
    Ok(())
}

/// Like [`object`], for actions all of whose parameters may be left out.
pub(crate) fn optional(
    request: &Request,
    of: &'static Type,
) -> Result<Map<String, Value>, Refusal> {
    if request.body.is_empty() { Ok(Map::new()) } else { object(request, of, Purpose::Action) }
}

fn is_json(request: &Request) -> Result<(), Refusal> {
    let Some(kind) = header(request, "content-type") else {
        return Err(Refusal::bad_request(
            "A missing or empty content type header was found when trying to read a message. The content type header is required.",
        ));
    };
    let plain = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if plain == "application/json" || plain == "text/json" || plain.ends_with("+json") {
        return Ok(());
    }
    Err(Refusal::new(
        415,
        "BadRequest",
        format!(
            "A supported MIME type could not be found that matches the content type of the request: '{kind}'."
        ),
    ))
}
