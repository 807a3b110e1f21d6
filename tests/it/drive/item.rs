//! Items: found, made, changed, moved, copied, deleted.

use std::time::Duration;

use o365::drive::{Conflict, Destination, ItemDraft, SpecialFolder, prop};
use o365::time::macros::datetime;
use o365_sandbox::Fault;

use super::{drive, names, put};

const SHORT: Duration = Duration::from_millis(1);

#[test]
fn an_item_s_life() {
    let (sandbox, drive) = drive();
    let reports = drive.root().create_folder("Reports").unwrap();
    let at = drive.item(&reports);
    assert!(reports.is_folder() && at.get().unwrap().name.as_deref() == Some("Reports"));
    let file = put(&at.child("March.txt"), b"42").unwrap();
    let march = drive.item(&file);
    assert_eq!((file.size, file.path().as_deref()), (Some(2), Some("/Reports/March.txt")));
    assert_eq!(march.parent().unwrap().unwrap().id, reports.id);
    let times = ItemDraft::from("March (final).txt").modified(datetime!(2024-03-31 18:00 UTC));
    let changed = march.update(times).unwrap();
    assert_eq!(changed.name.as_deref(), Some("March (final).txt"));
    let modified = changed.file_system_info.unwrap().last_modified_date_time;
    assert_eq!(modified, Some(datetime!(2024-03-31 18:00 UTC)));
    march.delete().unwrap();
    assert!(march.get().unwrap_err().is_not_found());
    assert_eq!(drive.path("/Reports/March (final).txt").find().unwrap(), None);
    assert!(sandbox.file("/Reports/March (final).txt").is_none());
    assert_eq!(drive.root().parent().unwrap(), None);
}

#[test]
fn any_name_goes_there_and_back() {
    let (sandbox, drive) = drive();
    let folder = drive.root().create_all("a b/ü#1/50%").unwrap();
    let at = drive.item(&folder);
    let odd = [
        "a#b.txt",
        "100%.txt",
        "a+b",
        "it's",
        "x&y=z;@!,$",
        "日本語",
        "😀",
        "%41",
        "a..b",
        "[x]{y}^`",
    ];
    for name in odd {
        put(&at.child(name), name.as_bytes()).unwrap();
        assert_eq!(
            sandbox.file(&format!("/a b/ü#1/50%/{name}")).as_deref(),
            Some(name.as_bytes()),
            "{name}"
        );
        let found = drive.path("/a b/ü#1/50%").child(name).find().unwrap().unwrap();
        assert_eq!(found.name.as_deref(), Some(name));
        assert_eq!(found.path().as_deref(), Some(format!("/a b/ü#1/50%/{name}").as_str()));
        let renamed = drive.item(&found).update(format!("{name} 2")).unwrap();
        assert_eq!(renamed.name, Some(format!("{name} 2")));
    }
    assert_eq!(at.children().all().unwrap().len(), odd.len());
    let long = "x".repeat(255);
    assert!(put(&drive.root().child(&long), b"").is_ok());
}

#[test]
fn more_than_a_page_comes_whole_and_a_walk_finds_all() {
    let (sandbox, drive) = drive();
    for number in 0..25 {
        sandbox.add_file(&format!("/all/{}/{number}.txt", number % 3), "x").unwrap();
    }
    sandbox.add_folder("/all/empty").unwrap();
    let entries: Vec<_> =
        drive.path("/all").walk().into_iter().map(|entry| entry.unwrap()).collect();
    assert_eq!(entries.iter().filter(|entry| entry.item.is_file()).count(), 25);
    assert_eq!(entries.iter().filter(|entry| entry.depth == 0).count(), 4);
    assert!(entries.iter().any(|entry| entry.path == "1/7.txt" && entry.depth == 1));
    let first = drive.path("/all/0").children().page_size(2).order_by(prop::NAME.desc());
    let sorted: Vec<_> = first.all().unwrap().into_iter().filter_map(|item| item.name).collect();
    assert_eq!(sorted.len(), 9);
    assert!(sorted.is_sorted_by(|a, b| a >= b), "{sorted:?}");
    assert_eq!(drive.path("/all").folders().count(), 4);
}

