//! Every operation once: on the sandbox, or on the server that `O365_TEST_GRAPH` names.

use std::time::Duration;

use o365::drive::{
    ActivityInterval, CheckIn, Conflict, Destination, DriveHandle, DriveItem, InvitationDraft,
    ItemDraft, LinkDraft, LinkScope, PreviewDraft, Role, SensitivityLabelAssignmentMethod,
    SensitivityLabelDraft, SpecialFolder, Storage, ThumbnailSize, prop,
};
use o365::protocol::Graph;
use o365::query::Query;
use o365::time::macros::{date, datetime};
use o365::{Account, Resource, Result};
use serde_json::{Value, json};

use super::{put, start};

fn drives(account: &Account) -> Result<()> {
    let storage = account.storage();
    let own = storage.default_drive().get()?;
    storage.drive(&own).get_with(&Query::new().select((prop::drive::ID, prop::drive::QUOTA)))?;
    storage.drives().select(prop::drive::NAME).all()?;
    let drive = storage.default_drive();
    drive.root().get()?;
    drive.special(SpecialFolder::Documents).find()?;
    drive.search("it's 100% /a?b#c").select(prop::NAME).limit(5).all()?;
    drive.recent().limit(5).all()?;
    drive.shared_with_me().limit(5).all()?;
    drive.following().all()?;
    let mut round = drive.delta(None);
    round.by_ref().try_for_each(|change| change.map(drop))?;
    drive.delta(round.link()).try_for_each(|change| change.map(drop))?;
    drive.root().delta_from_now().map(drop)
}

fn items(drive: &DriveHandle) -> Result<()> {
    let draft = ItemDraft::from("Reports").on_conflict(Conflict::Rename).description("Of 2024");
    let reports = drive.root().create_folder(draft)?;
    let at = drive.item(&reports);
    at.create_all("a b/ü#%+/it's")?;
    let file = put(&at.path("a b/quotes.txt"), b"I've stopped drinking")?;
    let file = drive.item(&file);
    at.children().select((prop::NAME, prop::SIZE)).order_by(prop::NAME).page_size(5).all()?;
    at.folders().try_for_each(|folder| folder.map(drop))?;
    at.walk().select(prop::SIZE).into_iter().take(20).try_for_each(|entry| entry.map(drop))?;
    at.search("quotes").all()?;
    at.child("a b").find()?;
    file.parent()?;
    file.get_with(&Query::new().select((prop::NAME, prop::E_TAG)).expand("thumbnails"))?;
    let times = ItemDraft::new()
        .created(datetime!(2024-01-01 0:00 UTC))
        .modified(datetime!(2024-01-02 0:00:01.5 UTC));
    let now = file.update(times.name("quotes 2.txt"))?;
    file.clone().if_match(now.e_tag.as_deref().unwrap_or("*")).update("quotes 3.txt")?;
    file.move_to(Destination::from(&reports).name("quotes 4.txt"))?;
    file.move_to(drive.root())?;
    file.move_to(Destination::from(&at).on_conflict(Conflict::Rename))?;
    file.delete()
}

fn copies(drive: &DriveHandle) -> Result<()> {
    let folder = drive.root().create_all("Archive")?;
    let file = put(&drive.path("/copied.txt"), b"x")?;
    let short = Duration::from_millis(1);
    let destination = Destination::from(&folder).name("copy.txt").on_conflict(Conflict::Rename);
    let copy = drive.item(&file).copy_to(destination.with_versions())?;
    copy.waits(short, short).wait()?;
    let other = drive.root().create_all("Other")?;
    let into = Destination::from(&other).children_only();
    drive.item(&folder).copy_to(into).map(drop)
}

