//! Pre-authenticated URLs over real HTTP.

use crate::client::{agent, post_json, read};
use o365_sandbox::{Fault, Sandbox};
use serde_json::json;

fn open(sandbox: &Sandbox) -> String {
    let (agent, token) = (agent(), sandbox.token());
    let messages = format!("{}/me/messages", sandbox.graph_url());
    let draft = post_json(&agent, &messages, &token, &json!({"subject": "x"})).json();
    let url =
        format!("{messages}/{}/attachments/createUploadSession", draft["id"].as_str().unwrap());
    let item =
        json!({"AttachmentItem": {"attachmentType": "file", "name": "f", "size": 3_000_000}});
    let session = post_json(&agent, &url, &token, &item);
    assert_eq!(session.status, 201);
    session.json()["uploadUrl"].as_str().unwrap().to_owned()
}

#[test]
fn an_upload_goes_to_the_other_host_without_a_token() {
    let sandbox = Sandbox::start().unwrap();
    let url = open(&sandbox);
    assert!(url.starts_with(sandbox.media_url()) && sandbox.media_url() != sandbox.url());
    let put = |range: &str, bytes: &[u8]| {
        let request = agent().put(&url).header("Content-Range", range);
        read(request.send(bytes).unwrap()).unwrap()
    };
    sandbox.fault(Fault::status(503).retry_after("1").on("PUT", "/upload/*/**"));
    assert_eq!(put("bytes 0-1/3000000", b"ab").status, 503);
    assert_eq!(put("bytes 0-1/3000000", b"ab").status, 200);
    let last = put("bytes 2-2999999/3000000", &vec![0; 2_999_998]);
    assert_eq!((last.status, last.body.len()), (201, 0));
    assert!(last.header("location").starts_with(sandbox.graph_url().as_str()));
    let hosts: Vec<_> = sandbox.requests().into_iter().map(|request| request.host).collect();
    assert!(hosts[..2].iter().all(|host| **host == *sandbox.url()));
    assert!(hosts[2..].iter().all(|host| **host == *sandbox.media_url()) && hosts.len() == 5);
}

#[test]
fn a_token_at_the_other_host_is_refused_and_noted() {
    let sandbox = Sandbox::start().unwrap();
    let url = open(&sandbox);
    let request = agent().get(&url).header("Authorization", "Bearer x");
    assert_eq!(read(request.call().unwrap()).unwrap().status, 401);
    let noted = sandbox.requests().pop().unwrap();
    assert_eq!((noted.status, &*noted.host), (Some(401), sandbox.media_url()));
    assert!(noted.header("authorization").is_some());
    sandbox.expire_upload_sessions();
    assert_eq!(read(agent().get(&url).call().unwrap()).unwrap().status, 404);
}
