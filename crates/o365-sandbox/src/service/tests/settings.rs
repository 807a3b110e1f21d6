use super::*;

#[test]
fn settings_are_read_whole_and_in_parts() {
    let desk = Desk::new();
    let all = desk.get("/me/mailboxSettings");
    assert_eq!(all["automaticRepliesSetting"]["status"], "disabled");
    assert_eq!(all["userPurpose"], "user");
    let part = desk.get("/me/mailboxSettings/automaticRepliesSetting");
    assert_eq!((&part["status"], &part["value"]), (&json!("disabled"), &Value::Null));
    assert_eq!(desk.get("/me/mailboxSettings/timeZone")["value"], "UTC");
    let some = desk.get("/me/mailboxSettings?$select=timeZone");
    assert_eq!(some.as_object().unwrap().len(), 2);
    desk.refused("GET", "/me/mailboxSettings/frob", None, 400);
}

#[test]
fn a_patch_changes_what_it_names() {
    let desk = Desk::new();
    let at = |day: u8| json!({"dateTime": format!("2026-03-{day}T18:00:00.0000000"), "timeZone": "W. Europe Standard Time"});
    let set = json!({"automaticRepliesSetting": {"status": "Scheduled", "internalReplyMessage": "Away",
        "scheduledStartDateTime": at(20), "scheduledEndDateTime": at(28)}, "timeZone": "Europe/Berlin"});
    let told = desk.patch("/me/mailboxSettings", set, 200);
    assert_eq!(told["automaticRepliesSetting"]["status"], "scheduled");
    assert!(told["language"].is_null());
    let all = desk.get("/me/mailboxSettings");
    assert_eq!(all["automaticRepliesSetting"]["externalAudience"], "all");
    assert_eq!(
        (&all["timeZone"], &all["dateFormat"]),
        (&json!("Europe/Berlin"), &json!("M/d/yyyy"))
    );
    let zone = json!({"@odata.type": "#microsoft.graph.customTimeZone", "bias": -200, "name": "Customized Time Zone"});
    let hours = json!({"workingHours": {"startTime": "09:00:00.0000000", "daysOfWeek": ["Monday"], "timeZone": zone}});
    let told = desk.patch("/me/mailboxSettings", hours, 200);
    assert_eq!(told["workingHours"]["daysOfWeek"], json!(["monday"]));
    assert_eq!(told["workingHours"]["endTime"], "17:00:00.0000000");
    assert_eq!(told["workingHours"]["timeZone"]["bias"], -200);
    let language = desk.patch("/me/mailboxSettings", json!({"language": {"locale": "de-de"}}), 200);
    assert_eq!(language["language"]["displayName"], "German (Germany)");
    for refused in [
        json!({"timeZone": "Mars"}),
        json!({"automaticRepliesSetting": {"status": "sometimes"}}),
        json!({"automaticRepliesSetting": {"scheduledEndDateTime": at(10)}}),
        json!({"workingHours": {"endTime": "07:00:00"}}),
        json!({"language": {"locale": "xx"}}),
        json!({"dateFormat": ""}),
        json!({"frob": 1}),
    ] {
        desk.refused("PATCH", "/me/mailboxSettings", Some(refused), 400);
    }
    assert_eq!(desk.get("/me/mailboxSettings/language")["locale"], "de-DE");
}

#[test]
fn categories_have_one_name_each() {
    let desk = Desk::new();
    let place = "/me/outlook/masterCategories";
    assert_eq!(desk.get(place)["value"].as_array().unwrap().len(), 6);
    let new = desk.post(place, json!({"displayName": "Project", "color": "preset9"}), 201);
    let one = format!("{place}/{}", text(&new["id"]));
    assert_eq!(desk.get(&one)["color"], "preset9");
    assert_eq!(desk.patch(&one, json!({"color": "preset24"}), 200)["color"], "preset24");
    desk.refused("PATCH", &one, Some(json!({"displayName": "Other"})), 400);
    desk.refused("POST", place, Some(json!({"displayName": "PROJECT"})), 409);
    desk.refused("POST", place, Some(json!({"displayName": "x", "color": "preset25"})), 400);
    desk.refused("POST", place, Some(json!({"color": "preset1"})), 400);
    desk.ask("DELETE", &one, None, 204);
    desk.refused("GET", &one, None, 404);
    desk.refused("DELETE", &one, None, 404);
}

