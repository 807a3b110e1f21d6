//! Stops what takes long.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

/// Stops a transfer from another thread, or from its progress callback. Clones stop the same.
///
/// ```
/// use o365_core::upload::Cancel;
///
/// let cancel = Cancel::new();
/// let for_the_signal_handler = cancel.clone();
/// for_the_signal_handler.cancel();
/// assert!(cancel.is_cancelled());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Not yet cancelled.
    pub fn new() -> Self {
        Cancel::default()
    }

    /// Stops it. It ends with [`ErrorKind::Cancelled`](crate::ErrorKind::Cancelled), before long.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it is stopped.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
