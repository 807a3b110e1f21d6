//! People as mail, calendar and contacts name them.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::field::Field;

/// A name and an address.
///
/// [emailAddress](https://learn.microsoft.com/graph/api/resources/emailaddress).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct EmailAddress {
    /// What is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `george@best.com`. Inside an organisation it may be another form, or missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// Somebody who gets or sends a message or an invitation.
///
/// Made from an address, from `"Name <address>"` or from a pair:
///
/// ```
/// use o365_core::Recipient;
///
/// assert_eq!(Recipient::from("george@best.com").address(), Some("george@best.com"));
/// let recipient = Recipient::from("George Best <george@best.com>");
/// assert_eq!((recipient.name(), recipient.address()), (Some("George Best"), Some("george@best.com")));
/// assert_eq!(Recipient::from(("George Best", "george@best.com")), recipient);
/// assert_eq!(recipient.to_string(), "George Best <george@best.com>");
/// ```
///
/// Any text makes a recipient; whether it is an address is checked before a message is sent
/// ([`check`](Self::check)), or at once by [`str::parse`].
///
/// [recipient](https://learn.microsoft.com/graph/api/resources/recipient).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Recipient {
    /// Name and address.
    #[serde(deserialize_with = "crate::json::null_default")]
    pub email_address: EmailAddress,
}

impl Recipient {
    /// The name that is shown.
    pub fn name(&self) -> Option<&str> {
        self.email_address.name.as_deref()
    }

    /// The address.
    pub fn address(&self) -> Option<&str> {
        self.email_address.address.as_deref()
    }

    /// Whether there is an address to send to: something, an `@`, something, and no blank or control character.
    ///
    /// # Errors
    /// Bad input, saying what was given.
    pub fn check(&self) -> Result<(), Error> {
        let address = self.address().unwrap_or_default();
        let whole = address
            .rsplit_once('@')
            .is_some_and(|(user, host)| !user.is_empty() && !host.is_empty());
        // What is in quotation marks before the `@` may have blanks and commas.
        let local = address.rsplit_once('@').map_or("", |(local, _)| local);
        let quoted = local.len() > 2 && local.starts_with('"') && local.ends_with('"');
        let bare = if quoted { address.trim_start_matches(local) } else { address };
        let plain = |c: char| !(c.is_whitespace() || "<>,;\"".contains(c));
        let clean = bare.chars().all(plain) && !address.chars().any(char::is_control);
        if whole && clean {
            Ok(())
        } else {
            Err(Error::input(format!("`{self}` has no address to send to")))
        }
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.name(), self.address()) {
            (Some(name), Some(address)) if !name.is_empty() && name != address => {
                write!(f, "{name} <{address}>")
            }
            (_, Some(address)) => f.write_str(address),
            (name, None) => f.write_str(name.unwrap_or_default()),
        }
    }
}

impl From<&str> for Recipient {
    fn from(text: &str) -> Self {
        let text = text.trim();
        let parts = text.strip_suffix('>').and_then(|text| text.rsplit_once('<'));
        let Some((name, address)) = parts else {
            return Recipient {
                email_address: EmailAddress { name: None, address: Some(text.to_owned()) },
            };
        };
        let name = name.trim();
        let name = name.strip_prefix('"').and_then(|name| name.strip_suffix('"')).unwrap_or(name);
        let name = Some(name.replace("\\\"", "\"")).filter(|name| !name.is_empty());
        Recipient { email_address: EmailAddress { name, address: Some(address.trim().to_owned()) } }
    }
}
impl From<String> for Recipient {
    fn from(text: String) -> Self {
        Recipient::from(text.as_str())
    }
}
impl From<&String> for Recipient {
    fn from(text: &String) -> Self {
        Recipient::from(text.as_str())
    }
}
impl<N: Into<String>, A: Into<String>> From<(N, A)> for Recipient {
    fn from((name, address): (N, A)) -> Self {
        Recipient {
            email_address: EmailAddress { name: Some(name.into()), address: Some(address.into()) },
        }
    }
}
impl From<&Recipient> for Recipient {
    fn from(recipient: &Recipient) -> Self {
        recipient.clone()
    }
}
impl From<EmailAddress> for Recipient {
    fn from(email_address: EmailAddress) -> Self {
        Recipient { email_address }
    }
}

