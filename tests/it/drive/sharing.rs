//! Sharing: links, invitations, permissions, what a link leads to.

use o365::drive::{InvitationDraft, LinkDraft, LinkScope, LinkType, Role};

use super::start;

#[test]
fn a_link_opens_what_it_was_made_for() {
    let (sandbox, account) = start();
    sandbox.add_file("/Clubs/a b.txt", "a").unwrap();
    let storage = account.storage();
    let folder = storage.default_drive().path("/Clubs");
    let made = folder.create_link(LinkDraft::view().scope(LinkScope::Organization)).unwrap();
    let link = made.link.clone().unwrap();
    assert_eq!((link.kind, link.scope), (Some(LinkType::View), Some(LinkScope::Organization)));
    let again = folder.create_link(LinkDraft::view().scope(LinkScope::Organization)).unwrap();
    assert_eq!(again.id, made.id, "the same link");
    let url = link.web_url.unwrap();
    let share = storage.share(&url);
    assert_eq!(share.get().unwrap().name.as_deref(), Some("Clubs"));
    assert_eq!(share.item().get().unwrap().id, folder.get().unwrap().id);
    let children = storage.shared_item(&url).children().all().unwrap();
    assert_eq!(children[0].name.as_deref(), Some("a b.txt"));
    assert_eq!(share.redeem().unwrap().name.as_deref(), Some("Clubs"));
    folder.permission(&made).delete().unwrap();
    assert!(share.item().get().is_err(), "a link that is deleted opens nothing");
}

#[test]
fn people_are_invited_and_their_roles_changed() {
    let (sandbox, account) = start();
    sandbox.add_file("/a.txt", "a").unwrap();
    let file = account.storage().default_drive().path("/a.txt");
    let people = InvitationDraft::to(["george@best.com", "denis@law.example"]);
    let granted = file.invite(people.role(Role::Write).message("Greetings!")).unwrap();
    assert_eq!(granted.len(), 2);
    assert!(granted.iter().all(|one| one.allows(&Role::Write) && one.grantees().next().is_some()));
    let first = file.permission(&granted[0]);
    assert!(first.update([Role::Read]).unwrap().allows(&Role::Read));
    assert!(!first.get().unwrap().allows(&Role::Write));
    let before = file.permissions().all().unwrap().len();
    first.delete().unwrap();
    assert_eq!(file.permissions().all().unwrap().len(), before - 1);
    assert!(first.get().unwrap_err().is_not_found());
}
