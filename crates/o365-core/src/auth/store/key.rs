//! What tells tokens in a store apart.

use std::{borrow::Cow, fmt::Write};

use percent_encoding::percent_decode_str;

use crate::auth::{App, Identity};
use crate::cloud::Cloud;
use crate::error::Result;

/// Whose tokens they are: which application's, at which login, for which account.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct StoreKey {
    /// The application's client id.
    pub client_id: String,
    /// Where it signs in: `https://login.microsoftonline.com`.
    pub authority: String,
    /// `common`, or a tenant.
    pub tenant: String,
    /// The user name, if the program named one.
    pub account: Option<String>,
    /// Whether they are the application's own and no person's.
    pub application: bool,
}

impl StoreKey {
    /// The key of an application's tokens, for a person or itself, and for one of several accounts.
    ///
    /// # Errors
    /// When the application's settings can't be right.
    pub fn new(app: &App, identity: Identity, account: Option<&str>) -> Result<Self> {
        app.token_url()?;
        Ok(StoreKey {
            client_id: app.client_id.to_ascii_lowercase(),
            authority: app.authority()?.to_owned(),
            tenant: app.tenant.to_string().to_ascii_lowercase(),
            account: account.map(str::to_lowercase),
            application: identity == Identity::Application,
        })
    }

    /// A name for it: lower case, good for a file or an entry elsewhere, and no other key's.
    ///
    /// ```
    /// use o365_core::auth::{App, Identity, StoreKey};
    ///
    /// let app = App::new("6731de76").tenant("contoso.com");
    /// let key = StoreKey::new(&app, Identity::Person, Some("Zoë@contoso.com"))?;
    /// assert_eq!(key.name(), "6731de76_contoso.com_zo%C3%AB@contoso.com");
    /// # Ok::<_, o365_core::Error>(())
    /// ```
    pub fn name(&self) -> String {
        let (head, tail) = self.ends();
        match &self.account {
            Some(account) => format!("{head}_{}{tail}", plain(account)),
            None => format!("{head}{tail}"),
        }
    }

    /// The account in the name of a key that else is this one.
    pub(super) fn account_in(&self, name: &str) -> Option<String> {
        let (head, tail) = self.ends();
        let account = name.strip_prefix(&head)?.strip_suffix(&tail)?.strip_prefix('_')?;
        if account.contains('_') || account.starts_with("%a") || account.starts_with("%h") {
            return None;
        }
        percent_decode_str(account).decode_utf8().ok().map(Cow::into_owned)
    }

    /// What stands before and after the account.
    fn ends(&self) -> (String, String) {
        let mut head = format!("{}_{}", plain(&self.client_id), plain(&self.tenant));
        if self.application {
            head.push_str("_%app");
        }
        let mut tail = String::new();
        if self.authority != Cloud::Global.login_url() {
            let (scheme, place) = self.authority.split_once("://").unwrap_or_default();
            tail.push_str(if scheme == "http" { "_%http%" } else { "_%at%" });
            tail.push_str(&plain(place));
        }
        (head, tail)
    }
}

/// Text without anything that means something to a file system, or that this name uses itself.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-.@".contains(&byte) {
            plain.push(char::from(byte));
        } else {
            let written = write!(plain, "%{byte:02X}");
            debug_assert!(written.is_ok());
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(app: App, identity: Identity, account: Option<&str>) -> String {
        StoreKey::new(&app, identity, account).unwrap().name()
    }

    #[test]
    fn different_keys_have_different_names() {
        let app = || App::new("id");
        let names = [
            name(app(), Identity::Person, None),
            name(app(), Identity::Application, None),
            name(app(), Identity::Person, Some("%app")),
            name(app(), Identity::Person, Some("a")),
            name(app(), Identity::Person, Some("A_b")),
            name(app().tenant("t"), Identity::Person, None),
            name(app().tenant("t"), Identity::Person, Some("a")),
            name(app().cloud(Cloud::China), Identity::Person, None),
            name(app().login_url("http://127.0.0.1:80/x"), Identity::Person, None),
            name(app().login_url("https://127.0.0.1:81"), Identity::Person, None),
            name(app(), Identity::Person, Some("%at%127.0.0.1%3A81")),
        ];
        let all: std::collections::HashSet<&String> = names.iter().collect();
        assert_eq!(all.len(), names.len(), "{names:#?}");
    }

    #[test]
    fn a_user_name_can_not_leave_the_folder() {
        let name = name(App::new("id"), Identity::Person, Some("../..\\x:y\0*?"));
        assert!(!name.contains(['/', '\\', ':', '\0', '*', '?']), "{name}");
    }

    #[test]
    fn user_names_are_compared_without_case() {
        let key = |account| StoreKey::new(&App::new("ID"), Identity::Person, Some(account));
        assert_eq!(key("Me@Contoso.com").unwrap(), key("me@contoso.COM").unwrap());
    }
}
