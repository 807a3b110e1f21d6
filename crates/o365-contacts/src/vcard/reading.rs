//! vCards to contacts.

use calcard::common::{IanaString, PartialDateTime};
use calcard::vcard::{
    VCard, VCardEntry, VCardParameterName, VCardParameterValue, VCardProperty, VCardValue,
};
use calcard::{Entry, Parser};
use o365_core::time::{Date, date};
use o365_core::{Base64, EmailAddress, Error, Recipient, Result};
use serde::de::DeserializeOwned;

use super::{Card, EXTENDED, EXTENDED_LISTS, NO_YEAR};
use crate::model::{Contact, Photo, PhysicalAddress};

/// Entries of each list that a contact has room for.
const MOST_ADDRESSES: usize = 3;
const MOST_PHONES: usize = 2;

/// The cards of a text, one after the other. One that can't be read is one error and no more.
///
/// ```
/// use o365_contacts::vcard;
///
/// assert_eq!(vcard::read("").count(), 0);
/// assert!(vcard::read("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n").next().is_some_and(|card| card.is_err()));
/// ```
pub fn read(text: &str) -> Cards<'_> {
    Cards { parser: Parser::new(text).strict(), over: false }
}

/// The cards of a text; made by [`read`].
pub struct Cards<'a> {
    parser: Parser<'a>,
    over: bool,
}

impl Iterator for Cards<'_> {
    type Item = Result<Card>;

    fn next(&mut self) -> Option<Result<Card>> {
        if self.over {
            return None;
        }
        let wrong = match self.parser.entry() {
            Entry::VCard(card) => return Some(Ok(card_of(card))),
            Entry::Eof => {
                self.over = true;
                return None;
            }
            Entry::InvalidLine(line) => {
                let line: String = line.trim().chars().take(60).collect();
                format!("`{}` is no line of a vCard", line.escape_debug())
            }
            Entry::ICalendar(_) => "a calendar stands where a vCard is looked for".to_owned(),
            Entry::UnterminatedComponent(_) => "a vCard has no end".to_owned(),
            _ => "what stands here is no vCard".to_owned(),
        };
        Some(Err(Error::input(wrong)))
    }
}

impl std::iter::FusedIterator for Cards<'_> {}

impl std::fmt::Debug for Cards<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Cards").field("over", &self.over).finish_non_exhaustive()
    }
}

fn card_of(vcard: VCard) -> Card {
    let mut card = Card::default();
    let mut groups = Vec::new();
    // Names of e-mail addresses stand in lines of their own, tied by a group.
    let mut names = Vec::new();
    for entry in vcard.entries {
        if entry.name.as_str().eq_ignore_ascii_case("X-GRAPH-NAME") {
            names.push((entry.group.clone(), text(&entry)));
        } else {
            if entry.name == VCardProperty::Email
                && card.contact.email_addresses.len() < MOST_ADDRESSES
            {
                groups.push(entry.group.clone());
            }
            take(entry, &mut card);
        }
    }
    for (email, group) in card.contact.email_addresses.iter_mut().zip(groups) {
        let named = names.iter().find(|(tied, _)| group.is_some() && *tied == group);
        email.name = named.map(|(_, name)| name.clone());
    }
    card
}

