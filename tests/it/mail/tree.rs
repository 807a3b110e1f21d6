use o365::mail::{FolderTreeEntry, MailFolder, MessageDraft};
use o365_core::mock::Mock;
use serde_json::{Value, json};

use super::{mailbox, mocked};

fn names(entries: impl IntoIterator<Item = o365::Result<FolderTreeEntry>>) -> Vec<String> {
    entries.into_iter().map(|entry| entry.unwrap().path.to_string()).collect()
}

#[test]
fn each_folder_comes_before_those_in_it() {
    let (sandbox, mailbox) = mailbox(0);
    mailbox.create_path("Inbox/Projects/2024").unwrap();
    mailbox.create_path("Inbox/Projects/2025").unwrap();
    mailbox.create_path(["Archive", "Sales/Marketing"]).unwrap();
    let top = mailbox.folders().all().unwrap();
    sandbox.clear_requests();

    let entries: Vec<_> = mailbox.folder_tree().into_iter().map(Result::unwrap).collect();
    assert_eq!(entries.len(), top.len() + 4);
    assert_eq!(sandbox.request_count(), 4, "the top, and each folder that has others in it");
    for (number, entry) in entries.iter().enumerate() {
        assert_eq!(entry.depth + 1, entry.path.names().len());
        if let Some(parent) = entry.depth.checked_sub(1) {
            let before =
                entries[..number].iter().rev().find(|other| other.depth == parent).unwrap();
            assert_eq!(entry.folder.parent_folder_id.as_ref(), Some(&before.folder.id));
        }
    }
    let found = |path: &str| entries.iter().find(|entry| entry.path.to_string() == path).unwrap();
    let year = mailbox.folder_by_path(&found("Inbox/Projects/2024").path).unwrap().unwrap();
    assert_eq!(year.id, found("Inbox/Projects/2024").folder.id);
    assert_eq!(found("Archive/Sales/Marketing").depth, 1, "a slash in a name isn't a level");

    assert_eq!(names(mailbox.folder_tree().max_depth(1)).len(), top.len());
    assert_eq!(names(mailbox.folder_tree().max_depth(0)).len(), 0);
}

#[test]
fn a_circle_of_folders_ends_and_an_error_is_told_once() {
    let folder = |id: &str, children: Value| json!({"id": id, "displayName": id, "childFolderCount": children});
    let mock = Mock::new()
        .answer(200, json!({"value": [folder("a", json!(1)), folder("b", json!(null)), folder("c", json!(0))]}))
        .answer(200, json!({"value": [folder("b", json!(1)), folder("a", json!(1))]}))
        .answer(200, json!({"value": [folder("a", json!(1)), folder("d", json!(1))]}))
        .answer(403, json!({"error": {"code": "ErrorAccessDenied", "message": "no"}}));
    let mailbox = mocked(&mock);
    let told: Vec<String> = mailbox
        .folder_tree()
        .into_iter()
        .map(|entry| entry.map_or_else(|_| "error".to_owned(), |entry| entry.path.to_string()))
        .collect();
    assert_eq!(told, ["a", "a/b", "a/b/d", "error", "c"]);
    let asked: Vec<_> = mock.requests().iter().map(|request| request.path().to_owned()).collect();
    assert_eq!(
        asked[1..],
        [
            "/v1.0/me/mailFolders/a/childFolders",
            "/v1.0/me/mailFolders/b/childFolders",
            "/v1.0/me/mailFolders/d/childFolders",
        ]
    );
}

#[test]
fn hidden_folders_are_asked_for() {
    let mock = Mock::new()
        .answer(200, json!({"value": [{"id": "a", "displayName": "Clutters", "childFolderCount": 0, "isHidden": true}]}))
        .answer(200, json!({"value": []}))
        .answer(200, json!({"value": []}))
        .answer(200, json!({"value": []}));
    let mailbox = mocked(&mock);
    assert_eq!(names(mailbox.folder_tree().include_hidden()), ["Clutters"]);
    assert_eq!(mailbox.folders_with_hidden().all().unwrap().len(), 0);
    assert_eq!(mailbox.inbox().folders_with_hidden().all().unwrap().len(), 0);
    for request in mock.requests() {
        assert!(request.query().contains("includeHiddenFolders=true"), "{request}");
    }
    assert_eq!(mock.requests().len(), 4);
}

