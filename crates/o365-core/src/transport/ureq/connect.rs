//! Making connections, so that what fails before a request goes out can be told from what fails after.

use std::{
    collections::HashMap,
    fmt,
    net::SocketAddr,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use ureq::{
    Agent, Error,
    config::Config,
    http::Uri,
    unversioned::{
        resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver},
        transport::{ConnectionDetails, Connector, DefaultConnector, NextTimeout, Transport},
    },
};

/// An agent with an empty pool.
pub(super) fn agent(config: Config) -> Agent {
    Agent::with_parts(config, Connect(DefaultConnector::new()), Resolve::default())
}

/// A failure before there was a connection: nothing of the request was sent.
#[derive(Debug)]
pub(super) struct Unconnected {
    pub(super) stage: Stage,
    pub(super) error: Error,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    Resolve,
    Connect,
}

impl Unconnected {
    /// Marks an error with its stage. The innermost stage stands: the way to a proxy is a connection in a connection.
    fn mark(stage: Stage, error: Error) -> Error {
        match error {
            Error::Other(inner) if inner.is::<Unconnected>() => Error::Other(inner),
            error => Error::Other(Box::new(Unconnected { stage, error })),
        }
    }
}

impl fmt::Display for Unconnected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl std::error::Error for Unconnected {}

#[derive(Debug)]
struct Connect(DefaultConnector);

impl Connector<()> for Connect {
    type Out = Box<dyn Transport>;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        chained: Option<()>,
    ) -> Result<Option<Self::Out>, Error> {
        let result = self.0.connect(details, chained);
        result.map_err(|error| Unconnected::mark(Stage::Connect, error))
    }
}

/// How long an address is taken from memory.
const FRESH: Duration = Duration::from_secs(60);

/// Names are looked up for each request, also where a connection is kept, and each time in a thread of its own because
/// of the time limit: a hundred times the cost of the rest. So what was found is remembered for a minute; an address that
/// is no name is never looked up.
#[derive(Default)]
struct Resolve {
    inner: DefaultResolver,
    found: Mutex<HashMap<String, (Instant, ResolvedSocketAddrs)>>,
}

impl Resolve {
    fn look_up(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let key = uri.scheme().zip(uri.authority());
        let Some(key) = key.and_then(|(s, a)| DefaultResolver::host_and_port(s, a)) else {
            return self.inner.resolve(uri, config, timeout);
        };
        if let Ok(address) = key.parse() {
            return Ok(self.addresses([address]));
        }
        let now = Instant::now();
        let fresh = |(at, _): &&(Instant, ResolvedSocketAddrs)| now.duration_since(*at) < FRESH;
        if let Some((_, addresses)) = self.found().get(&key).filter(fresh) {
            return Ok(self.addresses(addresses.iter().copied()));
        }
        let addresses = self.inner.resolve(uri, config, timeout)?;
        let kept = self.addresses(addresses.iter().copied());
        self.found().insert(key, (now, kept));
        Ok(addresses)
    }

    fn found(&self) -> MutexGuard<'_, HashMap<String, (Instant, ResolvedSocketAddrs)>> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn addresses(&self, addresses: impl IntoIterator<Item = SocketAddr>) -> ResolvedSocketAddrs {
        let mut all = self.inner.empty();
        addresses.into_iter().take(16).for_each(|address| all.push(address));
        all
    }
}

impl Resolver for Resolve {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let result = self.look_up(uri, config, timeout);
        result.map_err(|error| Unconnected::mark(Stage::Resolve, error))
    }
}

impl fmt::Debug for Resolve {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Resolve")
    }
}