/// Puts a line into its place, if there is one and it is free.
fn take(entry: VCardEntry, card: &mut Card) {
    let contact = &mut card.contact;
    let taken = match &entry.name {
        VCardProperty::Begin | VCardProperty::End | VCardProperty::Version => true,
        VCardProperty::Prodid | VCardProperty::Rev | VCardProperty::Uid => true,
        VCardProperty::N => {
            let parts = parts(&entry);
            let places = [
                &mut contact.surname,
                &mut contact.given_name,
                &mut contact.middle_name,
                &mut contact.title,
                &mut contact.generation,
            ];
            places.into_iter().zip(parts).for_each(|(place, part)| *place = part);
            true
        }
        VCardProperty::Fn => set(&mut contact.display_name, &entry),
        VCardProperty::Nickname => set(&mut contact.nick_name, &entry),
        VCardProperty::Email => {
            let mut email: EmailAddress = Recipient::default().email_address;
            email.address = Some(text(&entry)).filter(|address| !address.is_empty());
            push(&mut contact.email_addresses, email, MOST_ADDRESSES)
        }
        VCardProperty::Impp => push(&mut contact.im_addresses, text(&entry), usize::MAX),
        VCardProperty::Tel => phone(&entry, contact),
        VCardProperty::Adr => address(&entry, contact),
        VCardProperty::Org => {
            let mut parts = parts(&entry).into_iter();
            let free = contact.company_name.is_none() && contact.department.is_none();
            if free {
                contact.company_name = parts.next().flatten();
                let rest: Vec<_> = parts.flatten().collect();
                contact.department = Some(rest.join(", ")).filter(|text| !text.is_empty());
            }
            free
        }
        VCardProperty::Title => set(&mut contact.job_title, &entry),
        VCardProperty::Role => set(&mut contact.profession, &entry),
        VCardProperty::Url => set(&mut contact.business_home_page, &entry),
        VCardProperty::Note => set(&mut contact.personal_notes, &entry),
        VCardProperty::Categories => {
            contact.categories.extend(texts(&entry).filter(|name| !name.is_empty()));
            true
        }
        VCardProperty::Bday => {
            contact.birthday = entry.values.first().and_then(day);
            contact.birthday.is_some()
        }
        VCardProperty::Photo => {
            let image = image(&entry);
            let taken = card.photo.is_none() && image.is_some();
            if taken {
                card.photo = image;
            }
            taken
        }
        other => own(other.as_str(), &entry, contact),
    };
    if !taken {
        let text = text(&entry);
        card.left_out.push(format!("{}: {text}", entry.name.as_str()));
    }
}

/// What the standard has no name for.
fn own(name: &str, entry: &VCardEntry, contact: &mut Contact) -> bool {
    let name = name.to_ascii_uppercase();
    let place = match name.as_str() {
        "X-MS-MANAGER" => &mut contact.manager,
        "X-MS-ASSISTANT" => &mut contact.assistant_name,
        "X-MS-SPOUSE" => &mut contact.spouse_name,
        "X-MS-CHILD" => return push(&mut contact.children, text(entry), usize::MAX),
        "X-MS-IMADDRESS" => return push(&mut contact.im_addresses, text(entry), usize::MAX),
        "X-PHONETIC-FIRST-NAME" => &mut contact.yomi_given_name,
        "X-PHONETIC-LAST-NAME" => &mut contact.yomi_surname,
        "X-PHONETIC-ORG" => &mut contact.yomi_company_name,
        "X-GRAPH-FILE-AS" => &mut contact.file_as,
        "X-GRAPH-INITIALS" => &mut contact.initials,
        "X-GRAPH-OFFICE-LOCATION" => &mut contact.office_location,
        "X-GRAPH-URL" => &mut contact.business_home_page,
        EXTENDED => return json(&mut contact.single_value_extended_properties, entry),
        EXTENDED_LISTS => return json(&mut contact.multi_value_extended_properties, entry),
        _ => return false,
    };
    set(place, entry)
}

/// Adds what is kept as base64 of JSON, if it is that.
fn json<T: DeserializeOwned>(places: &mut Vec<T>, entry: &VCardEntry) -> bool {
    let bytes = serde_json::from_value::<Base64>(text(entry).into()).ok();
    let read = bytes.and_then(|bytes| bytes.decode());
    let read = read.and_then(|json| serde_json::from_slice::<Vec<T>>(&json).ok());
    read.map(|read| places.extend(read)).is_some()
}

fn phone(entry: &VCardEntry, contact: &mut Contact) -> bool {
    let number = text(entry);
    let number = number.strip_prefix("tel:").unwrap_or(&number).to_owned();
    let free = contact.mobile_phone.is_none();
    match () {
        () if number.is_empty() || is(entry, "fax") || is(entry, "pager") => number.is_empty(),
        () if is(entry, "cell") && free => {
            contact.mobile_phone = Some(number);
            true
        }
        () if is(entry, "home") => push(&mut contact.home_phones, number, MOST_PHONES),
        () if is(entry, "work") => push(&mut contact.business_phones, number, MOST_PHONES),
        () if free => {
            contact.mobile_phone = Some(number);
            true
        }
        () => push(&mut contact.home_phones, number, MOST_PHONES),
    }
}

