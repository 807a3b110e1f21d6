//! Requests as Microsoft's pages show them, and their answers.

use o365_core::auth::{AccessToken, StaticToken, TokenRequest, TokenSource};
use o365_core::delta::Change;
use o365_core::error::TransportErrorKind;
use o365_core::mock::{Mock, MockRequest};
use o365_core::query::Query;
use o365_core::{Connection, Resource, Result, Retry};
use serde_json::{Value, json};
use time::macros::{date, datetime};

use crate::drive::DriveHandle;
use crate::item::Destination;
use crate::model::{
    ActivityInterval, Conflict, DriveItem, InvitationDraft, ItemDraft, LinkDraft, LinkScope,
    PreviewDraft, Role, SensitivityLabelAssignmentMethod, SensitivityLabelDraft, SpecialFolder,
    ThumbnailSize,
};
use crate::prop;
use crate::storage::Storage;

fn of(mock: &Mock, resource: Resource) -> Storage {
    let connection = Connection::builder(StaticToken::new("t")).transport(mock.clone());
    Storage::new(&connection.retry(Retry::none()).build().unwrap(), resource)
}

fn drive(mock: &Mock) -> DriveHandle {
    of(mock, Resource::Me).default_drive()
}

/// A mock that gives this answer again and again.
fn always(answer: &Value) -> Mock {
    (0..20).fold(Mock::new(), |mock, _| mock.answer(200, answer.clone()))
}

fn last(mock: &Mock) -> MockRequest {
    mock.requests().pop().unwrap()
}

/// The last request: method, and path with query.
fn asked(mock: &Mock) -> String {
    shown(&last(mock))
}

fn all_asked(mock: &Mock) -> Vec<String> {
    mock.requests().iter().map(shown).collect()
}

fn shown(request: &MockRequest) -> String {
    let path = request.path().trim_start_matches("/v1.0");
    match request.query() {
        "" => format!("{} {path}", request.method()),
        query => format!("{} {path}?{query}", request.method()),
    }
}

fn sent(mock: &Mock) -> Value {
    last(mock).json().unwrap_or_default()
}

#[test]
fn drives_are_found_where_their_owner_is() {
    let mock = always(&json!({"id": "b!x", "value": []}));
    for (resource, path) in [
        (Resource::Me, "/me/drive"),
        (Resource::user("a@b.c"), "/users/a@b.c/drive"),
        (Resource::group("1"), "/groups/1/drive"),
        (Resource::site("h,1,2"), "/sites/h,1,2/drive"),
        (Resource::drive("b!x"), "/drives/b!x"),
        (Resource::Root, "/drive"),
    ] {
        of(&mock, resource).default_drive().get().unwrap();
        assert_eq!(asked(&mock), format!("GET {path}"));
    }
    let storage = of(&mock, Resource::site("root"));
    storage.drive("b!x").root().get().unwrap();
    assert_eq!(asked(&mock), "GET /drives/b!x/root");
    storage.drives().all().unwrap();
    assert_eq!(asked(&mock).split('?').next(), Some("GET /sites/root/drives"));
    let requests = mock.requests().len();
    assert!(of(&mock, Resource::drive("b!x")).drives().all().is_err());
    assert_eq!(mock.requests().len(), requests, "a drive has no drives");
}

#[test]
fn an_id_without_its_zero_gets_it_back() {
    let mock = always(&json!({"id": "1"}));
    let link = json!({"id": "A!1", "remoteItem": {"id": "B!7", "parentReference": {"driveId": "b1c2d3e4f5a6071"}}});
    let link: DriveItem = serde_json::from_value(link).unwrap();
    drive(&mock).target(&link).get().unwrap();
    assert_eq!(asked(&mock), "GET /drives/0b1c2d3e4f5a6071/items/B!7");
    drive(&mock).item(&link).get().unwrap();
    assert_eq!(asked(&mock), "GET /me/drive/items/A!1");
}

