//! What is done with items of drives: uploads, copies, versions, sharing, rounds of changes.

use super::drive::{file, folder, kind};
use super::*;
use crate::service::{DriveKind, DriveRules, NamedDrive};

const UNIT: usize = 320 * 1024;

/// A request to the other host.
fn media(desk: &Desk, method: &str, url: &str, range: &str, body: &[u8]) -> Reply {
    let target = url.strip_prefix(MEDIA).unwrap_or(url);
    let uri = crate::uri::parse(target).unwrap();
    let mut headers = vec![("content-length".to_owned(), body.len().to_string())];
    if !range.is_empty() {
        headers.push(("content-range".to_owned(), range.to_owned()));
    }
    desk.service.media(&Request {
        method: method.to_owned(),
        target: target.to_owned(),
        segments: uri.segments,
        query: uri.query,
        headers,
        body: body.to_vec(),
        blob: None,
        root: MEDIA.to_owned(),
    })
}

fn json_of(reply: &Reply) -> Value {
    serde_json::from_slice(&reply.body).unwrap_or_default()
}

fn rules(desk: &Desk, rules: DriveRules) {
    desk.service.drives().rules = rules;
}

fn open(desk: &Desk, path: &str, body: Value) -> String {
    let answer = desk.post(&format!("/me/drive/root:{path}:/createUploadSession"), body, 200);
    assert_eq!(answer["nextExpectedRanges"], json!(["0-"]));
    text(&answer["uploadUrl"])
}

fn content(desk: &Desk, path: &str) -> Option<Vec<u8>> {
    let named = NamedDrive::User(ME.to_owned());
    let blob = desk.service.with_drive(&named, |drives, number| drives.blob_at(number, path));
    blob.map(|blob| blob.bytes().unwrap())
}

#[test]
fn a_session_sets_name_times_and_description_at_once() {
    let desk = Desk::new();
    let item = json!({"@odata.type": "microsoft.graph.driveItemUploadableProperties", "description": "d",
        "@microsoft.graph.conflictBehavior": "rename", "fileSize": 3,
        "fileSystemInfo": {"lastModifiedDateTime": "2020-05-06T07:08:09Z"}});
    file(&desk, "/a.txt", "old");
    let url = open(&desk, "/a.txt", json!({"item": item}));
    let made = media(&desk, "PUT", &url, "bytes 0-2/3", b"new");
    let item = json_of(&made);
    assert_eq!(
        (made.status, &item["name"], &item["description"]),
        (201, &json!("a 1.txt"), &json!("d"))
    );
    assert_eq!(item["fileSystemInfo"]["lastModifiedDateTime"], "2020-05-06T07:08:09Z");
    let id = text(&item["id"]);
    assert_eq!(
        desk.get(&format!("/me/drive/items/{id}/versions"))["value"].as_array().unwrap().len(),
        1
    );
    assert_eq!(media(&desk, "GET", &url, "", b"").status, 404, "the session is over");
}

#[test]
fn sessions_are_refused_early_and_late() {
    let desk = Desk::new();
    file(&desk, "/a.txt", "old");
    let create = "/me/drive/root:/a.txt:/createUploadSession";
    assert_eq!(desk.refused("POST", create, None, 409), "nameAlreadyExists");
    assert_eq!(
        desk.refused("POST", "/me/drive/root/createUploadSession", None, 400),
        "invalidRequest"
    );
    let bad = json!({"item": {"frob": 1}});
    desk.refused("POST", "/me/drive/root:/b:/createUploadSession", Some(bad), 400);
    let huge = json!({"item": {"fileSize": 1_u64 << 41}});
    assert_eq!(
        desk.refused("POST", "/me/drive/root:/b:/createUploadSession", Some(huge), 507),
        "quotaLimitReached"
    );
    // The name is taken meanwhile: the session stays, and can be ended under another name.
    let url = open(&desk, "/b.txt", json!({}));
    file(&desk, "/b.txt", "other");
    let late = media(&desk, "PUT", &url, "bytes 0-2/3", b"new");
    assert_eq!((late.status, &json_of(&late)["error"]["code"]), (409, &json!("nameAlreadyExists")));
    assert_eq!(json_of(&media(&desk, "GET", &url, "", b""))["nextExpectedRanges"], json!([]));
    let body = json!({"name": "c.txt", "@microsoft.graph.conflictBehavior": "fail", "@microsoft.graph.sourceUrl": url});
    desk.ask("PUT", "/me/drive/root:/b.txt", Some(body), 201);
    assert_eq!(content(&desk, "/c.txt").as_deref(), Some(&b"new"[..]));
    // Fragments of odd lengths are noticed when all is there.
    let url = open(&desk, "/d.txt", json!({}));
    assert_eq!(media(&desk, "PUT", &url, "bytes 0-1/4", b"ab").status, 202);
    assert_eq!(media(&desk, "PUT", &url, "bytes 2-3/4", b"cd").status, 400);
    assert_eq!(media(&desk, "DELETE", &url, "", b"").status, 204);
    assert_eq!(media(&desk, "DELETE", &url, "", b"").status, 404);
}

