//! Contacts, as they are read.

use std::fmt;

use o365_core::extended_property::{
    ExtendedPropertyId, MultiValueExtendedProperty, SingleValueExtendedProperty,
};
use o365_core::json::{Extra, null_default};
use o365_core::time::{Date, OffsetDateTime};
use o365_core::{EmailAddress, Id, Recipient, Recipients};
use serde::{Deserialize, Serialize};

use super::{ContactFolder, PhysicalAddress, birthday};

/// A contact in an address book, as the service told it.
///
/// What wasn't selected, and what the service has no value for, is `None` or empty. What this version doesn't model is in
/// [`extra`](Self::extra): extensions, what is new.
///
/// [contact](https://learn.microsoft.com/graph/api/resources/contact).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Contact {
    /// Its id. It changes when the contact moves, unless immutable ids are on.
    #[serde(deserialize_with = "null_default")]
    pub id: Id<Contact>,
    /// Its version, for [`ContactHandle::if_match`](crate::ContactHandle::if_match).
    #[serde(rename = "@odata.etag", skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// Its version, in Exchange's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change_key: Option<String>,
    /// The folder it is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_folder_id: Option<Id<ContactFolder>>,
    /// When it was made.
    #[serde(with = "o365_core::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub created_date_time: Option<OffsetDateTime>,
    /// When it was changed last.
    #[serde(with = "o365_core::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub last_modified_date_time: Option<OffsetDateTime>,
    /// Names of its categories.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
    /// The name that is shown. The service makes one of the others if none is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// The name that it is sorted by: `Best, George`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_as: Option<String>,
    /// What stands before the name: `Dr.`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// First name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_name: Option<String>,
    /// Names between the first and the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub middle_name: Option<String>,
    /// Last name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub surname: Option<String>,
    /// What stands behind the name: `Jr.`, `III`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub generation: Option<String>,
    /// Initials.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initials: Option<String>,
    /// Nickname.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nick_name: Option<String>,
    /// How the first name is read, in Japanese.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub yomi_given_name: Option<String>,
    /// How the last name is read, in Japanese.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub yomi_surname: Option<String>,
    /// How the company's name is read, in Japanese.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub yomi_company_name: Option<String>,
    /// E-mail addresses with their names, three at most. An address within the organisation may be of another form
    /// (`/o=…`), or missing.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub email_addresses: Vec<EmailAddress>,
    /// The first e-mail address, where the service tells it apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary_email_address: Option<EmailAddress>,
    /// The second e-mail address, where the service tells it apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secondary_email_address: Option<EmailAddress>,
    /// The third e-mail address, where the service tells it apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tertiary_email_address: Option<EmailAddress>,
    /// Addresses for instant messages.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub im_addresses: Vec<String>,
    /// Phones at work, two at most.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub business_phones: Vec<String>,
    /// Phones at home, two at most.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub home_phones: Vec<String>,
    /// The mobile phone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mobile_phone: Option<String>,
    /// The address at work. The service gives an [empty one](PhysicalAddress::is_empty) where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub business_address: Option<PhysicalAddress>,
    /// The address at home.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub home_address: Option<PhysicalAddress>,
    /// Another address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other_address: Option<PhysicalAddress>,
    /// The company.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company_name: Option<String>,
    /// The department in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    /// Where the office is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office_location: Option<String>,
    /// What they do there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job_title: Option<String>,
    /// Profession.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profession: Option<String>,
    /// The name of their manager.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manager: Option<String>,
    /// The name of their assistant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assistant_name: Option<String>,
    /// A page on the web.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub business_home_page: Option<String>,
    /// The birthday: the day in UTC of the instant that the service keeps.
    #[serde(with = "birthday::option", skip_serializing_if = "Option::is_none")]
    pub birthday: Option<Date>,
    /// The name of their spouse or partner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spouse_name: Option<String>,
    /// The names of their children.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<String>,
    /// Notes on them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub personal_notes: Option<String>,
    /// Properties that Graph has no name for. Only there when expanded; [`extended_property`](Self::extended_property)
    /// reads them.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub single_value_extended_properties: Vec<SingleValueExtendedProperty>,
    /// The same with several values each.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub multi_value_extended_properties: Vec<MultiValueExtendedProperty>,
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Contact {
    /// The value of a property that Graph has no name for, where a list or `get_with` expanded it.
    pub fn extended_property(&self, id: &ExtendedPropertyId) -> Option<&str> {
        id.value_in(&self.single_value_extended_properties)
    }

    /// The values of a property with several that Graph has no name for, where a list or `get_with` expanded it.
    pub fn extended_properties(&self, id: &ExtendedPropertyId) -> Option<&[String]> {
        id.values_in(&self.multi_value_extended_properties)
    }

    /// The address to write to: the first of the e-mail addresses that has one, with the name that is shown.
    ///
    /// ```
    /// use o365_contacts::Contact;
    ///
    /// let contact: Contact = serde_json::from_str(
    ///     r#"{"displayName":"George Best","emailAddresses":[{"address":"george@best.com"}]}"#,
    /// )?;
    /// let recipient = contact.recipient().map(|recipient| recipient.to_string());
    /// assert_eq!(recipient.as_deref(), Some("George Best <george@best.com>"));
    /// # Ok::<_, serde_json::Error>(())
    /// ```
    pub fn recipient(&self) -> Option<Recipient> {
        let known = self.email_addresses.iter().chain(&self.primary_email_address);
        let address = known.filter_map(|email| email.address.as_deref()).find(|a| !a.is_empty())?;
        match self.display_name.as_deref().filter(|name| !name.is_empty()) {
            Some(name) => Some(Recipient::from((name, address))),
            None => Some(EmailAddressOf(address).into()),
        }
    }
}

