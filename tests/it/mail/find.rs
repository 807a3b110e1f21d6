use o365_core::mock::Mock;
use serde_json::json;

use super::{mailbox, on};

#[test]
fn by_its_id_on_the_internet() {
    let (sandbox, mailbox) = mailbox(5);
    let some = mailbox.inbox().messages().all().unwrap().pop().unwrap();
    let id = some.internet_message_id.clone().unwrap();
    assert!(id.starts_with('<'), "{id}");
    let bare = id.trim_matches(['<', '>']);
    for text in [id.as_str(), bare] {
        let found = mailbox.message_by_internet_id(text).unwrap().unwrap();
        assert_eq!(found.id, some.id);
    }
    assert!(mailbox.message_by_internet_id("<o'brien+1@x.y>").unwrap().is_none());
    let target = sandbox.requests().pop().unwrap().target;
    assert!(target.contains("internetMessageId%20eq%20'%3Co''brien%2B1@x.y%3E'"), "{target}");
}

#[test]
fn a_thread_is_in_order_across_folders() {
    let (sandbox, mailbox) = mailbox(10);
    let first = json!({"subject": "One", "receivedDateTime": "2024-05-01T10:00:00Z", "from": {"emailAddress": {"address": "a@b.c"}}});
    let id = sandbox.add_message(sandbox.user(), "inbox", first).unwrap();
    let message = mailbox.message(id);
    message.reply("Two").unwrap();
    let draft = message.create_reply("Three").unwrap();
    let conversation = message.get().unwrap().conversation_id.unwrap();
    let thread = mailbox.thread(&conversation).unwrap();
    assert_eq!(thread.len(), 3);
    assert_eq!(thread[0].subject.as_deref(), Some("One"));
    assert!(thread.windows(2).all(|pair| pair[0].received_date_time <= pair[1].received_date_time));
    assert!(thread.iter().any(|message| message.id == draft.id));
    assert!(mailbox.thread("none").unwrap().is_empty());
}

#[test]
fn a_long_thread_is_whole() {
    let message = |number: u32| json!({"id": number.to_string(), "receivedDateTime": format!("2024-05-01T10:{:02}:{:02}Z", number / 60, number % 60)});
    let page = |numbers: std::ops::Range<u32>| numbers.rev().map(message).collect::<Vec<_>>();
    let next = "https://graph.microsoft.com/v1.0/me/messages?$skip=900";
    let mock = Mock::new()
        .answer(200, json!({"value": page(0..900), "@odata.nextLink": next}))
        .answer(200, json!({"value": page(900..1_805)}));
    let thread = on(&mock).mailbox().thread("c").unwrap();
    let ids = thread.iter().map(|message| message.id.to_string());
    assert!(ids.eq((0..1_805).map(|number| number.to_string())));
}