#[test]
fn a_deferred_session_waits_to_be_committed() {
    let desk = Desk::new();
    let url = open(&desk, "/a.txt", json!({"deferCommit": true}));
    assert_eq!(media(&desk, "POST", &url, "", b"").status, 400);
    let last = media(&desk, "PUT", &url, "bytes 0-2/3", b"new");
    assert_eq!((last.status, &json_of(&last)["nextExpectedRanges"]), (202, &json!([])));
    assert_eq!(content(&desk, "/a.txt"), None);
    assert_eq!(media(&desk, "POST", &url, "", b"").status, 201);
    assert_eq!(content(&desk, "/a.txt").as_deref(), Some(&b"new"[..]));
}

#[test]
fn the_server_may_keep_less_or_spoil_it() {
    let desk = Desk::new();
    let bytes: Vec<u8> = (0..UNIT + 1).map(|n| n as u8).collect();
    let url = open(&desk, "/a.bin", json!({}));
    desk.service.drives().keep.push_back(100);
    desk.service.drives().corrupt = 1;
    let range = |from: usize, to: usize| format!("bytes {from}-{to}/{}", UNIT + 1);
    let part = media(&desk, "PUT", &url, &range(0, UNIT - 1), &bytes[..UNIT]);
    assert_eq!(json_of(&part)["nextExpectedRanges"], json!(["100-"]));
    let rest = media(&desk, "PUT", &url, &range(100, UNIT), &bytes[100..]);
    assert_eq!(rest.status, 201);
    let stored = content(&desk, "/a.bin").unwrap();
    assert_eq!(stored.iter().zip(&bytes).filter(|(a, b)| a != b).count(), 1);
    let honest = crate::blob::Blob::new(bytes).quick_xor();
    assert_ne!(crate::blob::Blob::new(stored).quick_xor(), honest);
    rules(&desk, DriveRules::new().rewrite_office_files(true));
    let url = open(&desk, "/a.docx", json!({}));
    let item = json_of(&media(&desk, "PUT", &url, "bytes 0-2/3", b"abc"));
    assert!(item["size"].as_u64().unwrap() > 3);
}

#[test]
fn a_personal_drive_tells_more_hashes() {
    let desk = Desk::new();
    kind(&desk, DriveKind::Personal);
    let id = file(&desk, "/a.txt", "abc");
    let hashes = desk.get(&format!("/me/drive/items/{id}"))["file"]["hashes"].clone();
    assert_eq!(hashes["sha1Hash"], "A9993E364706816ABA3E25717850C26C9CD0D89D");
    assert!(text(&hashes["sha256Hash"]).starts_with("BA7816BF"));
    rules(&desk, DriveRules::new().hide_hashes(true));
    assert!(desk.get(&format!("/me/drive/items/{id}"))["file"].get("hashes").is_none());
}

#[test]
fn a_copy_takes_a_while() {
    let desk = Desk::new();
    file(&desk, "/dir/a.txt", "x");
    file(&desk, "/dir/sub/b.txt", "y");
    let dir = text(&desk.get("/me/drive/root:/dir")["id"]);
    rules(&desk, DriveRules::new().copy_polls(2));
    let begin = |body: Value, query: &str| {
        let reply = desk.raw("POST", &format!("/me/drive/items/{dir}/copy{query}"), Some(&body));
        assert_eq!(reply.status, 202);
        text(&json!(reply.headers.iter().find(|(name, _)| name == "Location").unwrap().1))
    };
    let monitor = begin(json!({"name": "copy"}), "");
    for _ in 0..2 {
        let poll = media(&desk, "GET", &monitor, "", b"");
        assert_eq!((poll.status, &json_of(&poll)["status"]), (202, &json!("inProgress")));
    }
    let done = json_of(&media(&desk, "GET", &monitor, "", b""));
    assert_eq!(done["status"], "completed");
    assert_eq!(desk.get("/me/drive/root:/copy")["id"], done["resourceId"]);
    assert_eq!(content(&desk, "/copy/sub/b.txt").as_deref(), Some(&b"y"[..]));
    // That the name is taken is told by the monitor, not at once.
    rules(&desk, DriveRules::new().copy_polls(0));
    let failed = json_of(&media(&desk, "GET", &begin(json!({"name": "copy"}), ""), "", b""));
    assert_eq!(
        (&failed["status"], &failed["errorCode"]),
        (&json!("failed"), &json!("nameAlreadyExists"))
    );
    let renamed = begin(json!({"name": "copy"}), "?@microsoft.graph.conflictBehavior=rename");
    assert_eq!(json_of(&media(&desk, "GET", &renamed, "", b""))["status"], "completed");
    desk.get("/me/drive/root:/copy%201/a.txt");
    rules(&desk, DriveRules::new().copy_polls(0).redirect_copies(true));
    let redirected = media(&desk, "GET", &begin(json!({"name": "third"}), ""), "", b"");
    assert_eq!(redirected.status, 303);
    desk.service.drives().fail.push_back(("accessDenied".into(), "No.".into()));
    let failed = json_of(&media(&desk, "GET", &begin(json!({"name": "x"}), ""), "", b""));
    assert_eq!(failed["error"]["code"], "accessDenied");
}

