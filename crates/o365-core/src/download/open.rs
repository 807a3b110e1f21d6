//! Finds the way to the content, and asks there.

use std::{
    io::{self, Read},
    sync::{Mutex, MutexGuard, PoisonError},
};

use http::{HeaderMap, HeaderValue, Method, StatusCode, header};

use super::answer::is_infected;
use super::content::{At, Content, Known};
use crate::bare::Address;
use crate::connection::{Connection, Request};
use crate::error::{Error, Result, ServiceError, TransportError, TransportErrorKind};
use crate::transport::{Body, Decompressed, Incoming};

/// Redirects that are followed.
const MOST_REDIRECTS: usize = 10;
/// Bytes of an error's body that are read.
const LARGEST_ERROR: u64 = 64 << 10;
const WHAT: &str = "the content";

pub(super) type Open<'a> = Box<dyn Fn() -> Result<Content> + Send + Sync + 'a>;

/// The way to the content, shared by all that read of it.
pub(super) struct Opener<'a> {
    pub(super) connection: Connection,
    open: Open<'a>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Asked for, and not used yet.
    at: Option<At>,
    /// Where the content is, as long as that holds.
    address: Option<Address>,
    known: Known,
    /// How often the way was asked for.
    number: u32,
}

/// An answer that may bring content.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Incoming,
    /// Its bytes are those that its headers count.
    pub(super) is_whole: bool,
    pub(super) known: Known,
    pub(super) number: u32,
}

/// Why there is no answer that brings content.
pub(super) enum Trouble {
    /// The service said no, or can't be reached in spite of all tries.
    Service(Error),
    /// The host of the content did.
    Host { error: Error, number: u32 },
}

impl<'a> Opener<'a> {
    pub(super) fn new(connection: &Connection, open: Open<'a>) -> Self {
        let (connection, state) = (connection.clone(), Mutex::default());
        Opener { connection, open, state }
    }

    /// What is known of the content, and how often that was asked for.
    pub(super) fn known(&self) -> Result<(Known, u32)> {
        let mut state = self.lock();
        if state.number == 0 {
            self.look(&mut state)?;
        }
        Ok((state.known.clone(), state.number))
    }

    /// Asks anew what is known, unless somebody did since `number`.
    pub(super) fn renew(&self, number: u32) -> Result<(Known, u32)> {
        let mut state = self.lock();
        if state.number == number {
            self.look(&mut state)?;
        }
        Ok((state.known.clone(), state.number))
    }

    /// Forgets an address that is worn out, unless somebody did.
    pub(super) fn forget(&self, number: u32) {
        let mut state = self.lock();
        if state.number == number {
            (state.address, state.at) = (None, None);
        }
    }

    /// One request to where the content is.
    pub(super) fn ask(&self, headers: &HeaderMap) -> Result<Answer, Trouble> {
        let (address, known, number) = {
            let mut state = self.lock();
            let state = &mut *state;
            if state.address.is_none() {
                if state.at.is_none() {
                    self.look(state).map_err(Trouble::Service)?;
                }
                match state.at.take() {
                    Some(At::Request(request)) => {
                        match self.start(*request, headers).map_err(Trouble::Service)? {
                            Start::Elsewhere(address) => state.address = Some(address),
                            Start::Here(status, headers, body) => {
                                let is_whole = headers.contains_key(header::CONTENT_LENGTH);
                                let (known, number) = (state.known.clone(), state.number);
                                return Ok(Answer {
                                    status,
                                    headers,
                                    body,
                                    is_whole,
                                    known,
                                    number,
                                });
                            }
                        }
                    }
                    Some(At::Address(url)) => {
                        let address = Address::new(&url, &self.connection, WHAT);
                        state.address = Some(address.map_err(Trouble::Service)?);
                    }
                    None => {}
                }
            }
            let Some(address) = state.address.clone() else {
                return Err(Trouble::Service(refused("there is no address of the content")));
            };
            (address, state.known.clone(), state.number)
        };
        self.fetch(address, headers, known, number)
    }

