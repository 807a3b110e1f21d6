//! Where a token goes, and where not.

use o365_core::{Connection, auth::StaticToken, mock::Mock, protocol::Graph};
use serde_json::{Value, json};

use super::{SECRET, asked, connect, json, messages, mocked, sandbox};

#[test]
fn a_service_is_reached_by_https_or_on_this_machine() {
    let build = |root: &str| {
        Connection::builder(StaticToken::new(SECRET)).protocol(Graph::at(root)).build()
    };
    for root in [
        "http://graph.microsoft.com/v1.0",
        "http://10.0.0.1/v1.0",
        "http://localhost.evil.example/v1.0",
        "https://user:password@graph.microsoft.com/v1.0",
        "graph.microsoft.com/v1.0",
        "ftp://graph.microsoft.com",
        "",
    ] {
        assert!(build(root).is_err(), "{root}");
    }
    for root in ["https://graph.microsoft.com/v1.0", "http://[::1]:80/v1.0", "http://localhost/x"] {
        assert!(build(root).is_ok(), "{root}");
    }
}

#[test]
fn a_link_of_another_host_is_not_asked() {
    let (sandbox, other) = (sandbox(), sandbox());
    let connection = connect(&sandbox);
    for link in [
        format!("{}/v1.0/me", other.url()),
        "https://evil.example/v1.0/me".into(),
        sandbox.graph_url().replace("http:", "https:"),
        sandbox.graph_url().replace("127.0.0.1", "localhost"),
        sandbox.graph_url().replace("http://", "http://me@"),
        "ftp://127.0.0.1/v1.0/me".into(),
    ] {
        let error = connection.get(&link).send().unwrap_err();
        assert!(error.to_string().contains("gets no token"), "{error}");
    }
    assert_eq!((sandbox.request_count(), other.request_count()), (0, 0));
}

#[test]
fn an_address_in_a_query_does_not_make_a_path_a_link() {
    let sandbox = sandbox();
    sandbox.fault(json(&json!({})).always());
    let connection = connect(&sandbox);
    connection.get("/me/messages?$search=%22https://evil.example%22").send().unwrap();
    connection.get("sites/contoso:/a://b").send().unwrap();
    assert_eq!(
        asked(&sandbox),
        [
            "GET /v1.0/me/messages?$search=%22https://evil.example%22",
            "GET /v1.0/sites/contoso:/a://b"
        ]
    );
}

#[test]
fn a_page_elsewhere_ends_the_list_with_an_error() {
    let (sandbox, other) = (sandbox(), sandbox());
    let link = format!("{}/v1.0/me/messages?$skip=2&token={SECRET}", other.url());
    sandbox.fault(json(&json!({"value": [1, 2], "@odata.nextLink": link})));
    let mut pager = messages(&connect(&sandbox)).into_iter();
    let items: Vec<Value> = pager.by_ref().take(2).map(Result::unwrap).collect();
    assert_eq!(items, [1, 2]);
    let error = pager.next().unwrap().unwrap_err();
    assert!(error.to_string().contains("leads away"), "{error}");
    assert!(!error.to_string().contains(SECRET) && !format!("{error:?}").contains(SECRET));
    assert!(pager.next().is_none());
    assert_eq!((sandbox.request_count(), other.request_count()), (1, 0));
}

#[test]
fn a_page_by_http_is_not_fetched() {
    let link = "http://graph.example/v1.0/me/messages?$skip=1";
    let mock = Mock::new().answer(200, json!({"value": [1], "@odata.nextLink": link}));
    let items: Vec<_> = messages(&mocked(&mock)).into_iter().collect();
    assert_eq!(items.len(), 2);
    assert!(items[1].is_err());
    assert_eq!(mock.requests().len(), 1);
}

#[test]
fn a_saved_link_of_another_host_is_not_resumed() {
    let (sandbox, other) = (sandbox(), sandbox());
    let link = format!("{}/v1.0/me/messages?$skip=2", other.url());
    let mut pager = messages(&connect(&sandbox)).resume(link);
    pager.next().unwrap().unwrap_err();
    assert!(pager.next().is_none());
    assert_eq!((sandbox.request_count(), other.request_count()), (0, 0));
}

#[test]
fn a_link_goes_back_byte_by_byte() {
    let sandbox = sandbox();
    let queries = [
        "$skiptoken=X%23%2b%7B%7d%252F==&$top=2&%24filter=a%20eq%20'b''c'",
        "$skiptoken=a+b%20c/d?e=f&=&&x&$orderby=~!*()-._,;:@",
        "$deltatoken=%C3%BC%c3%bc%2f%2F",
    ];
    for query in queries {
        let link = format!("{}/me/Messages('A%2FB%3D')/x;y?{query}", sandbox.graph_url());
        sandbox.clear_requests();
        sandbox
            .fault(json(&json!({"value": [1], "@odata.nextLink": link})).on("GET", "/me/messages"));
        sandbox.fault(json(&json!({"value": [2]})));
        assert_eq!(messages(&connect(&sandbox)).all().unwrap(), [1, 2]);
        let requests = sandbox.requests();
        assert_eq!(requests[1].target, format!("/v1.0/me/Messages('A%2FB%3D')/x;y?{query}"));
        assert!(requests[1].header("authorization").is_some());
    }
}