/// An address without a name, taken as it is.
struct EmailAddressOf<'a>(&'a str);

impl From<EmailAddressOf<'_>> for Recipient {
    fn from(EmailAddressOf(address): EmailAddressOf<'_>) -> Self {
        let mut recipient = Recipient::default();
        recipient.email_address.address = Some(address.to_owned());
        recipient
    }
}

impl From<&Contact> for Id<Contact> {
    fn from(contact: &Contact) -> Self {
        contact.id.clone()
    }
}

/// As [`Contact::recipient`]. Of a contact without address it is one that a message can't be sent to, and is told then.
impl From<&Contact> for Recipient {
    fn from(contact: &Contact) -> Self {
        contact.recipient().unwrap_or_else(|| {
            let mut nobody = Recipient::default();
            nobody.email_address.name.clone_from(&contact.display_name);
            nobody
        })
    }
}
impl From<&Contact> for Recipients {
    fn from(contact: &Contact) -> Self {
        Recipient::from(contact).into()
    }
}

/// `George Best <george@best.com>`.
impl fmt::Display for Contact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.recipient(), &self.display_name) {
            (Some(recipient), _) => recipient.fmt(f),
            (None, Some(name)) => f.write_str(name),
            (None, None) => f.write_str("(no name)"),
        }
    }
}

#[cfg(test)]
mod tests {
    use o365_core::time::macros::date;
    use serde_json::{Value, json};

    use super::*;

