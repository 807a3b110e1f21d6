//! The core against HTTP that goes well and HTTP that doesn't: what went over the wire, and what the caller got.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

use o365_core::{
    Connection, Endpoint, List, Resource, Retry, auth::StaticToken, connection::ConnectionBuilder,
    mock::Mock, protocol::Graph,
};
use o365_sandbox::{Fault, Sandbox};
use serde_json::Value;

mod errors;
mod hosts;
mod limits;
mod outcome;
mod paging;
mod prefetch;
mod protocols;
mod redirects;
mod requests;
mod retry;
mod threads;
mod throttling;

/// What no other host, no error and no `Debug` may show.
pub(crate) const SECRET: &str = "s3cret-t0ken";
/// The host that a mock plays.
const HOST: &str = "https://graph.example/v1.0";

fn sandbox() -> Sandbox {
    Sandbox::start().unwrap()
}

/// Retries as by default, but quick.
fn quick() -> Retry {
    Retry::default().base(Duration::from_millis(5))
}

fn builder(sandbox: &Sandbox) -> ConnectionBuilder {
    Connection::builder(StaticToken::new(sandbox.token()))
        .protocol(Graph::at(sandbox.graph_url()))
        .retry(quick())
}

fn connect(sandbox: &Sandbox) -> Connection {
    builder(sandbox).build().unwrap()
}

/// A connection to [`HOST`], which the mock plays.
fn mocked(mock: &Mock) -> Connection {
    Connection::builder(StaticToken::new(SECRET))
        .protocol(Graph::at(HOST))
        .transport(mock.clone())
        .retry(quick())
        .build()
        .unwrap()
}

fn messages(connection: &Connection) -> List<Value> {
    List::new(Endpoint::new(connection, &Resource::Me).child("messages"))
}

/// A good answer with this body.
fn json(body: &Value) -> Fault {
    Fault::status(200).body("application/json", body.to_string())
}

/// What was asked: method and target of each request.
fn asked(sandbox: &Sandbox) -> Vec<String> {
    let requests = sandbox.requests();
    requests.iter().map(|request| format!("{} {}", request.method, request.target)).collect()
}

/// A server for answers that the sandbox wouldn't give: each connection is handled by a closure.
pub(crate) struct RawServer {
    pub(crate) root: String,
    heads: Arc<Mutex<Vec<String>>>,
}

/// One connection, as the server sees it.
pub(crate) struct Peer {
    pub(crate) stream: BufReader<TcpStream>,
    heads: Arc<Mutex<Vec<String>>>,
}

impl RawServer {
    pub(crate) fn start(handle: impl Fn(usize, &mut Peer) + Send + Sync + 'static) -> Self {
        RawServer::on(TcpListener::bind("127.0.0.1:0").unwrap(), handle)
    }

    /// At an address that somebody has already.
    pub(crate) fn on(
        listener: TcpListener,
        handle: impl Fn(usize, &mut Peer) + Send + Sync + 'static,
    ) -> Self {
        let root = format!("http://{}/v1.0", listener.local_addr().unwrap());
        let heads: Arc<Mutex<Vec<String>>> = Arc::default();
        let server = RawServer { root, heads: Arc::clone(&heads) };
        let handle = Arc::new(handle);
        thread::spawn(move || {
            for (number, stream) in listener.incoming().map_while(Result::ok).enumerate() {
                let (handle, heads) = (Arc::clone(&handle), Arc::clone(&heads));
                thread::spawn(move || {
                    handle(number, &mut Peer { stream: BufReader::new(stream), heads });
                });
            }
        });
        server
    }

    /// Answers every request with these bytes.
    pub(crate) fn always(answer: impl Into<Vec<u8>>) -> Self {
        let answer = answer.into();
        RawServer::start(move |_, peer| {
            while peer.read() {
                peer.write(&answer);
            }
        })
    }

    pub(crate) fn connect(&self) -> Connection {
        let token = StaticToken::new(SECRET);
        let builder = Connection::builder(token).protocol(Graph::at(&self.root)).retry(quick());
        builder.build().unwrap()
    }

    /// The heads of the requests that came.
    pub(crate) fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }
}

impl Peer {
    /// Reads one request; says whether there was one.
    pub(crate) fn read(&mut self) -> bool {
        let (mut head, mut length) = (String::new(), 0);
        loop {
            let mut line = String::new();
            if self.stream.read_line(&mut line).unwrap_or(0) == 0 {
                return false;
            }
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
            if line == "\r\n" {
                break;
            }
            head.push_str(&line);
        }
        let mut body = vec![0; length];
        let complete = self.stream.read_exact(&mut body).is_ok();
        self.heads.lock().unwrap().push(head);
        complete
    }

    pub(crate) fn write(&mut self, bytes: &[u8]) {
        _ = self.stream.get_mut().write_all(bytes);
    }
}
