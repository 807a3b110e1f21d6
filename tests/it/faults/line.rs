//! Where HTTP itself breaks: sockets that refuse, hang up, or speak something else.

use std::net::{Shutdown, TcpListener};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use o365::auth::StaticToken;
use o365::error::TransportErrorKind;
use o365::protocol::Graph;
use o365::{Connection, Error, ErrorKind};
use serde_json::json;

use super::quick;
use crate::core::RawServer;

fn at(root: &str) -> Connection {
    let builder = Connection::builder(StaticToken::new("t")).protocol(Graph::at(root));
    builder.retry(quick()).build().unwrap()
}

fn kind(error: &Error) -> TransportErrorKind {
    match error.kind() {
        ErrorKind::Transport(failure) => failure.kind(),
        other => panic!("{other:?}"),
    }
}

const OK: &[u8] = b"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";

#[test]
fn a_service_that_listens_only_later_gets_its_mail_once() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let server: Arc<Mutex<Option<RawServer>>> = Arc::default();
    let later = Arc::clone(&server);
    let connection = Connection::builder(StaticToken::new("t"))
        .protocol(Graph::at(format!("http://127.0.0.1:{port}/v1.0")))
        .retry(quick())
        .on_retry(move |event| {
            assert!(!event.error.is_outcome_unknown());
            later.lock().unwrap().get_or_insert_with(|| {
                let listener = TcpListener::bind(("127.0.0.1", port)).unwrap();
                RawServer::on(listener, |_, peer| {
                    while peer.read() {
                        peer.write(OK);
                    }
                })
            });
        })
        .build()
        .unwrap();
    let mail = json!({"message": {"subject": "once"}});
    assert_eq!(connection.post("/me/sendMail").json(&mail).send().unwrap().status(), 202);
    assert_eq!(server.lock().unwrap().as_ref().unwrap().heads().len(), 1);
}

#[test]
fn a_date_is_read_by_the_clock_of_the_service() {
    let count = AtomicUsize::new(0);
    let server = RawServer::start(move |_, peer| {
        while peer.read() {
            match count.fetch_add(1, Ordering::SeqCst) {
                0 => peer.write(
                    b"HTTP/1.1 429 Too Many Requests\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n\
                      Retry-After: Sun, 06 Nov 1994 08:49:39 GMT\r\nContent-Length: 0\r\n\r\n",
                ),
                _ => peer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"),
            }
        }
    });
    let start = Instant::now();
    server.connect().get("/me").send().unwrap();
    let spent = start.elapsed();
    assert!(spent >= Duration::from_secs(2) && spent < Duration::from_secs(20), "{spent:?}");
    assert_eq!(server.heads().len(), 2);
}

#[test]
fn who_hangs_up_in_the_handshake_is_asked_again_and_was_sent_nothing() {
    let calls = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&calls);
    let server = RawServer::start(move |_, peer| {
        count.fetch_add(1, Ordering::SeqCst);
        _ = peer.stream.get_ref().shutdown(Shutdown::Both);
    });
    let connection = at(&server.root.replace("http:", "https:"));
    let error = connection.post("/me/sendMail").send().unwrap_err();
    assert!(!error.is_outcome_unknown(), "{error}");
    assert_eq!((error.attempts(), calls.load(Ordering::SeqCst)), (5, 5), "{error}");
}

#[test]
fn who_speaks_no_tls_is_asked_once() {
    let calls = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&calls);
    let server = RawServer::start(move |_, peer| {
        count.fetch_add(1, Ordering::SeqCst);
        peer.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        _ = peer.stream.get_ref().shutdown(Shutdown::Write);
        while peer.read() {}
    });
    let connection = at(&server.root.replace("http:", "https:"));
    let error = connection.post("/me/sendMail").send().unwrap_err();
    assert_eq!(kind(&error), TransportErrorKind::Tls, "{error}");
    assert!(!error.is_outcome_unknown());
    assert_eq!((error.attempts(), calls.load(Ordering::SeqCst)), (1, 1));
}

#[test]
fn a_refusal_that_comes_while_the_body_goes_is_read() {
    let calls = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&calls);
    let server = RawServer::start(move |_, peer| {
        count.fetch_add(1, Ordering::SeqCst);
        let refused = b"HTTP/1.1 413 Content Too Large\r\nContent-Type: application/json\r\n\
            Content-Length: 56\r\nConnection: close\r\n\r\n\
            {\"error\":{\"code\":\"RequestTooLarge\",\"message\":\"too big\"}}";
        peer.write(refused);
        peer.read();
    });
    let connection = server.connect();
    let put = connection.put("/me/photo/$value").bytes("image/jpeg", vec![7; 8 << 20]);
    let error = put.send().unwrap_err();
    assert_eq!(error.status(), Some(413), "{error}");
    assert!(error.advice().is_some_and(|advice| advice.contains("upload session")), "{error}");
    assert_eq!(calls.load(Ordering::SeqCst), 1);
}

#[test]
fn a_name_with_two_addresses_is_tried_at_both() {
    // `localhost` is `::1` too where the machine has it; there nobody listens.
    let server = RawServer::always(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".to_vec());
    let connection = Connection::builder(StaticToken::new("t"))
        .protocol(Graph::at(server.root.replace("127.0.0.1", "localhost")))
        .retry(o365::Retry::none())
        .build()
        .unwrap();
    connection.get("/me").send().unwrap();
    assert_eq!(server.heads().len(), 1);
}
