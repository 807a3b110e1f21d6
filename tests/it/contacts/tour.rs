//! Every operation once: on the sandbox, or on the server that `O365_TEST_GRAPH` names.

use o365::contacts::{
    AddressBook, ContactDraft, Directory, FolderDraft, InvitationDraft, PhotoSize, PhysicalAddress,
    User, prop,
};
use o365::protocol::Graph;
use o365::query::{Query, Search};
use o365::time::macros::{date, datetime};
use o365::{Account, Result};

use super::start;

fn full() -> ContactDraft {
    let address = PhysicalAddress::new()
        .street("Sir Matt Busby Way")
        .city("Manchester")
        .state("England")
        .postal_code("M16 0RA")
        .country_or_region("UK");
    ContactDraft::new()
        .display_name("George Best")
        .file_as("Best, George")
        .title("Mr.")
        .given_name("George")
        .middle_name("A.")
        .surname("Best")
        .generation("Jr.")
        .initials("G.B.")
        .nick_name("Georgie")
        .yomi_given_name("a")
        .yomi_surname("b")
        .yomi_company_name("c")
        .email_addresses([("George", "george@best.com"), ("Work", "best@united.example")])
        .im_addresses(["sip:george@best.com"])
        .business_phones(["+44 1"])
        .home_phones(["+44 2", "+44 3"])
        .mobile_phone("+44 4")
        .business_address(address.clone())
        .home_address(address.clone())
        .other_address(address)
        .company_name("United")
        .department("Attack")
        .office_location("Old Trafford")
        .job_title("Winger")
        .profession("Footballer")
        .manager("Matt Busby")
        .assistant_name("Denis")
        .business_home_page("https://best.example/")
        .birthday(date!(1946 - 05 - 22))
        .spouse_name("Angie")
        .children(["Calum"])
        .categories(["Red category"])
        .personal_notes("A\nB")
}

fn contacts(book: &AddressBook) -> Result<()> {
    let made = book.create_contact(full())?;
    let at = book.contact(&made);
    at.get()?;
    at.get_with(&Query::new().select((prop::DISPLAY_NAME, prop::EMAIL_ADDRESSES)))?;
    at.update(&full().manager(None).birthday(None).children(Vec::<String>::new()))?;
    for filter in [
        prop::SURNAME.eq("O'Brien & #1"),
        prop::CATEGORIES.any(|category| category.eq("Red category")),
        prop::DISPLAY_NAME.starts_with("G"),
        prop::LAST_MODIFIED.ge(datetime!(2024-01-01 0:00 UTC)),
    ] {
        book.contacts().filter(filter).select(prop::DISPLAY_NAME).limit(25).all()?;
    }
    book.contacts().order_by(prop::DISPLAY_NAME).page_size(5).limit(12).all()?;
    book.contacts().search("george").limit(3).all()?;
    book.contacts().total()?;
    book.contact_by_email("o'brien@best.com")?;
    book.default_folder_id()?;
    book.recipients()?;
    at.photo().set(b"\xff\xd8\xff\xe0")?;
    at.photo().get()?;
    at.photo().info()?;
    at.photo().delete()?;
    let more: Vec<_> = book.create_contacts([full(), full(), full()]).collect::<Result<_>>()?;
    let changes = more.iter().map(|contact| (contact, full()));
    book.update_contacts(changes).collect::<Result<Vec<_>>>()?;
    book.delete_contacts(&more).collect::<Result<Vec<_>>>()?;
    let mut delta = book.contacts().page_size(5).delta(None);
    delta.by_ref().try_for_each(|change| change.map(drop))?;
    book.contacts().delta(delta.link()).try_for_each(|change| change.map(drop))?;
    at.delete()?;
    let other = book.create_contact(full())?;
    book.contact(&other).permanent_delete()
}

