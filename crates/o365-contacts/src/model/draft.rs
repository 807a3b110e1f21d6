//! Contacts, as they are written.

use o365_core::attachment::AttachmentDraft;
use o365_core::extended_property::{
    ExtendedPropertyId, ExtendedValue, MultiValueExtendedProperty, SingleValueExtendedProperty,
};
use o365_core::time::Date;
use o365_core::{EmailAddress, Error, Field, Recipients, Result, draft};

use super::{Contact, PhysicalAddress, birthday::Birthday};

/// E-mail addresses that Exchange keeps of a contact.
const MOST_ADDRESSES: usize = 3;
/// Phones that Exchange keeps of a contact, at work and at home.
const MOST_PHONES: usize = 2;

draft! {
    /// What to say of a contact: to create it or to change it.
    ///
    /// Each property is kept (not said), cleared (`None`) or set; only what is said is sent. A list that is said takes the
    /// place of the one that was there, and an empty one clears it.
    ///
    /// ```
    /// use o365_contacts::{ContactDraft, PhysicalAddress};
    /// use o365_core::time::macros::date;
    ///
    /// let contact = ContactDraft::new()
    ///     .given_name("George")
    ///     .surname("Best")
    ///     .email_addresses(["george@best.com", "George <best@united.example>"])
    ///     .mobile_phone("+44 161 868 8000")
    ///     .business_address(PhysicalAddress::new().street("Sir Matt Busby Way").city("Manchester"))
    ///     .birthday(date!(1946 - 05 - 22));
    /// let change = ContactDraft::new().job_title("Winger").manager(None); // clears the manager
    /// # let _ = (contact, change);
    /// ```
    ///
    /// A draft of a [`Contact`] says all that can be written of it: `ContactDraft::from(&contact)` makes a copy elsewhere.
    ///
    /// [contact](https://learn.microsoft.com/graph/api/resources/contact).
    pub struct ContactDraft {
        /// The name that is shown. The service makes one of the others if none is said.
        display_name: String,
        /// The name that it is sorted by: `Best, George`.
        file_as: String,
        /// What stands before the name: `Dr.`
        title: String,
        /// First name.
        given_name: String,
        /// Names between the first and the last.
        middle_name: String,
        /// Last name.
        surname: String,
        /// What stands behind the name: `Jr.`, `III`.
        generation: String,
        /// Initials.
        initials: String,
        /// Nickname.
        nick_name: String,
        /// How the first name is read, in Japanese.
        yomi_given_name: String,
        /// How the last name is read, in Japanese.
        yomi_surname: String,
        /// How the company's name is read, in Japanese.
        yomi_company_name: String,
        /// The mobile phone.
        mobile_phone: String,
        /// The address at work.
        business_address: PhysicalAddress,
        /// The address at home.
        home_address: PhysicalAddress,
        /// Another address.
        other_address: PhysicalAddress,
        /// The company.
        company_name: String,
        /// The department in it.
        department: String,
        /// Where the office is.
        office_location: String,
        /// What they do there.
        job_title: String,
        /// Profession.
        profession: String,
        /// The name of their manager.
        manager: String,
        /// The name of their assistant.
        assistant_name: String,
        /// A page on the web.
        business_home_page: String,
        /// The name of their spouse or partner.
        spouse_name: String,
        /// Notes on them.
        personal_notes: String,
        ;
        categories: Vec<String>,
        email_addresses: Vec<EmailAddress>,
        im_addresses: Vec<String>,
        business_phones: Vec<String>,
        home_phones: Vec<String>,
        children: Vec<String>,
        birthday: Birthday,
        single_value_extended_properties: Vec<SingleValueExtendedProperty>,
        multi_value_extended_properties: Vec<MultiValueExtendedProperty>,
    }
}

