//! Servers for the tests: each connection is handled by a closure that reads and writes what it likes.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

pub(super) struct Server {
    pub(super) address: SocketAddr,
    connections: Arc<AtomicUsize>,
    requests: Arc<Mutex<Vec<String>>>,
}

/// One connection, as the server sees it.
pub(super) struct Peer {
    stream: BufReader<TcpStream>,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Calls `handle` on a thread of its own for each connection, with its number from 0.
    pub(super) fn start(handle: impl Fn(usize, &mut Peer) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (connections, requests) = (Arc::<AtomicUsize>::default(), Arc::default());
        let server =
            Server { address, connections: connections.clone(), requests: Arc::clone(&requests) };
        let handle = Arc::new(handle);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let number = connections.fetch_add(1, Ordering::SeqCst);
                let (handle, requests) = (handle.clone(), Arc::clone(&requests));
                thread::spawn(move || {
                    handle(number, &mut Peer { stream: BufReader::new(stream), requests });
                });
            }
        });
        server
    }

    /// Answers every request of every connection with these bytes.
    pub(super) fn always(answer: impl Into<Vec<u8>>) -> Self {
        let answer = answer.into();
        Self::start(move |_, peer| {
            while peer.read_request().is_some() {
                peer.write(&answer);
            }
        })
    }

    /// Answers one request of each connection with these bytes, and closes it.
    pub(super) fn once(answer: impl Into<Vec<u8>>) -> Self {
        let answer = answer.into();
        Self::start(move |_, peer| {
            peer.read_request();
            peer.write(&answer);
        })
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}/v1.0/me", self.address)
    }

    pub(super) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// Requests as they arrived, heads in small letters.
    pub(super) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

impl Peer {
    /// A head, and a body by its length or its chunks.
    pub(super) fn read_request(&mut self) -> Option<String> {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if self.stream.read_line(&mut head).ok()? == 0 {
                return None;
            }
        }
        let mut request = head.to_ascii_lowercase();
        let length = request.lines().find_map(|line| line.strip_prefix("content-length: "));
        if let Some(length) = length.map(|length| length.parse::<usize>().unwrap()) {
            let mut body = vec![0; length];
            self.stream.read_exact(&mut body).ok()?;
            request += &String::from_utf8(body).unwrap();
        } else if request.contains("transfer-encoding: chunked") {
            while !request.ends_with("\r\n0\r\n\r\n") {
                if self.stream.read_line(&mut request).ok()? == 0 {
                    return None;
                }
            }
        }
        self.requests.lock().unwrap().push(request.clone());
        Some(request)
    }

    pub(super) fn write(&mut self, bytes: &[u8]) {
        let _ = self.stream.get_mut().write_all(bytes);
    }

    /// Reads what comes until nothing comes any more.
    pub(super) fn drain(&mut self) {
        let _ = std::io::copy(&mut self.stream, &mut std::io::sink());
    }
}
