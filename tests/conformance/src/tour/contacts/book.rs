//! Contacts and their folders.

use o365::Id;
use o365::contacts::vcard::Version;
use o365::contacts::{
    Contact, ContactDraft, ContactHandle, FolderDraft, FolderHandle, PhysicalAddress, prop,
};
use o365::query::Query;
use o365::time::macros::{date, datetime};

use crate::tour::operation::{Operation, Outcome, Trouble, done, each, op};
use crate::tour::world::{SOME, World};

const CARD: &str =
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:o365 conformance\r\nN:conformance;o365;;;\r\nEND:VCARD\r\n";
/// The shortest that begins as a JPEG does.
const PHOTO: &[u8] = b"\xff\xd8\xff\xe0";

pub(super) const OPERATIONS: &[Operation] = &[
    op("contacts::AddressBook::contacts", |w| {
        let book = w.book();
        for filter in [
            prop::SURNAME.eq("O'Brien & #1"),
            prop::CATEGORIES.any(|category| category.eq("Red category")),
            prop::DISPLAY_NAME.starts_with("G"),
            prop::LAST_MODIFIED.ge(datetime!(2024-01-01 0:00 UTC)),
        ] {
            each(book.contacts().filter(filter).select(prop::DISPLAY_NAME).limit(SOME))?;
        }
        each(book.contacts().order_by(prop::DISPLAY_NAME).page_size(5).limit(SOME))?;
        each(book.contacts().search("george").limit(3))?;
        done(book.contacts().total())
    }),
    op("contacts::AddressBook::contact_by_email", |w| {
        done(w.book().contact_by_email("o'brien@conformance.example"))
    }),
    op("contacts::AddressBook::create_contact", |w| {
        let made = w.book().create_contact(full(w)?)?;
        done(w.book().contact(&made).permanent_delete())
    }),
    op("contacts::AddressBook::create_contacts", |w| {
        let made = new(w, 3)?;
        each(w.book().delete_contacts(&made))
    }),
    op("contacts::AddressBook::update_contacts", |w| {
        let made = new(w, 3)?;
        let changes =
            made.iter().map(|contact| (Id::from(contact), ContactDraft::new().job_title("Winger")));
        each(w.book().update_contacts(changes))?;
        each(w.book().delete_contacts(&made))
    }),
    op("contacts::AddressBook::delete_contacts", |w| each(w.book().delete_contacts(&new(w, 2)?))),
    op("contacts::AddressBook::recipients", |w| done(w.book().recipients())),
    op("contacts::AddressBook::folders", |w| {
        each(w.book().folders().limit(SOME))?;
        let mut round = w.book().folders().delta(None);
        each(round.by_ref())?;
        each(w.book().folders().delta(round.link()))
    }),
    op("contacts::AddressBook::folder_by_name", |w| done(w.book().folder_by_name("O'Brien & #1"))),
    op("contacts::AddressBook::folder_by_path", |w| done(w.book().folder_by_path("O'Brien/In it"))),
    op("contacts::AddressBook::create_folder", |w| {
        let made = w.book().create_folder(w.name())?;
        done(w.book().folder(&made).permanent_delete())
    }),
    op("contacts::AddressBook::default_folder_id", |w| done(w.book().default_folder_id())),
    op("contacts::AddressBook::write_vcards", |w| {
        let mut text = Vec::new();
        done(w.book().write_vcards(w.contacts()?.contacts().limit(SOME), &mut text, Version::V3))
    }),
    op("contacts::AddressBook::read_vcards", |w| {
        let made: Vec<Contact> = w.book().read_vcards(CARD).collect::<o365::Result<_>>()?;
        each(w.book().delete_contacts(&made))
    }),
    op("contacts::ContactHandle::get", |w| done(w.contact()?.get())),
    op("contacts::ContactHandle::get_with", |w| {
        done(
            w.contact()?
                .get_with(&Query::new().select((prop::DISPLAY_NAME, prop::EMAIL_ADDRESSES))),
        )
    }),
    op("contacts::ContactHandle::update", |w| {
        let change = full(w)?.manager(None).birthday(None).children(Vec::<String>::new());
        done(w.contact()?.update(&change))
    }),
    op("contacts::ContactHandle::delete", |w| done(w.contact()?.delete())),
    op("contacts::ContactHandle::permanent_delete", |w| done(w.contact()?.permanent_delete())),
    op("contacts::PhotoHandle::get", |w| done(with_photo(w)?.photo().get())),
    op("contacts::PhotoHandle::info", |w| done(with_photo(w)?.photo().info())),
    op("contacts::PhotoHandle::set", |w| done(with_photo(w))),
    op("contacts::PhotoHandle::delete", |w| done(with_photo(w)?.photo().delete())),
    op("contacts::FolderHandle::get", |w| done(w.contacts()?.get())),
    op("contacts::FolderHandle::update", |w| {
        with_folder(w, |at| done(at.update(FolderDraft::new().display_name(w.name()))))
    }),
    op("contacts::FolderHandle::move_to", |w| {
        with_folder(w, |at| {
            let to = w.contacts()?.create_folder(w.name())?;
            done(at.move_to(&to))
        })
    }),
    op("contacts::FolderHandle::delete", |w| done(in_folder(w)?.delete())),
    op("contacts::FolderHandle::permanent_delete", |w| done(in_folder(w)?.permanent_delete())),
    op("contacts::FolderHandle::contacts", |w| {
        w.contact()?;
        let folder = w.contacts()?;
        each(folder.contacts().limit(SOME))?;
        let mut round = folder.contacts().page_size(5).delta(None);
        each(round.by_ref())?;
        each(folder.contacts().delta(round.link()))
    }),
    op("contacts::FolderHandle::contact_by_email", |w| {
        done(w.contacts()?.contact_by_email("nobody@conformance.example"))
    }),
    op("contacts::FolderHandle::create_contact", |w| done(w.contacts()?.create_contact(full(w)?))),
    op("contacts::FolderHandle::create_contacts", |w| {
        each(w.contacts()?.create_contacts([w.card()?, w.card()?]))
    }),
    op("contacts::FolderHandle::recipients", |w| done(w.contacts()?.recipients())),
    op("contacts::FolderHandle::folders", |w| each(w.contacts()?.folders().limit(SOME))),
    op("contacts::FolderHandle::folder_by_name", |w| {
        done(w.contacts()?.folder_by_name("O'Brien & #1"))
    }),
    op("contacts::FolderHandle::folder_by_path", |w| {
        done(w.contacts()?.folder_by_path("O'Brien/In it"))
    }),
    op("contacts::FolderHandle::create_folder", |w| with_folder(w, |at| done(at.get()))),
    op("contacts::FolderHandle::read_vcards", |w| each(w.contacts()?.read_vcards(CARD))),
];

