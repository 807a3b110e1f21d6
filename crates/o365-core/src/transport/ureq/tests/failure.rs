//! What goes wrong, and whether it may have been sent.

use super::*;

#[test]
fn a_source_that_ends_early_is_not_sent_as_if_whole() {
    let server = Server::start(|_, peer| peer.drain());
    let body = Body::Reader(Box::new(&b"hello"[..]), Some(6));
    let error = transport().send(request("POST", &server.url(), body)).err().unwrap();
    assert_eq!(error.kind(), TransportErrorKind::Other);
    assert!(!error.may_have_been_sent() && !error.is_transient());
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
