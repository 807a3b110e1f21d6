use serde_json::{Value, json};

use super::super::{Desk, text};
use crate::service::{Caller, seed_site, seed_term_set};

fn seeded() -> Desk {
    let desk = Desk::new();
    for (path, name) in
        [("sites/football", "Football"), ("sites/football/youth", "Youth"), ("sites/golf", "Golf")]
    {
        seed_site(&mut desk.service.write(), path, name);
    }
    desk
}

fn names(page: &Value) -> Vec<String> {
    page["value"].as_array().unwrap().iter().map(|row| text(&row["displayName"])).collect()
}

#[test]
fn a_site_has_many_names() {
    let desk = seeded();
    let site = desk.get("/sites/sandbox.sharepoint.com:/sites/football");
    let id = text(&site["id"]);
    for name in [
        id.as_str(),
        "sandbox.sharepoint.com:/sites/football:",
        "SANDBOX.sharepoint.com:/Sites/Football",
        &id.replace(',', "%2C"),
        "root/getByPath(path='%2Fsites%2Ffootball')",
    ] {
        assert_eq!(desk.get(&format!("/sites/{name}"))["id"], site["id"], "{name}");
    }
    let host = desk.get("/sites/sandbox.sharepoint.com");
    assert_eq!(host["id"], desk.get("/sites/root")["id"]);
    assert_eq!(host["root"], json!({}));
    let lists = desk.get("/sites/sandbox.sharepoint.com:/sites/football/youth:/lists");
    assert_eq!(names(&lists), ["Documents", "Site Pages"]);
    assert_eq!(names(&desk.get(&format!("/sites/{id}/sites"))), ["Youth"]);
    assert_eq!(
        desk.refused("GET", "/sites/sandbox.sharepoint.com:/sites/x", None, 404),
        "itemNotFound"
    );
    assert_eq!(desk.refused("GET", "/sites/other.sharepoint.com", None, 400), "invalidRequest");
    assert_eq!(desk.refused("GET", "/sites/sandbox.sharepoint.com,a,b", None, 404), "itemNotFound");
}

#[test]
fn sites_are_searched_and_followed() {
    let desk = seeded();
    assert_eq!(names(&desk.get("/sites?search=foot")), ["Football", "Youth"]);
    assert_eq!(names(&desk.get("/sites?search=*")).len(), 4);
    desk.refused("GET", "/sites/getAllSites", None, 403);
    let golf = desk.get("/sites/sandbox.sharepoint.com:/sites/golf");
    let body = json!({"value": [{"id": golf["id"]}]});
    let at = format!("/users/{}/followedSites", super::super::ME);
    assert_eq!(names(&desk.post(&format!("{at}/add"), body.clone(), 200)), ["Golf"]);
    assert_eq!(names(&desk.get("/me/followedSites")), ["Golf"]);
    let half = json!({"value": [{"id": "sandbox.sharepoint.com,x,y"}, {"id": golf["id"]}]});
    let told = desk.post(&format!("{at}/add"), half, 207);
    assert_eq!(told["value"][0]["error"]["code"], "invalidRequest");
    assert_eq!(told["value"][1]["id"], golf["id"]);
    desk.post(&format!("{at}/remove"), body, 204);
    assert_eq!(desk.get("/me/followedSites")["value"], json!([]));
    let app = Desk { caller: Caller::App, ..desk };
    assert_eq!(names(&app.get("/sites/getAllSites")).len(), 4);
}

#[test]
fn permissions_are_for_applications() {
    let desk = seeded();
    let at = "/sites/root/permissions";
    let app = json!({"application": {"id": "89ea5c94-7736-4e25-95ad-3fa95f62b66e", "displayName": "App"}});
    let made = desk.post(at, json!({"roles": ["write"], "grantedToIdentities": [app]}), 201);
    let one = format!("{at}/{}", text(&made["id"]));
    assert!(desk.get(at)["value"][0].get("roles").is_none(), "a list tells no roles");
    assert_eq!(desk.get(&one)["roles"], json!(["write"]));
    assert_eq!(desk.patch(&one, json!({"roles": ["read"]}), 200)["roles"], json!(["read"]));
    let user = json!({"roles": ["read"], "grantedToIdentities": [{"user": {"id": "x"}}]});
    desk.refused("POST", at, Some(user), 400);
    desk.refused("PATCH", &one, Some(json!({"roles": ["boss"]})), 400);
    desk.ask("DELETE", &one, None, 204);
    desk.refused("GET", &one, None, 404);
}

