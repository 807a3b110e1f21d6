//! Change notifications, received by a program with nothing but the pure functions.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use o365::mail::MessageDraft;
use o365::subscriptions::{
    ChangeType, ClientState, Notifications, SubscriptionDraft, validation_answer,
};
use time::UtcDateTime;

use super::mailbox;

const PATIENCE: Duration = Duration::from_secs(20);

/// A receiver on this machine; what is posted comes out of the channel.
fn receiver() -> (String, Receiver<Notifications>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let (post, posted) = channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = BufReader::new(stream.unwrap());
            let mut line = String::new();
            stream.read_line(&mut line).unwrap();
            let target = line.split(' ').nth(1).unwrap_or_default().to_owned();
            let mut length = 0;
            loop {
                let mut line = String::new();
                stream.read_line(&mut line).unwrap();
                if line.trim().is_empty() {
                    break;
                }
                if let Some((name, value)) = line.split_once(':')
                    && name.eq_ignore_ascii_case("content-length")
                {
                    length = value.trim().parse().unwrap();
                }
            }
            let mut body = vec![0; length];
            stream.read_exact(&mut body).unwrap();
            let query = target.split_once('?').map_or("", |(_, query)| query);
            let (status, answer) = match validation_answer(query) {
                Some(answer) => ("200 OK", answer),
                None => {
                    let notifications = Notifications::parse(&body).unwrap();
                    if post.send(notifications).is_err() {
                        return;
                    }
                    ("202 Accepted", String::new())
                }
            };
            let head = format!(
                "HTTP/1.1 {status}\r\ncontent-type: text/plain\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                answer.len()
            );
            let stream = stream.get_mut();
            stream.write_all(head.as_bytes()).unwrap();
            stream.write_all(answer.as_bytes()).unwrap();
        }
    });
    (url, posted)
}

#[test]
fn a_subscription_tells_of_mail_until_it_is_deleted() {
    let (sandbox, mailbox) = mailbox(0);
    let (url, posted) = receiver();
    let state = ClientState::new("a long random text");
    let subscriptions = mailbox.endpoint().connection().subscriptions();
    let until = UtcDateTime::now() + time::Duration::days(1);
    let draft = SubscriptionDraft::new()
        .resource("me/mailFolders('Inbox')/messages")
        .changes([ChangeType::Created, ChangeType::Updated])
        .notification_url(url)
        .expiration_date_time(until)
        .client_state(&state);
    let made = subscriptions.create(&draft).unwrap();
    assert_eq!(made.changes(), [ChangeType::Created, ChangeType::Updated]);

    let hello = MessageDraft::new().to(sandbox.user()).subject("Hello");
    mailbox.send_without_copy(&hello).unwrap();
    let told = posted.recv_timeout(PATIENCE).unwrap();
    let told = &told.items[0];
    assert!(told.is_from(&state) && !told.is_from(&ClientState::new("another")));
    assert_eq!(told.subscription_id, made.id);
    assert_eq!(told.change_type, Some(ChangeType::Created));
    let id = told.resource_data.as_ref().unwrap().id.clone().unwrap();
    let message = mailbox.message(id);
    assert_eq!(message.get().unwrap().subject.as_deref(), Some("Hello"));

    message.mark_read(true).unwrap();
    let told = posted.recv_timeout(PATIENCE).unwrap();
    assert_eq!(told.items[0].change_type, Some(ChangeType::Updated));

    let one = subscriptions.subscription(&made);
    let later = until + time::Duration::days(1);
    let renewed = one.renew(later).unwrap().expiration_date_time.unwrap();
    assert!((renewed - later.to_offset(time::UtcOffset::UTC)).abs() < time::Duration::seconds(1));
    assert_eq!(subscriptions.list().count(), 1);
    one.delete().unwrap();
    assert!(one.get().unwrap_err().is_not_found());
    mailbox.send_without_copy(&hello).unwrap();
    assert!(posted.recv_timeout(Duration::from_millis(300)).is_err(), "nothing is told any more");
}

/// An address that doesn't answer the validation gets no subscription.
#[test]
fn who_does_not_answer_is_refused() {
    let (_sandbox, mailbox) = mailbox(0);
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let draft = SubscriptionDraft::new()
        .resource("me/messages")
        .changes([ChangeType::Created])
        .notification_url(format!("http://{closed}/hook"))
        .expiration_date_time(UtcDateTime::now() + time::Duration::hours(1));
    let error = mailbox.endpoint().connection().subscriptions().create(&draft).unwrap_err();
    assert_eq!(error.status(), Some(400), "{error}");
}