impl From<&str> for Field<Recipient> {
    fn from(text: &str) -> Self {
        Field::Set(text.into())
    }
}
impl From<String> for Field<Recipient> {
    fn from(text: String) -> Self {
        Field::Set(text.into())
    }
}
impl From<&String> for Field<Recipient> {
    fn from(text: &String) -> Self {
        Field::Set(text.into())
    }
}
impl<N: Into<String>, A: Into<String>> From<(N, A)> for Field<Recipient> {
    fn from(pair: (N, A)) -> Self {
        Field::Set(pair.into())
    }
}
impl From<&Recipient> for Field<Recipient> {
    fn from(recipient: &Recipient) -> Self {
        Field::Set(recipient.clone())
    }
}

impl FromStr for Recipient {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let recipient = Recipient::from(text);
        recipient.check().map(|()| recipient)
    }
}

/// One recipient or several: what a draft's `to`, `cc` and `bcc` take.
///
/// ```
/// use o365_core::Recipients;
///
/// assert_eq!(Recipients::from("a@b.c").into_vec().len(), 1);
/// assert_eq!(Recipients::from(["a@b.c", "George Best <d@e.f>"]).into_vec().len(), 2);
/// assert_eq!(Recipients::from(vec![("A", "a@b.c")]).into_vec().len(), 1);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recipients(Vec<Recipient>);

impl Recipients {
    /// All of them.
    pub fn into_vec(self) -> Vec<Recipient> {
        self.0
    }
}

impl From<&str> for Recipients {
    fn from(one: &str) -> Self {
        Recipients(vec![one.into()])
    }
}
impl From<String> for Recipients {
    fn from(one: String) -> Self {
        Recipients(vec![one.into()])
    }
}
impl From<&String> for Recipients {
    fn from(one: &String) -> Self {
        Recipients(vec![one.into()])
    }
}
impl From<Recipient> for Recipients {
    fn from(one: Recipient) -> Self {
        Recipients(vec![one])
    }
}
impl From<&Recipient> for Recipients {
    fn from(one: &Recipient) -> Self {
        Recipients(vec![one.clone()])
    }
}
impl From<EmailAddress> for Recipients {
    fn from(one: EmailAddress) -> Self {
        Recipients(vec![one.into()])
    }
}
impl<N: Into<String>, A: Into<String>> From<(N, A)> for Recipients {
    fn from(one: (N, A)) -> Self {
        Recipients(vec![one.into()])
    }
}
impl<R: Into<Recipient>, const N: usize> From<[R; N]> for Recipients {
    fn from(several: [R; N]) -> Self {
        several.into_iter().collect()
    }
}
impl<R: Into<Recipient>> From<Vec<R>> for Recipients {
    fn from(several: Vec<R>) -> Self {
        several.into_iter().collect()
    }
}
impl<'a, R> From<&'a [R]> for Recipients
where
    &'a R: Into<Recipient>,
{
    fn from(several: &'a [R]) -> Self {
        several.iter().collect()
    }
}
impl<R: Into<Recipient>> FromIterator<R> for Recipients {
    fn from_iter<I: IntoIterator<Item = R>>(several: I) -> Self {
        Recipients(several.into_iter().map(Into::into).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_write() {
        for (text, name, address) in [
            ("a@b.c", None, "a@b.c"),
            ("  a@b.c ", None, "a@b.c"),
            ("<a@b.c>", None, "a@b.c"),
            ("\"Best, George\" <a@b.c>", Some("Best, George"), "a@b.c"),
            ("A <B> C <a@b.c>", Some("A <B> C"), "a@b.c"),
            ("O'Brien <a@b.c>", Some("O'Brien"), "a@b.c"),
        ] {
            let recipient = Recipient::from(text);
            assert_eq!((recipient.name(), recipient.address()), (name, Some(address)), "{text}");
            assert!(recipient.check().is_ok(), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_address() {
        for text in ["", "george", "@b.c", "a@", "a b@c.d", "a@b.c, d@e.f", "a@b.c\r\nBcc: x@y.z"] {
            assert!(text.parse::<Recipient>().is_err(), "{text}");
        }
    }

    #[test]
    fn reads_null_and_missing() {
        for text in ["{}", r#"{"emailAddress":null}"#, r#"{"emailAddress":{"name":null}}"#] {
            assert_eq!(serde_json::from_str::<Recipient>(text).unwrap(), Recipient::default());
        }
    }
}
