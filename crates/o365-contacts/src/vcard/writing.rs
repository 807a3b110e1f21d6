//! Contacts to vCards.

use calcard::common::{Data, PartialDateTime};
use calcard::vcard::{
    VCard, VCardEntry, VCardParameter, VCardParameterName, VCardParameterValue, VCardProperty,
    VCardType, VCardValue, VCardVersion,
};
use o365_core::Base64;
use o365_core::time::Date;
use serde::Serialize;

use super::{Card, EXTENDED, EXTENDED_LISTS, NO_YEAR, Version};
use crate::model::{Contact, Photo, PhysicalAddress};

/// The cards as one text, as it stands in a `.vcf` file.
///
/// ```
/// use o365_contacts::{Contact, vcard::{self, Card, Version}};
///
/// let mut contact = Contact::default();
/// contact.display_name = Some("George Best".into());
/// let text = vcard::write([&Card::from(contact)], Version::V3);
/// assert!(text.starts_with("BEGIN:VCARD\r\nVERSION:3.0\r\n") && text.contains("FN:George Best\r\n"));
/// ```
pub fn write<'a>(cards: impl IntoIterator<Item = &'a Card>, version: Version) -> String {
    let mut text = String::new();
    for card in cards {
        let mut lines = Lines { entries: Vec::new(), version, group: 0 };
        lines.contact(&card.contact);
        if let Some(photo) = &card.photo {
            lines.photo(photo);
        }
        let version = match version {
            Version::V3 => VCardVersion::V3_0,
            Version::V4 => VCardVersion::V4_0,
        };
        // A text takes all that is written to it.
        _ = VCard { entries: lines.entries }.write_to(&mut text, version);
    }
    text
}

struct Lines {
    entries: Vec<VCardEntry>,
    version: Version,
    /// Groups tie a line to what is said of it.
    group: usize,
}

impl Lines {
    fn push(&mut self, name: VCardProperty, values: Vec<VCardValue>) {
        self.push_with(name, values, None, []);
    }

    fn push_with(
        &mut self,
        name: VCardProperty,
        values: Vec<VCardValue>,
        group: Option<String>,
        params: impl IntoIterator<Item = VCardParameter>,
    ) {
        let params = params.into_iter().collect();
        self.entries.push(VCardEntry { group, name, params, values });
    }

    fn text(&mut self, name: VCardProperty, text: &Option<String>) {
        if let Some(text) = text.as_deref().filter(|text| !text.is_empty()) {
            self.push(name, vec![value(text)]);
        }
    }

    fn other(&mut self, name: &str, text: &Option<String>) {
        self.text(VCardProperty::Other(name.to_owned()), text);
    }

    fn contact(&mut self, contact: &Contact) {
        let names = [
            &contact.surname,
            &contact.given_name,
            &contact.middle_name,
            &contact.title,
            &contact.generation,
        ];
        let names = names.map(|name| value(name.as_deref().unwrap_or_default()));
        self.push(VCardProperty::N, names.into());
        // Both versions want a name to show.
        let shown = contact.display_name.as_deref().unwrap_or_default();
        self.push(VCardProperty::Fn, vec![value(shown)]);
        self.text(VCardProperty::Nickname, &contact.nick_name);
        if !contact.id.is_empty() {
            self.text(VCardProperty::Uid, &Some(contact.id.as_str().to_owned()));
        }
        self.ways_to_reach(contact);
        if contact.company_name.is_some() || contact.department.is_some() {
            let parts = [&contact.company_name, &contact.department];
            let parts = parts.map(|part| value(part.as_deref().unwrap_or_default()));
            self.push(VCardProperty::Org, parts.into());
        }
        self.text(VCardProperty::Title, &contact.job_title);
        self.text(VCardProperty::Role, &contact.profession);
        self.text(VCardProperty::Note, &contact.personal_notes);
        if !contact.categories.is_empty() {
            let names = contact.categories.iter().map(|name| value(name)).collect();
            self.push(VCardProperty::Categories, names);
        }
        if let Some(day) = contact.birthday {
            self.birthday(day);
        }
        self.other("X-MS-MANAGER", &contact.manager);
        self.other("X-MS-ASSISTANT", &contact.assistant_name);
        self.other("X-MS-SPOUSE", &contact.spouse_name);
        for child in &contact.children {
            self.other("X-MS-CHILD", &Some(child.clone()));
        }
        self.other("X-PHONETIC-FIRST-NAME", &contact.yomi_given_name);
        self.other("X-PHONETIC-LAST-NAME", &contact.yomi_surname);
        self.other("X-PHONETIC-ORG", &contact.yomi_company_name);
        self.other("X-GRAPH-FILE-AS", &contact.file_as);
        self.other("X-GRAPH-INITIALS", &contact.initials);
        self.other("X-GRAPH-OFFICE-LOCATION", &contact.office_location);
        self.json(EXTENDED, &contact.single_value_extended_properties);
        self.json(EXTENDED_LISTS, &contact.multi_value_extended_properties);
    }

