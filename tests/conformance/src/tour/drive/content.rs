//! Files up and down.

use std::fs;
use std::io::Read;

use o365::drive::Format;
use o365::upload::Source;

use crate::tour::operation::{Operation, Trouble, done, op};

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
    op("drive::Tree::plan", |w| {
        let local = local_tree()?;
        done(w.drive_folder()?.upload_tree(local.path()).plan())
    }),
    op("drive::Tree::run", |w| {
        let local = local_tree()?;
        let there = w.drive_folder()?.create_folder(w.name())?;
        let there = w.drive().item(&there);
        done(there.upload_tree(local.path()).run()?.into_result())?;
        let back = tempfile::tempdir()?;
        done(there.download_tree(back.path()).run()?.into_result())
    }),
    op("drive::TreePlan::run", |w| {
        let local = local_tree()?;
        let there = w.drive_folder()?.create_folder(w.name())?;
        done(w.drive().item(&there).upload_tree(local.path()).plan()?.run()?.into_result())
    }),
    op("drive::VersionHandle::download", |w| {
        let file = w.file()?;
        let version = file.versions().first()?.ok_or(Trouble::Missing("versions of files"))?;
        done(file.version(&version).download().to_writer(Vec::new()))
    }),
];

/// Some files and folders on this machine.
fn local_tree() -> std::io::Result<tempfile::TempDir> {
    let local = tempfile::tempdir()?;
    fs::create_dir_all(local.path().join("a b/c"))?;
    fs::write(local.path().join("a b/one.txt"), "1")?;
    fs::write(local.path().join("a b/c/two.txt"), "2")?;
    Ok(local)
}