#[test]
fn folders_of_a_path_are_made_once() {
    let (sandbox, drive) = drive();
    let made = drive.root().create_all("/x/y/z").unwrap();
    let again = drive.root().create_all("x/y/z").unwrap();
    assert_eq!(made.id, again.id);
    assert_eq!(drive.path("x").create_all("y/w").unwrap().path().as_deref(), Some("/x/y/w"));
    assert_eq!(names(&drive.path("/x/y")), ["w", "z"]);
    sandbox.add_file("/x/file", "a").unwrap();
    assert!(drive.root().create_all("x/file/deeper").is_err(), "a file is in the way");
}

#[test]
fn a_name_that_is_taken_goes_as_was_said() {
    let (_sandbox, drive) = drive();
    let root = drive.root();
    root.create_folder("Reports").unwrap();
    assert!(root.create_folder("reports").unwrap_err().is_conflict(), "case doesn't matter");
    let other =
        root.create_folder(ItemDraft::from("Reports").on_conflict(Conflict::Rename)).unwrap();
    assert_ne!(other.name.as_deref(), Some("Reports"));
    put(&drive.path("/a.txt"), b"a").unwrap();
    put(&drive.path("/Reports/a.txt"), b"b").unwrap();
    let a = drive.path("/a.txt");
    assert!(a.move_to(drive.path("/Reports")).unwrap_err().is_conflict());
    let moved = a
        .move_to(Destination::from(drive.path("/Reports")).on_conflict(Conflict::Replace))
        .unwrap();
    assert_eq!(moved.path().as_deref(), Some("/Reports/a.txt"));
    assert_eq!(names(&drive.path("/Reports")), ["a.txt"]);
}

#[test]
fn moved_to_the_root_by_any_word_for_it() {
    let (_sandbox, drive) = drive();
    let folder = drive.root().create_folder("in").unwrap();
    let file = put(&drive.path("/in/a.txt"), b"a").unwrap();
    let at = drive.item(&file);
    for round in 0..3 {
        let moved = match round {
            0 => at.move_to("root"),
            1 => at.move_to(drive.root()),
            _ => at.move_to(Destination::from(&drive.root().get().unwrap()).name("b.txt")),
        };
        let moved = moved.unwrap();
        assert_eq!(moved.id, file.id, "the id stays");
        assert_eq!(names(&drive.path("/in")), [""; 0]);
        at.move_to(&folder).unwrap();
    }
    assert_eq!(names(&drive.path("/in")), ["b.txt"]);
}

#[test]
fn who_asks_for_a_version_changes_no_other() {
    let (_sandbox, drive) = drive();
    let first = put(&drive.path("/a.txt"), b"a").unwrap();
    let second = drive.item(&first).update("b.txt").unwrap();
    let stale = drive.item(&first).if_match(first.e_tag.as_deref().unwrap());
    assert!(stale.update("c.txt").unwrap_err().is_stale());
    assert!(stale.delete().unwrap_err().is_stale());
    let fresh = drive.item(&first).if_match(second.e_tag.unwrap());
    assert_eq!(fresh.update("c.txt").unwrap().name.as_deref(), Some("c.txt"));
}

#[test]
fn a_copy_is_followed_to_its_end() {
    let (sandbox, drive) = drive();
    sandbox.add_file("/from/a.txt", "a").unwrap();
    sandbox.add_file("/from/deep/b.txt", "b").unwrap();
    let archive = drive.root().create_folder("Archive").unwrap();
    let destination = Destination::from(&archive).name("2024");
    let mut copy = drive.path("/from").copy_to(destination.clone()).unwrap().waits(SHORT, SHORT);
    let told: Vec<_> = copy.by_ref().map(|status| status.unwrap()).collect();
    assert!(told.last().unwrap().is_complete(), "{told:?}");
    let item = copy.item().unwrap();
    assert_eq!(item.path().as_deref(), Some("/Archive/2024"));
    assert_eq!(sandbox.file("/Archive/2024/deep/b.txt").as_deref(), Some(&b"b"[..]));
    assert!(sandbox.file("/from/a.txt").is_some(), "it is a copy");

    let mut taken = drive.path("/from").copy_to(destination).unwrap().waits(SHORT, SHORT);
    assert!(taken.wait().unwrap_err().is_conflict());
    assert!(taken.next().is_none(), "a failure is the end");
    sandbox.fail_copy("accessDenied", "no");
    let mut failed = drive.path("/from").copy_to(&archive).unwrap().waits(SHORT, SHORT);
    let error = failed.wait().unwrap_err();
    assert!(error.is_forbidden() && error.to_string().contains("no"), "{error}");
}

