//! Trees over a mock that knows a few folders.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use o365_core::auth::StaticToken;
use o365_core::hash::{HashKind, Hasher};
use o365_core::mock::Mock;
use o365_core::{Connection, ErrorKind, Resource, Retry};
use serde_json::{Value, json};

use super::*;
use crate::Storage;

/// When the files of the drive were changed.
const TIME: &str = "2024-03-31T18:00:00Z";

fn folder(mock: &Mock) -> ItemHandle {
    let connection = Connection::builder(StaticToken::new("t"))
        .transport(mock.clone())
        .retry(Retry::none())
        .build()
        .unwrap();
    Storage::new(&connection, Resource::Me).default_drive().path("/R")
}

fn hash(content: &str) -> String {
    let mut hasher = Hasher::new(HashKind::QuickXor);
    hasher.update(content.as_bytes());
    hasher.finish().to_string()
}

fn file(id: &str, name: &str, content: &str) -> Value {
    json!({"id": id, "name": name, "size": content.len(),
        "@microsoft.graph.downloadUrl": format!("https://files.example/{id}"),
        "file": {"hashes": {"quickXorHash": hash(content)}},
        "fileSystemInfo": {"lastModifiedDateTime": TIME}})
}

fn sub(id: &str, name: &str, count: u32) -> Value {
    json!({"id": id, "name": name, "folder": {"childCount": count}})
}

fn page(items: &[Value]) -> Value {
    json!({ "value": items })
}

fn lines(mock: &Mock) -> Vec<String> {
    let line = |request: &o365_core::mock::MockRequest| {
        format!("{} {}", request.method(), request.path().trim_start_matches("/v1.0/me/drive/"))
    };
    mock.requests().iter().map(line).collect()
}

fn shown(plan: &TreePlan<'_>) -> Vec<String> {
    plan.to_string().lines().map(str::to_owned).collect()
}

fn names(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<_> = names.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    names
}

/// `R` with a file, a folder with a file, an empty folder and what has no content.
fn remote() -> Mock {
    Mock::new()
        .answer(
            200,
            page(&[
                file("1", "a.txt", "one"),
                sub("2", "Deep", 1),
                sub("3", "Empty", 0),
                json!({"id": "4", "name": "Notes", "package": {"type": "oneNote"}}),
                json!({"id": "5", "name": "Linked", "remoteItem": {"id": "x", "folder": {}}}),
            ]),
        )
        .answer(200, page(&[file("6", "b.txt", "two!")]))
}

#[test]
fn a_tree_comes_down_and_is_known_again() {
    let disk = tempfile::tempdir().unwrap();
    let root = disk.path().join("new/reports");
    let mock = remote();
    let plan = folder(&mock).download_tree(&root).plan().unwrap();
    assert_eq!(
        shown(&plan),
        [
            "folder  .",
            "file    a.txt: 3 bytes, new",
            "folder  Deep",
            "file    Deep/b.txt: 4 bytes, new",
            "folder  Empty",
            "left    Notes: a notebook or another package has no content",
            "left    Linked: a link to another drive",
            "2 files, 7 bytes; 0 are the same",
        ]
    );
    assert!(!root.exists() && !plan.is_empty(), "a plan changes nothing");
    let mut told = Vec::new();
    let mock = remote()
        .answer(200, file("1", "a.txt", "one"))
        .answer(200, "one")
        .answer(200, file("6", "b.txt", "two!"))
        .answer(200, "two!");
    let tree = folder(&mock).download_tree(&root);
    let tree = tree.progress(|at| told.push((at.step.path.clone(), at.done, at.total)));
    let report = tree.run().unwrap().into_result().unwrap();
    assert_eq!((report.files, report.folders, report.bytes, report.left.len()), (2, 3, 7, 2));
    assert_eq!(told.last(), Some(&("Deep/b.txt".to_owned(), 7, 7)));
    assert_eq!(names(&root), ["Deep", "Empty", "a.txt"]);
    assert_eq!(fs::read_to_string(root.join("Deep/b.txt")).unwrap(), "two!");
    let time = root.join("a.txt").metadata().unwrap().modified().unwrap();
    assert_eq!(time, SystemTime::UNIX_EPOCH + Duration::from_secs(1_711_908_000));
    // The second time there is nothing to do.
    let mock = remote();
    let plan = folder(&mock).download_tree(&root).plan().unwrap();
    assert!(plan.is_empty() && plan.steps().len() == 4, "{plan}");
    assert_eq!(plan.run().unwrap().same, 2);
    assert_eq!(mock.requests().len(), 2);
    // What changed comes again.
    fs::write(root.join("a.txt"), "other").unwrap();
    fs::write(root.join("Deep/b.txt"), "TWO!").unwrap();
    let plan = folder(&remote()).download_tree(&root).plan().unwrap();
    let shown = shown(&plan);
    assert_eq!(shown[0], "file    a.txt: 3 bytes, another size");
    assert_eq!(shown[1], "file    Deep/b.txt: 4 bytes, another hash");
}

