//! Properties of contacts (and, in modules, of e-mail addresses, folders, users and people) for queries: a filter that makes
//! no sense doesn't compile.
//!
//! ```
//! use o365_contacts::prop;
//!
//! let filter = prop::SURNAME.eq("Best") & prop::CATEGORIES.any(|category| category.eq("Footballers"));
//! assert_eq!(filter.to_string(), "surname eq 'Best' and categories/any(a:a eq 'Footballers')");
//! let filter = prop::EMAIL_ADDRESSES.any(|email| email.property(prop::email::ADDRESS).eq("george@best.com"));
//! assert_eq!(filter.to_string(), "emailAddresses/any(a:a/address eq 'george@best.com')");
//! ```

use o365_core::query::Property;
use o365_core::query::kind::{Collection, Instant, Object, Text};

/// `id`
pub const ID: Property<Text> = Property::new("id");
/// `displayName`
pub const DISPLAY_NAME: Property<Text> = Property::new("displayName");
/// `fileAs`
pub const FILE_AS: Property<Text> = Property::new("fileAs");
/// `title`
pub const TITLE: Property<Text> = Property::new("title");
/// `givenName`
pub const GIVEN_NAME: Property<Text> = Property::new("givenName");
/// `middleName`
pub const MIDDLE_NAME: Property<Text> = Property::new("middleName");
/// `surname`
pub const SURNAME: Property<Text> = Property::new("surname");
/// `nickName`
pub const NICK_NAME: Property<Text> = Property::new("nickName");
/// `emailAddresses`: `EMAIL_ADDRESSES.any(|email| email.property(email::ADDRESS).eq("a@b.c"))`
pub const EMAIL_ADDRESSES: Property<Collection<Object>> = Property::new("emailAddresses");
/// `companyName`
pub const COMPANY_NAME: Property<Text> = Property::new("companyName");
/// `department`
pub const DEPARTMENT: Property<Text> = Property::new("department");
/// `jobTitle`
pub const JOB_TITLE: Property<Text> = Property::new("jobTitle");
/// `mobilePhone`
pub const MOBILE_PHONE: Property<Text> = Property::new("mobilePhone");
/// `businessPhones`
pub const BUSINESS_PHONES: Property<Collection<Text>> = Property::new("businessPhones");
/// `homePhones`
pub const HOME_PHONES: Property<Collection<Text>> = Property::new("homePhones");
/// `businessAddress`
pub const BUSINESS_ADDRESS: Property<Object> = Property::new("businessAddress");
/// `homeAddress`
pub const HOME_ADDRESS: Property<Object> = Property::new("homeAddress");
/// `otherAddress`
pub const OTHER_ADDRESS: Property<Object> = Property::new("otherAddress");
/// `birthday`: an instant, as the service keeps it.
pub const BIRTHDAY: Property<Instant> = Property::new("birthday");
/// `categories`: `CATEGORIES.any(|category| category.eq("Red"))`
pub const CATEGORIES: Property<Collection<Text>> = Property::new("categories");
/// `personalNotes`
pub const PERSONAL_NOTES: Property<Text> = Property::new("personalNotes");
/// `parentFolderId`
pub const PARENT_FOLDER_ID: Property<Text> = Property::new("parentFolderId");
/// `createdDateTime`
pub const CREATED: Property<Instant> = Property::new("createdDateTime");
/// `lastModifiedDateTime`
pub const LAST_MODIFIED: Property<Instant> = Property::new("lastModifiedDateTime");

/// Properties of an e-mail address, within [`EMAIL_ADDRESSES`].
pub mod email {
    use o365_core::query::Property;
    use o365_core::query::kind::Text;

    /// `address`
    pub const ADDRESS: Property<Text> = Property::new("address");
    /// `name`
    pub const NAME: Property<Text> = Property::new("name");
}

/// Properties of folders.
pub mod folder {
    use o365_core::query::Property;
    use o365_core::query::kind::Text;

    /// `displayName`
    pub const DISPLAY_NAME: Property<Text> = Property::new("displayName");
}

/// Properties of users.
///
/// The directory answers some conditions by its index only: `ne`, `not`, `ends_with`, a filter with an order. Lists of users
/// ask for that by themselves; what was made a moment ago may be missing then.
pub mod user {
    use o365_core::query::Property;
    use o365_core::query::kind::{Bool, Collection, Instant, Text};

    /// `id`
    pub const ID: Property<Text> = Property::new("id");
    /// `displayName`
    pub const DISPLAY_NAME: Property<Text> = Property::new("displayName");
    /// `givenName`
    pub const GIVEN_NAME: Property<Text> = Property::new("givenName");
    /// `surname`
    pub const SURNAME: Property<Text> = Property::new("surname");
    /// `mail`
    pub const MAIL: Property<Text> = Property::new("mail");
    /// `mailNickname`
    pub const MAIL_NICKNAME: Property<Text> = Property::new("mailNickname");
    /// `userPrincipalName`
    pub const USER_PRINCIPAL_NAME: Property<Text> = Property::new("userPrincipalName");
    /// `userType`: `Member` or `Guest`.
    pub const USER_TYPE: Property<Text> = Property::new("userType");
    /// `accountEnabled`
    pub const ACCOUNT_ENABLED: Property<Bool> = Property::new("accountEnabled");
    /// `department`
    pub const DEPARTMENT: Property<Text> = Property::new("department");
    /// `jobTitle`
    pub const JOB_TITLE: Property<Text> = Property::new("jobTitle");
    /// `companyName`
    pub const COMPANY_NAME: Property<Text> = Property::new("companyName");
    /// `officeLocation`
    pub const OFFICE_LOCATION: Property<Text> = Property::new("officeLocation");
    /// `city`
    pub const CITY: Property<Text> = Property::new("city");
    /// `country`
    pub const COUNTRY: Property<Text> = Property::new("country");
    /// `employeeId`
    pub const EMPLOYEE_ID: Property<Text> = Property::new("employeeId");
    /// `createdDateTime`
    pub const CREATED: Property<Instant> = Property::new("createdDateTime");
    /// `proxyAddresses`: `PROXY_ADDRESSES.any(|proxy| proxy.eq("smtp:a@b.c"))`
    pub const PROXY_ADDRESSES: Property<Collection<Text>> = Property::new("proxyAddresses");
    /// `otherMails`
    pub const OTHER_MAILS: Property<Collection<Text>> = Property::new("otherMails");
}

/// Properties of people who matter.
pub mod person {
    use o365_core::query::Property;
    use o365_core::query::kind::Text;

    /// `displayName`
    pub const DISPLAY_NAME: Property<Text> = Property::new("displayName");
    /// `personType/class`: `Person`, `Group`.
    pub const CLASS: Property<Text> = Property::new("personType/class");
    /// `personType/subclass`: `OrganizationUser`, `PersonalContact`, ..
    pub const SUBCLASS: Property<Text> = Property::new("personType/subclass");
}
