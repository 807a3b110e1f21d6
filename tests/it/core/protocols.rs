//! Other ways to spell, to sign and to send.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use o365_core::{
    Casing, Connection, Protocol, Result,
    auth::{AccessToken, StaticToken, TokenRequest, TokenSource},
    error::TransportError,
    protocol::{Graph, Office365},
    query::{Query, field},
    transport::{Body, Incoming, Transport, UreqTransport},
};
use o365_sandbox::{Fault, Sandbox};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{asked, builder, json, messages, quick, sandbox};

fn outlook(sandbox: &Sandbox) -> Connection {
    let root = format!("{}/api/v2.0", sandbox.url());
    builder(sandbox).protocol(Office365::at(root)).build().unwrap()
}

#[test]
fn outlook_is_spoken_in_pascal_case_both_ways() {
    let sandbox = sandbox();
    sandbox.fault(json(&json!({
        "@odata.context": "x", "Id": "AAMk", "Subject": "toRecipients", "ReceivedDateTime": "2024-01-01T00:00:00Z",
        "ToRecipients": [{"EmailAddress": {"Name": null, "Address": "a@b.c"}}],
        "Attachments": [{"@odata.type": "#Microsoft.OutlookServices.FileAttachment", "ContentBytes": "QQ=="}],
    })));
    let draft = json!({
        "subject": "receivedDateTime", "toRecipients": [{"emailAddress": {"address": "a@b.c"}}],
        "attachments": [{"@odata.type": "#microsoft.graph.fileAttachment", "contentBytes": "QQ=="}],
    });
    let answer: Value =
        outlook(&sandbox).post("/me/messages").json(&draft).send().unwrap().json().unwrap();
    assert_eq!(
        answer,
        json!({
            "@odata.context": "x", "id": "AAMk", "subject": "toRecipients", "receivedDateTime": "2024-01-01T00:00:00Z",
            "toRecipients": [{"emailAddress": {"name": null, "address": "a@b.c"}}],
            "attachments": [{"@odata.type": "#microsoft.graph.fileAttachment", "contentBytes": "QQ=="}],
        })
    );
    assert_eq!(asked(&sandbox), ["POST /api/v2.0/me/messages"]);
    let sent: Value = serde_json::from_slice(&sandbox.requests()[0].body).unwrap();
    assert_eq!(
        sent,
        json!({
            "Subject": "receivedDateTime", "ToRecipients": [{"EmailAddress": {"Address": "a@b.c"}}],
            "Attachments": [{"@odata.type": "#Microsoft.OutlookServices.FileAttachment", "ContentBytes": "QQ=="}],
        })
    );
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "camelCase")]
struct Message {
    subject: String,
    is_read: bool,
}

#[test]
fn outlook_lists_are_asked_for_and_paged_in_pascal_case() {
    let sandbox = sandbox();
    let next = format!("{}/api/v2.0/me/messages?%24skip=2&$select=Subject", sandbox.url());
    sandbox.fault(json(&json!({
        "@odata.nextLink": next, "@odata.count": 3,
        "value": [{"Subject": "a", "IsRead": true}, {"Subject": 17}],
    })));
    sandbox.fault(json(&json!({"value": [{"Subject": "c", "IsRead": false}]})));
    let mut pager = messages(&outlook(&sandbox))
        .filter(field("is_read").eq(false) & field("from/email_address/address").eq("A@B.c"))
        .select(["subject", "is_read"])
        .as_type::<Message>()
        .into_iter();
    assert_eq!(pager.next().unwrap().unwrap(), Message { subject: "a".into(), is_read: true });
    let error = pager.next().unwrap().unwrap_err();
    assert!(error.to_string().contains("value[1].subject"), "{error}");
    assert_eq!(pager.next().unwrap().unwrap(), Message { subject: "c".into(), is_read: false });
    assert!(pager.next().is_none());
    assert_eq!(pager.total(), Some(3));
    let asked = asked(&sandbox);
    assert!(
        asked[0].contains("IsRead%20eq%20false%20and%20From/EmailAddress/Address%20eq%20'A@B.c'")
            || asked[0]
                .contains("IsRead%20eq%20false%20and%20From/EmailAddress/Address%20eq%20'A%40B.c'"),
        "{}",
        asked[0]
    );
    assert!(asked[0].contains("$select=Subject,IsRead"), "{}", asked[0]);
    assert_eq!(asked[1], "GET /api/v2.0/me/messages?%24skip=2&$select=Subject");
}

#[test]
fn outlook_errors_are_read_like_any_other() {
    let sandbox = sandbox();
    sandbox.fault(Fault::status(404).code("ErrorItemNotFound"));
    let error = outlook(&sandbox).get("/me/messages/1").send().unwrap_err();
    assert!(error.is_not_found() && error.code() == Some("ErrorItemNotFound"));
    assert!(error.to_string().starts_with("GET /me/messages/1: "), "{error}");
}

/// A gateway that spells as Outlook does and has no beta.
#[derive(Debug)]
struct Gateway(String);

impl Protocol for Gateway {
    fn root(&self) -> &str {
        &self.0
    }

    fn scope_prefix(&self) -> &str {
        "api://gateway/"
    }

    fn beta_root(&self) -> Option<String> {
        None
    }

