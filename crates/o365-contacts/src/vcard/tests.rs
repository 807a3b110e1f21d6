use o365_core::extended_property::{
    ExtendedPropertyId, Kind, MultiValueExtendedProperty, SingleValueExtendedProperty,
};
use o365_core::json::serde_json::Value;
use o365_core::time::Date;
use o365_core::time::macros::date;
use proptest::prelude::*;

use super::*;
use crate::model::{ContactDraft, PhysicalAddress};

/// What a card comes back as.
fn back(card: &Card, version: Version) -> Card {
    let text = write([card], version);
    let mut cards: Vec<_> = read(&text).map(Result::unwrap).collect();
    assert_eq!(cards.len(), 1, "{text}");
    assert!(text.lines().all(|line| line.len() <= 77), "lines are folded: {text}");
    cards.remove(0)
}

fn said(contact: &Contact) -> Value {
    serde_json::to_value(ContactDraft::from(contact)).unwrap()
}

fn text() -> impl Strategy<Value = String> {
    // Anything that prints, with what has a meaning in vCards, and line breaks.
    "[^\\p{C}\\p{Z}]([^\\p{C}]|[ \n\\\\;,:\"=]){0,30}[^\\p{C}\\p{Z}]"
}

fn maybe() -> impl Strategy<Value = Option<String>> {
    proptest::option::of(text())
}

fn address() -> impl Strategy<Value = Option<PhysicalAddress>> {
    let parts = (maybe(), maybe(), maybe(), maybe(), maybe());
    let address = parts.prop_map(|(street, city, state, code, country)| {
        let mut address = PhysicalAddress::new();
        (address.street, address.city, address.state) = (street, city, state);
        (address.postal_code, address.country_or_region) = (code, country);
        address
    });
    proptest::option::of(address.prop_filter("none", |address| !address.is_empty()))
}

prop_compose! {
    fn contact()(
        texts in proptest::collection::vec(maybe(), 24),
        lists in proptest::collection::vec(proptest::collection::vec(text(), 0..3), 5),
        emails in proptest::collection::vec((maybe(), text()), 0..4),
        addresses in (address(), address(), address()),
        days in proptest::option::of(0_i32..200_000),
        extended in proptest::option::of(text()),
    ) -> Contact {
        let mut contact = Contact::default();
        let mut texts = texts.into_iter();
        for place in [
            &mut contact.display_name, &mut contact.file_as, &mut contact.title, &mut contact.given_name,
            &mut contact.middle_name, &mut contact.surname, &mut contact.generation, &mut contact.initials,
            &mut contact.nick_name, &mut contact.yomi_given_name, &mut contact.yomi_surname,
            &mut contact.yomi_company_name, &mut contact.mobile_phone, &mut contact.company_name,
            &mut contact.department, &mut contact.office_location, &mut contact.job_title, &mut contact.profession,
            &mut contact.manager, &mut contact.assistant_name, &mut contact.business_home_page,
            &mut contact.spouse_name, &mut contact.personal_notes,
        ] {
            *place = texts.next().flatten();
        }
        let mut lists = lists.into_iter();
        for place in [
            &mut contact.categories, &mut contact.im_addresses, &mut contact.business_phones,
            &mut contact.home_phones, &mut contact.children,
        ] {
            *place = lists.next().unwrap_or_default();
        }
        contact.email_addresses = emails.into_iter().map(|(name, address)| {
            let mut email = o365_core::EmailAddress::default();
            (email.name, email.address) = (name, Some(address));
            email
        }).collect();
        (contact.business_address, contact.home_address, contact.other_address) = addresses;
        contact.birthday = days.and_then(|days| Date::from_calendar_date(1600, 1.try_into().unwrap(), 1).unwrap()
            .checked_add(o365_core::time::Duration::days(days.into())));
        if let Some(value) = extended {
            let id = ExtendedPropertyId::tag(0x3001, Kind::String);
            let one = SingleValueExtendedProperty::new(&id, value.as_str());
            contact.single_value_extended_properties.push(one);
            let many = MultiValueExtendedProperty::new(&id, [value.as_str(), "b"]);
            contact.multi_value_extended_properties.push(many);
        }
        contact
    }
}

