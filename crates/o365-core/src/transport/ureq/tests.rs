use std::{
    io::{self, Read, Write},
    thread,
    time::{Duration, Instant},
};

use flate2::{Compression, write::GzEncoder};

use super::{test_server::Server, *};

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

#[test]
fn statuses_and_redirects_are_answers() {
    for status in ["302 Found", "404 Not Found", "503 Unavailable"] {
        let answer = format!(
            "HTTP/1.1 {status}\r\nlocation: http://x.invalid/\r\ncontent-length: 2\r\n\r\nhi"
        );
        let server = Server::always(answer);
        let response = get(&transport(), &server.url()).unwrap();
        assert!(status.starts_with(response.status().as_str()));
        assert_eq!(response.headers()["location"], "http://x.invalid/");
        assert_eq!(text(response), "hi");
        assert_eq!(server.requests().len(), 1);
    }
}

#[test]
fn every_method_carries_its_body() {
    let server = Server::always(OK);
    let transport = transport();
    for method in ["POST", "PATCH", "PUT", "DELETE", "GET"] {
        let body = Body::Bytes("{\"a\":1}".into());
        transport.send(request(method, &server.url(), body)).map(text).unwrap();
    }
    for seen in server.requests() {
        assert!(seen.contains("\r\ncontent-length: 7\r\n"), "{seen}");
        assert!(seen.ends_with("\r\n\r\n{\"a\":1}"), "{seen}");
    }
    assert_eq!(server.connections(), 1);
}

#[test]
fn no_body_is_announced_where_one_is_expected() {
    let server = Server::always(OK);
    let transport = transport();
    for method in ["POST", "PUT", "PATCH", "GET", "DELETE"] {
        transport.send(request(method, &server.url(), Body::Empty)).map(text).unwrap();
    }
    for seen in server.requests() {
        let announced = seen.contains("content-length: 0");
        let expected = seen.starts_with('p');
        assert_eq!(announced, expected, "{seen}");
        assert!(!seen.contains("transfer-encoding"), "{seen}");
    }
}

#[test]
fn a_reader_goes_out_by_its_length_or_in_chunks() {
    let server = Server::always(OK);
    let transport = transport();
    let body = |length| Body::Reader(Box::new(&b"hello"[..]), length);
    transport.send(request("PUT", &server.url(), body(Some(5)))).map(text).unwrap();
    transport.send(request("PUT", &server.url(), body(None))).map(text).unwrap();
    let [known, chunked] = &server.requests()[..] else { panic!("two requests") };
    assert!(known.contains("content-length: 5\r\n") && known.ends_with("\r\n\r\nhello"), "{known}");
    assert!(!known.contains("transfer-encoding"), "{known}");
    assert!(chunked.contains("transfer-encoding: chunked\r\n"), "{chunked}");
    assert!(!chunked.contains("content-length"), "{chunked}");
}

#[test]
fn a_source_that_ends_early_is_not_sent_as_if_whole() {
    let server = Server::start(|_, peer| peer.drain());
    let body = Body::Reader(Box::new(&b"hello"[..]), Some(6));
    let error = transport().send(request("POST", &server.url(), body)).err().unwrap();
    assert_eq!(error.kind(), TransportErrorKind::Other);
    assert!(!error.may_have_been_sent() && !error.is_transient());
}

#[test]
fn gzip_is_asked_for_and_undone() {
    let server = Server::always(gzip_answer(&gzip("{\"value\":[]}")));
    let response = get(&transport(), &server.url()).unwrap();
    assert!(!response.headers().contains_key("content-encoding"));
    assert!(!response.headers().contains_key("content-length"));
    assert_eq!(text(response), "{\"value\":[]}");
    assert!(server.requests()[0].contains("accept-encoding: gzip\r\n"));
}

#[test]
fn gzip_is_not_asked_for_against_the_callers_will() {
    let server = Server::always(OK);
    let request = Request::get(server.url()).header("accept-encoding", "identity");
    transport().send(request.body(Body::Empty).unwrap()).map(text).unwrap();
    assert!(server.requests()[0].contains("accept-encoding: identity\r\n"));
    assert!(!server.requests()[0].contains("gzip"));
}

