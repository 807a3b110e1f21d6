use o365::Resource;
use o365::sharepoint::{ChoiceColumn, FieldsDraft, ItemHandle};

use super::start;

#[test]
fn from_a_file_to_its_row_and_back() {
    let (sandbox, account) = start();
    sandbox.library("root", "Documents").add_file("/Reports/50% of #1.txt", "hello").unwrap();
    let site = account.sharepoint().root_site();
    let list = site.list("Documents");
    list.create_column(("Status", ChoiceColumn::new(["Draft", "Final"]))).unwrap();
    let library = list.library().unwrap();
    let drive = account.with_resource(&library).storage().default_drive();

    let by_path = ItemHandle::of_file(drive.path("/Reports/50% of #1.txt").endpoint());
    by_path.update(FieldsDraft::new().set("Status", "Final")).unwrap();
    let row = by_path.get().unwrap();
    assert_eq!(row.fields.text("Status"), Some("Final"));
    assert_eq!(list.item(&row).get().unwrap().fields.text("Status"), Some("Final"));

    let file = list.item(&row).file().unwrap().unwrap();
    assert_eq!(file.name.as_deref(), Some("50% of #1.txt"));
    let at = account.with_resource(Resource::drive(file.drive_id.unwrap())).storage();
    let id = file.id.unwrap();
    assert_eq!(at.default_drive().item(id).get().unwrap().size, Some(5));

    // A row of a list that is no library.
    let plain = site.create_list("Players").unwrap();
    let plain = site.list(&plain);
    let row = plain.create_item(FieldsDraft::new().set("Title", "George Best")).unwrap();
    assert!(plain.item(&row).file().unwrap().is_none());
    assert!(plain.library().unwrap_err().is_not_found());
}

#[test]
fn a_file_goes_into_a_library_by_its_path() {
    let (sandbox, account) = start();
    sandbox.add_site("sites/football", "Football");
    let site = account.sharepoint().site_by_url("https://sandbox.sharepoint.com/sites/football");
    let library = site.library_by_name("Documents").unwrap().unwrap();
    let drive = account.with_resource(&library).storage().default_drive();
    drive.root().create_folder("Reports").unwrap();
    let rows = site.list("Documents").items().all().unwrap();
    assert_eq!(rows[0].fields.text("FileLeafRef"), Some("Reports"));
    let files = sandbox.library("sandbox.sharepoint.com:/sites/football", "Documents");
    assert_eq!(files.paths(), ["/Reports/"]);
}
