//! Rows of a list.

use o365::query::{Expand, Query};
use o365::sharepoint::prop::{self, column};
use o365::sharepoint::{
    DocumentSetVersionHandle, FieldsDraft, ItemHandle, ListHandle, ListItem, VersionHandle,
};
use o365::time::macros::{date, datetime};
use serde_json::Value;

use crate::tour::operation::{Operation, Outcome, Trouble, done, each, op};
use crate::tour::world::{SOME, World};

pub(super) const OPERATIONS: &[Operation] = &[
    op("sharepoint::ListHandle::create_item", |w| done(row(w))),
    op("sharepoint::ListHandle::create_items", |w| {
        let made = rows(w)?;
        each(w.list()?.delete_items(&made))
    }),
    op("sharepoint::ListHandle::update_items", |w| {
        let made = rows(w)?;
        let changes = made.iter().map(|item| (item, FieldsDraft::new().set("Title", "Changed")));
        each(w.list()?.update_items(changes))
    }),
    op("sharepoint::ListHandle::delete_items", |w| each(w.list()?.delete_items(&rows(w)?))),
    op("sharepoint::Items::all", |w| {
        let list = filled(w)?;
        for filter in [
            column("Title").eq("O'B & #1"),
            prop::TITLE.starts_with("G"),
            prop::MODIFIED.ge(datetime!(2024-01-01 0:00 UTC)),
            column("Created").lt(date!(2024 - 01 - 01)),
        ] {
            let found = list.items().filter(filter).allow_non_indexed();
            found.order_by(prop::CREATED.desc()).limit(SOME).all()?;
        }
        let titles = list.items().as_type::<Value>().select_fields(["Title"]);
        done(titles.limit(SOME).all())
    }),
    op("sharepoint::Items::first", |w| done(filled(w)?.items().first())),
    op("sharepoint::Items::pages", |w| {
        each(filled(w)?.items().page_size(1).select(["id", "webUrl"]).limit(SOME).pages())
    }),
    op("sharepoint::Items::resume", |w| {
        let mut pager = filled(w)?.items().page_size(1).into_iter();
        each(pager.by_ref().take(2))?;
        let Some(link) = pager.resume_link() else { return Ok(()) };
        each(w.list()?.items().limit(SOME).resume(link))
    }),
    op("sharepoint::Items::delta", |w| {
        let list = filled(w)?;
        let mut round = list.items().delta(None);
        each(round.by_ref())?;
        each(list.items().delta(round.link()))
    }),
    op("sharepoint::ItemHandle::get", |w| done(row(w)?.get())),
    op("sharepoint::ItemHandle::get_as", |w| done(row(w)?.get_as::<Value>())),
    op("sharepoint::ItemHandle::get_with", |w| {
        let query = Query::new().expand(Expand::new("fields").select(["Title", "Modified"]));
        done(row(w)?.get_with(&query))
    }),
    op("sharepoint::ItemHandle::update", |w| {
        done(row(w)?.update(FieldsDraft::new().set("Title", "Changed")))
    }),
    op("sharepoint::ItemHandle::set_content_type", |w| {
        let kind = w.list()?.content_types().first()?;
        let kind = kind.ok_or(Trouble::Missing("a content type of its list"))?;
        done(row(w)?.set_content_type(&kind))
    }),
    op("sharepoint::ItemHandle::delete", |w| done(row(w)?.delete())),
    op("sharepoint::ItemHandle::versions", |w| each(row(w)?.versions().limit(SOME))),
    op("sharepoint::VersionHandle::get", |w| done(version(w)?.get())),
    op("sharepoint::VersionHandle::restore", |w| done(version(w)?.restore())),
    op("sharepoint::ItemHandle::file", |w| {
        // The row of a file, and from there to the file.
        let library = w.site()?.library()?;
        let drive = w.account().with_resource(&library).storage().default_drive();
        let file = drive.root().upload_bytes(&format!("{}.txt", w.name()), &b"x"[..]).send()?;
        let file = drive.item(&file);
        let outcome = done(ItemHandle::of_file(file.endpoint()).file());
        file.delete()?;
        outcome
    }),
    op("sharepoint::ItemHandle::document_set_versions", |w| {
        on_set(w, |at| each(at.document_set_versions().limit(SOME)))
    }),
    op("sharepoint::ItemHandle::capture_document_set", |w| with_set(w, |_| Ok(()))),
    op("sharepoint::DocumentSetVersionHandle::get", |w| with_set(w, |at| done(at.get()))),
    op("sharepoint::DocumentSetVersionHandle::restore", |w| with_set(w, |at| done(at.restore()))),
    op("sharepoint::DocumentSetVersionHandle::delete", |w| with_set(w, |_| Ok(()))),
];

fn draft(w: &World) -> FieldsDraft {
    FieldsDraft::new().set("Title", w.name())
}

fn row(w: &World) -> Result<ItemHandle, Trouble> {
    let list = w.list()?;
    let made = list.create_item(draft(w))?;
    Ok(list.item(&made))
}

fn rows(w: &World) -> Result<Vec<ListItem>, Trouble> {
    let drafts = [draft(w), draft(w), draft(w)];
    Ok(w.list()?.create_items(drafts).collect::<o365::Result<_>>()?)
}

/// The list, with rows in it.
fn filled(w: &World) -> Result<ListHandle, Trouble> {
    rows(w)?;
    w.list()
}

fn version(w: &World) -> Result<VersionHandle, Trouble> {
    let row = row(w)?;
    row.update(FieldsDraft::new().set("Title", "Changed"))?;
    let versions = row.versions().all()?;
    let oldest = versions.last().ok_or(Trouble::Missing("versions of rows"))?;
    Ok(row.version(oldest))
}

/// Does what only a set of documents does, which real lists rarely have.
fn on_set(w: &World, call: impl FnOnce(&ItemHandle) -> Outcome) -> Outcome {
    match w.is_local() {
        true => call(&row(w)?),
        false => {
            Err(Trouble::Missing("a service on this machine: document sets are set up elsewhere"))
        }
    }
}

fn with_set(w: &World, call: impl FnOnce(&DocumentSetVersionHandle) -> Outcome) -> Outcome {
    on_set(w, |row| {
        let made = row.capture_document_set("before the final")?;
        let at = row.document_set_version(&made);
        let outcome = call(&at);
        at.delete()?;
        outcome
    })
}