#[test]
fn an_empty_body_may_claim_to_be_compressed() {
    for status in ["202 Accepted\r\ncontent-length: 0", "204 No Content"] {
        let server = Server::always(format!("HTTP/1.1 {status}\r\ncontent-encoding: gzip\r\n\r\n"));
        assert_eq!(text(get(&transport(), &server.url()).unwrap()), "");
    }
}

#[test]
fn broken_gzip_is_never_taken_for_whole() {
    let whole = gzip(&"{\"value\":[1,2,3]}".repeat(50));
    let mut bad_sum = whole.clone();
    let sum = bad_sum.len() - 8;
    bad_sum[sum] ^= 1;
    let cut = whole[..whole.len() / 2].to_vec();
    let cut_in_head = whole[..5].to_vec();
    for body in [bad_sum, cut, cut_in_head, b"<html>captive portal</html>".to_vec()] {
        let server = Server::always(gzip_answer(&body));
        let (_, error) = read_until_error(get(&transport(), &server.url()).unwrap());
        assert_eq!(error.kind(), TransportErrorKind::Protocol);
        assert!(error.is_transient());
    }
}

#[test]
fn a_body_that_ends_early_is_an_error() {
    for head in ["content-length: 1000", "content-length: 1000\r\ncontent-encoding: gzip"] {
        let body = if head.contains("gzip") { gzip("half of it") } else { b"half of it".to_vec() };
        let head = format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n");
        let server = Server::once([head.as_bytes(), &body].concat());
        let (bytes, error) = read_until_error(get(&transport(), &server.url()).unwrap());
        assert_eq!(error.kind(), TransportErrorKind::Closed);
        assert_eq!(bytes, b"half of it");
    }
    let chunks = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n";
    let server = Server::once(chunks);
    let (bytes, error) = read_until_error(get(&transport(), &server.url()).unwrap());
    assert_eq!((bytes.as_slice(), error.kind()), (&b"half"[..], TransportErrorKind::Closed));
}

#[test]
fn idle_connections_are_used_again_and_reset_forgets_them() {
    let server = Server::always(OK);
    let transport = transport();
    for _ in 0..3 {
        get(&transport, &server.url()).map(text).unwrap();
    }
    // Limits of one request don't cost a connection.
    let limits = Timeouts::default().total(Duration::from_secs(30));
    transport.send(limited(&server.url(), limits)).map(text).unwrap();
    assert_eq!(server.connections(), 1);
    transport.reset();
    get(&transport, &server.url()).map(text).unwrap();
    assert_eq!(server.connections(), 2);
}

#[test]
fn reset_leaves_running_requests_alone() {
    let server = Server::start(|_, peer| {
        peer.read_request();
        peer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\no");
        thread::sleep(millis(100));
        peer.write(b"k");
    });
    let transport = transport();
    let response = get(&transport, &server.url()).unwrap();
    transport.reset();
    assert_eq!(text(response), "ok");
}

#[test]
fn an_idle_connection_that_the_server_closed_is_replaced_silently() {
    let server = Server::once(OK);
    let transport = transport();
    get(&transport, &server.url()).map(text).unwrap();
    thread::sleep(millis(50));
    let post = request("POST", &server.url(), Body::Bytes("x".into()));
    transport.send(post).map(text).unwrap();
    assert_eq!(server.connections(), 2);
}

#[test]
fn threads_share_one_transport() {
    let server = Server::always(OK);
    let transport = transport();
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..10 {
                    assert_eq!(text(get(&transport, &server.url()).unwrap()), "ok");
                    transport.reset();
                }
            });
        }
    });
    assert_eq!(server.requests().len(), 80);
}

#[test]
fn what_never_connected_was_not_sent() {
    let refused = get(&transport(), &nobody()).err().unwrap();
    assert_eq!(refused.kind(), TransportErrorKind::Connect);
    assert!(refused.to_string().contains("127.0.0.1"), "{refused}");
    assert!(std::error::Error::source(&refused).is_some());
    let unknown = get(&transport(), "http://host.invalid/").err().unwrap();
    assert_eq!(unknown.kind(), TransportErrorKind::Resolve);
    for error in [refused, unknown] {
        assert!(!error.may_have_been_sent() && error.is_transient());
    }
}

