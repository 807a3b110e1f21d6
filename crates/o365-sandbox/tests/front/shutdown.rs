//! The end.

use crate::client::Raw;
use o365_sandbox::{Fault, Sandbox};
use std::{
    net::TcpStream,
    thread,
    time::{Duration, Instant},
};

#[test]
fn the_end_waits_for_no_one() {
    let sandbox = Sandbox::start().unwrap();
    let address = sandbox.url().trim_start_matches("http://").to_owned();
    sandbox.fault(Fault::delay(Duration::from_secs(60)).on("GET", "/slow"));
    sandbox.fault(Fault::stall(Duration::from_secs(60)).on("GET", "/stalled"));
    let mut idle = Raw::open(&sandbox);
    idle.get("/v1.0/x", "none", "");
    idle.answer();
    let mut halfway = Raw::open(&sandbox);
    halfway.send("POST /v1.0/x HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
    let mut slow = Raw::open(&sandbox);
    slow.get("/slow", "none", "");
    let mut stalled = Raw::open(&sandbox);
    stalled.get("/stalled", "none", "");
    stalled.head();
    while sandbox.request_count() < 3 {
        thread::sleep(Duration::from_millis(1));
    }

    let start = Instant::now();
    drop(sandbox);
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    for mut raw in [idle, halfway, slow] {
        assert_eq!(raw.rest(), b"");
    }
    stalled.rest();
    assert!(TcpStream::connect(address).is_err(), "the port is still open");
}

#[test]
fn a_port_can_be_taken_only_once() {
    let sandbox = Sandbox::start().unwrap();
    let port = sandbox.url().rsplit(':').next().unwrap().parse().unwrap();
    assert!(Sandbox::builder().port(port).start().is_err());
}
