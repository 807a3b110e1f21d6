use o365::mail::{FolderDraft, MessageDraft, WellKnownFolder};

use super::mailbox;

#[test]
fn a_folder_s_life() {
    let (_sandbox, mailbox) = mailbox(0);
    let made = mailbox.inbox().create_folder("George Best Quotes").unwrap();
    let folder = mailbox.folder(&made);
    assert_eq!(folder.get().unwrap().display_name.as_deref(), Some("George Best Quotes"));

    let error = mailbox.inbox().create_folder("George Best Quotes").unwrap_err();
    assert!(error.is_conflict(), "{error}");

    let renamed = folder.update(FolderDraft::new().display_name("Quotes")).unwrap();
    assert_eq!((renamed.display_name.as_deref(), &renamed.id), (Some("Quotes"), &made.id));

    let moved = folder.move_to(WellKnownFolder::Archive).unwrap();
    assert_eq!(mailbox.archive().folders().all().unwrap().len(), 1);
    assert_eq!(mailbox.inbox().folders().all().unwrap().len(), 0);

    mailbox.folder(&moved).save_draft(&MessageDraft::new().subject("in it")).unwrap();
    let copy = mailbox.folder(&moved).copy_to(WellKnownFolder::Inbox).unwrap();
    assert_ne!(copy.id, moved.id);
    assert_eq!(
        mailbox.folder(&copy).messages().all().unwrap().len(),
        1,
        "a copy has what is in it"
    );

    mailbox.folder(&copy).delete().unwrap();
    assert!(mailbox.inbox().folder_by_name("Quotes").unwrap().is_none());
    let error = mailbox.inbox().delete().unwrap_err();
    assert!(
        error.status().is_some_and(|status| status >= 400),
        "every mailbox needs its inbox: {error}"
    );
}

#[test]
fn found_by_name_and_path_or_none() {
    let (sandbox, mailbox) = mailbox(0);
    let projects = mailbox.inbox().create_folder("Projects").unwrap();
    let year = mailbox.folder(&projects).create_folder("O'Brien & #1 50%").unwrap();

    let found = mailbox.folder_by_path("Inbox/Projects/O'Brien & #1 50%").unwrap().unwrap();
    assert_eq!(found.id, year.id);
    assert!(mailbox.folder_by_path("/Inbox/Projects/").unwrap().is_some());
    assert!(mailbox.folder_by_path("Inbox/Nothing/There").unwrap().is_none());
    assert!(mailbox.folder_by_path("").is_err());
    assert!(mailbox.folder_by_name("projects").unwrap().is_none(), "it isn't at the top");
    let target = &sandbox
        .requests()
        .into_iter()
        .find(|request| request.target.contains("Brien"))
        .unwrap()
        .target;
    assert!(target.contains("displayName%20eq%20'O''Brien%20%26%20%231%2050%25'"), "{target}");
}

#[test]
fn well_known_names_need_no_look_up() {
    let (sandbox, mailbox) = mailbox(3);
    for (folder, name) in [
        (mailbox.inbox(), "inbox"),
        (mailbox.drafts(), "drafts"),
        (mailbox.sent_items(), "sentitems"),
        (mailbox.deleted_items(), "deleteditems"),
        (mailbox.junk_email(), "junkemail"),
        (mailbox.outbox(), "outbox"),
        (mailbox.archive(), "archive"),
    ] {
        assert!(folder.get().unwrap().display_name.is_some());
        assert_eq!(
            sandbox.requests().last().unwrap().target,
            format!("/v1.0/me/mailFolders/{name}")
        );
    }
    assert_eq!(mailbox.inbox().get().unwrap().total_item_count, Some(3));
    let names: Vec<_> = mailbox
        .folders()
        .all()
        .unwrap()
        .into_iter()
        .filter_map(|folder| folder.display_name)
        .collect();
    assert!(names.iter().any(|name| name == "Inbox"), "{names:?}");
}
