//! People who matter to somebody.

use o365_core::json::{Extra, null_default};
use o365_core::{Id, Phone, Recipient, Recipients};
use serde::{Deserialize, Serialize};

/// Somebody, or a group, that matters to a person: by their mail, their meetings and their place in the organisation.
///
/// [person](https://learn.microsoft.com/graph/api/resources/person).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Person {
    /// Its id. It is that of a user where the person is one of the organisation.
    #[serde(deserialize_with = "null_default")]
    pub id: Id<Person>,
    /// The name that is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// First name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_name: Option<String>,
    /// Last name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub surname: Option<String>,
    /// The birthday, as text of no set form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birthday: Option<String>,
    /// Notes that the person made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person_notes: Option<String>,
    /// Whether it was marked as a favourite.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_favorite: Option<bool>,
    /// E-mail addresses, the most relevant first.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub scored_email_addresses: Vec<ScoredEmailAddress>,
    /// Phones.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub phones: Vec<Phone>,
    /// What they do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job_title: Option<String>,
    /// The company.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company_name: Option<String>,
    /// How the company's name is read, in Japanese.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub yomi_company: Option<String>,
    /// The department.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    /// Where the office is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office_location: Option<String>,
    /// Profession.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profession: Option<String>,
    /// The name to sign in with, for people of the organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_principal_name: Option<String>,
    /// The address for instant messages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub im_address: Option<String>,
    /// Whether it is a person or a group, and of which kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person_type: Option<PersonType>,
    /// What this version doesn't model: postal addresses, web sites.
    #[serde(flatten)]
    pub extra: Extra,
}

/// An e-mail address and how much it matters.
///
/// [scoredEmailAddress](https://learn.microsoft.com/graph/api/resources/scoredemailaddress).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct ScoredEmailAddress {
    /// The address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The higher, the more it matters; it compares within one list only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relevance_score: Option<f64>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What a [`Person`] is.
///
/// [personType](https://learn.microsoft.com/graph/api/resources/persontype).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct PersonType {
    /// `Person`, `Group` or `Other`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// `OrganizationUser`, `PersonalContact`, `UnifiedGroup`, ..
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subclass: Option<String>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Person {
    /// The address to write to, with the name that is shown.
    pub fn recipient(&self) -> Option<Recipient> {
        let known = self.scored_email_addresses.iter().filter_map(|email| email.address.as_deref());
        let address = known.into_iter().find(|address| !address.is_empty())?;
        let mut recipient = Recipient::default();
        recipient.email_address.address = Some(address.to_owned());
        recipient.email_address.name = self.display_name.clone().filter(|name| !name.is_empty());
        Some(recipient)
    }
}

/// As [`Person::recipient`]. Of somebody without address it is one that a message can't be sent to, and is told then.
impl From<&Person> for Recipient {
    fn from(person: &Person) -> Self {
        person.recipient().unwrap_or_else(|| {
            let mut nobody = Recipient::default();
            nobody.email_address.name.clone_from(&person.display_name);
            nobody
        })
    }
}
impl From<&Person> for Recipients {
    fn from(person: &Person) -> Self {
        Recipient::from(person).into()
    }
}

#[cfg(test)]
mod tests {
    use o365_core::PhoneType;

    use super::*;

    #[test]
    fn reads_what_microsoft_s_pages_show() {
        let page = r#"[{"id":"33b43a5b","displayName":"Marketing","givenName":null,"surname":null,"birthday":"","personNotes":"",
            "isFavorite":false,"jobTitle":null,"companyName":null,"yomiCompany":"","department":null,"officeLocation":null,
            "profession":"","userPrincipalName":"","imAddress":null,"scoredEmailAddresses":[{"address":"Marketing@contoso.com",
            "relevanceScore":30.0}],"phones":[],"postalAddresses":[],"websites":[],"personType":{"class":"Group",
            "subclass":"UnifiedGroup"}},{"id":"e3d0513b","displayName":"Isaiah Langer","phones":[{"type":"business",
            "number":"+1 918 555 0101"}],"scoredEmailAddresses":null,"personType":{"class":"Person","subclass":"OrganizationUser"}}]"#;
        let people: Vec<Person> = serde_json::from_str(page).unwrap();
        assert_eq!(people[0].recipient().unwrap().to_string(), "Marketing <Marketing@contoso.com>");
        assert_eq!(people[0].extra.keys().collect::<Vec<_>>(), ["postalAddresses", "websites"]);
        assert_eq!(people[1].phones[0].phone_type, Some(PhoneType::Business));
        assert!(people[1].recipient().is_none());
    }
}
