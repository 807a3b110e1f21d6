//! The listener, its connections, and their end.

use crate::{
    http::{connection::Connection, exchange::Handler},
    sync::{Stop, lock},
};
use std::{
    collections::HashMap,
    fmt, io,
    net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

/// A running server. Dropping it closes the port and every connection, and waits for the threads.
pub(crate) struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    accepting: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Shared {
    stop: Stop,
    gzip: bool,
    accepted: Arc<AtomicU64>,
    open: Mutex<HashMap<u64, Open>>,
}

/// An open connection. The thread is `None` for the moment between the two steps of its birth.
#[derive(Debug)]
struct Open {
    stream: Arc<TcpStream>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Opens the port (0: any free one) on the loopback interface.
    pub(crate) fn bind(port: u16) -> io::Result<(TcpListener, SocketAddr)> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let address = listener.local_addr()?;
        Ok((listener, address))
    }

    /// Begins to answer. Servers that count together never give a connection's number twice.
    pub(crate) fn start<H: Handler>(
        (listener, address): (TcpListener, SocketAddr),
        gzip: bool,
        accepted: Arc<AtomicU64>,
        handler: Arc<H>,
    ) -> io::Result<Server> {
        let shared = Arc::new(Shared { gzip, accepted, ..Shared::default() });
        let accepting = thread::Builder::new().name("o365-sandbox".into()).spawn({
            let shared = Arc::clone(&shared);
            move || accept(&listener, &shared, &handler)
        })?;
        Ok(Server { address, shared, accepting: Some(accepting) })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.stop.raise();
        // The listener has no timeout; a connection wakes it, and it sees the flag.
        let woken = TcpStream::connect_timeout(&self.address, Duration::from_secs(1)).is_ok();
        if let Some(accepting) = self.accepting.take()
            && woken
        {
            let _ = accepting.join();
        }
        let open: Vec<Open> = lock(&self.shared.open).drain().map(|(_, open)| open).collect();
        for connection in &open {
            let _ = connection.stream.shutdown(Shutdown::Both);
        }
        let this = thread::current().id();
        for thread in open.into_iter().filter_map(|connection| connection.thread) {
            if thread.thread().id() != this {
                let _ = thread.join();
            }
        }
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").field("address", &self.address).finish_non_exhaustive()
    }
}

fn accept<H: Handler>(listener: &TcpListener, shared: &Arc<Shared>, handler: &Arc<H>) {
    loop {
        let accepted = listener.accept();
        if shared.stop.is_raised() {
            return;
        }
        match accepted {
            Ok((stream, _)) => open(stream, shared, handler),
            // Out of file descriptors, most likely: some may be free in a moment.
            Err(error) => {
                log::warn!("a connection could not be accepted: {error}");
                shared.stop.pause(Duration::from_millis(10));
            }
        }
    }
}

fn open<H: Handler>(stream: TcpStream, shared: &Arc<Shared>, handler: &Arc<H>) {
    let number = shared.accepted.fetch_add(1, Ordering::Relaxed) + 1;
    let _ = stream.set_nodelay(true);
    let stream = Arc::new(stream);
    lock(&shared.open).insert(number, Open { stream: Arc::clone(&stream), thread: None });
    let spawned = thread::Builder::new().name(format!("o365-sandbox-{number}")).spawn({
        let shared = Arc::clone(shared);
        let handler = Arc::clone(handler);
        move || {
            // Also when the handler panics: the client must see the end.
            let _closing = Closing { shared: &shared, stream: &stream, number };
            let (gzip, stop) = (shared.gzip, &shared.stop);
            Connection { stream: &stream, number, handler: &*handler, gzip, stop }.serve();
        }
    });
    match spawned {
        Ok(thread) => {
            if let Some(open) = lock(&shared.open).get_mut(&number) {
                open.thread = Some(thread);
            }
        }
        Err(error) => {
            log::warn!("a connection got no thread: {error}");
            lock(&shared.open).remove(&number);
        }
    }
}

struct Closing<'s> {
    shared: &'s Shared,
    stream: &'s TcpStream,
    number: u64,
}

impl Drop for Closing<'_> {
    fn drop(&mut self) {
        let _ = self.stream.shutdown(Shutdown::Both);
        lock(&self.shared.open).remove(&self.number);
    }
}
