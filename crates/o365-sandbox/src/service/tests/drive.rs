//! Items of drives: folders, names, moves, lists, the recycle bin.

use super::*;
use crate::service::{DriveKind, NamedDrive};

pub(super) fn folder(desk: &Desk, parent: &str, name: &str) -> Value {
    desk.post(&format!("{parent}/children"), json!({"name": name, "folder": {}}), 201)
}

pub(super) fn file(desk: &Desk, path: &str, content: &str) -> String {
    let named = NamedDrive::User(ME.to_owned());
    desk.service
        .with_drive(&named, |drives, number| drives.put_file(number, path, content.into()))
        .unwrap()
}

pub(super) fn kind(desk: &Desk, kind: DriveKind) {
    let named = NamedDrive::User(ME.to_owned());
    desk.service.with_drive(&named, |drives, number| drives.set_kind(number, kind)).unwrap();
}

fn names(page: &Value) -> Vec<&str> {
    page["value"].as_array().unwrap().iter().filter_map(|item| item["name"].as_str()).collect()
}

#[test]
fn a_drive_is_shown_with_owner_and_quota() {
    let desk = Desk::new();
    file(&desk, "/a.txt", "hello");
    let drive = desk.get("/me/drive");
    assert_eq!((&drive["driveType"], &drive["quota"]["used"]), (&json!("business"), &json!(5)));
    assert_eq!(drive["owner"]["user"]["email"], ME);
    let id = text(&drive["id"]);
    assert!(id.starts_with("b!"), "{id}");
    assert_eq!(desk.get(&format!("/drives/{id}"))["id"], drive["id"]);
    assert_eq!(desk.get("/me/drives")["value"].as_array().unwrap().len(), 1);
    assert_eq!(desk.get("/me/drive?$select=id,quota").as_object().unwrap().len(), 3);
    assert_eq!(desk.refused("GET", "/drives/b!nothing", None, 404), "itemNotFound");
    assert_eq!(desk.refused("GET", "/sites/nowhere/drive", None, 404), "itemNotFound");
    let named = NamedDrive::Library("sandbox.sharepoint.com:/sites/team".into(), "Plans".into());
    desk.service.with_drive(&named, |_, _| ());
    let library = desk.get("/sites/sandbox.sharepoint.com:/sites/team:/drive");
    assert_eq!(
        (&library["name"], &library["driveType"]),
        (&json!("Documents"), &json!("documentLibrary"))
    );
    assert_eq!(
        names(&desk.get("/sites/sandbox.sharepoint.com:/sites/team:/drives")),
        ["Documents", "Plans"]
    );
    let group = desk.get(&format!("/groups/{ME}/drive"));
    assert_eq!(group["driveType"], "documentLibrary");
    desk.refused("DELETE", "/me/drive", None, 405);
    desk.refused("GET", "/me/drive/roots", None, 400);
}

#[test]
fn folders_are_made_and_conflicts_are_settled_as_asked() {
    let desk = Desk::new();
    let made = folder(&desk, "/me/drive/root", "Reports");
    assert_eq!((&made["folder"]["childCount"], &made["size"]), (&json!(0), &json!(0)));
    assert_eq!(
        made["parentReference"]["path"],
        format!("/drives/{}/root:", text(&made["parentReference"]["driveId"]))
    );
    let again = |behavior: &str| json!({"name": "reports", "folder": {}, "@microsoft.graph.conflictBehavior": behavior});
    let children = "/me/drive/root/children";
    assert_eq!(desk.refused("POST", children, Some(again("fail")), 409), "nameAlreadyExists");
    assert_eq!(desk.post(children, again("rename"), 201)["name"], "reports 1");
    assert_eq!(desk.post(children, again("replace"), 201)["id"], made["id"]);
    assert_eq!(desk.refused("POST", children, Some(again("frob")), 400), "invalidRequest");
    for body in [json!({"name": "x"}), json!({"folder": {}}), json!({"name": "a:b", "folder": {}})]
    {
        assert_eq!(desk.refused("POST", children, Some(body), 400), "invalidRequest");
    }
    let long = json!({"name": "n".repeat(250), "folder": {}});
    let deep = desk.post(children, long.clone(), 201);
    let below = format!("/me/drive/items/{}/children", text(&deep["id"]));
    let refused = desk.ask("POST", &below, Some(long), 400);
    assert_eq!(refused["error"]["innerError"]["code"], "pathIsTooLong");
    desk.refused("POST", children, Some(json!({"name": "y", "folder": {}, "frob": 1})), 400);
}

