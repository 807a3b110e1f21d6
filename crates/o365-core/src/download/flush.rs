//! Brings a file to the disk while more of it arrives, so that little is left to wait for at the end.

use std::{
    fs::File,
    io,
    sync::mpsc::{SyncSender, sync_channel},
    thread::{self, JoinHandle},
};

/// Bytes after which the disk gets to work.
const ENOUGH: u64 = 16 << 20;

/// Has a thread of its own write, as soon as there is enough.
#[derive(Default)]
pub(super) struct Flusher {
    waiting: u64,
    worker: Option<Worker>,
}

struct Worker {
    tell: SyncSender<()>,
    thread: JoinHandle<io::Result<()>>,
}

impl Flusher {
    /// So many bytes more of the file were given to the system.
    pub(super) fn add(&mut self, bytes: u64, file: &File) {
        self.waiting += bytes;
        if self.waiting < ENOUGH {
            return;
        }
        self.waiting = 0;
        if self.worker.is_none() {
            self.worker = Worker::start(file);
        }
        if let Some(worker) = &self.worker {
            // While it is at work it has been told enough.
            _ = worker.tell.try_send(());
        }
    }

    /// Waits for it. A failure that the system told there it tells nobody else.
    pub(super) fn end(self) -> io::Result<()> {
        let Some(Worker { tell, thread }) = self.worker else { return Ok(()) };
        drop(tell);
        thread.join().unwrap_or_else(|_| Err(io::ErrorKind::Other.into()))
    }
}

impl Worker {
    /// `None` where there is no thread to be had: then all is written at the end.
    fn start(file: &File) -> Option<Self> {
        let file = file.try_clone().ok()?;
        let (tell, told) = sync_channel(1);
        let work = move || told.iter().try_for_each(|()| file.sync_data());
        let thread = thread::Builder::new().name("o365-flush".into()).spawn(work).ok()?;
        Some(Worker { tell, thread })
    }
}