proptest! {
    #[test]
    fn nothing_is_lost_on_the_way_there_and_back(
        contact in contact(),
        image in proptest::option::of(proptest::collection::vec(any::<u8>(), 0..200)),
    ) {
        let photo = image.map(|bytes| Photo::from([&[0xff, 0xd8, 0xff][..], &bytes].concat()));
        let card = Card { photo, ..Card::from(&contact) };
        for version in [Version::V3, Version::V4] {
            let back = back(&card, version);
            prop_assert_eq!(said(&back.contact), said(&contact), "{:?}", version);
            prop_assert_eq!(&back.photo, &card.photo);
            prop_assert!(back.left_out.is_empty(), "{:?}", back.left_out);
        }
    }

    #[test]
    fn no_text_is_too_odd(text in "\\PC*|(BEGIN:VCARD\n|END:VCARD\n|[A-Z;:=,\n\\\\]{0,9}|TEL;|BDAY:|PHOTO;ENCODING=b:|\\PC)*") {
        // An end comes, and nothing panics.
        _ = read(&text).take(10_000).count();
    }
}

#[test]
fn a_card_of_outlook() {
    let text = "BEGIN:VCARD\r\nVERSION:2.1\r\nN;LANGUAGE=en-us:Best;George;;Mr.;Jr.\r\nFN:George Best\r\n\
        ORG:United;Attack\r\nTITLE:Winger\r\nTEL;WORK;VOICE:+44 1\r\nTEL;CELL;VOICE:+44 2\r\nTEL;WORK;FAX:+44 3\r\n\
        ADR;WORK;PREF:;;Sir Matt Busby Way;Manchester;;M16 0RA;UK\r\n\
        NOTE;ENCODING=QUOTED-PRINTABLE:Line one=0D=0A=\r\nLine two\r\nEMAIL;PREF;INTERNET:george@best.com\r\n\
        BDAY:19460522\r\nX-MS-MANAGER:Matt Busby\r\nX-MS-CHILD:Calum\r\nREV:20240321T100000Z\r\nEND:VCARD\r\n";
    let card = read(text).next().unwrap().unwrap();
    let contact = &card.contact;
    assert_eq!(contact.title.as_deref(), Some("Mr."));
    assert_eq!(contact.generation.as_deref(), Some("Jr."));
    assert_eq!(contact.department.as_deref(), Some("Attack"));
    assert_eq!(contact.business_phones, ["+44 1"]);
    assert_eq!(contact.mobile_phone.as_deref(), Some("+44 2"));
    let city = contact.business_address.as_ref().and_then(|address| address.city.as_deref());
    assert_eq!(city, Some("Manchester"));
    assert_eq!(contact.birthday, Some(date!(1946 - 05 - 22)));
    assert_eq!(contact.manager.as_deref(), Some("Matt Busby"));
    assert_eq!(contact.children, ["Calum"]);
    assert!(contact.personal_notes.as_deref().is_some_and(|note| note.contains("Line two")));
    assert_eq!(card.left_out, ["TEL: +44 3"]);
}

#[test]
fn what_has_no_place_is_told() {
    let text = "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:G\r\nTEL;TYPE=work:1\r\nTEL;TYPE=work:2\r\nTEL;TYPE=work:3\r\n\
        EMAIL:a@b.c\r\nEMAIL:d@e.f\r\nEMAIL:g@h.i\r\nEMAIL:j@k.l\r\nGEO:geo:53.4,-2.2\r\nPHOTO:data:image/png;base64,iVBORw==\r\n\
        PHOTO:https://best.example/a.jpg\r\nEND:VCARD\r\n";
    let card = read(text).next().unwrap().unwrap();
    assert_eq!(card.contact.business_phones, ["1", "2"]);
    assert_eq!(card.contact.email_addresses.len(), 3);
    assert_eq!(card.left_out.len(), 4, "{:?}", card.left_out);
    assert!(
        card.left_out.contains(&"TEL: 3".to_owned())
            && card.left_out.contains(&"EMAIL: j@k.l".to_owned())
    );
}

#[test]
fn a_birthday_without_a_year() {
    let text = "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:G\r\nBDAY:--0522\r\nEND:VCARD\r\n";
    let card = read(text).next().unwrap().unwrap();
    assert_eq!(card.contact.birthday, Some(date!(1604 - 05 - 22)));
    assert!(write([&card], Version::V4).contains("BDAY:--0522"));
    assert!(write([&card], Version::V3).contains("BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-22"));
    for version in [Version::V3, Version::V4] {
        assert_eq!(back(&card, version).contact.birthday, card.contact.birthday);
    }
}

#[test]
fn one_bad_card_is_one_error() {
    let good = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:A\r\nEND:VCARD\r\n";
    let text = format!("{good}BEGIN:VEVENT\r\nSUMMARY:x\r\nEND:VEVENT\r\n{good}");
    let cards: Vec<bool> = read(&text).map(|card| card.is_ok()).collect();
    assert_eq!(cards, [true, false, true]);
    let cut = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:A\r\n";
    assert!(read(cut).any(|card| card.is_err()));
}
