//! The transport that the SDK uses, on ureq.

use std::{
    fmt,
    sync::{OnceLock, PoisonError, RwLock},
    time::Duration,
};

use ::ureq::{Agent, AsSendBody, SendBody, config::Config};
use http::{Method, Request, Response, header};

use crate::{
    error::{TransportError, TransportErrorKind},
    transport::{Body, Incoming, Outgoing, Timeouts, Transport},
};

/// Sets the limits of time of a `ConfigBuilder`, be it an agent's or a request's.
macro_rules! limit {
    ($config:expr, $limits:expr) => {
        $config
            .timeout_global($limits.total.map(crate::transport::ureq::sane))
            .timeout_resolve($limits.connect.map(crate::transport::ureq::sane))
            .timeout_connect($limits.connect.map(crate::transport::ureq::sane))
            .timeout_per_read($limits.read.map(crate::transport::ureq::sane))
            .timeout_per_write($limits.read.map(crate::transport::ureq::sane))
    };
}

mod answer;
mod builder;
mod connect;
mod dump;
mod error;
mod proxy;
#[cfg(test)]
mod tests;

pub use self::builder::{TlsBackend, UreqTransportBuilder};
use self::{answer::Answer, builder::Settings, error::failed};

/// Sends requests with [ureq](https://docs.rs/ureq): HTTP/1.1, blocking, one pool of connections for all threads.
///
/// Nothing is set up before the first request. Idle connections are kept for a minute. Answers may arrive compressed
/// (gzip) and come out as they were; a request that says `accept-encoding: identity` gets the bytes as they are stored.
/// An answer that ends early is an error, never a short read.
///
/// [`Timeouts`] are taken from the extensions of each request; resolving the host's name has the limit for a connection
/// to itself.
///
/// Nothing is sent while the program's logger takes the trace level of ureq, which writes tokens into the log; see
/// [`allow_wire_dump`](UreqTransportBuilder::allow_wire_dump).
///
/// ```
/// use o365_core::transport::UreqTransport;
///
/// let transport = UreqTransport::builder().proxy("http://proxy.contoso.com:8080")?.build()?;
/// # Ok::<(), o365_core::Error>(())
/// ```
pub struct UreqTransport {
    settings: Settings,
    base: OnceLock<Result<Base, String>>,
    agent: RwLock<Option<Agent>>,
}

/// What all requests have in common, made when the first one is sent.
struct Base {
    config: Config,
    limits: Timeouts,
}

impl UreqTransport {
    /// Sets up proxies, roots and TLS.
    pub fn builder() -> UreqTransportBuilder {
        UreqTransportBuilder::default()
    }

    fn new(settings: Settings) -> Self {
        UreqTransport { settings, base: OnceLock::new(), agent: RwLock::new(None) }
    }

    fn base(&self, limits: Timeouts) -> Result<&Base, TransportError> {
        // The limits of the first request become those of the agent: ureq keeps its TLS set-up only for requests that
        // have no limits of their own, and most requests of a program have the same.
        let make = || {
            let limits = limits.total(None);
            let config = self.settings.config(&limits)?;
            Ok(Base { config, limits })
        };
        let base = self.base.get_or_init(make).as_ref();
        base.map_err(|reason| TransportError::new(TransportErrorKind::Other, false, reason))
    }

    fn agent(&self, base: &Base) -> Agent {
        if let Some(agent) = &*self.agent.read().unwrap_or_else(PoisonError::into_inner) {
            return agent.clone();
        }
        let mut slot = self.agent.write().unwrap_or_else(PoisonError::into_inner);
        slot.get_or_insert_with(|| connect::agent(base.config.clone())).clone()
    }
}

impl Default for UreqTransport {
    /// Proxies from the environment, the built-in roots, the first TLS backend that is compiled in.
    fn default() -> Self {
        Self::new(Settings::default())
    }
}

impl Transport for UreqTransport {
    fn send(&self, request: Request<Body>) -> Result<Response<Incoming>, TransportError> {
        if !self.settings.wire_dump {
            dump::check()?;
        }
        let (mut head, body) = request.into_parts();
        let mut host = check_address(&head.uri)?.to_owned();
        if let Some(port) = head.uri.port() {
            host = format!("{host}:{port}");
        }
        let limits = head.extensions.remove::<Timeouts>().unwrap_or_default();
        let base = self.base(limits)?;
        let agent = self.agent(base);

        let mut outgoing = match Outgoing::new(body) {
            None if expects_body(&head.method) => Some(Outgoing::empty()),
            outgoing => outgoing,
        };
        head.headers.remove(header::TRANSFER_ENCODING);
        head.headers.remove(header::CONTENT_LENGTH);
        if let Some(length) = outgoing.as_ref().and_then(Outgoing::length) {
            head.headers.insert(header::CONTENT_LENGTH, length.into());
        }
        if !head.headers.contains_key(header::ACCEPT_ENCODING) {
            head.headers.insert(header::ACCEPT_ENCODING, header::HeaderValue::from_static("gzip"));
        }

        let own_limits = (limits != base.limits).then_some(limits);
        let result = match &mut outgoing {
            Some(outgoing) => {
                run(&agent, Request::from_parts(head, SendBody::from_reader(outgoing)), own_limits)
            }
            None => run(&agent, Request::from_parts(head, ()), own_limits),
        };
        match result {
            Ok(response) => Ok(Answer::receive(response, host)),
            Err(error) => {
                let failure = outgoing.as_mut().and_then(Outgoing::take_failure);
                let complete = outgoing.as_ref().is_none_or(Outgoing::is_complete);
                Err(failure.unwrap_or_else(|| failed(error, complete, &host)))
            }
        }
    }

    fn reset(&self) {
        *self.agent.write().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

impl fmt::Debug for UreqTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.settings.debug(f, "UreqTransport")
    }
}

fn run(
    agent: &Agent,
    mut request: Request<impl AsSendBody>,
    limits: Option<Timeouts>,
) -> Result<Response<::ureq::Body>, ::ureq::Error> {
    if let Some(limits) = limits {
        request = limit!(agent.configure_request(request), limits).build();
    }
    agent.run(request)
}

/// ureq takes zero for no limit in places, and adds the limit to the time of day, which must not overflow.
fn sane(limit: Duration) -> Duration {
    const YEAR: Duration = Duration::from_secs(365 * 24 * 60 * 60);
    limit.clamp(Duration::from_millis(1), YEAR)
}

/// Whether servers want to be told that there is no body.
fn expects_body(method: &Method) -> bool {
    [Method::POST, Method::PUT, Method::PATCH].contains(method)
}

/// The host of an address that can be asked.
fn check_address(uri: &http::Uri) -> Result<&str, TransportError> {
    let refuse = |kind, detail| Err(TransportError::new(kind, false, detail));
    let Some(host) = uri.host().filter(|host| !host.is_empty()) else {
        return refuse(TransportErrorKind::Other, "the address names no host");
    };
    match uri.scheme_str() {
        Some("http") => Ok(host),
        Some("https") if builder::HAS_TLS => Ok(host),
        Some("https") => refuse(
            TransportErrorKind::Tls,
            "built without TLS: turn on one of the features `rustls`, `native-tls`, `platform-verifier`",
        ),
        _ => refuse(TransportErrorKind::Other, "the address is neither http nor https"),
    }
}
