//! Sets of permissions.

use std::{collections::BTreeSet, fmt};

use serde::{Deserialize, Serialize};

use super::scopes::{DEFAULT, EMAIL, OFFLINE_ACCESS, OPENID, PROFILE};
use crate::error::{Error, Result};

/// A set of permissions: sorted, each once.
///
/// ```
/// use o365_core::auth::{Scopes, scopes};
///
/// let scopes = Scopes::new([scopes::MAIL_SEND, scopes::MAIL_READ, scopes::MAIL_SEND])?;
/// assert_eq!(scopes.to_string(), "Mail.Read Mail.Send");
/// let sent = scopes.resolve("https://graph.microsoft.us/");
/// assert_eq!(sent.to_string(), "https://graph.microsoft.us/Mail.Read https://graph.microsoft.us/Mail.Send");
/// # Ok::<_, o365_core::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Scopes(BTreeSet<String>);

impl Scopes {
    /// The set of these names.
    ///
    /// # Errors
    /// When a name is empty or has white space or other odd characters in it: two names in one text, say.
    pub fn new<I>(names: I) -> Result<Self>
    where
        I: IntoIterator,
        I::Item: AsRef<str>,
    {
        let names = names.into_iter().map(|name| checked(name.as_ref()));
        Ok(Scopes(names.collect::<Result<_>>()?))
    }

    /// Reads the list of an answer, names with spaces between them.
    pub fn from_list(text: &str) -> Self {
        Scopes(text.split_whitespace().map(str::to_owned).collect())
    }

    /// The names, sorted.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether every name of `others` is here. The case of the letters and the service before them don't matter:
    /// `https://graph.microsoft.com/mail.read` is `Mail.Read`.
    pub fn covers(&self, others: &Scopes) -> bool {
        others
            .iter()
            .all(|other| self.iter().any(|own| bare(own).eq_ignore_ascii_case(bare(other))))
    }

    /// The names as they are sent: with the service in front, `https://graph.microsoft.com/Mail.Read`.
    ///
    /// What names a service already, and OpenID's own (`openid`, `profile`, `email`, `offline_access`), stays as it is.
    #[must_use]
    pub fn resolve(&self, prefix: &str) -> Self {
        let prefix = prefix.trim_end_matches('/');
        let full = |name: &str| match name {
            name if is_openid(name) || name.contains('/') => name.to_owned(),
            name => format!("{prefix}/{name}"),
        };
        Scopes(self.iter().map(full).collect())
    }

    /// What a person is asked for: these names and `openid profile offline_access`; `.default` if there are none.
    ///
    /// # Errors
    /// When `.default` stands beside others.
    pub fn for_person(&self, prefix: &str) -> Result<Self> {
        let mut all = self.clone();
        if !all.iter().any(|name| !is_openid(name)) {
            all.0.insert(DEFAULT.to_owned());
        }
        let mut all = all.resolve(prefix);
        let named = all.iter().filter(|name| !is_openid(name)).count();
        if named > 1 && all.iter().any(is_default) {
            return Err(Error::input(
                "`.default` means all that the registration names: it can't stand beside other scopes",
            ));
        }
        all.0.extend([OPENID, PROFILE, OFFLINE_ACCESS].map(str::to_owned));
        Ok(all)
    }

    /// What an application asks for itself: `.default` of the one service.
    ///
    /// # Errors
    /// When single permissions are named: an application has those that an administrator granted it.
    pub fn for_application(&self, prefix: &str) -> Result<Self> {
        if self.is_empty() {
            return Ok(Scopes(BTreeSet::from([DEFAULT.to_owned()])).resolve(prefix));
        }
        if self.0.len() > 1 || !self.iter().all(is_default) {
            return Err(Error::input(
                "an application that signs in for itself has the permissions that an administrator granted it: name no scopes",
            ));
        }
        Ok(self.resolve(prefix))
    }
}

impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.iter().collect();
        f.write_str(&names.join(" "))
    }
}

