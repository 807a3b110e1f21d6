use o365::contacts::extended_property::{ExtendedPropertyId, Kind};
use o365::contacts::{Contact, ContactDraft, PhysicalAddress, prop};
use o365::mail::MessageDraft;
use o365::query::Query;
use o365::time::macros::date;
use o365_sandbox::Fault;
use serde_json::json;

use super::{book, start};

#[test]
fn a_contact_s_life() {
    let (sandbox, book) = book();
    let draft = ContactDraft::new()
        .given_name("Pavel")
        .surname("Bansky")
        .email_addresses([("Pavel Bansky", "pavelb@fabrikam.com")])
        .business_phones(["+1 732 555 0102"])
        .home_address(PhysicalAddress::new().city("Belfast"))
        .birthday(date!(1946 - 05 - 22))
        .children(["Calum"]);
    let made = book.create_contact(&draft).unwrap();
    assert_eq!(made.display_name.as_deref(), Some("Pavel Bansky"), "the service makes a name");
    assert_eq!(made.birthday, Some(date!(1946 - 05 - 22)));
    assert!(made.business_address.is_some_and(|address| address.is_empty()));

    let at = book.contact(&made.id);
    let changed = at.update(&ContactDraft::new().job_title("Winger").surname(None)).unwrap();
    assert_eq!((changed.job_title.as_deref(), changed.surname), (Some("Winger"), None));
    assert_eq!(changed.children, ["Calum"], "what isn't said stays");
    let cleared = at.update(&ContactDraft::new().children(Vec::<String>::new())).unwrap();
    assert!(cleared.children.is_empty());

    let some = at.get_with(&Query::new().select(prop::JOB_TITLE)).unwrap();
    assert_eq!((some.job_title.as_deref(), some.given_name), (Some("Winger"), None));

    at.delete().unwrap();
    assert!(at.get().unwrap_err().is_not_found());
    assert!(at.permanent_delete().unwrap_err().is_not_found());
    let other = book.create_contact(ContactDraft::new().company_name("United")).unwrap();
    book.contact(&other).permanent_delete().unwrap();
    assert_eq!(book.contacts().total().unwrap(), 0);
    let sent = sandbox.requests();
    let gone = sent.iter().rfind(|request| request.method == "POST").unwrap();
    assert!(gone.target.ends_with("/permanentDelete"), "{}", gone.target);
}

#[test]
fn found_by_e_mail_whatever_is_in_it() {
    let (_sandbox, book) = book();
    for address in ["george@best.com", "o'brien+x@best.com"] {
        book.create_contact(ContactDraft::new().email_addresses(address)).unwrap();
    }
    let found = book.contact_by_email("o'brien+x@best.com").unwrap().unwrap();
    assert_eq!(found.email_addresses[0].address.as_deref(), Some("o'brien+x@best.com"));
    assert!(book.contact_by_email("nobody@best.com").unwrap().is_none());
}

#[test]
fn more_than_a_page_comes_whole() {
    let (sandbox, book) = book();
    for number in 0..25 {
        let contact = json!({"displayName": format!("C{number:02}"), "categories": ["Red"]});
        sandbox.add_contact(sandbox.user(), "contacts", contact).unwrap();
    }
    let all = book.contacts().page_size(10).order_by(prop::DISPLAY_NAME).all().unwrap();
    assert_eq!(all.len(), 25);
    assert_eq!(all[24].display_name.as_deref(), Some("C24"));
    let red = prop::CATEGORIES.any(|category| category.eq("Red"));
    assert_eq!(book.contacts().filter(red).limit(12).all().unwrap().len(), 12);
    assert_eq!(book.contacts().search("C07").all().unwrap().len(), 1);
    let both = book.contacts().search("C07").order_by(prop::DISPLAY_NAME).all().unwrap_err();
    assert_eq!(both.code(), Some("SearchWithOrderBy"));
}

#[test]
fn failures_are_errors_and_never_nothing() {
    let (sandbox, book) = book();
    sandbox.fault(Fault::status(500).on("GET", "/me/contacts").times(50));
    assert_eq!(book.contacts().all().unwrap_err().status(), Some(500));
    sandbox.clear_faults();
    let error = book.contact_by_email("x@y.z").map(|found| found.is_some());
    assert!(!error.unwrap());
    assert!(book.contact("").get().is_err(), "an empty id leads nowhere");
    let refused = book.create_contact(ContactDraft::new().set("nonsense", 1)).unwrap_err();
    assert_eq!(refused.status(), Some(400));
}

