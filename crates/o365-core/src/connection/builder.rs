//! Settings of a connection.

use std::{fmt, sync::Arc};

use http::HeaderValue;

use super::{Connection, Inner, RetryEvent, Watcher};
use crate::auth::TokenSource;
use crate::error::{Error, Result};
use crate::gate::Gate;
use crate::origin::Origin;
use crate::protocol::Protocol;
use crate::retry::Retry;
use crate::time::TimeZone;
use crate::transport::{PRODUCT, Timeouts, Transport, UreqTransport};

/// Settings of a [`Connection`].
#[must_use]
pub struct ConnectionBuilder {
    pub(super) protocol: Arc<dyn Protocol>,
    pub(super) tokens: Arc<dyn TokenSource>,
    pub(super) transport: Option<Arc<dyn Transport>>,
    pub(super) retry: Retry,
    pub(super) timeouts: Timeouts,
    pub(super) application: String,
    pub(super) immutable_ids: bool,
    pub(super) time_zone: Option<TimeZone>,
    pub(super) watcher: Option<Watcher>,
    pub(super) largest_answer: u64,
}

impl ConnectionBuilder {
    /// Talks this protocol. Graph v1.0 by default.
    pub fn protocol(mut self, protocol: impl Protocol + 'static) -> Self {
        self.protocol = Arc::new(protocol);
        self
    }

    /// Takes its tokens from here.
    pub fn tokens(mut self, tokens: impl TokenSource + 'static) -> Self {
        self.tokens = Arc::new(tokens);
        self
    }

    /// What the protocol's full scope names begin with.
    pub fn scope_prefix(&self) -> &str {
        self.protocol.scope_prefix()
    }

    /// Goes over this transport. [`UreqTransport`] with its defaults if none is given.
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Tries again like this.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// Limits of time for each request; [`Request::timeouts`](super::Request::timeouts) sets others for one.
    pub fn timeouts(mut self, timeouts: Timeouts) -> Self {
        self.timeouts = timeouts;
        self
    }

    /// The application's part of the user agent, such as `reporter/1.2`. Microsoft prefers traffic that is decorated:
    /// `NONISV|Contoso|Reporter/1.2`. [Why](https://learn.microsoft.com/sharepoint/dev/general-development/how-to-avoid-getting-throttled-or-blocked-in-sharepoint-online).
    pub fn user_agent(mut self, application: impl Into<String>) -> Self {
        self.application = application.into();
        self
    }

    /// Asks for ids that stay when an item moves, in every request. Off by default: ids of both kinds must not be mixed.
    ///
    /// [Immutable ids](https://learn.microsoft.com/graph/outlook-immutable-id).
    pub fn immutable_ids(mut self, on: bool) -> Self {
        self.immutable_ids = on;
        self
    }

    /// The zone of wall clocks that are given without one. The host's by default.
    pub fn time_zone(mut self, zone: impl Into<TimeZone>) -> Self {
        self.time_zone = Some(zone.into());
        self
    }

    /// The most bytes of an answer that are held in memory, after decompression: 256 MiB by default. What is larger is an
    /// error; what is streamed has no limit.
    pub fn largest_answer(mut self, bytes: u64) -> Self {
        self.largest_answer = bytes;
        self
    }

    /// Is called before a request is sent again.
    pub fn on_retry(mut self, watcher: impl Fn(&RetryEvent<'_>) + Send + Sync + 'static) -> Self {
        self.watcher = Some(Arc::new(watcher));
        self
    }

    /// The connection.
    ///
    /// # Errors
    /// A configuration error when the protocol's root is no URL or neither https nor on this machine (a token would be
    /// readable on its way), or when the user agent has characters that a header can't have.
    pub fn build(self) -> Result<Connection> {
        let origin = Origin::of(self.protocol.root()).filter(Origin::is_safe).ok_or_else(|| {
            Error::config(format!("`{}` is no https address", self.protocol.root()))
        })?;
        let agent = format!("{} {PRODUCT}", self.application);
        let user_agent = HeaderValue::from_str(agent.trim()).map_err(|_| {
            Error::config(format!("`{}` can't stand in a user agent", self.application))
        })?;
        let inner = Inner {
            protocol: self.protocol,
            origin,
            tokens: self.tokens,
            transport: self.transport.unwrap_or_else(|| Arc::new(UreqTransport::default())),
            retry: self.retry,
            timeouts: self.timeouts,
            user_agent,
            immutable_ids: self.immutable_ids,
            time_zone: self.time_zone,
            watcher: self.watcher,
            largest_answer: self.largest_answer,
            gate: Gate::default(),
        };
        Ok(Connection { inner: Arc::new(inner) })
    }
}

impl fmt::Debug for ConnectionBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConnectionBuilder")
            .field("protocol", &self.protocol)
            .finish_non_exhaustive()
    }
}