#[test]
fn nothing_gets_out_of_the_folder() {
    let disk = tempfile::tempdir().unwrap();
    let root = disk.path().join("in");
    let page_of = page(&[
        file("1", "../../evil.txt", "x"),
        file("2", "..", "x"),
        file("3", "C:\\evil.txt", "x"),
        sub("4", "../out", 1),
    ]);
    let mut mock = Mock::new().answer(200, page_of).answer(200, page(&[file("5", "/etc/x", "x")]));
    for id in ["1", "2", "3", "5"] {
        mock = mock.answer(200, file(id, "n", "x")).answer(200, "x");
    }
    let report = folder(&mock).download_tree(&root).run().unwrap().into_result().unwrap();
    assert_eq!((report.files, names(disk.path())), (4, vec!["in".to_owned()]));
    assert_eq!(names(&root), [".._.._evil.txt", ".._out", "C__evil.txt", "attachment"]);
    assert_eq!(names(&root.join(".._out")), ["_etc_x"]);
}

#[cfg(unix)]
#[test]
fn links_that_are_laid_out_lead_nowhere() {
    let disk = tempfile::tempdir().unwrap();
    let (root, out) = (disk.path().join("in"), disk.path().join("out"));
    fs::create_dir(&root).unwrap();
    fs::create_dir(&out).unwrap();
    fs::write(out.join("safe.txt"), "safe").unwrap();
    std::os::unix::fs::symlink(&out, root.join("Deep")).unwrap();
    std::os::unix::fs::symlink(out.join("safe.txt"), root.join("a.txt")).unwrap();
    let mock = remote().answer(200, file("1", "a.txt", "one")).answer(200, "one");
    let plan = folder(&mock).download_tree(&root).plan().unwrap();
    assert!(plan.to_string().contains("left    Deep: a file or a link"), "{plan}");
    let report = plan.run().unwrap();
    assert_eq!((report.files, report.failed.len(), report.left.len()), (1, 0, 4));
    assert_eq!(names(&out), ["safe.txt"]);
    assert_eq!(fs::read_to_string(out.join("safe.txt")).unwrap(), "safe");
    assert_eq!(names(&root), ["Deep", "Empty", "a.txt"]);
    assert!(!root.join("a.txt").is_symlink() && root.join("Deep").is_symlink());
}

#[test]
fn one_that_fails_doesn_t_stop_the_others() {
    let disk = tempfile::tempdir().unwrap();
    let two = || Mock::new().answer(200, page(&[file("1", "a", "one"), file("2", "b", "two")]));
    let mock = two().answer(404, ()).answer(200, file("2", "b", "two")).answer(200, "two");
    let report = folder(&mock).download_tree(disk.path()).run().unwrap();
    assert_eq!((report.files, report.failed.len()), (1, 1));
    assert_eq!((report.failed[0].0.path.as_str(), report.failed[0].1.is_not_found()), ("a", true));
    assert_eq!(names(disk.path()), ["b"]);
    assert!(report.into_result().unwrap_err().is_not_found());
    // What they all would fail with does.
    fs::remove_file(disk.path().join("b")).unwrap();
    let mock = two().answer(401, ()).answer(401, ());
    assert!(folder(&mock).download_tree(disk.path()).run().unwrap_err().needs_sign_in());
    let cancel = Cancel::new();
    cancel.cancel();
    let tree = folder(&two()).download_tree(disk.path()).cancel(&cancel);
    assert!(matches!(tree.run().unwrap_err().kind(), ErrorKind::Cancelled));
}

