//! Lists of messages: options, pages, links.

use super::*;

fn ids(page: &Value) -> Vec<String> {
    page["value"].as_array().unwrap().iter().map(|message| text(&message["id"])).collect()
}

/// All pages, by the links alone.
fn walk(desk: &Desk, first: &str) -> (Vec<Value>, usize) {
    let (mut link, mut all, mut pages) = (Some(first.to_owned()), Vec::new(), 0);
    while let Some(target) = link {
        let mut page = desk.get(&target);
        pages += 1;
        link = next(&page);
        all.append(page["value"].as_array_mut().unwrap());
    }
    (all, pages)
}

fn fields<'a>(all: &'a [Value], name: &str) -> Vec<&'a str> {
    all.iter().map(|message| message[name].as_str().unwrap()).collect()
}

#[test]
fn a_list_has_ten_the_newest_first_and_a_link() {
    let desk = Desk::seeded(25);
    let page = desk.get("/me/mailFolders/inbox/messages");
    assert_eq!(ids(&page).len(), 10);
    let (all, pages) = walk(&desk, "/me/messages");
    assert_eq!((all.len(), pages), (25, 3));
    let times = fields(&all, "receivedDateTime");
    assert!(times.windows(2).all(|pair| pair[0] >= pair[1]));
    let context = text(&page["@odata.context"]);
    assert!(
        context.starts_with("http://127.0.0.1:1/v1.0/$metadata#users('")
            && context.ends_with("/mailFolders('inbox')/messages"),
        "{context}"
    );
    // A page that is just full has no link.
    assert_eq!(next(&desk.get("/me/messages?$top=25")), None);
    let preferring =
        Desk { service: desk.service, ..Desk::new() }.with("prefer", "odata.maxpagesize=20");
    assert_eq!(ids(&preferring.get("/me/messages")).len(), 20);
}

#[test]
fn links_keep_the_query_and_are_good_for_nothing_once_altered() {
    let desk = Desk::seeded(30);
    let first = "/me/messages?$filter=startswith(subject,'') and isRead ne null&$select=subject,from&$top=5&$count=true";
    let page = desk.get(first);
    let link = next(&page).unwrap();
    assert!(link.contains("%24filter=") && link.contains("%2c") && !link.contains(' '), "{link}");
    let second = desk.get(&link);
    assert_eq!((ids(&second).len(), &second["@odata.count"]), (5, &json!(30)));
    assert!(second["value"][0]["subject"].is_string() && second["value"][0]["body"].is_null());
    for altered in [
        link.replace("%2c", "%2C"),
        link.replace("%24top=5", "%24top=6"),
        link.replace("%24top", "$top"),
        link.replace("%24skiptoken", "$skiptoken"),
        format!("{link}&$top=5"),
        format!("{link}&x=1"),
        link.replace("/me/messages", "/me/mailFolders/inbox/messages"),
        format!("{}A", link),
        link.chars().take(link.len() - 4).collect(),
        "/me/messages?%24skiptoken=AAAA".to_owned(),
    ] {
        desk.refused("GET", &altered, None, 400);
    }
}