macro_rules! lists {
    ($($(#[$doc:meta])* $field:ident,)*) => {
        impl ContactDraft {
            $($(#[$doc])*
            #[must_use]
            pub fn $field<I: IntoIterator<Item: Into<String>>>(mut self, texts: I) -> Self {
                self.$field = Field::Set(texts.into_iter().map(Into::into).collect());
                self
            })*
        }
    };
}

lists! {
    /// Names of its categories.
    categories,
    /// Addresses for instant messages.
    im_addresses,
    /// Phones at work, two at most.
    business_phones,
    /// Phones at home, two at most.
    home_phones,
    /// The names of their children.
    children,
}

impl ContactDraft {
    /// E-mail addresses, three at most: an address, `"Name <address>"`, a pair of name and address, or several of them.
    #[must_use]
    pub fn email_addresses(mut self, addresses: impl Into<Recipients>) -> Self {
        let addresses = addresses.into().into_vec();
        self.email_addresses =
            Field::Set(addresses.into_iter().map(|recipient| recipient.email_address).collect());
        self
    }

    /// The birthday. The service keeps an instant of it: 11:59 in UTC, as Outlook writes it.
    #[must_use]
    pub fn birthday(mut self, day: impl Into<Field<Date>>) -> Self {
        self.birthday = match day.into() {
            Field::Keep => Field::Keep,
            Field::Clear => Field::Clear,
            Field::Set(day) => Field::Set(Birthday(day)),
        };
        self
    }

    /// Sets a property that Graph has no name for. Said twice for the same property, the later value counts.
    ///
    /// ```
    /// use o365_contacts::ContactDraft;
    /// use o365_core::extended_property::{ExtendedPropertyId, Kind};
    ///
    /// let color = ExtendedPropertyId::named("66f5a359-4659-4830-9070-00047ec6ac6e", "Color", Kind::String);
    /// let draft = ContactDraft::new().given_name("George").extended_property(&color, "Green");
    /// # let _ = draft;
    /// ```
    ///
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/singlevaluelegacyextendedproperty-post-singlevalueextendedproperties).
    #[must_use]
    pub fn extended_property(
        mut self,
        id: &ExtendedPropertyId,
        value: impl Into<ExtendedValue>,
    ) -> Self {
        let property = SingleValueExtendedProperty::new(id, value);
        self.single_value_extended_properties.replace(property, |known| id.is(&known.id));
        self
    }

    /// Sets a property with several values that Graph has no name for. Said twice for the same property, the later values
    /// count.
    ///
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/multivaluelegacyextendedproperty-post-multivalueextendedproperties).
    #[must_use]
    pub fn extended_properties<V: Into<ExtendedValue>>(
        mut self,
        id: &ExtendedPropertyId,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        let property = MultiValueExtendedProperty::new(id, values);
        self.multi_value_extended_properties.replace(property, |known| id.is(&known.id));
        self
    }

    /// What the service wouldn't keep.
    pub(crate) fn checked(&self) -> Result<&Self> {
        let emails = self.email_addresses.as_set().map_or(0, Vec::len);
        if emails > MOST_ADDRESSES {
            return Err(Error::input(format!(
                "{emails} e-mail addresses: a contact has {MOST_ADDRESSES} at most"
            )));
        }
        for (field, place) in [(&self.business_phones, "work"), (&self.home_phones, "home")] {
            let phones = field.as_set().map_or(0, Vec::len);
            if phones > MOST_PHONES {
                return Err(Error::input(format!(
                    "{phones} phones at {place}: a contact has {MOST_PHONES} at most"
                )));
            }
        }
        Ok(self)
    }
}

/// All that can be written of a contact, and its extended properties if they were read. What it has no value for isn't said.
impl From<&Contact> for ContactDraft {
    fn from(contact: &Contact) -> Self {
        let mut draft = ContactDraft::new();
        macro_rules! copy {
            ($($field:ident),*) => {
                $(if let Some(value) = &contact.$field {
                    draft.$field = Field::Set(value.clone());
                })*
            };
        }
        macro_rules! copy_lists {
            ($($field:ident),*) => {
                $(if !contact.$field.is_empty() {
                    draft.$field = Field::Set(contact.$field.clone());
                })*
            };
        }
        copy!(
            display_name,
            file_as,
            title,
            given_name,
            middle_name,
            surname,
            generation,
            initials,
            nick_name,
            yomi_given_name,
            yomi_surname,
            yomi_company_name,
            mobile_phone,
            business_address,
            home_address,
            other_address,
            company_name,
            department,
            office_location,
            job_title,
            profession,
            manager,
            assistant_name,
            business_home_page,
            spouse_name,
            personal_notes
        );
        copy_lists!(
            categories,
            email_addresses,
            im_addresses,
            business_phones,
            home_phones,
            children,
            single_value_extended_properties,
            multi_value_extended_properties
        );
        if let Some(day) = contact.birthday {
            draft.birthday = Field::Set(Birthday(day));
        }
        draft
    }
}
impl From<&ContactDraft> for ContactDraft {
    fn from(draft: &ContactDraft) -> Self {
        draft.clone()
    }
}
impl From<Contact> for ContactDraft {
    fn from(contact: Contact) -> Self {
        ContactDraft::from(&contact)
    }
}

/// Attaches a contact as an item: `draft.attach(&contact)`. It is made anew of all that can be written of it, without its
/// photo. As a vCard, which programs other than Outlook read: `draft.attach(("george.vcf", vcard::write([&card], version)))`.
///
/// [itemAttachment](https://learn.microsoft.com/graph/api/resources/itemattachment).
impl From<&Contact> for AttachmentDraft {
    fn from(contact: &Contact) -> Self {
        AttachmentDraft::from(&ContactDraft::from(contact))
    }
}

/// Attaches a contact that isn't in any folder yet as an item.
impl From<&ContactDraft> for AttachmentDraft {
    fn from(draft: &ContactDraft) -> Self {
        let names = [&draft.display_name, &draft.file_as, &draft.surname];
        let name = names.into_iter().filter_map(|name| name.as_set()).find(|name| !name.is_empty());
        let name = name.map_or("contact", String::as_str);
        AttachmentDraft::item(name, "microsoft.graph.contact", draft)
    }
}

#[cfg(test)]
mod tests {
    use o365_core::time::macros::date;
    use serde_json::{Value, json};

    use super::*;

    fn json_of(draft: &ContactDraft) -> Value {
        serde_json::to_value(draft.checked().unwrap()).unwrap()
    }

    #[test]
    fn says_only_what_was_said() {
        assert_eq!(json_of(&ContactDraft::new()), json!({}));
        let draft = ContactDraft::new()
            .given_name("Pavel")
            .surname(None)
            .email_addresses([("Pavel Bansky", "pavelb@fabrikam.com"), ("", "x@y.z")])
            .business_phones(["+1 732 555 0102"])
            .children(Vec::<String>::new())
            .birthday(date!(1946 - 05 - 22))
            .home_address(PhysicalAddress::new().city("Belfast"))
            .set("gender", "male");
        assert_eq!(
            json_of(&draft),
            json!({
                "givenName": "Pavel",
                "surname": null,
                "emailAddresses": [{"name": "Pavel Bansky", "address": "pavelb@fabrikam.com"},
                    {"name": "", "address": "x@y.z"}],
                "businessPhones": ["+1 732 555 0102"],
                "children": [],
                "birthday": "1946-05-22T11:59:00Z",
                "homeAddress": {"city": "Belfast"},
                "gender": "male",
            })
        );
        assert_eq!(json_of(&ContactDraft::new().birthday(None)), json!({"birthday": null}));
    }

    #[test]
    fn refuses_what_the_service_would_drop() {
        let refused = |draft: ContactDraft| draft.checked().unwrap_err().to_string();
        let four = ContactDraft::new().email_addresses(["a@b.c", "d@e.f", "g@h.i", "j@k.l"]);
        assert!(refused(four).contains("4 e-mail addresses"));
        assert!(refused(ContactDraft::new().home_phones(["1", "2", "3"])).contains("at home"));
        assert!(refused(ContactDraft::new().business_phones(["1", "2", "3"])).contains("at work"));
    }

    #[test]
    fn a_copy_says_all_that_can_be_written() {
        let read = r#"{
            "id": "1", "changeKey": "x", "parentFolderId": "f", "createdDateTime": "2024-03-21T10:00:00Z",
            "categories": ["Red"], "displayName": "G", "fileAs": "B", "title": "Mr.", "givenName": "G",
            "middleName": "A.", "surname": "B", "generation": "Jr.", "initials": "G.B.", "nickName": "N",
            "yomiGivenName": "a", "yomiSurname": "b", "yomiCompanyName": "c",
            "emailAddresses": [{"name": "G", "address": "g@b.c"}], "primaryEmailAddress": {"address": "g@b.c"},
            "imAddresses": ["i"], "businessPhones": ["1"], "homePhones": ["2"], "mobilePhone": "3",
            "businessAddress": {"city": "c"}, "homeAddress": {"city": "d"}, "otherAddress": {"city": "e"},
            "companyName": "U", "department": "D", "officeLocation": "O", "jobTitle": "J", "profession": "P",
            "manager": "M", "assistantName": "A", "businessHomePage": "h", "birthday": "1946-05-22T00:00:00Z",
            "spouseName": "S", "children": ["C"], "personalNotes": "N",
            "singleValueExtendedProperties": [{"id": "String 0x3001", "value": "x"}]
        }"#;
        let read: Value = serde_json::from_str(read).unwrap();
        let contact: Contact = serde_json::from_value(read.clone()).unwrap();
        let mut expected = read;
        for name in ["id", "changeKey", "parentFolderId", "createdDateTime", "primaryEmailAddress"]
        {
            expected.as_object_mut().unwrap().remove(name);
        }
        expected["birthday"] = "1946-05-22T11:59:00Z".into();
        assert_eq!(json_of(&ContactDraft::from(&contact)), expected);
    }
}
