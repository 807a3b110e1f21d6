//! What ureq would write into the log.

use log::{Level, log_enabled};

use crate::error::{TransportError, TransportErrorKind};

/// Refuses while the logger takes what ureq and its protocol crate write at the trace level: each byte that goes over the
/// wire, tokens too, and whole addresses. A library can't stop another one's log; it can leave it without anything to log.
pub(super) fn check() -> Result<(), TransportError> {
    // The modules that write it; a macro's target is a constant.
    let bytes = log_enabled!(target: "ureq_proto::util", Level::Trace);
    let addresses = log_enabled!(target: "ureq::util", Level::Trace);
    if !bytes && !addresses {
        return Ok(());
    }
    let detail = "the logger takes the trace level of `ureq_proto` and `ureq`, which write tokens into the log: take \
                  less of them (RUST_LOG=trace,ureq_proto=off,ureq=debug), or allow it by \
                  `UreqTransportBuilder::allow_wire_dump`";
    Err(TransportError::new(TransportErrorKind::Other, false, detail))
}
