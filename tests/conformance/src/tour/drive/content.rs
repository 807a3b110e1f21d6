//! Files up and down.

use std::fs;
use std::io::Read;

use o365::drive::{Format, ItemHandle};
use o365::upload::Source;

use crate::tour::operation::{Operation, Trouble, done, op};
use crate::tour::world::World;

/// More than goes in one request.
const LARGE: usize = 12 << 20;

pub(super) const OPERATIONS: &[Operation] = &[
    op("drive::Upload::send", |w| {
        let folder = w.drive_folder()?;
        folder.upload_bytes("a b #1.txt", &b"x"[..]).description("A test").send()?;
        done(folder.upload("large.bin", Source::bytes(vec![7; LARGE])).send())
    }),
    op("drive::ItemHandle::upload_file", |w| {
        let local = tempfile::tempdir()?;
        let path = local.path().join("a b.txt");
        fs::write(&path, "x")?;
        done(w.drive_folder()?.upload_file(&path)?.keep_times().send())
    }),
    op("drive::ItemHandle::replace_content", |w| {
        done(w.file()?.replace_content(Source::bytes(&b"y"[..])).send())
    }),
    op("drive::ItemHandle::download_to", |w| {
        let local = tempfile::tempdir()?;
        done(w.file()?.download_to(local.path().join("a.txt")))
    }),
    op("core::Download::to_path", |w| {
        let local = tempfile::tempdir()?;
        done(w.file()?.download().to_path(local.path().join("a.txt")))
    }),
    op("core::Download::to_writer", |w| done(w.file()?.download().to_writer(Vec::new()))),
    op("core::Download::reader", |w| {
        let mut content = Vec::new();
        done(w.file()?.download().reader()?.read_to_end(&mut content))
    }),
    op("drive::ItemHandle::download_as", |w| {
        let document = w.drive_folder()?.upload_bytes("a.md", &b"# Title"[..]).send()?;
        done(w.drive().item(&document).download_as(Format::Html).to_writer(Vec::new()))
    }),
    op("drive::Tree::plan", |w| done(folder(w)?.upload_tree(local_tree()?.path()).plan())),
    op("drive::Tree::run", |w| {
        let (local, there) = (local_tree()?, folder(w)?);
        done(there.upload_tree(local.path()).run()?.into_result())
    }),
    op("drive::TreePlan::run", |w| {
        let (local, there) = (local_tree()?, folder(w)?);
        let back = tempfile::tempdir()?;
        done(there.upload_tree(local.path()).plan()?.run()?.into_result())?;
        done(there.download_tree(back.path()).plan())
    }),
    op("drive::VersionHandle::download", |w| {
        let file = w.file()?;
        file.replace_content(Source::bytes(&b"y"[..])).send()?;
        // The newest is the file itself.
        let versions = file.versions().all()?;
        let oldest = versions.last().ok_or(Trouble::Missing("versions of files"))?;
        done(file.version(oldest).download().to_writer(Vec::new()))
    }),
];

/// A new folder. A service that makes up its answers may tell of a file instead.
fn folder(w: &World) -> Result<ItemHandle, Trouble> {
    for _ in 0..30 {
        let made = w.drive_folder()?.create_folder(w.name())?;
        let at = w.drive().item(&made);
        if at.get()?.folder.is_some() {
            return Ok(at);
        }
    }
    Err(Trouble::Wrong("what was made as a folder is none".to_owned()))
}

/// Some files and folders on this machine.
fn local_tree() -> std::io::Result<tempfile::TempDir> {
    let local = tempfile::tempdir()?;
    fs::create_dir_all(local.path().join("a b/c"))?;
    fs::write(local.path().join("a b/one.txt"), "1")?;
    fs::write(local.path().join("a b/c/two.txt"), "2")?;
    Ok(local)
}