#[test]
fn filters_orders_and_counts() {
    let desk = Desk::seeded(400);
    let (best, _) =
        walk(&desk, "/me/messages?$filter=contains(subject,'BEST') and isRead eq false&$top=7");
    let (all, _) = walk(&desk, "/me/messages?$top=100");
    let expected = all
        .iter()
        .filter(|m| text(&m["subject"]).to_lowercase().contains("best") && m["isRead"] == false);
    assert_eq!(best.iter().collect::<Vec<_>>(), expected.collect::<Vec<_>>());
    assert!(best.len() > 7);
    let counted = desk.get("/me/messages?$filter=isRead eq false&$count=true&$top=1");
    assert_eq!(counted["@odata.count"], desk.get("/me/mailFolders/inbox")["unreadItemCount"]);
    assert_eq!(desk.get("/me/messages/$count?$filter=isRead eq false"), counted["@odata.count"]);

    let (by_subject, _) = walk(&desk, "/me/messages?$orderby=subject,receivedDateTime&$top=33");
    assert_eq!(by_subject.len(), 400);
    let key = |m: &Value| (text(&m["subject"]).to_lowercase(), text(&m["receivedDateTime"]));
    assert!(by_subject.windows(2).all(|pair| key(&pair[0]) <= key(&pair[1])));
    let (by_sender, _) = walk(&desk, "/me/messages?$orderby=from/emailAddress/name desc&$top=50");
    let name = |m: &Value| text(&m["from"]["emailAddress"]["name"]).to_lowercase();
    assert!(by_sender.windows(2).all(|pair| name(&pair[0]) >= name(&pair[1])));
    let (oldest_first, _) = walk(&desk, "/me/messages?$orderby=receivedDateTime asc&$top=90");
    let mut reversed = all.clone();
    reversed.reverse();
    assert_eq!(oldest_first, reversed);

    let skipped = desk.get("/me/messages?$skip=398");
    assert_eq!(ids(&skipped), [text(&all[398]["id"]), text(&all[399]["id"])]);
    let to = desk.get("/me/messages?$filter=toRecipients/any(r:r/emailAddress/address eq 'george@best.com')&$count=true");
    assert_eq!(to["@odata.count"], 400);
    assert_eq!(
        desk.refused(
            "GET",
            "/me/messages?$filter=isRead eq false&$orderby=receivedDateTime desc",
            None,
            400
        ),
        "InefficientFilter"
    );
    let trick = "/me/messages?$filter=receivedDateTime ge 1900-01-01T00:00:00Z and isRead eq false&$orderby=receivedDateTime desc&$count=true";
    assert_eq!(desk.get(trick)["@odata.count"], counted["@odata.count"]);
}

#[test]
fn search_finds_words() {
    let desk = Desk::seeded(300);
    let (found, _) = walk(&desk, "/me/messages?$search=\"subject:lunch from:denis\"&$top=3");
    assert!(!found.is_empty());
    for message in &found {
        assert!(
            text(&message["subject"]).contains("lunch")
                && message["from"].to_string().contains("denis")
        );
    }
    assert_eq!(desk.refused("GET", "/me/messages?$search=lunch", None, 400), "BadRequest");
    assert_eq!(
        desk.refused("GET", "/me/messages?$search=\"a\"&$filter=isRead eq true", None, 400),
        "SearchWithFilter"
    );
}

#[test]
fn what_was_deleted_is_passed_over_and_what_came_later_does_not_shift() {
    let desk = Desk::seeded(30);
    let first = desk.get("/me/mailFolders/inbox/messages?$top=10");
    for id in ids(&first) {
        desk.ask("DELETE", &format!("/me/messages/{id}"), None, 204);
    }
    desk.add(json!({"subject": "new"}));
    let (rest, _) = walk(&desk, &next(&first).unwrap());
    assert_eq!(rest.len(), 20);
    let sorted = desk.get("/me/mailFolders/inbox/messages?$orderby=subject desc&$top=5");
    desk.ask(
        "DELETE",
        &format!("/me/messages/{}", text(&desk.get(&next(&sorted).unwrap())["value"][0]["id"])),
        None,
        204,
    );
    assert_eq!(ids(&desk.get(&next(&sorted).unwrap())).len(), 4);
}

#[test]
fn sorted_lists_are_made_again_when_they_were_dropped() {
    let desk = Desk::seeded(20);
    let link = next(&desk.get("/me/messages?$orderby=subject&$top=5")).unwrap();
    let before = ids(&desk.get(&link));
    for _ in 0..50 {
        desk.get("/me/messages?$orderby=subject desc&$top=5");
    }
    assert_eq!(ids(&desk.get(&link)), before);
}