    fn full() -> Value {
        let text = r#"{
            "@odata.etag": "W/\"CQ\"", "id": "AAMk", "changeKey": "CQ", "parentFolderId": "AAMkF",
            "createdDateTime": "2024-03-21T10:00:00Z", "lastModifiedDateTime": "2024-03-21T10:00:00Z",
            "categories": ["Red"], "displayName": "George Best", "fileAs": "Best, George", "title": "Mr.",
            "givenName": "George", "middleName": "A.", "surname": "Best", "generation": "Jr.", "initials": "G.B.",
            "nickName": "Georgie", "yomiGivenName": "ジョージ", "yomiSurname": "ベスト", "yomiCompanyName": "ユナイテッド",
            "emailAddresses": [{"name": "G", "address": "g@b.c"}],
            "primaryEmailAddress": {"name": "G", "address": "g@b.c"}, "secondaryEmailAddress": {"address": "h@b.c"},
            "tertiaryEmailAddress": {"address": "i@b.c"}, "imAddresses": ["sip:g@b.c"], "businessPhones": ["+44 1"],
            "homePhones": ["+44 2"], "mobilePhone": "+44 3",
            "businessAddress": {"street": "s", "city": "c", "state": "st", "postalCode": "p", "countryOrRegion": "r"},
            "homeAddress": {}, "otherAddress": {"city": "d"}, "companyName": "United", "department": "Attack",
            "officeLocation": "Old Trafford", "jobTitle": "Winger", "profession": "Footballer", "manager": "Matt Busby",
            "assistantName": "Denis", "businessHomePage": "https://best.example/", "birthday": "1946-05-22T11:59:00Z",
            "spouseName": "Angie", "children": ["Calum"], "personalNotes": "A\nB",
            "singleValueExtendedProperties": [{"id": "Integer 0x36", "value": "2"}],
            "multiValueExtendedProperties": [{"id": "StringArray 0x4002", "value": ["a", "b"]}]
        }"#;
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn nothing_is_lost_on_the_way_there_and_back() {
        let contact: Contact = serde_json::from_value(full()).unwrap();
        assert!(contact.extra.is_empty(), "{:?}", contact.extra);
        assert_eq!(contact.birthday, Some(date!(1946 - 05 - 22)));
        assert_eq!(serde_json::to_value(&contact).unwrap(), full());
    }

    #[test]
    fn null_missing_and_unknown_never_break() {
        let null =
            full().as_object().unwrap().keys().map(|name| (name.clone(), Value::Null)).collect();
        let contact: Contact = serde_json::from_value(Value::Object(null)).unwrap();
        assert!(contact.id.is_empty() && contact.children.is_empty() && contact.birthday.is_none());
        serde_json::from_str::<Contact>("{}").unwrap();
        // As Microsoft's pages show it.
        let page = json!({"parentFolderId": "parentFolderId-value", "birthday": "datetime-value",
            "fileAs": "fileAs-value", "displayName": "displayName-value", "givenName": "givenName-value",
            "initials": "initials-value"});
        let contact: Contact = serde_json::from_value(page).unwrap();
        assert_eq!((contact.file_as.as_deref(), contact.birthday), (Some("fileAs-value"), None));
        let odd = json!({"id": "1", "brandNew": {"a": [1]}, "homeAddress": {"floor": 3}});
        let contact: Contact = serde_json::from_value(odd.clone()).unwrap();
        assert_eq!(serde_json::to_value(&contact).unwrap(), odd);
    }

    #[test]
    fn who_to_write_to() {
        let contact = |json: Value| serde_json::from_value::<Contact>(json).unwrap();
        let first = contact(
            json!({"emailAddresses": [{"name": "x"}, {"address": ""}, {"address": "o'b@c.d"}]}),
        );
        assert_eq!(first.recipient().unwrap().to_string(), "o'b@c.d");
        // A name in brackets is a name.
        let odd =
            contact(json!({"displayName": "A <b>", "emailAddresses": [{"address": "a@b.c"}]}));
        assert_eq!(odd.recipient().unwrap().name(), Some("A <b>"));
        let nobody = contact(json!({"displayName": "Nobody"}));
        assert!(nobody.recipient().is_none());
        assert_eq!(nobody.to_string(), "Nobody");
        assert_eq!(first.to_string(), "o'b@c.d");
        assert!(Recipient::from(&nobody).check().unwrap_err().to_string().contains("Nobody"));
    }
}
