//! Tests against servers on this machine.

use std::{
    io::{self, Read, Write},
    thread,
    time::{Duration, Instant},
};

use flate2::{Compression, write::GzEncoder};

use self::server::Server;
use super::*;

mod exchange;
mod failure;
mod server;

const OK: &str = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";

fn transport() -> UreqTransport {
    UreqTransport::builder().no_proxy().build().unwrap()
}

fn request(method: &str, url: &str, body: Body) -> Request<Body> {
    Request::builder().method(method).uri(url).body(body).unwrap()
}

fn get(transport: &UreqTransport, url: &str) -> Result<Response<Incoming>, TransportError> {
    transport.send(request("GET", url, Body::Empty))
}

fn limited(url: &str, limits: Timeouts) -> Request<Body> {
    let mut request = request("GET", url, Body::Empty);
    request.extensions_mut().insert(limits);
    request
}

fn text(response: Response<Incoming>) -> String {
    io::read_to_string(response.into_body()).unwrap()
}

/// What was read, and the error it ended with.
fn read_until_error(response: Response<Incoming>) -> (Vec<u8>, TransportError) {
    let mut body = response.into_body();
    let mut bytes = Vec::new();
    let error = body.read_to_end(&mut bytes).expect_err("the body should break");
    // Whoever tries again must not take the end for a good one.
    body.read_to_end(&mut Vec::new()).expect_err("a broken body stays broken");
    (bytes, TransportError::from_read(error))
}

fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

fn gzip_answer(body: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

/// An address where nobody listens.
fn nobody() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}/", listener.local_addr().unwrap())
}