fn new(w: &World, count: usize) -> Result<Vec<Contact>, Trouble> {
    let drafts: Vec<ContactDraft> = (0..count).map(|_| w.card()).collect::<o365::Result<_>>()?;
    Ok(w.book().create_contacts(drafts).collect::<o365::Result<_>>()?)
}

fn with_photo(w: &World) -> Result<ContactHandle, Trouble> {
    let at = w.contact()?;
    at.photo().set(PHOTO)?;
    Ok(at)
}

/// A new folder in that of the tour.
fn in_folder(w: &World) -> Result<FolderHandle, Trouble> {
    let made = w.contacts()?.create_folder(w.name())?;
    Ok(w.book().folder(&made))
}

/// Does something with it, and deletes it.
fn with_folder(w: &World, call: impl FnOnce(&FolderHandle) -> Outcome) -> Outcome {
    let at = in_folder(w)?;
    let outcome = call(&at);
    at.permanent_delete()?;
    outcome
}

/// All that a draft can say.
fn full(w: &World) -> Result<ContactDraft, Trouble> {
    let address = PhysicalAddress::new()
        .street("Sir Matt Busby Way")
        .city("Manchester")
        .state("England")
        .postal_code("M16 0RA")
        .country_or_region("UK");
    let own = w.own()?;
    Ok(w.card()?
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
        .email_addresses([("George", own.as_str()), ("Work", "best@conformance.example")])
        .im_addresses(["sip:george@conformance.example"])
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
        .business_home_page("https://conformance.example/")
        .birthday(date!(1946 - 05 - 22))
        .spouse_name("Angie")
        .children(["Calum"])
        .categories(["Red category"])
        .personal_notes("A\nB"))
}
