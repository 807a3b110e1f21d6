//! One question to the address of an operation.

use std::{io::Read, time::Duration};

use http::{HeaderMap, Method, StatusCode, header};
use serde_json::Value;

use super::WHAT;
use super::status::{OperationStatus, id_in};
use crate::bare::Address;
use crate::connection::Connection;
use crate::error::{DecodeError, Error, ErrorKind, Result, ServiceError, TransportError};
use crate::retry::{Verdict, judge};
use crate::transport::Body;

/// Bytes of an answer that are read.
const LARGEST_ANSWER: u64 = 1 << 20;

/// What an address told.
pub(super) enum Told {
    /// How far it is, and how long to wait before the next question.
    Status(OperationStatus, Option<Duration>),
    /// To ask there from now on.
    Elsewhere(Address),
    /// Nothing, and it won't any more.
    Gone(Error),
    /// Nothing, this time.
    Again(Error),
}

pub(super) fn poll(connection: &Connection, address: &Address) -> Result<Told> {
    let at = |error: Error| address.at(&Method::GET, error);
    let again = |error: Error| match judge(&error, true) {
        Verdict::Again => Ok(Told::Again(at(error))),
        _ => Err(at(error)),
    };
    let (parts, body) = match address.send(connection, &Method::GET, HeaderMap::new(), Body::Empty)
    {
        Ok(answer) => answer.into_parts(),
        Err(error) => return again(error),
    };
    let (status, headers) = (parts.status, parts.headers);
    let mut bytes = Vec::new();
    let read = body.take(LARGEST_ANSWER).read_to_end(&mut bytes);
    let location = headers.get(header::LOCATION).and_then(|location| location.to_str().ok());
    if status.is_redirection() && status != StatusCode::NOT_MODIFIED {
        // Where the thing is that came of it. It wants a token, and an address that we make ourselves.
        if status == StatusCode::SEE_OTHER || location.and_then(id_in).is_some() {
            let done = OperationStatus::completed(location.and_then(id_in));
            return Ok(Told::Status(done, None));
        }
        return address.next(&headers, WHAT).map(Told::Elsewhere).map_err(at);
    }
    let service = ServiceError::parse(status.as_u16(), &headers, &bytes);
    let wait = service.retry_after;
    if !status.is_success() {
        let error = Error::from(service);
        return match (OperationStatus::read(&bytes), status.as_u16()) {
            // Some say it by the status too.
            (Some(told), _) if told.failure().is_some() => Ok(Told::Status(told, None)),
            (_, 401 | 403 | 404 | 410) => Ok(Told::Gone(at(error))),
            _ => again(error),
        };
    }
    if let Err(error) = read {
        return again(TransportError::from_read(error).into());
    }
    if let Some(told) = OperationStatus::read(&bytes) {
        return Ok(Told::Status(told, wait));
    }
    if bytes.is_empty() && status == StatusCode::ACCEPTED {
        return Ok(Told::Status(OperationStatus::default(), wait));
    }
    if bytes.is_empty() {
        return Ok(Told::Status(OperationStatus::completed(location.and_then(id_in)), None));
    }
    // A page, for a moment.
    let what = "the operation's address gives no status";
    let text = serde_json::from_slice::<Value>(&bytes).map(|json| json.to_string());
    let odd = DecodeError::unexpected(what, &text.unwrap_or_default());
    Ok(Told::Again(at(Error::new(ErrorKind::Decode(odd)))))
}