#[test]
fn select_keeps_the_id_and_hides_what_must_be_asked_for() {
    let desk = Desk::new();
    let id = desk
        .add(json!({"subject": "a", "internetMessageHeaders": [{"name": "x-a", "value": "1"}],
        "singleValueExtendedProperties": [{"id": "String {0} Name X", "value": "7"}]}));
    let whole = desk.get(&format!("/me/messages/{id}"));
    assert!(whole.get("internetMessageHeaders").is_none() && whole.get("attachments").is_none());
    for name in ["uniqueBody", "internetMessageHeaders"] {
        assert!(desk.get(&format!("/me/messages/{id}?$select={name}")).get(name).is_some());
    }
    let mut members: Vec<_> = desk
        .get(&format!("/me/messages/{id}?$select=subject"))
        .as_object()
        .unwrap()
        .keys()
        .cloned()
        .collect();
    members.sort();
    assert_eq!(members, ["@odata.context", "@odata.etag", "id", "subject"]);
    let extended = desk.get(&format!("/me/messages/{id}?$expand=singleValueExtendedProperties($filter=id eq 'String {{0}} Name X')"));
    assert_eq!(extended["singleValueExtendedProperties"][0]["value"], "7");
    let none = desk.get(&format!("/me/messages/{id}?$expand=singleValueExtendedProperties($filter=id eq 'String {{0}} Name Y')"));
    assert_eq!(none["singleValueExtendedProperties"], json!([]));
    let found = desk.get("/me/messages?$filter=singleValueExtendedProperties/any(p:p/id eq 'String {0} Name X' and p/value eq '7')");
    assert_eq!(ids(&found), [id]);
    desk.refused("GET", "/me/messages?$select=subjekt", None, 400);
    desk.refused("GET", "/me/messages?$frob=1", None, 400);
}

#[test]
fn derived_messages_show_what_they_have() {
    let desk = Desk::new();
    desk.add(json!({"@odata.type": "#microsoft.graph.eventMessageRequest", "subject": "Debrief",
        "meetingMessageType": "meetingRequest", "startDateTime": {"dateTime": "2025-03-01T08:30:00", "timeZone": "UTC"}}));
    desk.add(json!({"subject": "plain"}));
    let page = desk.get(
        "/me/messages?$filter=microsoft.graph.eventMessage/meetingMessageType eq 'meetingRequest'",
    );
    assert_eq!(page["value"].as_array().unwrap().len(), 1);
    assert_eq!(page["value"][0]["@odata.type"], "#microsoft.graph.eventMessageRequest");
    assert_eq!(page["value"][0]["startDateTime"]["timeZone"], "UTC");
}

/// The last pages of a large mailbox cost what the first cost.
#[test]
fn a_hundred_thousand_messages_page_in_linear_time() {
    use std::time::{Duration, Instant};
    let desk = Desk::seeded(100_000);
    let quick = |target: &str| {
        let begun = Instant::now();
        let page = desk.get(target);
        (begun.elapsed(), page)
    };
    let mut link = Some("/me/mailFolders/inbox/messages?$top=1000&$select=subject".to_owned());
    let (mut times, mut seen) = (Vec::new(), std::collections::HashSet::new());
    while let Some(target) = link {
        let (time, page) = quick(&target);
        times.push(time);
        seen.extend(ids(&page));
        link = next(&page);
    }
    assert_eq!((times.len(), seen.len()), (100, 100_000));
    let third = |from: usize| times[from..from + 33].iter().sum::<Duration>();
    assert!(
        third(67) < third(0) * 3 + Duration::from_millis(200),
        "{:?} then {:?}",
        third(0),
        third(67)
    );
    // Sorted otherwise: the first page sorts, the others only read.
    let (sorting, page) = quick("/me/messages?$orderby=subject&$top=10&$select=subject");
    let (reading, _) = quick(&next(&page).unwrap());
    assert!(reading * 10 < sorting, "{sorting:?} then {reading:?}");
    assert_eq!(
        desk.get("/me/messages?$filter=hasAttachments eq true&$top=1&$count=true")["value"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}
