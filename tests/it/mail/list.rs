use o365::mail::{Importance, Message, MessageDraft, prop};
use o365::query::field;
use serde::Deserialize;
use time::macros::datetime;

use super::mailbox;

#[test]
fn reads_all_pages_and_no_further_than_the_limit() {
    let (sandbox, mailbox) = mailbox(1_500);
    let all: Vec<Message> = mailbox.inbox().messages().all().unwrap();
    assert_eq!(all.len(), 1_500);
    assert_eq!(sandbox.request_count(), 2, "pages are as large as the service allows");
    assert!(
        all.windows(2).all(|pair| pair[0].received_date_time >= pair[1].received_date_time),
        "newest first"
    );

    sandbox.clear_requests();
    assert_eq!(mailbox.inbox().messages().page_size(100).limit(250).into_iter().count(), 250);
    assert_eq!(sandbox.request_count(), 3);
    assert_eq!(mailbox.inbox().messages().total().unwrap(), 1_500);

    sandbox.clear_requests();
    assert_eq!(
        mailbox.inbox().messages().prefetch().page_size(100).limit(300).into_iter().count(),
        300
    );
    assert_eq!(sandbox.request_count(), 3, "nothing is fetched beyond the limit");
}

#[test]
fn filters_orders_and_selects() {
    let (sandbox, mailbox) = mailbox(200);
    let unread = mailbox.inbox().messages().filter(prop::IS_READ.eq(false)).all().unwrap();
    assert!(!unread.is_empty() && unread.iter().all(|message| message.is_read == Some(false)));
    let filter = prop::IS_READ.eq(false)
        & (prop::SUBJECT.contains("best") | prop::IMPORTANCE.eq(Importance::High));
    let found = mailbox.inbox().messages().filter(filter).all().unwrap();
    assert!(!found.is_empty());
    for message in found {
        let subject = message.subject.unwrap_or_default().to_lowercase();
        assert!(
            message.is_read == Some(false)
                && (subject.contains("best") || message.importance == Some(Importance::High))
        );
    }

    // Exchange refuses a filter and an order together unless the ordered property comes first in the filter.
    let ordered =
        mailbox.inbox().messages().filter(prop::IS_READ.eq(false)).order_by(prop::RECEIVED.asc());
    let ordered = ordered.select((prop::SUBJECT, prop::RECEIVED)).all().unwrap();
    assert_eq!(ordered.len(), unread.len());
    assert!(
        ordered.windows(2).all(|pair| pair[0].received_date_time <= pair[1].received_date_time)
    );
    assert!(ordered.iter().all(|message| message.body.is_none()), "only what was selected");
    let target = sandbox.requests().pop().unwrap().target;
    assert!(
        target.contains(
            "$filter=receivedDateTime%20ge%201900-01-01T00:00:00Z%20and%20isRead%20eq%20false"
        ),
        "{target}"
    );

    let none = mailbox
        .inbox()
        .messages()
        .filter(prop::RECEIVED.gt(datetime!(2999-01-01 0:00 UTC)))
        .first()
        .unwrap();
    assert!(none.is_none());
}

#[test]
fn apostrophes_and_lambdas_reach_the_service_as_meant() {
    let (_sandbox, mailbox) = mailbox(5);
    let saved = mailbox
        .save_draft(
            &MessageDraft::new().subject("O'Brien & #1+2 50%").to("a@b.c").categories(["Red"]),
        )
        .unwrap();
    let messages = || mailbox.drafts().messages();
    for filter in [
        prop::SUBJECT.eq("O'Brien & #1+2 50%"),
        field("subject").starts_with("O'Brien &"),
        prop::CATEGORIES.any(|category| category.eq("Red")),
        prop::TO.any(|to| to.property(prop::recipient::ADDRESS).eq("a@b.c")),
        !prop::SUBJECT.eq("else"),
        prop::SUBJECT.is_in(["x", "O'Brien & #1+2 50%"]),
    ] {
        let found = messages().filter(&filter).all().unwrap();
        assert_eq!(found.len(), 1, "{filter}");
        assert_eq!(found[0].id, saved.id);
    }
    assert!(messages().filter(prop::FROM.eq("o'brien@x.y")).first().unwrap().is_none());
}

#[test]
fn searches() {
    let (sandbox, mailbox) = mailbox(50);
    let found = mailbox.messages().search("subject:best").all().unwrap();
    assert!(!found.is_empty());
    assert!(found.iter().all(|message| {
        message.subject.as_deref().unwrap_or_default().to_lowercase().contains("best")
    }));
    // Exchange takes nothing beside a search.
    sandbox.clear_requests();
    let best = || mailbox.messages().search("best");
    for list in [best().filter(prop::IS_READ.eq(true)), best().order_by(prop::RECEIVED.desc())] {
        let error = list.first().unwrap_err();
        assert!(matches!(error.kind(), o365::ErrorKind::Input(_)), "{error}");
        assert!(error.to_string().contains("can't be searched with a"), "{error}");
    }
    assert_eq!(sandbox.request_count(), 0);
}

#[test]
fn reads_into_a_type_of_one_s_own() {
    #[derive(Deserialize)]
    struct Subject {
        subject: String,
    }
    let (_sandbox, mailbox) = mailbox(3);
    let subjects =
        mailbox.inbox().messages().select(["subject"]).as_type::<Subject>().all().unwrap();
    assert!(subjects.len() == 3 && subjects.iter().all(|message| !message.subject.is_empty()));
}
