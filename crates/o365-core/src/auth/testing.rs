//! A network for tests: a closure answers.

use std::{
    collections::BTreeMap,
    fmt,
    io::{self, Cursor},
    sync::{Mutex, PoisonError},
};

use serde_json::Value;

use crate::error::{TransportError, TransportErrorKind};
use crate::transport::{Body, Incoming, Transport};

/// What was sent.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) url: String,
    pub(super) headers: http::HeaderMap,
    pub(super) form: BTreeMap<String, String>,
}

impl Call {
    pub(super) fn field(&self, name: &str) -> &str {
        self.form.get(name).map_or("", String::as_str)
    }
}

/// What comes back.
pub(super) enum Reply {
    Json(u16, Value),
    /// Status, headers, text.
    Text(u16, Vec<(&'static str, &'static str)>, &'static str),
    Fail(TransportErrorKind),
    /// The answer breaks off.
    Broken,
}

type Answer = dyn Fn(usize, &Call) -> Reply + Send + Sync;

pub(super) struct Net {
    answer: Box<Answer>,
    calls: Mutex<Vec<Call>>,
}

impl Net {
    /// `answer` gets the number of the call, from 0, and the call.
    pub(super) fn new(answer: impl Fn(usize, &Call) -> Reply + Send + Sync + 'static) -> Self {
        Net { answer: Box::new(answer), calls: Mutex::default() }
    }

    pub(super) fn calls(&self) -> Vec<Call> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl fmt::Debug for Net {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Net")
    }
}

impl Transport for Net {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> Result<http::Response<Incoming>, TransportError> {
        let (parts, body) = request.into_parts();
        let bytes = match body {
            Body::Bytes(bytes) => bytes,
            _ => bytes::Bytes::new(),
        };
        let form = String::from_utf8(bytes.to_vec()).unwrap();
        let pairs = form.split('&').filter_map(|pair| pair.split_once('='));
        let form: Vec<_> = pairs.map(|(name, value)| (decode(name), decode(value))).collect();
        let mut names: Vec<_> = form.iter().map(|(name, _)| name).collect();
        names.sort();
        assert!(names.windows(2).all(|two| two[0] != two[1]), "a parameter twice: {names:?}");
        let call = Call {
            url: parts.uri.to_string(),
            headers: parts.headers,
            form: form.into_iter().collect(),
        };
        let number = {
            let mut calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
            calls.push(call.clone());
            calls.len() - 1
        };
        let builder = http::Response::builder();
        let (builder, body): (_, Incoming) = match (self.answer)(number, &call) {
            Reply::Json(status, json) => (
                builder.status(status).header("content-type", "application/json; charset=utf-8"),
                Box::new(Cursor::new(json.to_string().into_bytes())),
            ),
            Reply::Text(status, headers, text) => {
                let start = builder.status(status);
                let builder = headers
                    .into_iter()
                    .fold(start, |builder, (name, value)| builder.header(name, value));
                (builder, Box::new(text.as_bytes()))
            }
            Reply::Fail(kind) => return Err(TransportError::new(kind, true, "")),
            Reply::Broken => (builder, Box::new(Breaks)),
        };
        Ok(builder.body(body).unwrap())
    }
}

struct Breaks;

impl io::Read for Breaks {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::ErrorKind::ConnectionReset.into())
    }
}

fn decode(text: &str) -> String {
    let text = text.replace('+', " ");
    percent_encoding::percent_decode_str(&text).decode_utf8().unwrap().into_owned()
}
