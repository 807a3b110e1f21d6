//! Making connections, so that what fails before a request goes out can be told from what fails after.

use std::fmt;

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
    Agent::with_parts(config, Connect(DefaultConnector::new()), Resolve(DefaultResolver::default()))
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

#[derive(Debug)]
struct Resolve(DefaultResolver);

impl Resolver for Resolve {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let result = self.0.resolve(uri, config, timeout);
        result.map_err(|error| Unconnected::mark(Stage::Resolve, error))
    }
}