fn rule(desk: &Desk, body: Value) -> Value {
    desk.post("/me/mailFolders/inbox/messageRules", body, 201)
}

fn send(desk: &mut Desk, subject: &str) {
    let me = std::mem::replace(&mut desk.caller, Caller::User("denis@law.com".to_owned()));
    desk.post(
        "/me/sendMail",
        json!({"message": {"subject": subject, "toRecipients": to(ME)}}),
        202,
    );
    desk.caller = me;
}

#[test]
fn rules_act_on_mail_that_arrives() {
    let mut desk = Desk::new();
    let place = "/me/mailFolders/inbox/messageRules";
    let second = rule(
        &desk,
        json!({"displayName": "b", "sequence": 2, "actions": {"delete": true}, "conditions": {"subjectContains": ["best"]}}),
    );
    rule(
        &desk,
        json!({"displayName": "a", "sequence": 1, "conditions": {"subjectContains": ["nothing", "BEST"], "fromAddresses": to("Denis@law.com")},
        "exceptions": {"subjectContains": ["not this"]},
        "actions": {"moveToFolder": "archive", "markAsRead": true, "assignCategories": ["Red category"], "stopProcessingRules": true}}),
    );
    let list = desk.get(place);
    assert_eq!(
        (&list["value"][0]["displayName"], &list["value"][0]["isEnabled"]),
        (&json!("a"), &json!(true))
    );
    send(&mut desk, "The best");
    send(&mut desk, "The best, but not this");
    send(&mut desk, "Another");
    assert_eq!((desk.count("archive"), desk.count("deleteditems"), desk.count("inbox")), (1, 1, 1));
    let moved = desk.get("/me/mailFolders/archive/messages")["value"][0].clone();
    assert_eq!((&moved["isRead"], &moved["categories"]), (&json!(true), &json!(["Red category"])));
    let one = format!("{place}/{}", text(&second["id"]));
    assert_eq!(desk.patch(&one, json!({"isEnabled": false}), 200)["sequence"], 2);
    send(&mut desk, "not this is best");
    assert_eq!(desk.count("inbox"), 2);
    desk.ask("DELETE", &one, None, 204);
    desk.refused("PATCH", &one, Some(json!({})), 404);
}

#[test]
fn rules_are_checked() {
    let desk = Desk::new();
    let place = "/me/mailFolders/inbox/messageRules";
    let good = json!({"displayName": "a", "sequence": 1, "actions": {"markAsRead": true}});
    for (name, value) in [
        ("displayName", json!(null)),
        ("sequence", json!(-1)),
        ("actions", json!({})),
        ("actions", json!({"frob": true})),
        ("actions", json!({"moveToFolder": "nowhere"})),
        ("conditions", json!({"subjectContains": "a"})),
        ("conditions", json!({"importance": "urgent"})),
        ("exceptions", json!({"frob": 1})),
    ] {
        let mut bad = good.clone();
        bad[name] = value;
        desk.refused("POST", place, Some(bad), 400);
    }
    desk.refused("POST", "/me/mailFolders/archive/messageRules", Some(good), 400);
    desk.refused("GET", "/me/mailFolders/archive/messageRules", None, 400);
}

#[test]
fn an_override_says_where_a_sender_belongs() {
    let mut desk = Desk::new();
    let place = "/me/inferenceClassification/overrides";
    let body = |class: &str| json!({"classifyAs": class, "senderEmailAddress": {"name": "Denis", "address": "denis@law.com"}});
    let first = desk.post(place, body("other"), 201);
    send(&mut desk, "a");
    assert_eq!(desk.get("/me/messages")["value"][0]["inferenceClassification"], "other");
    assert_eq!(desk.post(place, body("focused"), 201)["id"], first["id"]);
    assert_eq!(desk.get(place)["value"].as_array().unwrap().len(), 1);
    let one = format!("{place}/{}", text(&first["id"]));
    assert_eq!(desk.patch(&one, json!({"classifyAs": "other"}), 200)["classifyAs"], "other");
    desk.refused("POST", place, Some(json!({"classifyAs": "other"})), 400);
    desk.ask("DELETE", &one, None, 204);
}

