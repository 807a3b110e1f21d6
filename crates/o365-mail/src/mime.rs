//! MIME text on its way to the service.

use std::io::Read;

use http::Method;
use o365_core::connection::Request;
use o365_core::{Base64, Endpoint, Error, Result};

/// Bytes of MIME text that one request takes: 4 MB, of which base64 makes three bytes four.
const LARGEST: u64 = 3_000_000;

/// A `POST` of MIME text.
pub(crate) fn post(at: &Endpoint, mime: impl Read) -> Result<Request> {
    let mut bytes = Vec::new();
    let read = mime.take(LARGEST + 1).read_to_end(&mut bytes);
    read.map_err(|error| Error::input(format!("the MIME text can't be read: {error}")))?;
    if bytes.is_empty() {
        return Err(Error::input("the MIME text is empty"));
    }
    if bytes.len() as u64 > LARGEST {
        return Err(Error::input(format!(
            "MIME text of more than {LARGEST} bytes: one request takes no more"
        )));
    }
    let body = Base64::encode(bytes).as_str().to_owned();
    Ok(at.request(Method::POST).bytes("text/plain", body))
}