#[test]
fn versions_are_kept_and_restored() {
    let desk = Desk::new();
    let id = file(&desk, "/a.txt", "one");
    file(&desk, "/a.txt", "three");
    let place = format!("/me/drive/items/{id}");
    let versions = desk.get(&format!("{place}/versions"));
    let seen: Vec<_> = versions["value"]
        .as_array()
        .unwrap()
        .iter()
        .map(|v| (text(&v["id"]), v["size"].clone()))
        .collect();
    assert_eq!(seen, [("2.0".to_owned(), json!(5)), ("1.0".to_owned(), json!(3))]);
    let old = desk.raw("GET", &format!("{place}/versions/1.0/content"), None);
    let url = &old.headers.iter().find(|(name, _)| name == "Location").unwrap().1;
    let content_of = media(&desk, "GET", url, "", b"").content.unwrap();
    assert_eq!(content_of.blob.bytes().unwrap(), b"one");
    desk.refused("GET", &format!("{place}/versions/2.0/content"), None, 400);
    desk.ask("POST", &format!("{place}/versions/1.0/restoreVersion"), None, 204);
    assert_eq!(content(&desk, "/a.txt").as_deref(), Some(&b"one"[..]));
    desk.patch(
        &place,
        json!({"fileSystemInfo": {"lastModifiedDateTime": "2020-01-01T00:00:00Z"}}),
        200,
    );
    assert_eq!(desk.get(&format!("{place}/versions"))["value"].as_array().unwrap().len(), 4);
    assert_eq!(desk.refused("GET", &format!("{place}/versions/9.0"), None, 404), "itemNotFound");
}

#[test]
fn a_file_is_checked_out_by_one() {
    let desk = Desk::new();
    desk.service.share(ME, "denis@law.com");
    let id = file(&desk, "/a.txt", "one");
    let place = format!("/users/{ME}/drive/items/{id}");
    desk.refused("POST", &format!("{place}/checkin"), None, 409);
    desk.ask("POST", &format!("{place}/checkout"), None, 204);
    assert_eq!(desk.get(&place)["publication"]["checkedOutBy"]["user"]["email"], ME);
    let other = Desk { caller: Caller::User("denis@law.com".into()), ..desk };
    assert_eq!(other.refused("PATCH", &place, Some(json!({"name": "b"})), 423), "resourceLocked");
    let desk = Desk { caller: Caller::User(ME.into()), ..other };
    file(&desk, "/a.txt", "two");
    desk.ask("POST", &format!("{place}/discardCheckout"), None, 204);
    assert_eq!(content(&desk, "/a.txt").as_deref(), Some(&b"one"[..]));
    desk.ask("POST", &format!("{place}/checkout"), None, 204);
    desk.post(&format!("{place}/checkin"), json!({"comment": "done"}), 204);
    assert!(desk.get(&place).get("publication").is_none());
}