#[test]
fn mail_tips_tell_of_absence() {
    let mut desk = Desk::new();
    let replies = json!({"automaticRepliesSetting": {"status": "alwaysEnabled", "internalReplyMessage": "Away"}});
    desk.patch("/me/mailboxSettings", replies, 200);
    desk.caller = Caller::User("denis@law.com".to_owned());
    let ask = json!({"EmailAddresses": [ME, "x@y.z", "nonsense"], "MailTipsOptions": "automaticReplies, mailboxFullStatus"});
    let tips = desk.post("/me/getMailTips", ask, 200)["value"].clone();
    assert_eq!(tips[0]["automaticReplies"]["message"], "Away");
    assert_eq!(
        (&tips[0]["mailboxFull"], &tips[0]["maxMessageSize"]),
        (&json!(false), &Value::Null)
    );
    assert_eq!(tips[1]["automaticReplies"]["message"], "");
    assert!(tips[2]["error"]["code"].is_string());
    desk.refused(
        "POST",
        "/me/getMailTips",
        Some(json!({"MailTipsOptions": "automaticReplies"})),
        400,
    );
    desk.refused(
        "POST",
        "/me/getMailTips",
        Some(json!({"EmailAddresses": [ME], "MailTipsOptions": "frob"})),
        400,
    );
}

#[test]
fn outlook_lists_zones_and_languages() {
    let desk = Desk::new();
    let aliases = |target: &str| {
        let list = desk.get(target)["value"].as_array().unwrap().clone();
        list.iter().map(|zone| text(&zone["alias"])).collect::<Vec<_>>()
    };
    let windows = aliases("/me/outlook/supportedTimeZones");
    assert!(windows.contains(&"Pacific Standard Time".to_owned()));
    assert_eq!(
        aliases(
            "/me/outlook/supportedTimeZones(TimeZoneStandard=microsoft.graph.timeZoneStandard'Windows')"
        ),
        windows
    );
    assert!(
        aliases("/me/outlook/supportedTimeZones(TimeZoneStandard='Iana')")
            .contains(&"Europe/Berlin".to_owned())
    );
    desk.refused("GET", "/me/outlook/supportedTimeZones(TimeZoneStandard='Sun')", None, 400);
    assert_eq!(desk.get("/me/outlook/supportedLanguages()")["value"][0]["locale"], "en-US");
}

#[test]
fn ids_are_translated() {
    let desk = Desk::seeded(1);
    let id = text(&desk.get("/me/messages")["value"][0]["id"]);
    let translate = |ids: Value, from: &str, to: &str| {
        let body = json!({"inputIds": ids, "sourceIdType": from, "targetIdType": to});
        desk.post("/me/translateExchangeIds", body, 200)["value"].clone()
    };
    let rows = translate(json!([id, "nonsense"]), "restId", "restImmutableEntryId");
    assert!(rows[1]["errorDetails"]["code"].is_string() && rows[1]["targetId"].is_null());
    let fixed = rows[0]["targetId"].clone();
    assert_ne!(fixed, id);
    desk.get(&format!("/me/messages/{}", text(&fixed)));
    assert_eq!(translate(json!([fixed]), "restImmutableEntryId", "restId")[0]["targetId"], id);
    assert!(translate(json!([fixed]), "restId", "ewsId")[0]["errorDetails"].is_object());
    let ews = translate(json!([id]), "restId", "ewsId")[0]["targetId"].clone();
    assert_eq!(translate(json!([ews]), "ewsId", "restId")[0]["targetId"], id);
    let many =
        json!({"inputIds": vec![id; 1001], "sourceIdType": "restId", "targetIdType": "ewsId"});
    desk.refused("POST", "/me/translateExchangeIds", Some(many), 400);
    desk.refused("POST", "/me/translateExchangeIds", Some(json!({"inputIds": []})), 400);
}