    fn look(&self, state: &mut State) -> Result<()> {
        let Content { at, known } = (self.open)()?;
        (state.at, state.known, state.address) = (Some(at), known, None);
        state.number += 1;
        Ok(())
    }

    /// Asks the service itself.
    fn start(&self, mut request: Request, headers: &HeaderMap) -> Result<Start> {
        for (name, value) in headers {
            request = request.header(name.as_str(), value.to_str().unwrap_or_default());
        }
        let (status, headers, body) = match request.no_redirect().stream() {
            Ok(answer) => answer.into_parts(),
            Err(error) if error.status() == Some(416) => {
                let body = Box::new(io::empty());
                (StatusCode::RANGE_NOT_SATISFIABLE, HeaderMap::new(), body as Incoming)
            }
            Err(error) => return Err(error),
        };
        if status.is_redirection() && status != StatusCode::NOT_MODIFIED {
            let here = Address::new(self.connection.protocol().root(), &self.connection, WHAT)?;
            return here.next(&headers, WHAT).map(Start::Elsewhere);
        }
        Ok(Start::Here(status, headers, body))
    }

    fn fetch(
        &self,
        mut address: Address,
        headers: &HeaderMap,
        known: Known,
        number: u32,
    ) -> Result<Answer, Trouble> {
        let host = |error, address: &Address| {
            let error = address.at(&Method::GET, error);
            Trouble::Host { error, number }
        };
        for _ in 0..=MOST_REDIRECTS {
            let answer = address.send(&self.connection, &Method::GET, headers.clone(), Body::Empty);
            let (parts, body) = answer.map_err(|error| host(error, &address))?.into_parts();
            let (status, headers) = (parts.status, parts.headers);
            if status.is_success() || status == StatusCode::RANGE_NOT_SATISFIABLE {
                let is_whole = parts.extensions.get::<Decompressed>().is_none();
                return Ok(Answer { status, headers, body, is_whole, known, number });
            }
            if status.is_redirection() && status != StatusCode::NOT_MODIFIED {
                let next = address.next(&headers, WHAT);
                address =
                    next.map_err(|error| Trouble::Service(address.at(&Method::GET, error)))?;
                continue;
            }
            let mut bytes = Vec::new();
            _ = body.take(LARGEST_ERROR).read_to_end(&mut bytes);
            let error = ServiceError::parse(status.as_u16(), &headers, &bytes);
            let is_malware = is_infected(&headers)
                || ["malwareDetected", "virusSuspicious"].iter().any(|code| error.has_code(code));
            return Err(match is_malware {
                true => Trouble::Service(address.at(&Method::GET, error.into())),
                false => host(error.into(), &address),
            });
        }
        Err(Trouble::Service(address.at(&Method::GET, refused("too many redirects"))))
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

enum Start {
    Elsewhere(Address),
    Here(StatusCode, HeaderMap, Incoming),
}

/// Headers of a request for the bytes from `from` to before `to`; for all where neither is a bound.
pub(super) fn headers(range: Option<(u64, Option<u64>)>, etag: Option<&str>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(header::ACCEPT, HeaderValue::from_static("*/*"));
    headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    let Some((from, to)) = range else { return headers };
    let last = to.map(|to| to.saturating_sub(1).to_string()).unwrap_or_default();
    if let Ok(range) = HeaderValue::try_from(format!("bytes={from}-{last}")) {
        headers.insert(header::RANGE, range);
    }
    // A weak etag is no condition for a range.
    let strong = etag.filter(|etag| !etag.starts_with("W/"));
    if let Some(Ok(etag)) = strong.map(HeaderValue::from_str) {
        headers.insert(header::IF_RANGE, etag);
    }
    headers
}

fn refused(what: &str) -> Error {
    TransportError::new(TransportErrorKind::Refused, true, what).into()
}
