//! Subscriptions: the handshake and the notifications, over real HTTP.

use crate::client::{Answer, agent, post_json, read};
use o365_sandbox::Sandbox;
use serde_json::{Value, json};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpListener,
    sync::mpsc::{self, Receiver},
    thread,
    time::Duration,
};

/// A listener that gives the token back as `reply` makes it, and passes notifications on.
fn listen(reply: fn(String) -> String) -> (String, Receiver<Value>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/hook?a=1", listener.local_addr().unwrap());
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = BufReader::new(stream.unwrap());
            let mut line = String::new();
            stream.read_line(&mut line).unwrap();
            let target = line.split(' ').nth(1).unwrap().to_owned();
            let mut length = 0;
            while line.trim_end() != "" {
                line.clear();
                stream.read_line(&mut line).unwrap();
                if let Some(text) = line.to_lowercase().strip_prefix("content-length: ") {
                    length = text.trim_end().parse().unwrap();
                }
            }
            let mut body = vec![0; length];
            stream.read_exact(&mut body).unwrap();
            let answer = match target.split_once("validationToken=") {
                Some((_, token)) => reply(token.to_owned()),
                None => {
                    let Ok(()) = sender.send(serde_json::from_slice(&body).unwrap()) else {
                        return;
                    };
                    String::new()
                }
            };
            let head = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close";
            let answer = format!("{head}\r\nContent-Length: {}\r\n\r\n{answer}", answer.len());
            stream.get_mut().write_all(answer.as_bytes()).unwrap();
        }
    });
    (url, receiver)
}

fn decoded(token: String) -> String {
    token.replace('+', " ").replace("%3a", ":")
}

fn soon(minutes: i64) -> String {
    let at = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    let at = time::OffsetDateTime::from_unix_timestamp(at.as_secs() as i64 + minutes * 60).unwrap();
    at.format(&time::format_description::well_known::Rfc3339).unwrap()
}

fn subscribe(sandbox: &Sandbox, url: &str, changes: Value) -> Answer {
    let mut body = json!({"changeType": "created,deleted", "notificationUrl": url, "clientState": "s",
        "resource": "me/mailFolders('inbox')/messages", "expirationDateTime": soon(60)});
    body.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    post_json(&agent(), &format!("{}/subscriptions", sandbox.graph_url()), &sandbox.token(), &body)
}

#[test]
fn changes_are_told_to_who_subscribed() {
    let sandbox = Sandbox::start().unwrap();
    let (url, told) = listen(decoded);
    let made = subscribe(&sandbox, &url, json!({}));
    assert_eq!(made.status, 201, "{}", made.json());
    let id = sandbox.add_message(sandbox.user(), "inbox", json!({"subject": "x"})).unwrap();
    sandbox.add_message(sandbox.user(), "archive", json!({"subject": "elsewhere"})).unwrap();
    let first = told.recv_timeout(Duration::from_secs(10)).unwrap()["value"][0].clone();
    assert_eq!((&first["changeType"], &first["clientState"]), (&json!("created"), &json!("s")));
    assert_eq!(
        (&first["resourceData"]["id"], &first["subscriptionId"]),
        (&json!(id), &made.json()["id"])
    );
    let one = format!("{}/me/messages/{id}", sandbox.graph_url());
    let bearer = format!("Bearer {}", sandbox.token());
    let asked =
        agent().patch(&one).header("Authorization", &bearer).content_type("application/json");
    assert_eq!(asked.send("{\"isRead\":true}").unwrap().status(), 200);
    assert_eq!(agent().delete(&one).header("Authorization", &bearer).call().unwrap().status(), 204);
    let second = told.recv_timeout(Duration::from_secs(10)).unwrap()["value"][0].clone();
    assert_eq!(
        (&second["changeType"], &second["resourceData"]["id"]),
        (&json!("deleted"), &json!(id))
    );

    let place =
        format!("{}/subscriptions/{}", sandbox.graph_url(), made.json()["id"].as_str().unwrap());
    let patch = |body: Value| {
        let asked =
            agent().patch(&place).header("Authorization", &bearer).content_type("application/json");
        read(asked.send(body.to_string()).unwrap()).unwrap()
    };
    let later = soon(600);
    assert_eq!(patch(json!({"expirationDateTime": later})).json()["expirationDateTime"], later);
    assert_eq!(patch(json!({"expirationDateTime": soon(5000)})).status, 400);
    let all = agent().get(format!("{}/subscriptions", sandbox.graph_url()));
    let all = read(all.header("Authorization", &bearer).call().unwrap()).unwrap().json();
    assert_eq!(all["value"].as_array().unwrap().len(), 1);
    assert_eq!(
        agent().delete(&place).header("Authorization", &bearer).call().unwrap().status(),
        204
    );
    assert_eq!(
        agent().delete(&place).header("Authorization", &bearer).call().unwrap().status(),
        404
    );
    sandbox.add_message(sandbox.user(), "inbox", json!({"subject": "y"})).unwrap();
    assert!(told.recv_timeout(Duration::from_millis(100)).is_err());
}

#[test]
fn what_cannot_be_told_is_refused() {
    let sandbox = Sandbox::start().unwrap();
    let (good, _told) = listen(decoded);
    for (url, changes) in [
        // Not decoded.
        (listen(|token| token).0.as_str(), json!({})),
        ("http://127.0.0.1:9/nobody", json!({})),
        ("https://example.com/hook", json!({})),
        (&good, json!({"expirationDateTime": soon(4300)})),
        (&good, json!({"expirationDateTime": soon(-1)})),
        (&good, json!({"expirationDateTime": null})),
        (&good, json!({"changeType": "renamed"})),
        (&good, json!({"resource": "me/frobs"})),
        (&good, json!({"resource": ""})),
        (&good, json!({"clientState": "x".repeat(129)})),
        (&good, json!({"includeResourceData": true})),
    ] {
        let answer = subscribe(&sandbox, url, changes.clone());
        assert_eq!(
            (answer.status, answer.code()),
            (400, "ValidationError".to_owned()),
            "{url} {changes}"
        );
    }
    assert_eq!(subscribe(&sandbox, &good, json!({})).status, 201);
}

#[test]
fn a_drive_tells_that_it_has_changed() {
    let sandbox = Sandbox::start().unwrap();
    let (url, told) = listen(decoded);
    let drive = |changes: Value| {
        let mut body = json!({"resource": "me/drive/root", "changeType": "updated"});
        body.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        subscribe(&sandbox, &url, body)
    };
    assert_eq!(drive(json!({"changeType": "created,updated"})).status, 400);
    assert_eq!(drive(json!({"resource": "me/drive/root:/nothing"})).status, 404);
    let made = drive(json!({}));
    assert_eq!(made.status, 201, "{}", made.json());
    sandbox.add_file("/a.txt", "x").unwrap();
    let first = told.recv_timeout(Duration::from_secs(10)).unwrap()["value"][0].clone();
    assert_eq!(
        (&first["changeType"], &first["resource"]),
        (&json!("updated"), &json!("me/drive/root"))
    );
    assert_eq!(first["subscriptionId"], made.json()["id"]);
    assert!(sandbox.file("/a.txt").is_some());
    assert!(told.recv_timeout(Duration::from_millis(300)).is_err(), "to look is no change");
}