/// `a.txt`, `Deep/b.txt`, `Empty`, `con`, a link.
fn local(root: &Path) {
    fs::create_dir_all(root.join("Deep")).unwrap();
    fs::create_dir_all(root.join("Empty")).unwrap();
    fs::write(root.join("a.txt"), "one").unwrap();
    fs::write(root.join("Deep/b.txt"), "two!").unwrap();
    fs::write(root.join("con"), "x").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc", root.join("link")).unwrap();
}

fn session() -> Value {
    json!({"uploadUrl": "https://up.example/s", "nextExpectedRanges": ["0-"]})
}

#[cfg(unix)]
#[test]
fn a_tree_goes_up() {
    let disk = tempfile::tempdir().unwrap();
    local(disk.path());
    let mock = Mock::new()
        .answer(404, ())
        .answer(201, sub("0", "R", 0))
        .answer(201, sub("2", "Deep", 0))
        .answer(200, session())
        .answer(201, file("6", "b.txt", "two!"))
        .answer(409, json!({"error": {"code": "nameAlreadyExists"}}))
        .answer(200, sub("3", "Empty", 0))
        .answer(200, session())
        .answer(201, file("1", "a.txt", "one"));
    let plan = folder(&mock).upload_tree(disk.path()).plan().unwrap();
    let all = shown(&plan);
    assert_eq!(
        all,
        [
            "folder  .",
            "folder  Deep",
            "file    Deep/b.txt: 4 bytes, new",
            "folder  Empty",
            "file    a.txt: 3 bytes, new",
            "left    con: the name is reserved",
            "left    link: a link",
            "2 files, 7 bytes; 0 are the same",
        ]
    );
    let report = plan.run().unwrap().into_result().unwrap();
    assert_eq!((report.files, report.folders, report.left.len()), (2, 3, 2));
    assert_eq!(
        lines(&mock),
        [
            "GET root:/R",
            "POST root/children",
            "POST root:/R:/children",
            "POST root:/R/Deep/b.txt:/createUploadSession",
            "PUT /s",
            "POST root:/R:/children",
            "GET root:/R/Empty",
            "POST root:/R/a.txt:/createUploadSession",
            "PUT /s",
        ]
    );
    let said = mock.requests()[3].json().unwrap();
    assert_eq!(said["item"]["@microsoft.graph.conflictBehavior"], "replace");
    assert!(said["item"]["fileSystemInfo"]["lastModifiedDateTime"].is_string());
}

#[test]
fn only_what_changed_goes_up() {
    let disk = tempfile::tempdir().unwrap();
    fs::create_dir(disk.path().join("deep")).unwrap();
    fs::create_dir(disk.path().join("Empty")).unwrap();
    fs::write(disk.path().join("A.txt"), "one").unwrap();
    fs::write(disk.path().join("deep/b.txt"), "TWO!").unwrap();
    fs::write(disk.path().join("Linked"), "").unwrap();
    let there = || Mock::new().answer(200, sub("0", "R", 3));
    let all = |mock: Mock| {
        let pages = [
            page(&[file("1", "a.txt", "one"), sub("2", "Deep", 1), file("3", "Empty", "x")]),
            page(&[file("6", "b.txt", "two!")]),
        ];
        pages.into_iter().fold(mock, |mock, page| mock.answer(200, page))
    };
    let plan = folder(&all(there())).upload_tree(disk.path()).plan().unwrap();
    assert_eq!(
        shown(&plan),
        [
            "left    Empty: there the one is a folder and here the other",
            "file    Linked: 0 bytes, new",
            "file    deep/b.txt: 4 bytes, another hash",
            "2 files, 4 bytes; 1 is the same",
        ]
    );
    let tree = folder(&all(there())).upload_tree(disk.path()).compare(Compare::Always);
    assert!(tree.plan().unwrap().to_string().contains("A.txt: 3 bytes, always"));
    let file = folder(&Mock::new().answer(200, file("0", "R", "x")));
    assert!(matches!(
        file.upload_tree(disk.path()).plan().unwrap_err().kind(),
        ErrorKind::Input(_)
    ));
}