#[test]
fn items_are_found_by_path_whatever_they_are_called() {
    let desk = Desk::new();
    let name = "it's 50% #1 + ü 🙂 & more.txt";
    let id = file(&desk, &format!("/Über/{name}"), "x");
    let escaped = "it's%2050%25%20%231%20+%20%C3%BC%20%F0%9F%99%82%20&%20more.txt";
    let item = desk.get(&format!("/me/drive/root:/%C3%9Cber/{escaped}"));
    assert_eq!((&item["id"], &item["name"]), (&json!(id), &json!(name)));
    let parent = text(&item["parentReference"]["id"]);
    assert_eq!(desk.get(&format!("/me/drive/items/{parent}:/{escaped}:"))["id"], json!(id));
    assert_eq!(desk.get("/me/drive/root:/%C3%9Cber:/children")["value"][0]["id"], json!(id));
    assert_eq!(desk.get(&format!("/me/drive/items('{id}')"))["id"], json!(id));
    assert_eq!(desk.refused("GET", "/me/drive/root:/nothing", None, 404), "itemNotFound");
    assert_eq!(desk.refused("GET", "/me/drive/items/nothing", None, 404), "itemNotFound");
    assert_eq!(desk.get("/me/drive/root")["root"], json!({}));
}

#[test]
fn special_folders_are_there_when_they_are_asked_for() {
    let desk = Desk::new();
    let roll = desk.get("/me/drive/special/cameraRoll");
    assert_eq!(
        (&roll["name"], &roll["specialFolder"]["name"]),
        (&json!("Camera Roll"), &json!("cameraroll"))
    );
    assert_eq!(desk.get("/me/drive/root:/Pictures/Camera%20Roll")["id"], roll["id"]);
    assert_eq!(desk.get("/me/drive/special/cameraroll/children")["value"], json!([]));
    assert_eq!(desk.refused("GET", "/me/drive/special/frob", None, 404), "itemNotFound");
}

#[test]
fn children_are_paged_filtered_and_ordered() {
    let desk = Desk::new();
    for n in 0..5 {
        file(&desk, &format!("/f{n}.txt"), &"x".repeat(10 - n));
    }
    folder(&desk, "/me/drive/root", "Zoo");
    let first = desk.get("/me/drive/root/children?$top=4&$count=true");
    assert_eq!(names(&first), ["f0.txt", "f1.txt", "f2.txt", "f3.txt"]);
    assert_eq!(first["@odata.count"], 6);
    let second = desk.get(&next(&first).unwrap());
    assert_eq!((names(&second), next(&second)), (vec!["f4.txt", "Zoo"], None));
    let get = |query: &str| desk.get(&format!("/me/drive/root/children?{query}"));
    assert_eq!(names(&get("$filter=folder ne null")), ["Zoo"]);
    assert_eq!(names(&get("$filter=startswith(name,'f1') or size gt 9")), ["f0.txt", "f1.txt"]);
    assert_eq!(names(&get("$orderby=size&$top=2")), ["Zoo", "f4.txt"]);
    assert_eq!(names(&get("$orderby=name desc&$top=1")), ["Zoo"]);
    let row = get("$select=id,name&$filter=name eq 'f0.txt'");
    assert_eq!(row["value"][0].as_object().unwrap().len(), 2, "{row}");
    let row = get("$select=id,@microsoft.graph.downloadUrl&$top=1");
    assert!(row["value"][0]["@microsoft.graph.downloadUrl"].is_string());
    let expanded = desk.get("/me/drive/root?$expand=children($select=name)&$select=id");
    assert_eq!(
        expanded["children"][0],
        json!({"id": expanded["children"][0]["id"], "name": "f0.txt"})
    );
    for query in
        ["$skip=1", "$orderby=webUrl", "$filter=frob eq 1", "$top=0", "$search=x", "$expand=frob"]
    {
        desk.refused("GET", &format!("/me/drive/root/children?{query}"), None, 400);
    }
}

