//! Drives, their items, copies.

use std::time::Duration;

use o365::connection::Response;
use o365::drive::{Conflict, Copying, Destination, ItemDraft, SpecialFolder, prop};
use o365::monitor::Monitor;
use o365::query::Query;
use o365::time::macros::datetime;
use o365::transport::http;
use serde_json::{Value, json};

use crate::tour::operation::{Operation, Trouble, done, each, op};
use crate::tour::world::{SOME, World};

pub(super) const OPERATIONS: &[Operation] = &[
    op("drive::Storage::drives", |w| {
        each(w.storage().drives().select(prop::drive::NAME).limit(SOME))
    }),
    op("drive::DriveHandle::get", |w| done(w.drive().get())),
    op("drive::DriveHandle::get_with", |w| {
        let query = Query::new().select((prop::drive::ID, prop::drive::QUOTA));
        done(w.drive().get_with(&query))
    }),
    op("drive::DriveHandle::search", |w| {
        each(w.drive().search("it's 100% /a?b#c").select(prop::NAME).limit(SOME))
    }),
    op("drive::DriveHandle::recent", |w| each(w.drive().recent().limit(SOME))),
    op("drive::DriveHandle::shared_with_me", |w| each(w.drive().shared_with_me().limit(SOME))),
    op("drive::DriveHandle::following", |w| each(w.drive().following().limit(SOME))),
    op("drive::DriveHandle::list", |w| done(w.drive().list::<Value>())),
    op("drive::DriveHandle::delta", |w| {
        let mut round = w.drive().delta(None);
        each(round.by_ref())?;
        each(w.drive().delta(round.link()))
    }),
    op("drive::DriveHandle::resume_copy", |w| {
        let saved = copy(w)?.save();
        let resumed = w.drive().resume_copy(&saved)?.waits(SHORT, SHORT).wait();
        done(resumed)
    }),
    op("drive::Copying::wait", |w| done(copy(w)?.waits(SHORT, SHORT).wait())),
    op("drive::Copying::item", |w| done(copy(w)?.waits(SHORT, SHORT).item())),
    op("core::Monitor::new", |w| done(Monitor::new(&copying(w)?))),
    op("core::Monitor::wait", |w| done(Monitor::new(&copying(w)?)?.waits(SHORT, SHORT).wait())),
    op("core::Monitor::resume", |w| {
        let saved = Monitor::new(&copying(w)?)?.save();
        let mut resumed = Monitor::resume(w.account().api(), &saved)?.waits(SHORT, SHORT);
        done(resumed.wait())
    }),
    op("drive::ItemHandle::copy_to", |w| done(copy(w))),
    op("drive::ItemHandle::get", |w| {
        w.drive().root().get()?;
        done(w.file()?.get())
    }),
    op("drive::ItemHandle::get_with", |w| {
        let query = Query::new().select((prop::NAME, prop::E_TAG)).expand("thumbnails");
        done(w.file()?.get_with(&query))
    }),
    op("drive::ItemHandle::find", |w| {
        w.drive().special(SpecialFolder::Documents).find()?;
        done(w.drive_folder()?.path("a b/it's #1/ü%+.txt").find())
    }),
    op("drive::ItemHandle::parent", |w| done(w.file()?.parent())),
    op("drive::ItemHandle::children", |w| {
        w.file()?;
        let children = w.drive_folder()?.children();
        each(children.select((prop::NAME, prop::SIZE)).order_by(prop::NAME).limit(SOME))
    }),
    op("drive::ItemHandle::folders", |w| each(w.drive_folder()?.folders().take(SOME))),
    op("drive::ItemHandle::walk", |w| {
        each(w.drive_folder()?.walk().max_depth(2).select(prop::SIZE).into_iter().take(SOME))
    }),
    op("drive::ItemHandle::search", |w| each(w.drive_folder()?.search("it's").limit(SOME))),
    op("drive::ItemHandle::delta", |w| {
        let mut round = w.drive().root().delta(None);
        each(round.by_ref())?;
        each(w.drive().root().delta(round.link()))
    }),
    op("drive::ItemHandle::delta_with", |w| {
        let query = Query::new().select((prop::ID, prop::NAME));
        each(w.drive().root().delta_with(&query, None))
    }),
    op("drive::ItemHandle::delta_from_now", |w| done(w.drive().root().delta_from_now())),
    op("drive::ItemHandle::create_folder", |w| {
        let draft = ItemDraft::from("a b #1").on_conflict(Conflict::Rename).description("A test");
        done(w.drive_folder()?.create_folder(draft))
    }),
    op("drive::ItemHandle::create_all", |w| done(w.drive_folder()?.create_all("a b/ü#%+/it's"))),
    op("drive::ItemHandle::update", |w| {
        let times = ItemDraft::new()
            .created(datetime!(2024-01-01 0:00 UTC))
            .modified(datetime!(2024-01-02 0:00:01.5 UTC));
        let at = w.file()?;
        let now = at.update(times.name(format!("{}.txt", w.name())))?;
        let tag = now.e_tag.unwrap_or_else(|| "*".to_owned());
        done(at.if_match(tag).update(ItemDraft::new().description("Changed")))
    }),
    op("drive::ItemHandle::move_to", |w| {
        let to = w.drive_folder()?.create_folder(w.name())?;
        done(w.file()?.move_to(Destination::from(&to).name("moved.txt")))
    }),
    op("drive::ItemHandle::delete", |w| done(w.file()?.delete())),
    op("drive::ItemHandle::permanent_delete", |w| done(w.file()?.permanent_delete())),
    op("drive::ItemHandle::restore", |w| {
        let file = w.file()?;
        file.delete()?;
        done(file.restore())
    }),
    op("drive::ItemHandle::restore_to", |w| {
        let to = w.drive_folder()?.create_folder(w.name())?;
        let file = w.file()?;
        file.delete()?;
        done(file.restore_to(Destination::from(&to).name("back.txt")))
    }),
];

const SHORT: Duration = Duration::from_millis(100);

/// A copy of a new file, on its way.
fn copy(w: &World) -> Result<Copying, Trouble> {
    let to = w.drive_folder()?.create_folder(w.name())?;
    let to = Destination::from(&to).name("copy.txt").on_conflict(Conflict::Rename);
    Ok(w.file()?.copy_to(to)?)
}

/// The answer to what takes its time.
fn copying(w: &World) -> Result<Response, Trouble> {
    let at = w.file()?;
    let request = at.endpoint().child("copy").request(http::Method::POST);
    Ok(request.json(&json!({"name": format!("{}.txt", w.name())})).send()?)
}