#[test]
fn extended_properties_and_what_is_not_modelled() {
    let (_sandbox, book) = book();
    let guid = "66f5a359-4659-4830-9070-00047ec6ac6e";
    let color = ExtendedPropertyId::named(guid, "Color", Kind::String);
    let clubs = ExtendedPropertyId::named(guid, "Clubs", Kind::StringArray);
    let draft = ContactDraft::new()
        .given_name("George")
        .extended_property(&color, "Green")
        .extended_properties(&clubs, ["United", "Fulham"])
        .profession("Winger")
        .set("profession", "Footballer");
    let made = book.create_contact(draft).unwrap();
    assert_eq!(made.profession.as_deref(), Some("Footballer"), "`set` wins");
    let query = Query::new().expand(&color).expand(&clubs);
    let read = book.contact(&made).get_with(&query).unwrap();
    assert_eq!(read.extended_property(&color), Some("Green"));
    assert_eq!(read.extended_properties(&clubs).unwrap(), ["United", "Fulham"]);
    let copy = book.create_contact(&read).unwrap();
    let read = book.contact(&copy).get_with(&query).unwrap();
    assert_eq!(read.extended_property(&color), Some("Green"), "a copy has it too");
}

#[test]
fn a_copy_elsewhere_says_all() {
    let (_sandbox, book) = book();
    let one =
        book.create_contact(ContactDraft::new().given_name("George").surname("Best")).unwrap();
    let folder = book.create_folder("Copies").unwrap();
    let copy = book.folder(&folder).create_contact(&one).unwrap();
    assert_ne!(copy.id, one.id);
    assert_eq!((copy.given_name, copy.surname), (one.given_name, one.surname));
}

#[test]
fn a_message_to_a_contact_and_to_all_of_a_folder() {
    let (_sandbox, account) = start();
    let (book, mailbox) = (account.address_book(), account.mailbox());
    let folder = book.create_folder("Team").unwrap();
    let team = book.folder(&folder);
    for (name, address) in [("George", "george@best.com"), ("Denis", "denis@law.example")] {
        let draft = ContactDraft::new().display_name(name).email_addresses(address);
        team.create_contact(draft).unwrap();
    }
    team.create_contact(ContactDraft::new().display_name("No address")).unwrap();
    let contacts: Vec<Contact> =
        team.contacts().filter(prop::DISPLAY_NAME.eq("George")).all().unwrap();

    let message = MessageDraft::new()
        .to(&contacts[0])
        .cc(&contacts[..])
        .bcc(team.recipients().unwrap())
        .subject("Training");
    let saved = mailbox.save_draft(&message).unwrap();
    assert_eq!(saved.to_recipients[0].to_string(), "George <george@best.com>");
    assert_eq!(saved.cc_recipients.len(), 1);
    assert_eq!(saved.bcc_recipients.len(), 2, "who has no address is left out");
    assert!(book.recipients().unwrap().into_vec().is_empty(), "the default folder has none");

    let nobody =
        team.contacts().filter(prop::DISPLAY_NAME.eq("No address")).first().unwrap().unwrap();
    let error = mailbox.send(&MessageDraft::new().to(&nobody)).unwrap_err();
    assert!(error.to_string().contains("No address"), "{error}");
}

#[test]
fn somebody_else_s_contacts() {
    let (sandbox, account) = start();
    sandbox.add_user("info@best.com", "Information");
    let shared = account.with_resource("info@best.com").address_book();
    assert!(shared.contacts().all().unwrap_err().is_forbidden());
    sandbox.share("info@best.com", sandbox.user());
    shared.create_contact(ContactDraft::new().given_name("George")).unwrap();
    assert_eq!(shared.contacts().all().unwrap().len(), 1);
    assert!(account.address_book().contacts().all().unwrap().is_empty());
}

#[test]
fn a_contact_goes_as_an_attachment() {
    let (_sandbox, account) = start();
    let (book, mailbox) = (account.address_book(), account.mailbox());
    let george = ContactDraft::new()
        .display_name("George Best")
        .email_addresses("george@best.com")
        .birthday(date!(1946 - 05 - 22));
    let kept = book.create_contact(&george).unwrap();
    let pele = ContactDraft::new().surname("Pelé");
    let message = MessageDraft::new().subject("Cards").attach(&kept).attach(&pele);
    let saved = mailbox.message(&mailbox.save_draft(&message).unwrap());
    let all = saved.attachments().all().unwrap();
    let names: Vec<_> = all.iter().filter_map(|one| one.name.as_deref()).collect();
    assert_eq!(names, ["George Best", "Pelé"]);
    let item: Contact = saved.attachment(&all[0]).item().unwrap().unwrap();
    assert_eq!((&item.email_addresses, item.birthday), (&kept.email_addresses, kept.birthday));
    let item: Contact = saved.attachment(&all[1]).item().unwrap().unwrap();
    assert_eq!(item.surname.as_deref(), Some("Pelé"));
}

#[test]
fn what_somebody_else_has_changed_isn_t_changed_unseen() {
    let (_sandbox, book) = book();
    let made = book.create_contact(ContactDraft::new().given_name("George")).unwrap();
    let contact = book.contact(&made);
    let guarded = contact.if_match(made.etag.as_deref().unwrap());
    contact.update(&ContactDraft::new().surname("Best")).unwrap();
    let change = ContactDraft::new().surname("Worst");
    assert!(guarded.update(&change).unwrap_err().is_stale());
    assert!(guarded.delete().unwrap_err().is_stale());
    let now = contact.get().unwrap();
    assert_eq!(now.surname.as_deref(), Some("Best"));
    contact.if_match(now.etag.as_deref().unwrap()).update(&change).unwrap();
}
