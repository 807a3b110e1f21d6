//! Users of the organisation.

use o365_core::json::{Extra, null_default};
use o365_core::time::OffsetDateTime;
use o365_core::{Id, Recipient, Recipients};
use serde::{Deserialize, Serialize};

macro_rules! user {
    ($($(#[$doc:meta])* $field:ident: $type:ty = $name:literal,)*) => {
        /// A user of the organisation, as the directory told it.
        ///
        /// Without a `select` the directory gives a dozen properties only: id, names, mail, phones, job title, office and
        /// language. [`User::PROPERTIES`] are all that are modelled here. What wasn't selected, and what the directory has no
        /// value for, is `None` or empty; other properties are in [`extra`](Self::extra).
        ///
        /// [user](https://learn.microsoft.com/graph/api/resources/user).
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase", default)]
        #[non_exhaustive]
        pub struct User {
            /// Its id, a GUID. The user principal name is as good in a path.
            #[serde(deserialize_with = "null_default")]
            pub id: Id<User>,
            /// What it is, where lists have several kinds: `#microsoft.graph.user`, or a contact of the organisation.
            #[serde(rename = "@odata.type", skip_serializing_if = "Option::is_none")]
            pub odata_type: Option<String>,
            /// When the account was made.
            #[serde(with = "o365_core::time::instant::option", skip_serializing_if = "Option::is_none")]
            pub created_date_time: Option<OffsetDateTime>,
            /// Phones at work. The directory keeps one.
            #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
            pub business_phones: Vec<String>,
            /// Addresses for instant messages.
            #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
            pub im_addresses: Vec<String>,
            /// Other e-mail addresses.
            #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
            pub other_mails: Vec<String>,
            /// All addresses of the mailbox: `SMTP:` marks the first, `smtp:` the others.
            #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
            pub proxy_addresses: Vec<String>,
            $($(#[$doc])*
            #[serde(skip_serializing_if = "Option::is_none")]
            pub $field: Option<$type>,)*
            /// What this version doesn't model, by its name on the wire.
            #[serde(flatten)]
            pub extra: Extra,
        }

        impl User {
            /// All properties that are modelled here, for `select`.
            ///
            /// ```no_run
            /// # fn run(directory: o365_contacts::Directory) -> o365_core::Result<()> {
            /// use o365_contacts::User;
            ///
            /// for user in directory.users().select(User::PROPERTIES) {
            ///     println!("{:?}", user?.department);
            /// }
            /// # Ok(())
            /// # }
            /// ```
            pub const PROPERTIES: &'static [&'static str] = &[
                "id", "createdDateTime", "businessPhones", "imAddresses", "otherMails", "proxyAddresses", $($name,)*
            ];
        }
    };
}

user! {
    /// Whether it can sign in.
    account_enabled: bool = "accountEnabled",
    /// The town.
    city: String = "city",
    /// The company.
    company_name: String = "companyName",
    /// The country.
    country: String = "country",
    /// The department.
    department: String = "department",
    /// The name that is shown.
    display_name: String = "displayName",
    /// The number that the organisation gave.
    employee_id: String = "employeeId",
    /// Employee, contractor, ..
    employee_type: String = "employeeType",
    /// Fax.
    fax_number: String = "faxNumber",
    /// First name.
    given_name: String = "givenName",
    /// What they do.
    job_title: String = "jobTitle",
    /// The e-mail address.
    mail: String = "mail",
    /// The alias of the mailbox.
    mail_nickname: String = "mailNickname",
    /// The mobile phone.
    mobile_phone: String = "mobilePhone",
    /// Where the office is.
    office_location: String = "officeLocation",
    /// The id that ties it to the directory on the premises.
    on_premises_immutable_id: String = "onPremisesImmutableId",
    /// The account's name on the premises.
    on_premises_sam_account_name: String = "onPremisesSamAccountName",
    /// Whether it is synchronised from the premises.
    on_premises_sync_enabled: bool = "onPremisesSyncEnabled",
    /// The user principal name on the premises.
    on_premises_user_principal_name: String = "onPremisesUserPrincipalName",
    /// The postal code.
    postal_code: String = "postalCode",
    /// The language, such as `en-US`.
    preferred_language: String = "preferredLanguage",
    /// Whether Outlook's address list shows it.
    show_in_address_list: bool = "showInAddressList",
    /// The state or province.
    state: String = "state",
    /// Street and number.
    street_address: String = "streetAddress",
    /// Last name.
    surname: String = "surname",
    /// The country where the services are used, of two letters.
    usage_location: String = "usageLocation",
    /// The name to sign in with, mostly the e-mail address.
    user_principal_name: String = "userPrincipalName",
    /// `Member` or `Guest`.
    user_type: String = "userType",
}

impl User {
    /// The address to write to, with the name that is shown.
    pub fn recipient(&self) -> Option<Recipient> {
        let address = self.mail.as_deref().filter(|mail| !mail.is_empty())?;
        let mut recipient = Recipient::default();
        recipient.email_address.address = Some(address.to_owned());
        recipient.email_address.name = self.display_name.clone().filter(|name| !name.is_empty());
        Some(recipient)
    }
}

impl From<&User> for Id<User> {
    fn from(user: &User) -> Self {
        user.id.clone()
    }
}

/// As [`User::recipient`]. Of a user without address it is one that a message can't be sent to, and is told then.
impl From<&User> for Recipient {
    fn from(user: &User) -> Self {
        user.recipient().unwrap_or_else(|| {
            let mut nobody = Recipient::default();
            nobody.email_address.name.clone_from(&user.display_name);
            nobody
        })
    }
}
impl From<&User> for Recipients {
    fn from(user: &User) -> Self {
        Recipient::from(user).into()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn the_constant_names_every_property() {
        let values = User::PROPERTIES.iter().map(|name| {
            let value = match *name {
                "accountEnabled" | "onPremisesSyncEnabled" | "showInAddressList" => json!(true),
                "createdDateTime" => json!("2024-03-21T10:00:00Z"),
                "businessPhones" | "imAddresses" | "otherMails" | "proxyAddresses" => json!(["x"]),
                _ => json!("x"),
            };
            ((*name).to_owned(), value)
        });
        let all = Value::Object(values.collect());
        let user: User = serde_json::from_value(all.clone()).unwrap();
        assert!(user.extra.is_empty(), "{:?}", user.extra);
        assert_eq!(serde_json::to_value(&user).unwrap(), all);
        let null =
            all.as_object().unwrap().keys().map(|name| (name.clone(), Value::Null)).collect();
        serde_json::from_value::<User>(Value::Object(null)).unwrap();
    }

    #[test]
    fn reads_what_microsoft_s_pages_show() {
        let page = json!({"businessPhones": ["+1 425 555 0109"], "displayName": "Adele Vance", "givenName": "Adele",
            "jobTitle": "Retail Manager", "mail": "AdeleV@contoso.onmicrosoft.com", "mobilePhone": "+1 425 555 0109",
            "officeLocation": "18/2111", "preferredLanguage": "en-US", "surname": "Vance",
            "userPrincipalName": "AdeleV@contoso.onmicrosoft.com", "id": "87d349ed-44d7-43e1-9a83-5f2406dee5bd"});
        let user: User = serde_json::from_value(page).unwrap();
        assert_eq!(
            user.recipient().unwrap().to_string(),
            "Adele Vance <AdeleV@contoso.onmicrosoft.com>"
        );
        let levels = json!({"id": "a977", "displayName": "Individual Contributor",
            "manager": {"id": "7d54", "displayName": "Alex Wilber", "manager": {"id": "343a"}}});
        let user: User = serde_json::from_value(levels).unwrap();
        assert_eq!(user.extra["manager"]["displayName"], "Alex Wilber");
        let guest = json!({"displayName": "contoso1", "mail": "'contoso1@gmail.com", "mailNickname": "contoso1_gmail.com#EXT#",
            "otherMails": ["contoso1@gmail.com"], "proxyAddresses": ["SMTP:contoso1@gmail.com"],
            "userPrincipalName": "contoso1_gmail.com#EXT#@microsoft.onmicrosoft.com"});
        let guest: User = serde_json::from_value(guest).unwrap();
        assert!(guest.id.is_empty() && guest.extra.is_empty());
    }
}
