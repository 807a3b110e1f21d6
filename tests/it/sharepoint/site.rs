use o365::sharepoint::{SiteId, SitePermissionDraft, SiteRole};
use o365::{Account, Resource};
use o365_core::mock::Mock;
use o365_sandbox::Fault;
use serde_json::json;

use super::{HOST, football, start};

#[test]
fn a_site_by_id_path_and_address() {
    let (sandbox, sharepoint, football) = football();
    sandbox.add_site("sites/football/youth", "Youth");
    let site = football.get().unwrap();
    assert_eq!(
        (site.display_name.as_deref(), site.name.as_deref()),
        (Some("Football"), Some("football"))
    );
    let parts = SiteId::of(&site.id).unwrap();
    assert_eq!(parts.host, HOST);
    for same in [
        sharepoint.site(parts),
        sharepoint.site_by_path(HOST, "/sites/football"),
        sharepoint.site_by_path(HOST, "sites/football/"),
        sharepoint.site_by_url(site.web_url.as_deref().unwrap()),
        sharepoint
            .site_by_url(&format!("https://{HOST}/sites/football/Lists/x/AllItems.aspx?viewid=1")),
    ] {
        assert_eq!(same.get().unwrap().id, site.id);
        assert_eq!(same.resource().unwrap(), Resource::from(&site));
        same.lists().all().unwrap();
    }
    let youth = sharepoint.site_by_path(HOST, "/sites/football/youth").get().unwrap();
    let below = football.sites().all().unwrap();
    assert_eq!((below.len(), &below[0].id), (1, &youth.id));

    let root = sharepoint.root_site().get().unwrap();
    assert!(root.is_root() && sharepoint.site(HOST).get().unwrap().id == root.id);
    assert_eq!(sharepoint.site_by_path(HOST, "/").get().unwrap().id, root.id);
}

#[test]
fn a_site_that_is_not_there_is_an_error_that_says_so() {
    let (sandbox, sharepoint, _) = football();
    assert!(sharepoint.site_by_path(HOST, "/sites/o'b & #1").get().unwrap_err().is_not_found());
    sandbox.clear_requests();
    let error = sharepoint.site_by_url("football").get().unwrap_err();
    assert!(error.to_string().contains("https://host/sites/name"), "{error}");
    assert!(sharepoint.site("").get().is_err());
    assert!(sharepoint.search(" ").all().is_err());
    assert_eq!(sandbox.request_count(), 0, "nothing was sent");
    sandbox.fault(Fault::status(500).on("GET", "/sites").times(50));
    assert_eq!(sharepoint.search("x").all().unwrap_err().status(), Some(500));
}

#[test]
fn sites_are_found_by_words() {
    let (sandbox, sharepoint, football) = football();
    sandbox.add_site("sites/golf", "Golf & more");
    let found = sharepoint.search("golf & more").all().unwrap();
    assert_eq!((found.len(), found[0].name.as_deref()), (1, Some("golf")));
    assert!(sharepoint.search("*").all().unwrap().len() >= 3);
    assert!(sharepoint.search("cricket").first().unwrap().is_none());
    let sent = sandbox.requests();
    assert!(sent[0].target.contains("search=golf%20%26%20more"), "{}", sent[0].target);
    drop(football);
}

#[test]
fn sites_are_followed() {
    let (_sandbox, sharepoint, football) = football();
    let id = football.get().unwrap().id;
    assert!(sharepoint.followed().all().unwrap().is_empty());
    sharepoint.follow(&id).unwrap();
    sharepoint.follow(&id).unwrap();
    assert_eq!(sharepoint.followed().all().unwrap().len(), 1);
    sharepoint.unfollow(&id).unwrap();
    assert!(sharepoint.followed().all().unwrap().is_empty());
    assert!(sharepoint.follow(format!("{HOST},1,2")).is_err());
}

#[test]
fn the_resource_s_own_site() {
    let (sandbox, account) = start();
    let id = sandbox.add_site("sites/football", "Football");
    let own = account.with_resource(Resource::site(&id)).sharepoint().root_site();
    let site = own.get().unwrap();
    assert_eq!(site.display_name.as_deref(), Some("Football"));
    assert_eq!(own.resource().unwrap(), Resource::from(&site));
    // The files of a site and of a library are those of a drive.
    let libraries = own.libraries().all().unwrap();
    let library = own.library_by_name("documents").unwrap().unwrap();
    assert!(libraries.iter().any(|one| one.id == library.id));
    assert_eq!(own.library().unwrap().id, library.id);
    for resource in [Resource::from(&site), Resource::from(&library)] {
        let drive = account.with_resource(resource).storage().default_drive();
        assert_eq!(drive.get().unwrap().id.as_str(), library.id.as_str());
    }
    assert!(own.library_by_name("Nothing").unwrap().is_none());
}

#[test]
fn what_a_part_of_an_answer_refuses_is_an_error() {
    let refusal = json!({"value": [{"id": "x", "error": {"code": "itemNotFound", "message": "No such site"}}]});
    let mock =
        Mock::new().answer(207, refusal.clone()).answer(200, json!({"value": [{"id": "x"}]}));
    let sharepoint =
        Account::with_token("token").transport(mock.clone()).build().unwrap().sharepoint();
    let error = sharepoint.follow("x").unwrap_err();
    assert!(error.is_not_found() && error.to_string().contains("No such site"), "{error}");
    sharepoint.follow("x").unwrap();
}

#[test]
fn permissions_of_applications() {
    let (_sandbox, _, football) = football();
    let import = SitePermissionDraft::new().roles([SiteRole::Read]).application("22f0", "Import");
    let granted = football.grant(import).unwrap();
    assert_eq!(granted.roles, [SiteRole::Read]);
    let listed = football.permissions().all().unwrap();
    assert_eq!(listed[0].applications().next().unwrap().display_name.as_deref(), Some("Import"));
    assert!(listed[0].roles.is_empty(), "a list of them has no roles");
    let at = football.permission(&granted);
    assert_eq!(at.update(["write"]).unwrap().roles, [SiteRole::Write]);
    assert_eq!(at.get().unwrap().roles, [SiteRole::Write]);
    at.delete().unwrap();
    assert!(at.get().unwrap_err().is_not_found());
    assert_eq!(football.grant(SitePermissionDraft::new()).unwrap_err().status(), Some(400));
}