#[test]
fn a_path_is_found_or_made() {
    let (sandbox, mailbox) = mailbox(0);
    let made: MailFolder = mailbox.create_path("Inbox/Projects/2024").unwrap();
    assert_eq!(made.display_name.as_deref(), Some("2024"));
    sandbox.clear_requests();
    let again = mailbox.create_path("Inbox/Projects/2024").unwrap();
    assert_eq!(again.id, made.id);
    assert!(sandbox.requests().iter().all(|request| request.method == "GET"), "nothing to create");
    let below = mailbox.inbox().create_path(["Projects", "a/b"]).unwrap();
    assert_eq!(below.parent_folder_id, made.parent_folder_id);
    let found = mailbox.inbox().folder_by_path(["Projects", "a/b"]).unwrap().unwrap();
    assert_eq!(found.id, below.id);
    assert!(mailbox.folder_by_path("Inbox/Projects/a/b").unwrap().is_none());
    assert!(mailbox.create_path("/").unwrap_err().to_string().contains("empty"));
    assert!(mailbox.create_path(["Inbox", ""]).is_err());
}

#[test]
fn a_folder_that_somebody_else_makes_meanwhile_is_taken() {
    let mock = Mock::new()
        .answer(200, json!({"value": []}))
        .answer(409, json!({"error": {"code": "ErrorFolderExists", "message": "it exists"}}))
        .answer(200, json!({"value": [{"id": "theirs", "displayName": "Projects"}]}));
    let folder = mocked(&mock).create_path("Projects").unwrap();
    assert_eq!(folder.id.as_str(), "theirs");
    assert_eq!(mock.unused(), 0);
}

#[test]
fn knows_what_it_is_in() {
    let (_sandbox, mailbox) = mailbox(0);
    let made = mailbox.create_path("Inbox/Projects").unwrap();
    mailbox.folder(&made).save_draft(&MessageDraft::new().subject("x")).unwrap();
    let parent = mailbox.folder(&made).parent().unwrap().unwrap().get().unwrap();
    assert_eq!(parent.id, mailbox.inbox().get().unwrap().id);
    assert!(mailbox.folder("nowhere").parent().is_err());

    let mock = Mock::new().answer(200, json!({"parentFolderId": null}));
    assert!(mocked(&mock).inbox().parent().unwrap().is_none());
    assert!(mock.requests()[0].query().ends_with("$select=parentFolderId"));
}

#[test]
fn deletes_for_good() {
    let mock = Mock::new().answer(204, ());
    mocked(&mock).folder("AAMk=").permanent_delete().unwrap();
    let request = &mock.requests()[0];
    assert_eq!(
        (request.method(), request.path()),
        ("POST", "/v1.0/me/mailFolders/AAMk=/permanentDelete")
    );
    assert!(request.body().is_empty());
}

#[test]
fn search_folders_are_made_where_outlook_shows_them() {
    use o365::mail::{SearchFolderDraft, prop};

    let made = json!({
        "@odata.type": "#microsoft.graph.mailSearchFolder", "id": "AAMkADYRAAAZg1yTAAA=",
        "displayName": "Weekly digests", "isSupported": true, "filterQuery": "contains(subject, 'weekly digest')"
    });
    let mock = Mock::new().answer(201, made.clone()).answer(201, made.clone()).answer(200, made);
    let mailbox = mocked(&mock);
    let draft = SearchFolderDraft::new()
        .display_name("Weekly digests")
        .filter(prop::SUBJECT.contains("weekly digest"))
        .source_folders([&MailFolder::default().id])
        .include_nested_folders(true);
    let folder = mailbox.create_search_folder(&draft).unwrap();
    assert!(folder.is_search_folder() && folder.is_supported == Some(true));
    mailbox.inbox().create_search_folder(&draft).unwrap();
    let change = SearchFolderDraft::new().filter("isRead eq false");
    mailbox.folder(&folder).update_search_folder(&change).unwrap();

    let requests = mock.requests();
    assert_eq!(requests[0].path(), "/v1.0/me/mailFolders/searchfolders/childFolders");
    assert_eq!(requests[1].path(), "/v1.0/me/mailFolders/inbox/childFolders");
    assert_eq!(requests[2].method(), "PATCH");
    assert_eq!(
        requests[2].json().unwrap(),
        json!({"@odata.type": "#microsoft.graph.mailSearchFolder", "filterQuery": "isRead eq false"})
    );
}