impl IntoIterator for Scopes {
    type Item = String;
    type IntoIter = std::collections::btree_set::IntoIter<String>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

fn checked(name: &str) -> Result<String> {
    if name.is_empty() {
        return Err(Error::input("a scope is empty"));
    }
    if name.chars().any(|c| c.is_whitespace() || c == ',' || c == ';') {
        return Err(Error::input(format!(
            "`{}` is not one scope: give each by itself, without spaces or commas",
            name.escape_debug()
        )));
    }
    // RFC 6749, 3.3
    if !name.bytes().all(|b| b.is_ascii_graphic() && b != b'"' && b != b'\\') {
        return Err(Error::input(format!("`{}` can't be a scope", name.escape_debug())));
    }
    Ok(name.to_owned())
}

fn is_openid(name: &str) -> bool {
    [OPENID, PROFILE, EMAIL, OFFLINE_ACCESS].contains(&name)
}

fn is_default(name: &str) -> bool {
    bare(name) == DEFAULT
}

/// The name without its service.
fn bare(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GRAPH: &str = "https://graph.microsoft.com";

    fn set(names: &[&str]) -> Scopes {
        Scopes::new(names).unwrap()
    }

    #[test]
    fn white_space_is_refused_with_a_reason() {
        for bad in
            ["message all", "Mail.Read Mail.Send", "Mail.Read,Mail.Send", " x", "a\n", "\u{a0}"]
        {
            let error = Scopes::new([bad]).unwrap_err().to_string();
            assert!(error.contains("each by itself"), "{bad}: {error}");
        }
        for bad in ["", "\"", "ä", "a\u{7}"] {
            assert!(Scopes::new([bad]).is_err(), "{bad}");
        }
    }

    #[test]
    fn only_what_needs_it_gets_a_prefix() {
        let sent =
            set(&["Mail.Read", "email", "https://other/x.Y", "api://id/.default", "id/.default"]);
        assert_eq!(
            sent.resolve("https://g/").to_string(),
            "api://id/.default email https://g/Mail.Read https://other/x.Y id/.default"
        );
        // both spellings are one
        let twice = set(&["Mail.Read", "https://graph.microsoft.com/Mail.Read"]);
        assert_eq!(twice.resolve(GRAPH).iter().count(), 1);
    }

    #[test]
    fn a_person_is_asked_for_a_lasting_sign_in() {
        let asked = set(&["Mail.Read"]).for_person(GRAPH).unwrap().to_string();
        assert_eq!(asked, "https://graph.microsoft.com/Mail.Read offline_access openid profile");
        let all = Scopes::default().for_person(GRAPH).unwrap();
        assert!(all.iter().any(|name| name == "https://graph.microsoft.com/.default"));
        assert!(set(&[".default"]).for_person(GRAPH).is_ok());
        assert!(set(&[".default", "Mail.Read"]).for_person(GRAPH).is_err());
        assert!(
            set(&[".default", "https://graph.microsoft.com/.default"]).for_person(GRAPH).is_ok()
        );
    }

    #[test]
    fn an_application_asks_for_default_only() {
        let of = |scopes: &Scopes| scopes.for_application(GRAPH).map(|sent| sent.to_string()).ok();
        assert_eq!(of(&Scopes::default()).unwrap(), "https://graph.microsoft.com/.default");
        assert_eq!(of(&set(&["api://id/.default"])).unwrap(), "api://id/.default");
        assert_eq!(of(&set(&["Mail.Read"])), None);
        assert_eq!(of(&set(&[".default", "offline_access"])), None);
    }

    #[test]
    fn grants_are_compared_without_case_and_service() {
        let granted = Scopes::from_list("https://graph.microsoft.com/mail.read User.Read  openid");
        assert!(granted.covers(&set(&["Mail.Read", "openid"])));
        assert!(!granted.covers(&set(&["Mail.ReadWrite"])));
    }
}
