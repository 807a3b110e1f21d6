use super::*;

/// Denis is away, and says so.
fn away(status: &str, more: Value) -> Desk {
    let desk = Desk { caller: Caller::App, ..Desk::new() };
    let mut replies =
        json!({"status": status, "internalReplyMessage": "In", "externalReplyMessage": "Out"});
    replies.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    desk.patch(
        "/users/denis@law.com/mailboxSettings",
        json!({"automaticRepliesSetting": replies}),
        200,
    );
    Desk { caller: Caller::User(ME.to_owned()), ..desk }
}

fn send(desk: &Desk, subject: &str) {
    let message = json!({"subject": subject, "toRecipients": to("denis@law.com")});
    desk.post("/me/sendMail", json!({"message": message}), 202);
}

#[test]
fn each_sender_is_answered_once_and_again_when_the_replies_are_set() {
    let desk = away("alwaysEnabled", json!({}));
    send(&desk, "Lunch");
    send(&desk, "Lunch?");
    let inbox = desk.get("/me/mailFolders/inbox/messages");
    assert_eq!(inbox["value"].as_array().unwrap().len(), 1);
    let reply = &inbox["value"][0];
    assert_eq!(reply["subject"], "Automatic reply: Lunch");
    assert_eq!((&reply["isDraft"], &reply["isRead"]), (&json!(false), &json!(false)));
    assert_eq!(reply["from"]["emailAddress"]["address"], "denis@law.com");
    assert_eq!(reply["body"], json!({"contentType": "html", "content": "Out"}));
    let desk = Desk { caller: Caller::App, ..desk };
    let again = json!({"automaticRepliesSetting": {"status": "alwaysEnabled"}});
    desk.patch("/users/denis@law.com/mailboxSettings", again, 200);
    let desk = Desk { caller: Caller::User(ME.to_owned()), ..desk };
    send(&desk, "Dinner");
    assert_eq!(desk.count("inbox"), 2);
}

#[test]
fn two_who_are_away_do_not_answer_each_other_for_ever() {
    let desk = away("alwaysEnabled", json!({}));
    let own = json!({"automaticRepliesSetting": {"status": "alwaysEnabled", "externalReplyMessage": "Too"}});
    desk.patch("/me/mailboxSettings", own, 200);
    send(&desk, "Hello");
    assert_eq!(desk.count("inbox"), 1);
    assert_eq!(desk.service.message_count("denis@law.com", "inbox"), 1);
}

#[test]
fn nobody_is_answered_outside_of_the_time_or_of_the_audience() {
    let time =
        |day: u8| json!({"dateTime": format!("2020-01-{day:02}T00:00:00"), "timeZone": "UTC"});
    let past = json!({"scheduledStartDateTime": time(1), "scheduledEndDateTime": time(2)});
    for (status, more, replies) in [
        ("disabled", json!({}), 0),
        ("scheduled", past, 0),
        (
            "scheduled",
            json!({"scheduledStartDateTime": time(1), "scheduledEndDateTime":
            {"dateTime": "2199-01-01T00:00:00", "timeZone": "Pacific Standard Time"}}),
            1,
        ),
        ("alwaysEnabled", json!({"externalAudience": "none"}), 0),
        ("alwaysEnabled", json!({"externalAudience": "contactsOnly"}), 0),
    ] {
        let desk = away(status, more.clone());
        send(&desk, "Hello");
        assert_eq!(desk.count("inbox"), replies, "{status} {more}");
    }
    let desk = away("alwaysEnabled", json!({"externalAudience": "contactsOnly"}));
    let contact =
        json!({"givenName": "George", "emailAddresses": [{"address": "GEORGE@best.com"}]});
    crate::service::seed_contact(&mut desk.service.write(), "denis@law.com", "contacts", contact)
        .unwrap();
    send(&desk, "Hello");
    assert_eq!(desk.count("inbox"), 1);
    desk.service.add_user("matt@best.com", "Matt");
    let desk = Desk { caller: Caller::App, ..desk };
    let set = json!({"automaticRepliesSetting": {"status": "alwaysEnabled", "internalReplyMessage": "In"}});
    desk.patch("/users/matt@best.com/mailboxSettings", set, 200);
    let message = json!({"subject": "s", "toRecipients": to("matt@best.com")});
    desk.post(&format!("/users/{ME}/sendMail"), json!({"message": message}), 202);
    let newest = desk.get(&format!("/users/{ME}/mailFolders/inbox/messages?$top=1"));
    assert_eq!(
        newest["value"][0]["body"]["content"], "In",
        "who is of the house hears something else"
    );
}