#[test]
fn an_item_is_renamed_moved_and_described() {
    let desk = Desk::new();
    let id = file(&desk, "/a/old.txt", "x");
    let target = folder(&desk, "/me/drive/root", "b");
    let place = format!("/me/drive/items/{id}");
    let before = desk.get(&place);
    let times = json!({"createdDateTime": "2020-01-01T00:00:00.5Z", "lastModifiedDateTime": "2021-02-03T04:05:06+01:00"});
    let body = json!({"name": "NEW.md", "parentReference": {"id": target["id"]}, "description": "d", "fileSystemInfo": times});
    let after = desk.patch(&place, body, 200);
    assert_eq!((&after["name"], &after["description"]), (&json!("NEW.md"), &json!("d")));
    assert_eq!(after["fileSystemInfo"]["createdDateTime"], "2020-01-01T00:00:00Z");
    assert_eq!(after["fileSystemInfo"]["lastModifiedDateTime"], "2021-02-03T03:05:06Z");
    assert_eq!((after["cTag"] == before["cTag"], after["eTag"] == before["eTag"]), (true, false));
    assert_eq!(desk.get("/me/drive/root:/b/new.MD")["id"], json!(id));
    assert_eq!(desk.get("/me/drive/root:/a:/children")["value"], json!([]));
    assert_eq!(
        desk.patch(&place, json!({"name": "New.md"}), 200)["name"],
        "New.md",
        "by case only"
    );
    file(&desk, "/b/taken", "y");
    assert_eq!(
        desk.refused("PATCH", &place, Some(json!({"name": "taken"})), 409),
        "nameAlreadyExists"
    );
    let replaced = format!("{place}?@microsoft.graph.conflictBehavior=replace");
    assert_eq!(desk.patch(&replaced, json!({"name": "taken"}), 200)["id"], json!(id));
    assert_eq!(names(&desk.get("/me/drive/root:/b:/children")), ["taken"]);
    for parent in [json!({"id": "root"}), json!({"driveId": "b!other", "id": "x"})] {
        let body = json!({"parentReference": parent});
        assert_eq!(desk.refused("PATCH", &place, Some(body), 400), "invalidRequest");
    }
    let body = json!({"parentReference": {"id": target["id"]}});
    desk.refused("PATCH", &format!("/me/drive/items/{}", text(&target["id"])), Some(body), 400);
    assert_eq!(
        desk.refused("PATCH", "/me/drive/root", Some(json!({"name": "r"})), 403),
        "accessDenied"
    );
}

#[test]
fn conditions_are_kept() {
    let desk = Desk::new();
    let id = file(&desk, "/a.txt", "x");
    let place = format!("/me/drive/items/{id}");
    let etag = text(&desk.get(&place)["eTag"]);
    let stale = Desk { service: desk.service, ..Desk::new() }.with("if-match", "\"{X},1\"");
    assert_eq!(stale.refused("PATCH", &place, Some(json!({"name": "b"})), 412), "resourceModified");
    assert_eq!(stale.refused("DELETE", &place, None, 412), "resourceModified");
    let known = Desk { service: stale.service, ..Desk::new() }.with("if-none-match", &etag);
    assert_eq!(known.raw("GET", &place, None).status, 304);
    assert_eq!(known.raw("GET", &format!("{place}/content"), None).status, 304);
    let fits = Desk { service: known.service, ..Desk::new() }.with("if-match", &etag);
    fits.ask("DELETE", &place, None, 204);
}

#[test]
fn what_is_deleted_is_in_the_recycle_bin() {
    let desk = Desk::new();
    kind(&desk, DriveKind::Personal);
    let id = file(&desk, "/dir/a.txt", "hello");
    let dir = text(&desk.get("/me/drive/root:/dir")["id"]);
    desk.ask("DELETE", &format!("/me/drive/items/{dir}"), None, 204);
    desk.refused("GET", &format!("/me/drive/items/{id}"), None, 404);
    let quota = desk.get("/me/drive")["quota"].clone();
    assert_eq!((&quota["used"], &quota["deleted"]), (&json!(0), &json!(5)));
    let back = desk.post(&format!("/me/drive/items/{dir}/restore"), json!({"name": "again"}), 200);
    assert_eq!(back["name"], "again");
    assert_eq!(desk.get("/me/drive/root:/again/a.txt")["id"], json!(id));
    assert_eq!(desk.get("/me/drive")["quota"]["used"], 5);
    assert_eq!(
        desk.refused("POST", &format!("/me/drive/items/{id}/permanentDelete"), None, 400),
        "notSupported"
    );
    let business = Desk::new();
    let id = file(&business, "/a.txt", "x");
    business.ask("POST", &format!("/me/drive/items/{id}/permanentDelete"), None, 204);
    business.refused("POST", &format!("/me/drive/items/{id}/restore"), None, 400);
    business.refused("DELETE", "/me/drive/root", None, 403);
}

