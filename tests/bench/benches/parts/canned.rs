//! A service without a network: the same answer to whoever asks.

use std::io::{Cursor, Read};

use o365::error::TransportError;
use o365::protocol::Graph;
use o365::transport::{Body, Bytes, Incoming, Transport, http};
use o365::{Account, Result};

/// Answers each request with the same body; a batch with the body for each of its parts.
#[derive(Clone, Debug)]
pub(crate) struct Canned {
    body: Bytes,
}

/// An account on it.
pub(crate) fn account(body: Vec<u8>) -> Result<Account> {
    let canned = Canned { body: body.into() };
    Account::with_token("token").protocol(Graph::v1()).transport(canned).build()
}

impl Transport for Canned {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> Result<http::Response<Incoming>, TransportError> {
        if let Body::Reader(mut body, _) = request.into_body() {
            _ = body.read_to_end(&mut Vec::new());
        }
        Ok(http::Response::new(Box::new(Cursor::new(self.body.clone()))))
    }
}

/// The answer to a batch of twenty changes.
pub(crate) fn batch() -> Vec<u8> {
    let part = |id: usize| {
        format!(
            r#"{{"id":"{id}","status":200,"headers":{{"Content-Type":"application/json"}},"body":{{"id":"AAMk"}}}}"#
        )
    };
    let parts: Vec<String> = (1..=20).map(part).collect();
    format!(r#"{{"responses":[{}]}}"#, parts.join(",")).into_bytes()
}
