//! What goes out and what comes back.

use super::*;

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

#[test]
fn nothing_is_set_up_before_the_first_request() {
    let transport = UreqTransport::default();
    assert!(transport.base.get().is_none());
    assert!(transport.agent.read().unwrap().is_none());
}
