use o365_sandbox::Sandbox;
use serde_json::{Value, json};

/// Rows are made twenty at a time, and the list is read by its web address.
#[test]
fn rows_are_made_in_batches() {
    let sandbox = Sandbox::start().unwrap();
    let site = sandbox.add_site("sites/football", "Football");
    let list = json!({"displayName": "Players", "columns": [{"name": "Shirt", "number": {}}]});
    sandbox.add_list("sites/football", list).unwrap();
    let part = |number: usize| {
        json!({"id": number.to_string(), "method": "POST", "url": format!("/sites/{site}/lists/Players/items"),
            "headers": {"Content-Type": "application/json"}, "body": {"fields": {"Shirt": number}}})
    };
    let body = json!({"requests": (1..=20).map(part).collect::<Vec<_>>()}).to_string();
    let token = format!("Bearer {}", sandbox.token());
    let mut answer = ureq::post(format!("{}/$batch", sandbox.graph_url()))
        .header("Authorization", &token)
        .header("Content-Type", "application/json")
        .send(body)
        .unwrap();
    let answer: Value = serde_json::from_str(&answer.body_mut().read_to_string().unwrap()).unwrap();
    let parts = answer["responses"].as_array().unwrap();
    assert!(parts.iter().all(|part| part["status"] == 201), "{answer}");
    let rows =
        sandbox.list_rows("https://sandbox.sharepoint.com/sites/football", "Players").unwrap();
    assert_eq!(rows.len(), 20);

    let place = "sites/sandbox.sharepoint.com:/sites/football:/lists/Players/items";
    let mut page = ureq::get(format!("{}/{place}?$expand=fields&$top=5", sandbox.graph_url()))
        .header("Authorization", &token)
        .call()
        .unwrap();
    let page: Value = serde_json::from_str(&page.body_mut().read_to_string().unwrap()).unwrap();
    assert_eq!(page["value"][4]["fields"]["Shirt"], rows[4]["Shirt"]);
    let mut next = ureq::get(page["@odata.nextLink"].as_str().unwrap())
        .header("Authorization", &token)
        .call()
        .unwrap();
    let next: Value = serde_json::from_str(&next.body_mut().read_to_string().unwrap()).unwrap();
    assert_eq!(next["value"][0]["id"], "6");
}

#[test]
fn seeds_are_refused_that_are_none() {
    let sandbox = Sandbox::start().unwrap();
    assert!(sandbox.add_list("sites/none", json!({"displayName": "x"})).is_err());
    assert!(sandbox.add_list("root", json!({"displayName": "Documents"})).is_err());
    assert!(sandbox.add_list("root", json!({"title": "x"})).is_err());
    sandbox.add_list("root", json!({"displayName": "Links", "columns": [{"name": "Page", "hyperlinkOrPicture": {}}]}))
        .unwrap();
    assert!(sandbox.add_list_item("root", "Links", json!({"Nope": 1})).is_err());
    let page = json!({"Page": {"Url": "https://best.com", "Description": "Best"}});
    sandbox.add_list_item("root", "Links", page.clone()).unwrap();
    assert_eq!(sandbox.list_rows("root", "Links").unwrap()[0]["Page"], page["Page"]);
}