fn address(entry: &VCardEntry, contact: &mut Contact) -> bool {
    let mut parts = parts(entry).into_iter();
    let above = [parts.next().flatten(), parts.next().flatten()];
    let mut address = PhysicalAddress::new();
    let street = above.into_iter().flatten().chain(parts.next().flatten());
    address.street =
        Some(street.collect::<Vec<_>>().join("\n")).filter(|street| !street.is_empty());
    address.city = parts.next().flatten();
    address.state = parts.next().flatten();
    address.postal_code = parts.next().flatten();
    address.country_or_region = parts.next().flatten();
    if address.is_empty() {
        return true;
    }
    let (business, home) = (&mut contact.business_address, &mut contact.home_address);
    let own = match () {
        () if is(entry, "work") => Some(business),
        () if is(entry, "home") => Some(home),
        () => None,
    };
    let mut places = own.into_iter().chain([&mut contact.other_address]);
    match places.find(|place| place.is_none()) {
        Some(place) => {
            *place = Some(address);
            true
        }
        None => false,
    }
}

/// The day of a birthday. What has no year gets one that says so.
fn day(value: &VCardValue) -> Option<Date> {
    match value {
        VCardValue::PartialDateTime(PartialDateTime {
            year,
            month: Some(month),
            day: Some(day),
            ..
        }) => {
            let year = year.map_or(NO_YEAR, i32::from);
            Date::from_calendar_date(year, (*month).try_into().ok()?, *day).ok()
        }
        VCardValue::Text(text) => date::parse(text.trim()),
        _ => None,
    }
}

fn image(entry: &VCardEntry) -> Option<Photo> {
    match entry.values.first()? {
        VCardValue::Binary(data) => {
            let kind = data.content_type.as_deref().filter(|kind| kind.starts_with("image/"));
            Some(match kind {
                Some(kind) => Photo::new(kind, data.data.clone()),
                None => Photo::from(data.data.clone()),
            })
        }
        // An address of a photo is no photo.
        _ => None,
    }
}

/// Whether it says so of itself: `TYPE=work`, or `WORK` alone as in 2.1.
fn is(entry: &VCardEntry, kind: &str) -> bool {
    entry.params.iter().any(|param| match (&param.name, &param.value) {
        (VCardParameterName::Type, VCardParameterValue::Type(value)) => {
            value.as_str().eq_ignore_ascii_case(kind)
        }
        (VCardParameterName::Type, VCardParameterValue::Text(value)) => {
            value.split(',').any(|value| value.trim().eq_ignore_ascii_case(kind))
        }
        (VCardParameterName::Other(name), VCardParameterValue::Null) => {
            name.eq_ignore_ascii_case(kind)
        }
        _ => false,
    })
}

fn set(place: &mut Option<String>, entry: &VCardEntry) -> bool {
    let text = text(entry);
    if text.is_empty() {
        return true;
    }
    let free = place.is_none();
    if free {
        *place = Some(text);
    }
    free
}

fn push<T>(places: &mut Vec<T>, value: T, most: usize) -> bool {
    let free = places.len() < most;
    if free {
        places.push(value);
    }
    free
}

/// Components, those that are empty as `None`.
fn parts(entry: &VCardEntry) -> Vec<Option<String>> {
    texts(entry).map(|text| Some(text).filter(|text| !text.is_empty())).collect()
}

fn text(entry: &VCardEntry) -> String {
    texts(entry).collect::<Vec<_>>().join(", ")
}

fn texts(entry: &VCardEntry) -> impl Iterator<Item = String> {
    entry.values.iter().map(|value| match value {
        VCardValue::Text(text) => text.clone(),
        VCardValue::Component(parts) => parts.join(", "),
        VCardValue::Integer(number) => number.to_string(),
        VCardValue::Float(number) => number.to_string(),
        VCardValue::Boolean(flag) => flag.to_string(),
        VCardValue::Binary(data) => format!("{} bytes", data.data.len()),
        VCardValue::Sex(sex) => sex.as_str().to_owned(),
        VCardValue::Kind(kind) => kind.as_str().to_owned(),
        VCardValue::GramGender(gender) => gender.as_str().to_owned(),
        VCardValue::PartialDateTime(_) => String::new(),
    })
}