    /// As base64 of JSON, so that nothing in it has a meaning to vCard.
    fn json<T: Serialize>(&mut self, name: &str, list: &[T]) {
        let json = serde_json::to_string(list).ok().filter(|_| !list.is_empty());
        let json = json.map(|json| Base64::encode(json).as_str().to_owned());
        self.other(name, &json);
    }

    fn ways_to_reach(&mut self, contact: &Contact) {
        for email in &contact.email_addresses {
            let address = email.address.as_deref().unwrap_or_default();
            self.group += 1;
            let group = format!("item{}", self.group);
            let name = email.name.as_deref().filter(|name| !name.is_empty());
            let tied = name.map(|_| group.clone());
            self.push_with(VCardProperty::Email, vec![value(address)], tied, []);
            if let Some(name) = name {
                let line = VCardProperty::Other("X-GRAPH-NAME".to_owned());
                self.push_with(line, vec![value(name)], Some(group), []);
            }
        }
        for address in &contact.im_addresses {
            // What isn't a plain address of the kind that the property wants goes by Outlook's name.
            let scheme = address.split_once(':').map_or("", |(scheme, _)| scheme);
            let is_uri = !scheme.is_empty()
                && scheme != "data"
                && address.bytes().all(|b| b.is_ascii_graphic() && !b"\\,;".contains(&b));
            let name = match is_uri {
                true => VCardProperty::Impp,
                false => VCardProperty::Other("X-MS-IMADDRESS".to_owned()),
            };
            self.text(name, &Some(address.clone()));
        }
        let phones = [
            (&contact.business_phones[..], VCardType::Work),
            (&contact.home_phones[..], VCardType::Home),
            (contact.mobile_phone.as_slice(), VCardType::Cell),
        ];
        for (numbers, kind) in phones {
            for number in numbers.iter().filter(|number| !number.is_empty()) {
                let kinds = [typed(kind.clone()), typed(VCardType::Voice)];
                self.push_with(VCardProperty::Tel, vec![value(number)], None, kinds);
            }
        }
        let addresses = [
            (&contact.business_address, Some(VCardType::Work)),
            (&contact.home_address, Some(VCardType::Home)),
            (&contact.other_address, None),
        ];
        for (address, kind) in addresses {
            if let Some(address) = address.as_ref().filter(|address| !address.is_empty()) {
                self.push_with(VCardProperty::Adr, parts(address), None, kind.map(typed));
            }
        }
        if let Some(page) = contact.business_home_page.as_deref().filter(|page| !page.is_empty()) {
            let name = match page.bytes().all(|b| b.is_ascii_graphic() && b != b'\\') {
                true if !page.starts_with("data:") => VCardProperty::Url,
                _ => VCardProperty::Other("X-GRAPH-URL".to_owned()),
            };
            self.push_with(name, vec![value(page)], None, [typed(VCardType::Work)]);
        }
    }

    fn birthday(&mut self, day: Date) {
        let yearless = day.year() == NO_YEAR;
        let date = PartialDateTime {
            year: u16::try_from(day.year())
                .ok()
                .filter(|_| !yearless || self.version == Version::V3),
            month: Some(day.month().into()),
            day: Some(day.day()),
            ..PartialDateTime::default()
        };
        let omitted = yearless && self.version == Version::V3;
        let mark = omitted.then(|| VCardParameter {
            name: VCardParameterName::Other("X-APPLE-OMIT-YEAR".to_owned()),
            value: VCardParameterValue::Text(NO_YEAR.to_string()),
        });
        self.push_with(VCardProperty::Bday, vec![VCardValue::PartialDateTime(date)], None, mark);
    }

    fn photo(&mut self, photo: &Photo) {
        let kind = photo.content_type().to_owned();
        let image = match self.version {
            Version::V3 => {
                VCardValue::Binary(Data { content_type: Some(kind), data: photo.bytes().to_vec() })
            }
            Version::V4 => {
                let bytes = Base64::encode(photo.bytes());
                VCardValue::Text(format!("data:{kind};base64,{}", bytes.as_str()))
            }
        };
        self.push(VCardProperty::Photo, vec![image]);
    }
}

fn typed(kind: VCardType) -> VCardParameter {
    VCardParameter { name: VCardParameterName::Type, value: VCardParameterValue::Type(kind) }
}

/// Post box, extended address, street, town, state, code, country.
fn parts(address: &PhysicalAddress) -> Vec<VCardValue> {
    let parts = [
        &None,
        &None,
        &address.street,
        &address.city,
        &address.state,
        &address.postal_code,
        &address.country_or_region,
    ];
    parts.map(|part| value(part.as_deref().unwrap_or_default())).into()
}

/// A text that a vCard can carry.
fn value(text: &str) -> VCardValue {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    VCardValue::Text(text.chars().filter(|c| !c.is_control() || "\n\t".contains(*c)).collect())
}
