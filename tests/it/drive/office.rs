//! Versions, checking out, facets, locks; drives of sites.

use o365::drive::{DriveType, PublicationLevel, QuotaState, prop};
use o365::query::Query;
use serde_json::json;

use super::{drive, put, start};

#[test]
fn an_earlier_version_comes_back() {
    let (sandbox, drive) = drive();
    for content in [&b"first"[..], b"second one", b"third"] {
        put(&drive.path("/a.txt"), content).unwrap();
    }
    let file = drive.path("/a.txt");
    let versions = file.versions().all().unwrap();
    let sizes: Vec<_> = versions.iter().filter_map(|version| version.size).collect();
    assert_eq!(sizes, [5, 10, 5], "the newest first");
    let first = file.version(&versions[2]);
    assert_eq!(first.get().unwrap().id, versions[2].id);
    first.restore().unwrap();
    assert_eq!(sandbox.file("/a.txt").as_deref(), Some(&b"first"[..]));
    assert_eq!(file.versions().all().unwrap().len(), 4, "what was there stays");
}

#[test]
fn a_file_for_oneself() {
    let (sandbox, account) = start();
    let library = sandbox.library("sandbox.sharepoint.com", "Files");
    library.add_file("/a.txt", "a").unwrap();
    let drive = account.storage().drive(library.id());
    let file = drive.path("/a.txt");
    file.check_out().unwrap();
    let publication = || {
        let item = file.get_with(&Query::new().select((prop::ID, prop::PUBLICATION))).unwrap();
        item.publication.and_then(|publication| publication.level)
    };
    assert_eq!(publication(), Some(PublicationLevel::Checkout));
    file.check_in("Updating the latest guidelines").unwrap();
    assert_ne!(publication(), Some(PublicationLevel::Checkout));
    assert!(file.check_in("again").is_err(), "it isn't checked out");
}

#[test]
fn an_item_is_what_its_facets_say() {
    let (sandbox, drive) = drive();
    sandbox.add_file("/goal.jpg", "x").unwrap();
    let facets =
        json!({"image": {"width": 1024, "height": 768}, "photo": {"cameraModel": "iPhone 5s"}});
    sandbox.drive(sandbox.user()).set_facets("/goal.jpg", facets).unwrap();
    let goal = drive.path("/goal.jpg").get().unwrap();
    assert!(goal.is_photo() && goal.is_image() && goal.is_file() && !goal.is_folder());
    assert_eq!(goal.dimensions().unwrap().to_string(), "1024x768");
    assert_eq!(goal.mime_type(), Some("image/jpeg"));
    assert!(goal.hashes().is_some_and(|hashes| hashes.quick_xor_hash.is_some()));
    assert_eq!(drive.target(&goal).get().unwrap().id, goal.id);
}

#[test]
fn what_is_locked_says_so() {
    let (sandbox, drive) = drive();
    sandbox.add_file("/a.txt", "x").unwrap();
    sandbox.drive(sandbox.user()).set_locked("/a.txt", true).unwrap();
    let error = drive.path("/a.txt").delete().unwrap_err();
    assert_eq!(error.status(), Some(423));
    assert!(error.advice().unwrap().contains("locked"), "{error}");
    assert!(!error.is_forbidden());
}

#[test]
fn drives_of_people_and_sites() {
    let (sandbox, account) = start();
    let library = sandbox.library("sandbox.sharepoint.com", "Project Files");
    library.add_file("/plan.txt", "p").unwrap();
    let own = account.storage().default_drive().get().unwrap();
    assert_eq!(own.drive_type, Some(DriveType::Business));
    let quota = own.quota.clone().unwrap();
    assert_eq!(quota.state, Some(QuotaState::Normal));
    assert!(quota.remaining <= quota.total);
    assert_eq!(account.storage().drive(&own).get().unwrap().id, own.id);
    let site = account.with_resource("site:sandbox.sharepoint.com").storage();
    let drives = site.drives().all().unwrap();
    let files = drives.iter().find(|drive| drive.name.as_deref() == Some("Project Files")).unwrap();
    assert_eq!(files.drive_type, Some(DriveType::DocumentLibrary));
    let plan = site.drive(files).path("/plan.txt").get().unwrap();
    assert_eq!(plan.drive_id().as_ref(), Some(&files.id));
    let one = account.with_resource(format!("drive:{}", files.id).as_str()).storage();
    assert_eq!(one.default_drive().get().unwrap().id, files.id);
}