#[test]
fn pages_are_drafts_until_they_are_published() {
    let desk = seeded();
    let at = "/sites/root/pages";
    let layout = json!({"horizontalSections": [{"layout": "oneColumn", "id": "1", "columns": [
        {"id": "1", "width": 12, "webparts": [{"id": "w", "innerHtml": "<p>Hello!</p>"}]}]}]});
    let page = json!({"@odata.type": "#microsoft.graph.sitePage", "name": "a.aspx", "title": "A",
        "pageLayout": "article", "canvasLayout": layout});
    let made = desk.post(at, page.clone(), 201);
    assert_eq!(made["publishingState"]["level"], "checkout");
    let cast = format!("{at}/{}/microsoft.graph.sitePage", text(&made["id"]));
    assert!(desk.get(&cast).get("canvasLayout").is_none());
    assert_eq!(desk.get(&format!("{cast}?$expand=canvasLayout"))["canvasLayout"], layout);
    assert_eq!(desk.get(&format!("{cast}/webParts"))["value"][0]["innerHtml"], "<p>Hello!</p>");
    let at_place =
        |place: &str| desk.get(&format!("{cast}/getWebPartsByPosition({place})"))["value"].clone();
    assert_eq!(at_place("horizontalSectionId=1,columnId=1")[0]["id"], "w");
    assert_eq!(at_place("isInVerticalSection=true"), json!([]));
    desk.ask("POST", &format!("{cast}/publish"), None, 204);
    assert_eq!(
        desk.get(&cast)["publishingState"],
        json!({"level": "published", "versionId": "1.0"})
    );
    let body = json!({"@odata.type": "#microsoft.graph.sitePage", "title": "B"});
    assert_eq!(desk.patch(&cast, body, 200)["publishingState"]["versionId"], "1.1");
    let list = desk.get(at);
    assert!(list["value"][0]["title"] == "B" && list["value"][0].get("canvasLayout").is_none());
    assert_eq!(
        desk.get(&format!("{at}/microsoft.graph.sitePage"))["value"][0]["showComments"],
        true
    );

    desk.refused("POST", at, Some(page.clone()), 409);
    let untyped = json!({"name": "b.aspx", "title": "B"});
    desk.refused("POST", at, Some(untyped), 400);
    let mut odd = page;
    odd["canvasLayout"]["horizontalSections"][0]["columns"][0]["webparts"] =
        json!([{"webPartType": "00000000-0000-0000-0000-000000000000", "data": {}}]);
    desk.refused("POST", at, Some(odd), 400);
    desk.ask("DELETE", &format!("{at}/{}", text(&made["id"])), None, 204);
    desk.refused("GET", &cast, None, 404);
}

#[test]
fn terms_stand_below_sets_and_each_other() {
    let desk = seeded();
    let set = seed_term_set(&mut desk.service.write(), "Sport", "Positions", &["Winger", "Keeper"]);
    let at = format!("/sites/root/termStore/sets/{set}");
    let children = desk.get(&format!("{at}/children"));
    let first = text(&children["value"][0]["id"]);
    assert_eq!(children["value"][0]["labels"][0]["name"], "Winger");
    let term = json!({"labels": [{"languageTag": "en-US", "name": "Left", "isDefault": true}]});
    let made = desk.post(&format!("{at}/terms/{first}/children"), term.clone(), 201);
    assert_eq!(desk.get(&format!("{at}/terms"))["value"].as_array().unwrap().len(), 3);
    assert_eq!(desk.get(&format!("{at}/children"))["value"].as_array().unwrap().len(), 2);
    let below = desk.get(&format!("{at}/terms/{first}/children"));
    assert_eq!(below["value"][0]["id"], made["id"]);
    desk.refused("POST", &format!("{at}/children"), Some(json!({"labels": []})), 400);

    let groups = desk.get("/sites/root/termStore/groups");
    assert_eq!(names(&groups), ["Sport"]);
    let group = text(&groups["value"][0]["id"]);
    let name = json!([{"languageTag": "en-US", "name": "Cups"}]);
    let body = json!({"parentGroup": {"id": group}, "localizedNames": name});
    let cups = desk.post("/sites/root/termStore/sets", body, 201);
    assert_eq!(
        desk.get(&format!("/sites/root/termStore/groups/{group}/sets"))["value"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    let relation = json!({"relationship": "reuse", "set": {"id": cups["id"]}});
    desk.post(&format!("{at}/terms/{first}/relations"), relation, 201);
    assert_eq!(
        desk.get(&format!("{at}/terms/{first}/relations"))["value"][0]["relationship"],
        "reuse"
    );
    desk.ask("DELETE", &format!("{at}/terms/{first}"), None, 204);
    assert_eq!(desk.get(&format!("{at}/terms"))["value"].as_array().unwrap().len(), 1);
    desk.refused("DELETE", &format!("/sites/root/termStore/groups/{group}"), None, 400);
}
