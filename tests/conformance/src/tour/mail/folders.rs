//! Mail folders.

use o365::mail::{FolderDraft, FolderHandle, SearchFolderDraft, WellKnownFolder, prop};

use crate::tour::operation::{Operation, Outcome, Trouble, done, each, op};
use crate::tour::world::{SOME, World};

pub(super) const OPERATIONS: &[Operation] = &[
    op("mail::Mailbox::create_folder", |w| {
        let made = w
            .mailbox()
            .create_folder(FolderDraft::new().display_name(w.name()).is_hidden(false))?;
        done(w.mailbox().folder(&made).permanent_delete())
    }),
    op("mail::Mailbox::create_path", |w| {
        let name = w.name();
        w.mailbox().create_path([name.as_str(), "In it"])?;
        let top = w.mailbox().folder_by_name(&name)?;
        done(top.map_or(Ok(()), |top| w.mailbox().folder(&top).permanent_delete()))
    }),
    op("mail::Mailbox::create_search_folder", |w| {
        let made = w.mailbox().create_search_folder(&search(w)?)?;
        done(w.mailbox().folder(&made).delete())
    }),
    op("mail::Mailbox::folders", |w| {
        let named = prop::folder::DISPLAY_NAME.eq("O'Brien & #1");
        each(w.mailbox().folders().filter(named).limit(SOME))?;
        each(w.mailbox().folders().page_size(5).limit(SOME))
    }),
    op("mail::Mailbox::folders_with_hidden", |w| {
        each(w.mailbox().folders_with_hidden().limit(SOME))
    }),
    op("mail::Mailbox::folder_by_name", |w| done(w.mailbox().folder_by_name("O'Brien & #1"))),
    op("mail::Mailbox::folder_by_path", |w| done(w.mailbox().folder_by_path("O'Brien/In it"))),
    op("mail::Mailbox::folder_tree", |w| {
        each(w.mailbox().folder_tree().include_hidden().max_depth(2).into_iter().take(3 * SOME))
    }),
    op("mail::FolderHandle::get", |w| {
        w.mailbox().inbox().get()?;
        done(w.folder()?.get())
    }),
    op("mail::FolderHandle::update", |w| with_folder(w, |at| done(at.update(w.name())))),
    op("mail::FolderHandle::move_to", |w| {
        with_folder(w, |at| {
            let to = w.folder()?.get()?;
            done(at.move_to(&to))
        })
    }),
    op("mail::FolderHandle::copy_to", |w| {
        with_folder(w, |at| {
            let to = w.folder()?.create_folder(w.name())?;
            done(at.copy_to(&to))
        })
    }),
    op("mail::FolderHandle::delete", |w| done(in_folder(w)?.delete())),
    op("mail::FolderHandle::permanent_delete", |w| done(in_folder(w)?.permanent_delete())),
    op("mail::FolderHandle::parent", |w| {
        with_folder(w, |at| {
            let parent = at.parent()?;
            done(parent.map_or(Ok(()), |parent| parent.get().map(drop)))
        })
    }),
    op("mail::FolderHandle::messages", |w| {
        w.draft()?;
        w.folder()?.messages().total()?;
        each(w.folder()?.messages().order_by(prop::RECEIVED.asc()).limit(SOME))
    }),
    op("mail::FolderHandle::save_draft", |w| done(w.folder()?.save_draft(&w.letter()?))),
    op("mail::FolderHandle::import_mime", |w| {
        let mime =
            format!("From: {0}\r\nTo: {0}\r\nSubject: {1}\r\n\r\nText\r\n", w.own()?, w.name());
        done(w.folder()?.import_mime(mime.as_bytes()))
    }),
    op("mail::FolderHandle::folders", |w| each(w.folder()?.folders().limit(SOME))),
    op("mail::FolderHandle::folders_with_hidden", |w| {
        each(w.folder()?.folders_with_hidden().limit(SOME))
    }),
    op("mail::FolderHandle::folder_by_name", |w| done(w.folder()?.folder_by_name("O'Brien & #1"))),
    op("mail::FolderHandle::folder_by_path", |w| done(w.folder()?.folder_by_path("O'Brien/In it"))),
    op("mail::FolderHandle::create_folder", |w| with_folder(w, |at| done(at.get()))),
    op("mail::FolderHandle::create_path", |w| {
        with_folder(w, |at| done(at.create_path(["One", "Two"])))
    }),
    op("mail::FolderHandle::create_search_folder", |w| {
        let made =
            w.mailbox().folder(WellKnownFolder::SearchFolders).create_search_folder(&search(w)?)?;
        done(w.mailbox().folder(&made).delete())
    }),
    op("mail::FolderHandle::update_search_folder", |w| {
        let made = w.mailbox().create_search_folder(&search(w)?)?;
        let at = w.mailbox().folder(&made);
        let changed = SearchFolderDraft::new().filter(prop::IS_READ.eq(true));
        let updated = done(at.update_search_folder(&changed));
        at.delete()?;
        updated
    }),
];

fn search(w: &World) -> Result<SearchFolderDraft, Trouble> {
    let folder = w.folder()?.get()?;
    Ok(SearchFolderDraft::new()
        .display_name(w.name())
        .include_nested_folders(true)
        .source_folders([&folder])
        .filter(prop::SUBJECT.contains("O'Brien") & prop::IS_READ.eq(false)))
}

/// A new folder in that of the tour.
fn in_folder(w: &World) -> Result<FolderHandle, Trouble> {
    let made = w.folder()?.create_folder(w.name())?;
    Ok(w.mailbox().folder(&made))
}

/// Does something with it, and deletes it.
fn with_folder(w: &World, call: impl FnOnce(&FolderHandle) -> Outcome) -> Outcome {
    let at = in_folder(w)?;
    let outcome = call(&at);
    at.permanent_delete()?;
    outcome
}