fn folders(book: &AddressBook) -> Result<()> {
    let top = book.create_folder("O'Brien & #1")?;
    let at = book.folder(&top);
    at.get()?;
    at.update(FolderDraft::new().display_name("Renamed"))?;
    let child = at.create_folder("Child")?;
    book.folders().all()?;
    at.folders().all()?;
    book.folder_by_name("O'Brien & #1")?;
    book.folder_by_path("Renamed/Child/Deeper")?;
    at.folder_by_path("Child")?;
    let made = at.create_contact(full())?;
    at.contact(&made).get()?;
    at.contacts().all()?;
    at.contact_by_email("george@best.com")?;
    at.recipients()?;
    at.create_contacts([full()]).collect::<Result<Vec<_>>>()?;
    let mut delta = book.folders().delta(None);
    delta.by_ref().try_for_each(|change| change.map(drop))?;
    book.folders().delta(delta.link()).try_for_each(|change| change.map(drop))?;
    at.contacts().delta(None).try_for_each(|change| change.map(drop))?;
    let other = book.create_folder("Other")?;
    book.folder(&child).move_to(&other)?;
    book.folder(&child).delete()?;
    book.folder(&other).permanent_delete()
}

fn directory(directory: &Directory) -> Result<()> {
    let me = directory.me();
    let own = me.get()?;
    me.get_with(&Query::new().select(User::PROPERTIES))?;
    me.manager()?;
    me.direct_reports().all()?;
    me.photo().set(b"\xff\xd8\xff\xe0")?;
    me.photo().get()?;
    me.photo().info()?;
    me.photos().all()?;
    me.photo_sized(PhotoSize::Pixels240).get()?;
    me.photo_sized(PhotoSize::Pixels240).info()?;
    me.photo().delete()?;
    me.people().limit(20).all()?;
    directory.people().search("george").limit(5).all()?;
    directory.people().filter(prop::person::CLASS.eq("Person")).limit(5).all()?;
    directory.user(&own).get()?;
    directory.user("george@best.com").direct_reports().all()?;
    directory.users().select(User::PROPERTIES).page_size(5).limit(12).all()?;
    directory.users().total()?;
    directory.search("george").limit(30).all()?;
    let search = Search::property("displayName", "O\"B").and(Search::property("mail", "x"));
    directory.users().search(search).order_by(prop::user::DISPLAY_NAME).all()?;
    for filter in [
        prop::user::MAIL.ends_with("@best.com"),
        prop::user::DEPARTMENT.ne("Attack"),
        !prop::user::DISPLAY_NAME.starts_with("A"),
        prop::user::ACCOUNT_ENABLED.eq(true),
        prop::user::PROXY_ADDRESSES.any(|proxy| proxy.eq("smtp:o'b@best.com")),
    ] {
        directory.users().filter(filter).page_size(5).limit(12).all()?;
    }
    let sorted = directory.users().filter(prop::user::USER_TYPE.eq("Member"));
    sorted.order_by(prop::user::DISPLAY_NAME.desc()).limit(12).all()?;
    directory.user_by_email("o'brien@best.com")?;
    directory.user_by_name("O'Brien")?;
    let draft = InvitationDraft::new()
        .invited_user_email_address("denis@law.example")
        .invite_redirect_url("https://myapps.microsoft.com/")
        .invited_user_display_name("Denis")
        .invited_user_type("Guest")
        .send_invitation_message(false);
    directory.invite(&draft).map(drop)
}

#[test]
fn every_operation_is_taken() {
    let (_sandbox, mut account) = start();
    if let Ok(url) = std::env::var("O365_TEST_GRAPH") {
        account = Account::with_token("token").protocol(Graph::at(url)).build().unwrap();
    }
    let book = account.address_book();
    let parts = [contacts(&book), folders(&book), directory(&account.directory())];
    for (part, result) in ["contacts", "folders", "directory"].iter().zip(parts) {
        assert!(result.is_ok(), "{part}: {}", result.unwrap_err());
    }
}
