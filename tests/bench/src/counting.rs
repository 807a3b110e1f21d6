//! The SDK's transport, counting what it sends.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use o365::error::TransportError;
use o365::transport::{Body, Incoming, Transport, UreqTransport, http};

/// The SDK's transport, counting what it sends. Clones share the count.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counting {
    inner: Arc<(UreqTransport, AtomicUsize)>,
}

impl Counting {
    pub(crate) fn sent(&self) -> usize {
        self.inner.1.load(Ordering::Relaxed)
    }
}

impl Transport for Counting {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> Result<http::Response<Incoming>, TransportError> {
        self.inner.1.fetch_add(1, Ordering::Relaxed);
        self.inner.0.send(request)
    }

    fn reset(&self) {
        self.inner.0.reset();
    }
}
