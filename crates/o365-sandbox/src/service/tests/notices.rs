//! Subscriptions to events.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use serde_json::{Value, json};

use super::{Desk, ME, text};
use crate::schema::{iso, now};

/// A listener that passes the handshake and hands on what it is told.
fn listener() -> (String, Receiver<Value>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/told", listener.local_addr().unwrap());
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            serve(stream.unwrap(), &sender);
        }
    });
    (url, receiver)
}

fn serve(mut stream: std::net::TcpStream, told: &Sender<Value>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let (mut first, mut length) = (String::new(), 0);
    reader.read_line(&mut first).unwrap();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if line.trim().is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let token = first.split_once("validationToken=").map_or("", |(_, rest)| rest);
    let token = token.split(' ').next().unwrap().replace('+', " ");
    let token = percent_encoding::percent_decode_str(&token).decode_utf8().unwrap();
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{token}",
        token.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    if let Ok(Value::Object(body)) = serde_json::from_slice(&body) {
        for notice in body["value"].as_array().unwrap() {
            let _ = told.send(notice.clone());
        }
    }
}

#[test]
fn subscribers_are_told_of_events() {
    let desk = Desk::new();
    let (url, told) = listener();
    let subscription = json!({"changeType": "created,deleted", "notificationUrl": url,
        "resource": "me/events", "expirationDateTime": iso(now() + 3600), "clientState": "mine"});
    desk.post("/subscriptions", subscription, 201);
    let time =
        |hour: u8| json!({"dateTime": format!("2026-06-01T{hour:02}:00:00"), "timeZone": "UTC"});
    let event = json!({"subject": "x", "start": time(10), "end": time(11)});
    let id = desk.service.add_event(ME, event).unwrap();
    let path = format!("/me/events/{id}");
    let next = || told.recv_timeout(Duration::from_secs(10)).unwrap();
    let created = next();
    assert_eq!(
        (&created["changeType"], &created["clientState"]),
        (&json!("created"), &json!("mine"))
    );
    assert_eq!(created["resourceData"]["@odata.type"], "#Microsoft.Graph.Event");
    assert_eq!(text(&created["resourceData"]["id"]), id);
    desk.patch(&path, json!({"subject": "y"}), 200);
    desk.ask("DELETE", &path, None, 204);
    let deleted = next();
    assert_eq!(deleted["changeType"], "deleted");
    assert!(text(&deleted["resource"]).ends_with(&format!("/Events/{id}")));
}