#[test]
fn a_connection_that_breaks_before_an_answer_may_have_delivered() {
    let server = Server::start(|_, peer| drop(peer.read_request()));
    for (method, body) in [("GET", Body::Empty), ("POST", Body::Bytes("x".into()))] {
        let error = transport().send(request(method, &server.url(), body)).err().unwrap();
        assert_eq!(error.kind(), TransportErrorKind::Closed);
        assert!(error.may_have_been_sent());
    }
}

#[test]
fn half_a_body_is_not_a_request() {
    // The server hangs up long before it has all of it.
    let server = Server::start(|_, _| ());
    let body = Body::Reader(Box::new(io::repeat(b'x').take(1 << 30)), Some(1 << 30));
    let error = transport().send(request("POST", &server.url(), body)).err().unwrap();
    assert_eq!(error.kind(), TransportErrorKind::Closed);
    assert!(!error.may_have_been_sent());
}

#[test]
fn what_is_not_http_is_a_protocol_error() {
    let server = Server::once("SSH-2.0-OpenSSH_9.6\r\n\r\n");
    let error = get(&transport(), &server.url()).err().unwrap();
    assert_eq!(error.kind(), TransportErrorKind::Protocol);
    assert!(error.may_have_been_sent());
}

#[test]
fn silence_is_cut_short_before_and_within_the_answer() {
    let limits = Timeouts::default().read(millis(150));
    let server = Server::start(|_, peer| {
        peer.read_request();
        peer.drain();
    });
    let start = Instant::now();
    let error = transport().send(limited(&server.url(), limits)).err().unwrap();
    assert_eq!(error.kind(), TransportErrorKind::Timeout);
    assert!(error.may_have_been_sent());
    assert!((millis(150)..Duration::from_secs(5)).contains(&start.elapsed()));

    let server = Server::start(|_, peer| {
        peer.read_request();
        peer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf");
        peer.drain();
    });
    let (bytes, error) =
        read_until_error(transport().send(limited(&server.url(), limits)).unwrap());
    assert_eq!((bytes.as_slice(), error.kind()), (&b"half"[..], TransportErrorKind::Timeout));
}

#[test]
fn a_slow_body_may_take_longer_than_the_limit_of_a_read() {
    let server = Server::start(|_, peer| {
        peer.read_request();
        peer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 8\r\n\r\n");
        for _ in 0..8 {
            thread::sleep(millis(60));
            peer.write(b"x");
        }
    });
    let limits = Timeouts::default().read(millis(300));
    assert_eq!(text(transport().send(limited(&server.url(), limits)).unwrap()), "xxxxxxxx");

    let limits = limits.total(millis(200));
    let (_, error) = read_until_error(transport().send(limited(&server.url(), limits)).unwrap());
    assert_eq!(error.kind(), TransportErrorKind::Timeout);
}

#[test]
fn a_server_that_takes_no_bytes_is_given_up() {
    let server = Server::start(|_, _| thread::sleep(Duration::from_secs(5)));
    let body = Body::Reader(Box::new(io::repeat(b'x').take(1 << 30)), Some(1 << 30));
    let mut request = request("PUT", &server.url(), body);
    request.extensions_mut().insert(Timeouts::default().read(millis(150)));
    let error = transport().send(request).err().unwrap();
    assert_eq!(error.kind(), TransportErrorKind::Timeout);
    assert!(!error.may_have_been_sent());
}

#[test]
fn odd_limits_do_no_harm() {
    let server = Server::always(OK);
    let endless =
        Timeouts::default().connect(Duration::MAX).read(Duration::MAX).total(Duration::MAX);
    let none = Timeouts::default().connect(None).read(None);
    for limits in [endless, none] {
        transport().send(limited(&server.url(), limits)).map(text).unwrap();
    }
    // A millisecond may be enough on this machine.
    let _ = transport().send(limited(&server.url(), none.total(Duration::ZERO)));
}