#[test]
fn links_are_made_once_and_opened() {
    let desk = Desk::new();
    let dir = folder(&desk, "/me/drive/root", "dir");
    let id = file(&desk, "/dir/a.txt", "x");
    let place = format!("/me/drive/items/{}", text(&dir["id"]));
    let link = format!("{place}/createLink");
    let made = desk.post(&link, json!({"type": "view", "scope": "organization"}), 201);
    let again = desk.post(&link, json!({"type": "view", "scope": "organization"}), 200);
    assert_eq!(made["id"], again["id"]);
    let url = text(&made["link"]["webUrl"]);
    let token = base64::Engine::encode(&base64::prelude::BASE64_URL_SAFE_NO_PAD, &url);
    let shared = desk.get(&format!("/shares/u!{token}/driveItem"));
    assert_eq!(shared["id"], dir["id"]);
    assert_eq!(
        desk.get(&format!("/shares/u!{token}/driveItem/children"))["value"][0]["id"],
        json!(id)
    );
    assert_eq!(desk.get(&format!("/shares/u!{token}"))["name"], "dir");
    assert_eq!(desk.refused("GET", "/shares/u!aHR0cDovL3g/driveItem", None, 404), "itemNotFound");
    let permissions = desk.get(&format!("/me/drive/items/{id}/permissions"));
    let roles: Vec<_> =
        permissions["value"].as_array().unwrap().iter().map(|p| p["roles"][0].clone()).collect();
    assert_eq!(roles, ["owner", "read"]);
    let inherited = text(&permissions["value"][1]["id"]);
    assert_eq!(permissions["value"][1]["inheritedFrom"]["id"], dir["id"]);
    desk.refused("DELETE", &format!("/me/drive/items/{id}/permissions/{inherited}"), None, 400);
    desk.patch(&format!("{place}/permissions/{inherited}"), json!({"roles": ["write"]}), 200);
    desk.ask("DELETE", &format!("{place}/permissions/{inherited}"), None, 204);
    for body in [
        json!({"type": "embed"}),
        json!({"type": "frob"}),
        json!({"type": "view", "scope": "everybody"}),
        json!({"type": "view", "expirationDateTime": "2099-01-01T00:00:00.5Z"}),
        json!({"type": "view", "expirationDateTime": "2009-01-01T00:00:00Z"}),
    ] {
        assert_eq!(desk.refused("POST", &link, Some(body), 400), "invalidRequest");
    }
    rules(&desk, DriveRules::new().forbid_anonymous_links(true));
    assert_eq!(
        desk.refused("POST", &link, Some(json!({"type": "view", "scope": "anonymous"})), 403),
        "accessDenied"
    );
    for body in
        [json!({"recipients": [{"email": "a@b.c"}]}), json!({"roles": ["read"], "recipients": []})]
    {
        desk.refused("POST", &format!("{place}/invite"), Some(body), 400);
    }
}

#[test]
fn rounds_tell_everything_and_then_what_changed() {
    let desk = Desk::new();
    file(&desk, "/a/one.txt", "1");
    file(&desk, "/b/two.txt", "2");
    let mut page = desk.get("/me/drive/root/delta?$top=2");
    let mut seen = Vec::new();
    loop {
        seen.extend(page["value"].as_array().unwrap().iter().map(|item| text(&item["name"])));
        match next(&page) {
            Some(link) => page = desk.get(&link),
            None => break,
        }
    }
    assert_eq!(seen, ["root", "a", "one.txt", "b", "two.txt"]);
    let changes = |link: &str| -> (Vec<(String, bool)>, String) {
        let (mut rows, mut page) = (Vec::new(), desk.get(link));
        loop {
            let items = page["value"].as_array().unwrap().iter();
            rows.extend(items.map(|item| (text(&item["id"]), item.get("deleted").is_some())));
            match next(&page) {
                Some(link) => page = desk.get(&link),
                None => return (rows, text(&page["@odata.deltaLink"]).replace(ROOT, "")),
            }
        }
    };
    let link = text(&page["@odata.deltaLink"]).replace(ROOT, "");
    let (none, link) = changes(&link);
    assert_eq!(none, []);
    let one = text(&desk.get("/me/drive/root:/a/one.txt")["id"]);
    let a = desk.get("/me/drive/root:/a:/delta?token=latest");
    assert_eq!(a["value"], json!([]));
    let of_a = text(&a["@odata.deltaLink"]).replace(ROOT, "");
    let b = desk.get("/me/drive/root:/b");
    desk.patch(&format!("/me/drive/items/{one}"), json!({"parentReference": {"id": b["id"]}}), 200);
    let (all, link) = changes(&link);
    assert!(all.contains(&(one.clone(), false)) && !all.iter().any(|(_, gone)| *gone), "{all:?}");
    let (below_a, _) = changes(&of_a);
    assert_eq!(
        below_a.iter().filter(|(id, _)| *id == one).collect::<Vec<_>>(),
        [&(one.clone(), true)]
    );
    desk.ask("DELETE", &format!("/me/drive/items/{}", text(&b["id"])), None, 204);
    let (gone, link) = changes(&link);
    assert_eq!(gone.iter().filter(|(_, gone)| *gone).count(), 3, "{gone:?}");
    desk.service.lapse_deltas();
    let lapsed = desk.raw("GET", &link, None);
    assert_eq!(
        (lapsed.status, &json_of(&lapsed)["error"]["code"]),
        (410, &json!("resyncRequired"))
    );
    let again = &lapsed.headers.iter().find(|(name, _)| name == "Location").unwrap().1;
    assert_eq!(desk.get(&again.replace(ROOT, ""))["value"].as_array().unwrap().len(), 2);
    desk.refused("GET", "/me/drive/root/delta?token=frob", None, 400);
}