#[test]
fn a_copy_to_another_drive_is_read_there() {
    let (sandbox, account) = super::start();
    let library = sandbox.library("sandbox.sharepoint.com", "Files");
    sandbox.add_file("/a.txt", "a").unwrap();
    let there = account.storage().drive(library.id());
    let mut copy = account
        .storage()
        .default_drive()
        .path("/a.txt")
        .copy_to(there.root())
        .unwrap()
        .waits(SHORT, SHORT);
    let saved = copy.save();
    assert_eq!(copy.item().unwrap().drive_id().unwrap().as_str(), library.id());
    assert_eq!(library.file("/a.txt").as_deref(), Some(&b"a"[..]));
    let mut again = there.resume_copy(&saved).unwrap().waits(SHORT, SHORT);
    assert_eq!(again.item().unwrap().name.as_deref(), Some("a.txt"));
}

#[test]
fn special_folders_are_found_whatever_they_are_called() {
    let (_sandbox, drive) = drive();
    let music = drive.special(SpecialFolder::Music);
    put(&music.child("belfast boy.mp3"), b"la").unwrap();
    let found = music.find().unwrap().unwrap();
    assert_eq!(found.special_folder.unwrap().name, Some(SpecialFolder::Music));
    assert_eq!(names(&music), ["belfast boy.mp3"]);
}

#[test]
fn what_changed_since_last_time() {
    use o365::delta::Change;
    let (sandbox, drive) = drive();
    sandbox.add_file("/a.txt", "a").unwrap();
    let mut round = drive.delta(None);
    assert!(round.by_ref().map(|change| change.unwrap()).any(
        |change| matches!(change, Change::Upsert(item) if item.name.as_deref() == Some("a.txt"))
    ));
    let link = round.link().unwrap();
    let from_now = drive.root().delta_from_now().unwrap();
    let gone = drive.path("/a.txt").get().unwrap();
    drive.item(&gone).delete().unwrap();
    put(&drive.path("/b.txt"), b"b").unwrap();
    for link in [link, from_now] {
        let changes: Vec<_> = drive.delta(link).map(|change| change.unwrap()).collect();
        assert!(
            changes
                .iter()
                .any(|change| matches!(change, Change::Removed { id, .. } if *id == gone.id)),
            "{changes:?}"
        );
        assert!(changes.iter().any(
            |change| matches!(change, Change::Upsert(item) if item.name.as_deref() == Some("b.txt"))
        ));
    }
}

#[test]
fn searches_take_any_words() {
    let (sandbox, drive) = drive();
    sandbox.add_file("/Clubs/George's 100% best #1.txt", "a").unwrap();
    sandbox.add_file("/other.txt", "b").unwrap();
    for words in ["George's", "100%", "#1"] {
        let found = drive.search(words).all().unwrap();
        assert!(
            found.iter().any(|item| item.name.as_deref() == Some("George's 100% best #1.txt")),
            "{words}"
        );
        assert_eq!(drive.path("/Clubs").search(words).all().unwrap().len(), 1, "{words}");
    }
}

#[test]
fn failures_are_errors_and_never_nothing() {
    let (sandbox, drive) = drive();
    sandbox.add_file("/a/b.txt", "a").unwrap();
    for below in ["", ":/children", ":/children", ":/permissions"] {
        sandbox.fault(Fault::status(403).on("GET", &format!("/me/drive/root:/a{below}")));
    }
    assert!(drive.path("/a").find().unwrap_err().is_forbidden());
    assert!(drive.path("/a").children().all().unwrap_err().is_forbidden());
    assert!(drive.path("/a").walk().into_iter().next().unwrap().unwrap_err().is_forbidden());
    assert!(drive.path("/a").permissions().all().unwrap_err().is_forbidden());
    assert!(drive.path("/nowhere").get().unwrap_err().is_not_found());
    assert!(drive.path("/nowhere").children().all().unwrap_err().is_not_found());
}