#[test]
fn what_is_no_address_of_a_server_is_refused() {
    for url in ["/me", "ftp://host/"] {
        let error = get(&transport(), url).err().unwrap();
        assert!(!error.may_have_been_sent() && !error.is_transient(), "{url}: {error}");
    }
}

#[test]
fn goes_through_the_proxy_with_name_and_password() {
    let proxy = Server::start(|_, peer| {
        peer.read_request();
        peer.write(b"HTTP/1.1 200 Connection established\r\n\r\n");
        peer.read_request();
        peer.write(OK.as_bytes());
    });
    let address = format!("http://ann:p%40ss@{}", proxy.address);
    let transport = UreqTransport::builder().proxy(&address).unwrap().build().unwrap();
    assert_eq!(text(get(&transport, "http://graph.invalid/me").unwrap()), "ok");
    let [connect, inner] = &proxy.requests()[..] else { panic!("two requests") };
    assert!(connect.starts_with("connect graph.invalid:80 "), "{connect}");
    // base64 of ann:p@ss, in small letters as the server keeps heads
    assert!(connect.contains("proxy-authorization: basic yw5uonbac3m="), "{connect}");
    assert!(inner.starts_with("get /me ") && !inner.contains("proxy-auth"), "{inner}");
}

#[test]
fn a_proxy_that_refuses_or_is_gone_never_saw_the_request() {
    let proxy =
        Server::always("HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n");
    for address in [format!("http://{}", proxy.address), nobody()] {
        let transport = UreqTransport::builder().proxy(&address).unwrap().build().unwrap();
        let error = get(&transport, "http://graph.invalid/me").err().unwrap();
        assert_eq!(error.kind(), TransportErrorKind::Connect);
        assert!(!error.may_have_been_sent());
    }
    let proxy = "http://proxy.invalid:1";
    let transport = UreqTransport::builder().proxy(proxy).unwrap().build().unwrap();
    let error = get(&transport, "http://graph.invalid/me").err().unwrap();
    assert_eq!(error.kind(), TransportErrorKind::Resolve);
}

#[test]
fn a_proxy_of_another_kind_is_refused() {
    let error = UreqTransport::builder().proxy("socks5://ann:s3cret@proxy:1").err().unwrap();
    assert!(matches!(error.kind(), crate::ErrorKind::Config(_)));
    assert!(!format!("{error:?}").contains("s3cret"));
}

#[cfg(any(feature = "rustls", feature = "native-tls"))]
#[test]
fn what_does_not_speak_tls_is_permanent_and_was_not_sent() {
    let server = Server::start(|_, peer| {
        peer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n");
        peer.drain();
    });
    let url = format!("https://{}/", server.address);
    let error = get(&transport(), &url).err().unwrap();
    assert_eq!(error.kind(), TransportErrorKind::Tls);
    assert!(!error.may_have_been_sent() && !error.is_transient());
}

#[cfg(feature = "rustls")]
#[test]
fn a_handshake_that_breaks_or_stalls_may_be_tried_again() {
    let url = |server: &Server| format!("https://{}/", server.address);
    let server = Server::start(|_, _| ());
    let broken = get(&transport(), &url(&server)).err().unwrap();
    assert_eq!(broken.kind(), TransportErrorKind::Connect);

    let server = Server::start(|_, peer| peer.drain());
    let limits = Timeouts::default().connect(millis(150));
    let stalled = transport().send(limited(&url(&server), limits)).err().unwrap();
    assert_eq!(stalled.kind(), TransportErrorKind::Timeout);
    for error in [broken, stalled] {
        assert!(!error.may_have_been_sent() && error.is_transient());
    }
}

#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
#[test]
fn https_without_tls_says_what_is_missing() {
    let error = get(&transport(), "https://graph.microsoft.com/").err().unwrap();
    assert_eq!(error.kind(), TransportErrorKind::Tls);
    assert!(error.to_string().contains("built without TLS"), "{error}");
}

#[test]
fn nothing_is_set_up_before_the_first_request() {
    let transport = UreqTransport::default();
    assert!(transport.base.get().is_none());
    assert!(transport.agent.read().unwrap().is_none());
}