#[test]
fn words_of_names_are_found_below_a_folder() {
    let desk = Desk::new();
    file(&desk, "/a/March Report's.txt", "x");
    file(&desk, "/b/march.txt", "x");
    assert_eq!(names(&desk.get("/me/drive/root/search(q='MARCH')")).len(), 2);
    assert_eq!(names(&desk.get("/me/drive/search(q='report''s march')")), ["March Report's.txt"]);
    assert_eq!(names(&desk.get("/me/drive/root:/b:/search(q='march')")), ["march.txt"]);
    desk.refused("GET", "/me/drive/root/search(q='')", None, 400);
    assert_eq!(names(&desk.get("/me/drive/recent")).len(), 2);
}

#[test]
fn an_item_is_followed_and_previewed() {
    let desk = Desk::new();
    let id = file(&desk, "/a.docx", "x");
    let place = format!("/me/drive/items/{id}");
    desk.ask("POST", &format!("{place}/follow"), None, 200);
    assert_eq!(names(&desk.get("/me/drive/following")), ["a.docx"]);
    desk.ask("POST", &format!("{place}/unfollow"), None, 204);
    assert_eq!(desk.get("/me/drive/following")["value"], json!([]));
    let preview = desk.post(&format!("{place}/preview"), json!({"page": "2"}), 200);
    assert!(text(&preview["getUrl"]).contains("page=2"));
    let sets = desk.get(&format!("{place}/thumbnails?$select=c30x40"));
    assert_eq!(sets["value"][0]["c30x40"]["width"], 30, "{sets}");
    let one = desk.get(&format!("{place}?$expand=thumbnails"));
    assert_eq!(one["thumbnails"][0]["small"]["height"], 96);
    assert_eq!(desk.get(&format!("{place}/thumbnails/0/c5x6"))["height"], 6);
    let ids = desk.get(&format!("{place}?$select=sharepointIds"))["sharepointIds"].clone();
    assert_eq!(desk.get(&format!("{place}/listItem"))["id"], ids["listItemId"]);
    assert!(desk.get(&place).get("sharepointIds").is_none());
}

#[test]
fn other_people_see_only_what_is_shared() {
    let desk = Desk::new();
    let id = file(&desk, "/team/a.txt", "x");
    let drive = text(&desk.get("/me/drive")["id"]);
    let team = text(&desk.get("/me/drive/root:/team")["id"]);
    let place = format!("/drives/{drive}/items/{id}");
    let other = Desk { caller: Caller::User("denis@law.com".into()), ..desk };
    assert_eq!(other.refused("GET", &place, None, 403), "accessDenied");
    assert_eq!(other.refused("GET", &format!("/users/{ME}/drive/root"), None, 403), "accessDenied");
    let desk = Desk { caller: Caller::User(ME.into()), ..other };
    let invite = json!({"recipients": [{"email": "denis@law.com"}], "roles": ["read"], "requireSignIn": true});
    let made = desk.post(&format!("/drives/{drive}/items/{team}/invite"), invite, 200);
    assert_eq!(made["value"][0]["grantedToV2"]["user"]["displayName"], "Denis Law");
    let other = Desk { caller: Caller::User("denis@law.com".into()), ..desk };
    assert_eq!(other.get(&place)["name"], "a.txt");
    assert_eq!(other.refused("PATCH", &place, Some(json!({"name": "b"})), 403), "accessDenied");
    let shared = other.get("/me/drive/sharedWithMe");
    assert_eq!(shared["value"][0]["remoteItem"]["parentReference"]["driveId"], json!(drive));
    assert_eq!(shared["value"][0]["remoteItem"]["id"], json!(team));
}
