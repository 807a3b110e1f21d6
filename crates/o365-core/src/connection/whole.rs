//! Answers that are read whole.

use std::io::Read;

use http::{HeaderMap, header};

use crate::error::{TransportError, TransportErrorKind};
use crate::transport::Incoming;

/// Bytes for which memory is taken before they are there.
const LARGEST_ADVANCE: u64 = 1 << 20;

/// Reads a body, of the length that is announced if there is one, into a buffer that may have served before.
pub(super) fn read_whole(
    headers: &HeaderMap,
    body: Incoming,
    mut bytes: Vec<u8>,
    largest: u64,
) -> Result<Vec<u8>, TransportError> {
    bytes.clear();
    // What is announced isn't there yet.
    let length = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    let length = length.and_then(|length| length.parse().ok()).unwrap_or(0).min(LARGEST_ADVANCE);
    bytes.reserve(usize::try_from(length).unwrap_or_default());
    let mut body = body.take(largest.saturating_add(1));
    body.read_to_end(&mut bytes).map_err(TransportError::from_read)?;
    if bytes.len() as u64 > largest {
        let detail = format!("more than {largest} bytes: stream it, or ask for less");
        return Err(TransportError::new(TransportErrorKind::TooLarge, true, detail));
    }
    if is_cut(headers, &bytes) {
        let detail = "the answer ends in the middle of its JSON";
        return Err(TransportError::new(TransportErrorKind::Closed, true, detail));
    }
    Ok(bytes)
}

/// Whether JSON lacks its end. A gateway that was cut off may well end its own answer in good form.
fn is_cut(headers: &HeaderMap, bytes: &[u8]) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let is_json = kind.is_some_and(|kind| kind.to_ascii_lowercase().contains("json"));
    let text = bytes.trim_ascii();
    is_json && text.starts_with(b"{") && !text.ends_with(b"}")
}