#[test]
fn items_are_found_by_id_and_by_path() {
    let mock = always(&json!({"id": "1", "value": []}));
    let drive = drive(&mock);
    for (item, path) in [
        (drive.root(), "/me/drive/root"),
        (drive.item("root"), "/me/drive/root"),
        (drive.item("01A/+=ü"), "/me/drive/items/01A%2F%2B=%C3%BC"),
        (drive.path(""), "/me/drive/root"),
        (drive.path("/"), "/me/drive/root"),
        (drive.path("a b c/ü#%+.txt"), "/me/drive/root:/a%20b%20c/%C3%BC%23%25%2B.txt"),
        (drive.path("/it's/😀"), "/me/drive/root:/it's/%F0%9F%98%80"),
        (drive.item("1").path("x/y"), "/me/drive/items/1:/x/y"),
        (drive.item("1").child("x"), "/me/drive/items/1:/x"),
        (drive.path("a").child("b").path("c/d"), "/me/drive/root:/a/b/c/d"),
        (drive.special(SpecialFolder::CameraRoll), "/me/drive/special/cameraroll"),
        (drive.special("recordings").child("x.mp4"), "/me/drive/special/recordings:/x.mp4"),
    ] {
        item.get().unwrap();
        assert_eq!(asked(&mock), format!("GET {path}"));
    }
    let names = ["a#b", "100%", "a+b", "it's", "x&y=z", "ä ö", &"x".repeat(255)];
    for name in names {
        drive.root().child(name).children().first().unwrap();
        let path = last(&mock).path().to_owned();
        let encoded = path.split(":/").nth(1).unwrap();
        let decoded = percent_decoded(encoded.trim_end_matches(":/children"));
        assert_eq!(decoded, name);
    }
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'%' => {
                let digits: String = rest.by_ref().take(2).map(char::from).collect();
                bytes.push(u8::from_str_radix(&digits, 16).unwrap());
            }
            byte => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn what_can_t_be_is_refused_before_anything_is_sent() {
    let mock = Mock::new();
    let drive = drive(&mock);
    let long = "x".repeat(300);
    for name in ["x<y", "~$a", "a.", "a ", " a", long.as_str(), "CON", "a/b", "", ".."] {
        let error = drive.root().create_folder(name).unwrap_err();
        assert!(error.to_string().contains("no name for a drive"), "{name:?}: {error}");
        assert!(drive.item("1").update(name).is_err());
        assert!(drive.item("1").move_to(Destination::from("2").name(name)).is_err());
        assert!(drive.item("1").copy_to(Destination::from("2").name(name)).is_err());
    }
    assert!(drive.path("a/x<y").get().is_err() && drive.path("a/../b").get().is_err());
    assert!(drive.root().child("a/b").get().is_err() && drive.root().child("").get().is_err());
    assert!(drive.root().create_all("a/b:c").is_err());
    assert!(drive.item("").get().is_err() && drive.item("/Reports/x").get().is_err());
    assert!(drive.root().create_folder(ItemDraft::new()).is_err());
    assert!(drive.search(" ").first().is_err());
    assert!(drive.item("1").invite(InvitationDraft::new()).is_err());
    assert!(drive.item("1").move_to("").is_err() && drive.item("1").move_to("/Reports").is_err());
    assert!(drive.item("1").move_to(Destination::default()).is_err());
    assert!(drive.item("1").move_to(Destination::from("2").with_versions()).is_err());
    assert_eq!(mock.requests().len(), 0);
}

#[test]
fn what_isn_t_there_is_none_and_a_failure_is_an_error() {
    let missing = || json!({"error": {"code": "itemNotFound", "message": "x"}});
    let denied = || json!({"error": {"code": "accessDenied", "message": "x"}});
    let mock = Mock::new().answer(404, missing()).answer(403, denied()).answer(403, denied());
    let drive = drive(&mock);
    assert_eq!(drive.path("a").find().unwrap(), None);
    assert!(drive.path("a").find().unwrap_err().is_forbidden());
    assert_eq!(
        drive.special(SpecialFolder::Music).find().unwrap(),
        None,
        "who only reads can't make it"
    );
}

#[test]
fn folders_are_made_as_the_page_shows() {
    let mock = always(&json!({"id": "1", "folder": {}}));
    drive(&mock)
        .root()
        .create_folder(ItemDraft::from("New Folder").on_conflict(Conflict::Rename))
        .unwrap();
    assert_eq!(asked(&mock), "POST /me/drive/root/children");
    let page =
        json!({"name": "New Folder", "folder": {}, "@microsoft.graph.conflictBehavior": "rename"});
    assert_eq!(sent(&mock), page);
}

#[test]
fn a_path_of_folders_is_made_as_far_as_it_isn_t_there() {
    let missing = || json!({"error": {"code": "itemNotFound", "message": "x"}});
    let conflict = json!({"error": {"code": "nameAlreadyExists", "message": "x"}});
    let mock = Mock::new()
        .answer(404, missing()) // all of it
        .answer(200, json!({"id": "A", "folder": {}}))
        .answer(404, missing())
        .answer(201, json!({"id": "B", "folder": {}}))
        .answer(404, missing())
        .answer(409, conflict)
        .answer(200, json!({"id": "C", "folder": {}}));
    assert_eq!(drive(&mock).root().create_all("/a//b/c/").unwrap().id.as_str(), "C");
    assert_eq!(
        all_asked(&mock),
        [
            "GET /me/drive/root:/a/b/c",
            "GET /me/drive/root:/a",
            "GET /me/drive/items/A:/b",
            "POST /me/drive/items/A/children",
            "GET /me/drive/items/B:/c",
            "POST /me/drive/items/B/children",
            "GET /me/drive/items/B:/c",
        ]
    );
    let mock = Mock::new()
        .answer(200, json!({"id": "F", "file": {}}))
        .answer(200, json!({"id": "F", "file": {}}));
    let error = drive(&mock).root().create_all("a").unwrap_err();
    assert!(error.to_string().contains("no folder"), "a file is in the way: {error}");
    let mock = Mock::new()
        .answer(404, missing())
        .answer(404, missing())
        .fail(TransportErrorKind::Closed, true)
        .answer(200, json!({"id": "L", "folder": {}}));
    let made = drive(&mock).root().create_all("a").unwrap();
    assert_eq!(made.id.as_str(), "L", "the answer was lost, and it was made");
    let mock = Mock::new().answer(200, json!({"id": "Z", "folder": {}}));
    assert_eq!(drive(&mock).root().create_all("a/b").unwrap().id.as_str(), "Z");
}

#[test]
fn items_are_moved_as_the_page_shows() {
    let mock = always(&json!({"id": "1"}));
    let drive = drive(&mock);
    drive.item("1").move_to(Destination::from("new-parent").name("new-item-name.txt")).unwrap();
    assert_eq!(asked(&mock), "PATCH /me/drive/items/1");
    assert_eq!(
        sent(&mock),
        json!({"parentReference": {"id": "new-parent"}, "name": "new-item-name.txt"})
    );
    drive.item("1").move_to(drive.item("2")).unwrap();
    assert_eq!(sent(&mock), json!({"parentReference": {"id": "2"}}));
    let folder = json!({"id": "3", "parentReference": {"driveId": "b!y", "id": "0"}});
    let folder: DriveItem = serde_json::from_value(folder).unwrap();
    drive.item("1").move_to(Destination::from(&folder).on_conflict(Conflict::Replace)).unwrap();
    assert_eq!(
        sent(&mock),
        json!({"parentReference": {"driveId": "b!y", "id": "3"}, "@microsoft.graph.conflictBehavior": "replace"})
    );
    assert_eq!(mock.requests().len(), 3, "what is known isn't asked");
}

#[test]
fn the_root_and_paths_are_looked_up_before_something_goes_there() {
    for target in ["id", "handle", "path"] {
        let mock = Mock::new()
            .answer(200, json!({"id": "01ROOT", "parentReference": {"driveId": "b!x"}}))
            .answer(200, json!({"id": "1"}));
        let drive = drive(&mock);
        let item = drive.item("1");
        let (moved, looked) = match target {
            "id" => (item.move_to("root"), "GET /me/drive/root"),
            "handle" => (item.move_to(drive.root()), "GET /me/drive/root"),
            _ => (item.move_to(drive.path("/A b")), "GET /me/drive/root:/A%20b"),
        };
        moved.unwrap();
        let look = format!("{looked}?$select=id,parentReference,remoteItem");
        assert_eq!(all_asked(&mock), [look.as_str(), "PATCH /me/drive/items/1"]);
        assert_eq!(sent(&mock), json!({"parentReference": {"driveId": "b!x", "id": "01ROOT"}}));
    }
}

#[test]
fn a_version_is_asked_for_only_by_who_wants_it() {
    let mock = always(&json!({"id": "1"}));
    let item = drive(&mock).item("1");
    item.update("a").unwrap();
    assert_eq!(last(&mock).header("if-match"), None);
    let item = item.if_match("\"{86EB4C8E},1\"");
    item.update("a").unwrap();
    item.move_to("2").unwrap();
    item.delete().unwrap();
    item.permanent_delete().unwrap();
    item.check_out().unwrap();
    item.update_fields::<Value>(&json!({"Status": "Done"})).unwrap();
    for request in &mock.requests()[1..] {
        assert_eq!(request.header("if-match"), Some("\"{86EB4C8E},1\""), "{}", shown(request));
    }
    item.child("x").delete().unwrap();
    assert_eq!(last(&mock).header("if-match"), None, "it is another item");
    let permission = drive(&mock).item("1").permission("p").if_match("e");
    permission.update([Role::Read]).unwrap();
    assert_eq!(last(&mock).header("if-match"), Some("e"));
    let stale =
        Mock::new().answer(412, json!({"error": {"code": "resourceModified", "message": "x"}}));
    assert!(drive(&stale).item("1").if_match("e").delete().unwrap_err().is_stale());
}

#[test]
fn copies_are_started_as_the_page_shows_and_followed() {
    let mock = Mock::new()
        .answer(202, ())
        .header("location", "https://contoso.sharepoint.com/_api/v2.0/monitor/4A34")
        .answer(202, json!({"status": "inProgress", "percentageComplete": 77.3}))
        .answer(
            200,
            json!({"status": "completed", "percentageComplete": 100.0, "resourceId": "01NEW"}),
        )
        .answer(404, json!({"error": {"code": "itemNotFound", "message": "not everywhere yet"}}))
        .answer(200, json!({"id": "01NEW", "name": "contoso plan (copy).txt"}));
    let folder: DriveItem =
        serde_json::from_value(json!({"id": "DCD0", "parentReference": {"driveId": "6F7D"}}))
            .unwrap();
    let destination = Destination::from(&folder)
        .name("contoso plan (copy).txt")
        .on_conflict(Conflict::Rename)
        .with_versions();
    let copy = drive(&mock).item("1").copy_to(destination).unwrap();
    assert_eq!(
        asked(&mock),
        "POST /me/drive/items/1/copy?@microsoft.graph.conflictBehavior=rename"
    );
    assert_eq!(last(&mock).header("prefer"), Some("respond-async"));
    assert_eq!(
        sent(&mock),
        json!({"parentReference": {"driveId": "6F7D", "id": "DCD0"}, "name": "contoso plan (copy).txt", "includeAllVersionHistory": true})
    );
    let short = std::time::Duration::from_millis(1);
    let mut copy = copy.waits(short, short);
    let told: Vec<_> = copy.by_ref().map(|status| status.unwrap().percentage_complete).collect();
    assert_eq!(told, [Some(77.3), Some(100.0)]);
    assert_eq!(last(&mock).header("authorization"), None, "another host gets no token");
    assert_eq!(copy.item().unwrap().name.as_deref(), Some("contoso plan (copy).txt"));
    assert_eq!(asked(&mock), "GET /drives/6F7D/items/01NEW");
}

#[test]
fn a_copy_that_fails_says_why_and_ends() {
    let short = std::time::Duration::from_millis(1);
    let mock = Mock::new()
        .answer(202, ())
        .header("location", "https://contoso.sharepoint.com/monitor/1")
        .answer(200, json!({"status": "failed", "errorCode": "nameAlreadyExists", "error": {"message": "taken"}}));
    let mut copy = drive(&mock).item("1").copy_to("2").unwrap().waits(short, short);
    assert!(copy.next().unwrap().unwrap_err().is_conflict());
    assert!(copy.next().is_none());
    let mock = Mock::new().answer(202, ());
    let error = drive(&mock).item("1").copy_to("2").unwrap_err();
    assert!(error.is_outcome_unknown(), "nobody says where to ask: {error}");
}

#[test]
fn a_copy_that_nobody_tells_of_is_looked_for() {
    let short = std::time::Duration::from_millis(1);
    let gone = json!({"error": {"code": "itemNotFound", "message": "x"}});
    for (made, is_ours) in [("2024-03-01T12:00:05Z", true), ("2024-02-01T00:00:00Z", false)] {
        let mock = Mock::new()
            .answer(202, ())
            .header("location", "https://contoso.sharepoint.com/monitor/1")
            .header("date", "Fri, 01 Mar 2024 12:00:00 GMT")
            .answer(404, gone.clone())
            .answer(200, json!({"name": "Reports"}))
            .answer(200, json!({"id": "01NEW", "createdDateTime": made}));
        let mut copy = drive(&mock).item("1").copy_to("2").unwrap().waits(short, short);
        let done = copy.wait();
        assert_eq!(asked(&mock), "GET /me/drive/items/2:/Reports");
        match is_ours {
            true => assert_eq!(done.unwrap().resource_id.as_deref(), Some("01NEW")),
            false => assert!(done.unwrap_err().is_outcome_unknown()),
        }
    }
}

#[test]
fn what_changed_is_told_and_links_are_kept() {
    let mock = Mock::new()
        .answer(200, json!({"value": [
            {"id": "0", "name": "folder2", "folder": {}}, {"id": "1", "name": "file.txt", "file": {}},
            {"id": "2", "name": "file5.txt", "deleted": {}},
        ], "@odata.nextLink": "https://graph.microsoft.com/v1.0/me/drive/root/delta(token=1230919asd190410jlka)"}))
        .answer(200, json!({"value": [], "@odata.deltaLink": "https://graph.microsoft.com/v1.0/me/drive/root/delta?(token='x')"}))
        .answer(200, json!({"value": [], "@odata.deltaLink": "https://graph.microsoft.com/v1.0/me/drive/root/delta?token=new"}));
    let drive = drive(&mock);
    let mut round = drive.delta(None);
    let told: Vec<_> = round
        .by_ref()
        .map(|change| match change.unwrap() {
            Change::Upsert(item) => format!("+{}", item.id),
            Change::Removed { id, .. } => format!("-{id}"),
            Change::Reset(_) => "reset".into(),
        })
        .collect();
    assert_eq!(told, ["+0", "+1", "-2"]);
    assert!(round.link().unwrap().as_str().ends_with("delta?(token='x')"));
    let link = drive.root().delta_from_now().unwrap();
    assert!(link.as_str().ends_with("token=new"));
    assert_eq!(asked(&mock), "GET /me/drive/root/delta?token=latest");
}

#[test]
fn a_walk_goes_down_first_and_asks_only_where_something_is() {
    let mock = Mock::new()
        .answer(200, json!({"value": [
            {"id": "a", "name": "a", "folder": {"childCount": 2}},
            {"id": "e", "name": "empty", "folder": {"childCount": 0}},
            {"id": "n", "name": "notes", "package": {"type": "oneNote"}, "folder": {"childCount": 9}},
            {"id": "r", "name": "shared", "remoteItem": {"id": "x", "folder": {"childCount": 4}}},
            {"id": "z", "name": "z.txt", "file": {}},
        ]}))
        .answer(200, json!({"value": [{"id": "b", "name": "b", "folder": {"childCount": 1}}], "@odata.nextLink": "https://graph.microsoft.com/v1.0/me/drive/items/a/children?$skiptoken=2"}))
        .answer(200, json!({"value": [{"id": "a", "name": "a", "folder": {"childCount": 2}}]}))
        .answer(200, json!({"value": [{"id": "c", "name": "c.txt", "file": {}}]}));
    let drive = drive(&mock);
    let seen: Vec<_> = drive
        .path("/x")
        .walk()
        .into_iter()
        .map(|entry| {
            let entry = entry.unwrap();
            (entry.depth, entry.path)
        })
        .collect();
    let expected = [
        (0, "a"),
        (1, "a/b"),
        (1, "a/c.txt"),
        (0, "empty"),
        (0, "notes"),
        (0, "shared"),
        (0, "z.txt"),
    ];
    assert_eq!(seen, expected.map(|(depth, path)| (depth, path.to_owned())));
    let asked: Vec<_> = mock
        .requests()
        .iter()
        .map(|request| request.path().trim_start_matches("/v1.0/me/drive").to_owned())
        .collect();
    assert_eq!(
        asked,
        ["/root:/x:/children", "/items/a/children", "/items/b/children", "/items/a/children"]
    );
}

#[test]
fn a_folder_that_can_t_be_read_is_one_error_of_a_walk() {
    let mock = Mock::new()
        .answer(200, json!({"value": [{"id": "a", "name": "a", "folder": {}}, {"id": "b", "name": "b", "file": {}}]}))
        .answer(403, json!({"error": {"code": "accessDenied", "message": "x"}}));
    let seen: Vec<_> = drive(&mock)
        .root()
        .walk()
        .into_iter()
        .map(|entry| entry.map(|entry| entry.path).ok())
        .collect();
    assert_eq!(seen, [Some("a".to_owned()), None, Some("b".to_owned())]);
    let mock = always(&json!({"value": [{"id": "a", "name": "a", "folder": {}}]}));
    assert_eq!(drive(&mock).root().walk().max_depth(1).into_iter().count(), 1);
    drive(&mock).root().walk().select(prop::SIZE).into_iter().for_each(drop);
    let query = last(&mock).query().to_owned();
    assert!(query.contains("$select=id,name,folder,package,remoteItem,size"), "{query}");
}

#[test]
fn the_parent_is_found_by_path_and_by_id() {
    let mock = always(&json!({"id": "1", "parentReference": {"driveId": "b!x", "id": "0"}}));
    let drive = drive(&mock);
    drive.path("a/b").parent().unwrap();
    assert_eq!(all_asked(&mock), ["GET /me/drive/root:/a"]);
    drive.item("1").parent().unwrap();
    assert_eq!(asked(&mock), "GET /drives/b!x/items/0");
    let mock = always(&json!({"id": "r", "parentReference": {"driveId": "b!x"}}));
    assert_eq!(self::drive(&mock).root().parent().unwrap(), None);
}

#[test]
fn searches_are_quoted_and_encoded() {
    let mock = always(&json!({"value": []}));
    let drive = drive(&mock);
    drive.search("it's 100% /a?b#c").all().unwrap();
    let path = last(&mock).path().to_owned();
    assert_eq!(path, "/v1.0/me/drive/search(q='it''s%20100%25%20%2Fa%3Fb%23c')");
    drive.path("/Reports").search("x").all().unwrap();
    assert_eq!(last(&mock).path(), "/v1.0/me/drive/root:/Reports:/search(q='x')");
}

#[test]
fn sharing_is_asked_as_the_pages_show() {
    let mock = always(&json!({"value": [{"id": "1", "roles": ["write"]}], "id": "1"}));
    let item = drive(&mock).item("1");
    let link =
        LinkDraft::view().scope(LinkScope::Organization).expires(datetime!(2030-01-01 0:00 UTC));
    item.create_link(link).unwrap();
    assert_eq!(asked(&mock), "POST /me/drive/items/1/createLink");
    assert_eq!(
        sent(&mock),
        json!({"type": "view", "scope": "organization", "expirationDateTime": "2030-01-01T00:00:00Z"})
    );
    let granted = item.invite(InvitationDraft::to("ryan@contoso.com").role(Role::Write)).unwrap();
    assert_eq!(asked(&mock), "POST /me/drive/items/1/invite");
    assert!(granted[0].allows(&Role::Write));
    assert_eq!(item.permissions().all().unwrap().len(), 1);
    item.permission("perm").update([Role::Write]).unwrap();
    assert_eq!(
        (asked(&mock).as_str(), sent(&mock)),
        ("PATCH /me/drive/items/1/permissions/perm", json!({"roles": ["write"]}))
    );
    item.permission(&granted[0]).delete().unwrap();
    assert_eq!(asked(&mock), "DELETE /me/drive/items/1/permissions/1");

    let share = of(&mock, Resource::Me).share("https://contoso.sharepoint.com/:x:/g/a");
    let id = "u!aHR0cHM6Ly9jb250b3NvLnNoYXJlcG9pbnQuY29tLzp4Oi9nL2E";
    share.permission().grant(["john@contoso.com", "ryan@external.com"], [Role::Read]).unwrap();
    assert_eq!(asked(&mock), format!("POST /shares/{id}/permission/grant"));
    let page = json!({"recipients": [{"email": "john@contoso.com"}, {"email": "ryan@external.com"}], "roles": ["read"]});
    assert_eq!(sent(&mock), page);
    share.redeem().unwrap();
    assert_eq!(last(&mock).header("prefer"), Some("redeemSharingLink"));
    of(&mock, Resource::Me).shared_item("s!AkcX0s").child("a b").get().unwrap();
    assert_eq!(asked(&mock), "GET /shares/s!AkcX0s/driveItem:/a%20b");
}

#[test]
fn the_rest_of_an_item_is_asked_as_the_pages_show() {
    let mock = always(&json!({"id": "1", "value": []}));
    let item = drive(&mock).item("1");
    let path = |expected: &str| {
        let request = last(&mock);
        let asked = format!(
            "{} {}",
            request.method(),
            request.path().trim_start_matches("/v1.0/me/drive/items")
        );
        assert_eq!(asked, expected);
    };
    item.versions().all().unwrap();
    path("GET /1/versions");
    item.version("3.0").restore().unwrap();
    path("POST /1/versions/3.0/restoreVersion");
    item.thumbnails_sized([ThumbnailSize::crop(300, 400)]).all().unwrap();
    path("GET /1/thumbnails");
    assert!(last(&mock).query().contains("$select=id,c300x400_crop"), "{}", last(&mock).query());
    item.thumbnail(ThumbnailSize::Large).unwrap();
    path("GET /1/thumbnails/0/large");
    item.thumbnail_content(ThumbnailSize::crop(30, 40)).unwrap();
    path("GET /1/thumbnails/0/c30x40_crop/content");
    item.preview(&PreviewDraft::new().page("2").zoom(1.5)).unwrap();
    assert_eq!(sent(&mock), json!({"page": "2", "zoom": 1.5}));
    path("POST /1/preview");
    item.check_in("Updating the latest guidelines").unwrap();
    assert_eq!(sent(&mock), json!({"comment": "Updating the latest guidelines"}));
    path("POST /1/checkin");
    item.check_out().unwrap();
    path("POST /1/checkout");
    item.discard_checkout().unwrap();
    path("POST /1/discardCheckout");
    item.follow().unwrap();
    path("POST /1/follow");
    item.unfollow().unwrap();
    path("POST /1/unfollow");
    item.analytics().unwrap();
    path("GET /1/analytics");
    item.activities(date!(2024 - 01 - 01), date!(2024 - 01 - 31), ActivityInterval::Day)
        .all()
        .unwrap();
    path(
        "GET /1/getActivitiesByInterval(startDateTime='2024-01-01',endDateTime='2024-01-31',interval='day')",
    );
    item.fields::<Value>().unwrap();
    path("GET /1/listItem/fields");
    item.set_retention_label("Retention label for Contracts").unwrap();
    assert_eq!(sent(&mock), json!({"name": "Retention label for Contracts"}));
    path("PATCH /1/retentionLabel");
    assert_eq!(item.retention_label().unwrap(), None, "a label without a name is none");
    assert_eq!(item.sensitivity_labels().unwrap(), []);
    path("POST /1/extractSensitivityLabels");
    item.restore_to(Destination::from("2").name("b.txt")).unwrap();
    assert_eq!(sent(&mock), json!({"parentReference": {"id": "2"}, "name": "b.txt"}));
    path("POST /1/restore");
    let thumbnail =
        Mock::new().answer(404, json!({"error": {"code": "itemNotFound", "message": "x"}}));
    assert_eq!(drive(&thumbnail).item("1").thumbnail(ThumbnailSize::Small).unwrap(), None);
    assert!(item.set_thumbnail("image/png", Vec::new()).is_err());
}

#[test]
fn the_rest_of_a_drive_is_asked_as_the_pages_show() {
    let mock = always(&json!({"id": "1", "value": []}));
    let drive = drive(&mock);
    let path =
        |expected: &str| assert_eq!(last(&mock).path(), format!("/v1.0/me/drive/{expected}"));
    drive.recent().all().unwrap();
    path("recent");
    drive.shared_with_me().all().unwrap();
    path("sharedWithMe");
    drive.following().all().unwrap();
    path("following");
    drive.list::<Value>().unwrap();
    path("list");
    drive.get_with(&Query::new().select(prop::drive::SHARE_POINT_IDS)).unwrap();
    assert_eq!(last(&mock).query(), "$select=sharePointIds");
}

#[test]
fn folders_are_picked_out_here() {
    let mock = Mock::new().answer(200, json!({"value": [
        {"id": "a", "folder": {}}, {"id": "b", "file": {}}, {"id": "c", "remoteItem": {"id": "x", "folder": {}}},
    ]}));
    let folders: Vec<_> = drive(&mock).root().folders().map(|item| item.unwrap().id).collect();
    assert_eq!(folders.iter().map(|id| id.as_str()).collect::<Vec<_>>(), ["a", "c"]);
    assert!(!last(&mock).query().contains("filter"), "drives differ in filters");
}

#[test]
fn a_filter_of_one_list_is_not_the_next_one_s() {
    let mock = always(&json!({"value": []}));
    let root = drive(&mock).root();
    let filtered = root.children().filter(prop::NAME.eq("a"));
    assert!(filtered.all().unwrap().is_empty() && last(&mock).query().contains("filter"));
    for list in [root.children(), drive(&mock).recent(), drive(&mock).root().children()] {
        list.all().unwrap();
        assert!(!last(&mock).query().contains("filter"), "{}", asked(&mock));
    }
}

/// Gives a new token for each that is refused.
#[derive(Debug)]
struct Renewing;

impl TokenSource for Renewing {
    fn token(&self, ask: &TokenRequest<'_>) -> Result<AccessToken> {
        Ok(AccessToken::new(if ask.rejected.is_some() { "second" } else { "first" }))
    }
}

#[test]
fn a_drive_that_was_never_opened_is_named_as_what_may_be_wrong() {
    let refusal = || json!({"error": {"code": "unauthenticated", "message": "x"}});
    let mock = Mock::new().answer(401, refusal()).answer(401, refusal());
    let connection = Connection::builder(Renewing).transport(mock.clone()).build().unwrap();
    let error = Storage::new(&connection, Resource::Me).default_drive().get().unwrap_err();
    assert_eq!(
        (error.status(), mock.requests().len()),
        (Some(401), 2),
        "no token is asked for twice"
    );
    assert!(error.advice().is_some_and(|advice| advice.contains("never opened")), "{error}");
    let mysite =
        json!({"error": {"code": "ResourceNotFound", "message": "User's mysite not found."}});
    let error = drive(&Mock::new().answer(404, mysite)).get().unwrap_err();
    assert!(error.advice().unwrap().contains("no OneDrive yet"), "{error}");
}

#[test]
fn labels_are_put_on_as_the_page_shows() {
    let mock = Mock::new()
        .answer(202, ())
        .header("location", "https://contoso.sharepoint.com/_api/v2.0/monitor/1")
        .answer(200, json!({"status": "completed", "percentageComplete": 100.0}))
        .answer(200, json!({"labels": [{"sensitivityLabelId": "5feb", "assignmentMethod": "hint", "tenantId": "9a75"}]}));
    let item = drive(&mock).item("1");
    let label = SensitivityLabelDraft::from("5feb")
        .assignment_method(SensitivityLabelAssignmentMethod::Standard);
    let mut done =
        item.assign_sensitivity_label(label.justification_text("test_justification")).unwrap();
    assert_eq!(asked(&mock), "POST /me/drive/items/1/assignSensitivityLabel");
    let page = json!({"sensitivityLabelId": "5feb", "assignmentMethod": "standard", "justificationText": "test_justification"});
    assert_eq!(sent(&mock), page);
    assert!(done.wait().unwrap().is_complete());
    let labels = item.sensitivity_labels().unwrap();
    assert_eq!(labels[0].sensitivity_label_id.as_deref(), Some("5feb"));
    assert!(matches!(
        labels[0].assignment_method,
        Some(SensitivityLabelAssignmentMethod::Unknown(_))
    ));
}