fn sharing(storage: &Storage, file: &DriveItem) -> Result<()> {
    let at = storage.default_drive().item(file);
    let link = LinkDraft::view()
        .scope(LinkScope::Organization)
        .retain_inherited_permissions(true)
        .expires(datetime!(2030-01-01 0:00:00.5 UTC));
    let link = at.create_link(link)?;
    let invitation = InvitationDraft::to(["george@best.com", "Denis <denis@law.example>"])
        .role(Role::Write)
        .message("Greetings!")
        .expires(datetime!(2030-01-01 0:00 UTC));
    let granted = at.invite(invitation)?;
    at.permissions().all()?;
    for permission in granted.iter().take(1) {
        let one = at.permission(permission);
        one.get()?;
        one.update([Role::Read])?;
        one.delete()?;
    }
    let url = link.link.and_then(|link| link.web_url).unwrap_or_default();
    let share = storage.share(if url.contains("://") { &url } else { "https://1drv.ms/x" });
    share.get()?;
    share.item().get()?;
    share.redeem()?;
    storage.shared_item("s!AkcX0s").endpoint().path();
    Ok(())
}

fn rest(drive: &DriveHandle, file: &DriveItem) -> Result<()> {
    let at = drive.item(file);
    at.thumbnails().all()?;
    at.thumbnails_sized([ThumbnailSize::crop(300, 400), ThumbnailSize::Large]).all()?;
    at.thumbnail(ThumbnailSize::Small)?;
    at.thumbnail_content(ThumbnailSize::within(300, 400))?;
    at.preview(&PreviewDraft::new().page("1").zoom(1.5))?;
    at.follow()?;
    at.unfollow()?;
    let versions = at.versions().all()?;
    for version in versions.iter().take(1) {
        at.version(version).get()?;
    }
    at.check_out()?;
    at.check_in(CheckIn::from("Updating the latest guidelines").check_in_as("published"))?;
    at.check_out()?;
    at.discard_checkout()
}

/// What the sandbox doesn't have.
fn beyond(drive: &DriveHandle, file: &DriveItem) -> Result<()> {
    let at = drive.item(file);
    drive.list::<Value>()?;
    at.set_thumbnail("image/png", b"\x89PNG")?;
    at.analytics()?;
    at.activities(date!(2024 - 01 - 01), date!(2024 - 01 - 31), ActivityInterval::Day).all()?;
    at.retention_label()?;
    at.set_retention_label("Contracts")?;
    at.lock_record(true)?;
    at.remove_retention_label()?;
    at.sensitivity_labels()?;
    let label = SensitivityLabelDraft::from("5feba255-812e-446a-ac59-a7044ef827b5");
    let label = label.assignment_method(SensitivityLabelAssignmentMethod::Standard);
    // Where nobody says how far it is, it was taken all the same.
    let taken = at.assign_sensitivity_label(label.justification_text("x")).map(drop);
    taken.or_else(|error| if error.is_outcome_unknown() { Ok(()) } else { Err(error) })?;
    at.fields::<Value>()?;
    at.update_fields::<Value>(&json!({"Status": "Done"}))?;
    at.version("1.0").restore()?;
    at.restore()?;
    at.restore_to(Destination::from("1").name("b.txt"))?;
    let link = o365::connection::Connection::clone(drive.endpoint().connection());
    let share = Storage::new(&link, Resource::Me).share("https://1drv.ms/x");
    share.permission().get()?;
    share.permission().grant(["a@b.c", "d@e.f"], [Role::Read])?;
    at.permanent_delete()
}

#[test]
fn every_operation_is_taken() {
    let (_sandbox, mut account) = start();
    let other = std::env::var("O365_TEST_GRAPH").ok();
    if let Some(url) = &other {
        account = Account::with_token("token").protocol(Graph::at(url)).build().unwrap();
    }
    let storage = account.storage();
    let drive = storage.default_drive();
    let file = put(&drive.path("/tour.txt"), b"a").unwrap();
    put(&drive.path("/tour.txt"), b"b").unwrap();
    let mut parts = vec![
        ("drives", drives(&account)),
        ("items", items(&drive)),
        ("copies", copies(&drive)),
        ("sharing", sharing(&storage, &file)),
        ("rest", rest(&drive, &file)),
    ];
    if other.is_some() {
        parts.push(("beyond", beyond(&drive, &file)));
    }
    for (part, result) in parts {
        assert!(result.is_ok(), "{part}: {}", result.unwrap_err());
    }
}