    fn casing(&self) -> Casing {
        Casing::Pascal
    }

    fn max_page_size(&self) -> u32 {
        50
    }
}

#[test]
fn a_protocol_of_ones_own() {
    let sandbox = sandbox();
    sandbox.fault(json(&json!({"value": [{"Subject": "a"}]})).always());
    let protocol = Gateway(format!("{}/gateway/graph/v1.0", sandbox.url()));
    let connection = builder(&sandbox).protocol(protocol).build().unwrap();
    let items = messages(&connection).filter(field("is_read").eq(true)).all().unwrap();
    assert_eq!(items, [json!({"subject": "a"})]);
    assert_eq!(
        asked(&sandbox),
        ["GET /gateway/graph/v1.0/me/messages?$filter=IsRead%20eq%20true&$top=50"]
    );
    let error = connection.get("/me").beta().send().unwrap_err();
    assert!(error.to_string().contains("no beta"), "{error}");
    assert_eq!(sandbox.request_count(), 1);
}

/// Counts what goes through.
#[derive(Debug)]
struct Counting {
    inner: UreqTransport,
    sent: Arc<AtomicU32>,
    resets: Arc<AtomicU32>,
}

impl Transport for Counting {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> Result<http::Response<Incoming>, TransportError> {
        self.sent.fetch_add(1, Ordering::SeqCst);
        self.inner.send(request)
    }

    fn reset(&self) {
        self.resets.fetch_add(1, Ordering::SeqCst);
        self.inner.reset();
    }
}

#[test]
fn a_transport_of_ones_own() {
    let sandbox = sandbox();
    sandbox.fault(Fault::status(429).retry_after("0.01"));
    sandbox.fault(Fault::status(503));
    sandbox.fault(json(&json!({"a": 1})));
    let (sent, resets) = (Arc::<AtomicU32>::default(), Arc::<AtomicU32>::default());
    let transport = Counting {
        inner: UreqTransport::default(),
        sent: Arc::clone(&sent),
        resets: Arc::clone(&resets),
    };
    let connection = builder(&sandbox).transport(transport).build().unwrap();
    let body: Value = connection.get("/me").query(&Query::new()).send().unwrap().json().unwrap();
    assert_eq!(body["a"], 1);
    assert_eq!((sent.load(Ordering::SeqCst), resets.load(Ordering::SeqCst)), (3, 1));
    assert_eq!(sandbox.request_count(), 3);
}

/// Gives a new token whenever one is refused.
#[derive(Debug, Default)]
struct Renewing {
    tokens: Vec<String>,
    asked: AtomicU32,
}

impl TokenSource for Renewing {
    fn token(&self, ask: &TokenRequest<'_>) -> Result<AccessToken> {
        let number = match ask.rejected {
            None => 0,
            Some(_) => self.asked.fetch_add(1, Ordering::SeqCst) as usize + 1,
        };
        Ok(AccessToken::new(self.tokens[number].as_str()))
    }
}

#[test]
fn a_refused_token_is_replaced_once() {
    let sandbox = sandbox();
    let source = |tokens: [&str; 3]| {
        let tokens = tokens.map(str::to_owned).into();
        Arc::new(Renewing { tokens, ..Default::default() })
    };
    let good = sandbox.token();
    // The stand-in answers 404 to whoever gets in.
    let tokens = source(["stale", &good, "never"]);
    let connection = builder(&sandbox).tokens(Arc::clone(&tokens)).build().unwrap();
    let error = connection.post("/me/nothing").json(&json!({"a": 1})).send().unwrap_err();
    assert_ne!(error.status(), Some(401), "{error}");
    let requests = sandbox.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0].header("authorization"), Some("Bearer stale"));
    assert_eq!(requests[1].header("authorization"), Some(format!("Bearer {good}").as_str()));
    assert_eq!(requests[0].body, requests[1].body);
    assert_eq!((tokens.asked.load(Ordering::SeqCst), error.attempts()), (1, 1));

    sandbox.clear_requests();
    let tokens = source(["one", "two", "three"]);
    let connection = builder(&sandbox).tokens(Arc::clone(&tokens)).build().unwrap();
    let error = connection.get("/me/nothing").send().unwrap_err();
    assert_eq!((error.status(), sandbox.request_count()), (Some(401), 2));
    assert!(error.needs_sign_in());
    assert_eq!(tokens.asked.load(Ordering::SeqCst), 1);
}

#[test]
fn clouds_are_asked_at_their_own_hosts() {
    for (cloud, host) in [
        (o365_core::Cloud::Global, "https://graph.microsoft.com/v1.0/me"),
        (o365_core::Cloud::UsGovernment, "https://graph.microsoft.us/v1.0/me"),
        (o365_core::Cloud::UsDod, "https://dod-graph.microsoft.us/v1.0/me"),
        (o365_core::Cloud::China, "https://microsoftgraph.chinacloudapi.cn/v1.0/me"),
    ] {
        let mock = o365_core::mock::Mock::new().answer(200, json!({}));
        let connection = Connection::builder(StaticToken::new("x"))
            .protocol(Graph::cloud(cloud))
            .transport(mock.clone())
            .retry(quick())
            .build()
            .unwrap();
        connection.get("/me").send().unwrap();
        assert_eq!(mock.requests()[0].url(), host);
    }
}
