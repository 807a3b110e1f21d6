//! Whose data, over which connection.

use o365_core::{Connection, Resource};

use crate::AccountBuilder;
#[cfg(feature = "oauth")]
use crate::auth::{IdClaims, OAuth};

/// A connection to Microsoft 365, and whose data is meant.
///
/// Cheap to clone; clones share the connection, from any thread.
///
/// ```
/// # fn main() -> o365::Result<()> {
/// # let sandbox = o365_sandbox::Sandbox::start().unwrap();
/// # sandbox.seed_inbox(3);
/// # let url = sandbox.graph_url();
/// use o365::{Account, protocol::Graph};
///
/// let account = Account::with_token(sandbox.token()).protocol(Graph::at(url)).build()?;
/// let newest = account.mailbox().inbox().messages().first()?;
/// assert!(newest.is_some_and(|message| message.subject.is_some()));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Account {
    connection: Connection,
    resource: Resource,
    #[cfg(feature = "oauth")]
    sign_in: Option<std::sync::Arc<OAuth>>,
}

impl Account {
    /// An account whose tokens come from the identity platform: `client_id` is the application's id in the registration.
    ///
    /// If nothing else is said, a person signs in with a device code, which is printed to standard error.
    #[cfg(feature = "oauth")]
    pub fn builder(client_id: impl Into<String>) -> AccountBuilder {
        AccountBuilder::for_app(client_id.into())
    }

    /// An account over a sign-in that you have put together: one that was begun in another process, say.
    ///
    /// ```no_run
    /// # fn main() -> o365::Result<()> {
    /// use o365::{Account, auth::{App, OAuth, RefreshToken}};
    ///
    /// let oauth = OAuth::builder(App::new("client-id")).flow(RefreshToken::new("0.AX..")).build()?;
    /// let account = Account::with_sign_in(oauth).build()?;
    /// # Ok(())
    /// # }
    /// ```
    #[cfg(feature = "oauth")]
    pub fn with_sign_in(oauth: impl Into<std::sync::Arc<OAuth>>) -> AccountBuilder {
        AccountBuilder::for_oauth(oauth.into())
    }

    /// An account with a token that you have. It can't be renewed.
    pub fn with_token(token: impl Into<std::sync::Arc<str>>) -> AccountBuilder {
        Account::with_token_source(crate::auth::StaticToken::new(token))
    }

    /// An account whose tokens come from a source of your own.
    pub fn with_token_source(tokens: impl crate::auth::TokenSource + 'static) -> AccountBuilder {
        AccountBuilder::for_source(tokens)
    }

    /// An account over a connection that you have built; whose data it opens, the protocol says: mostly `me`.
    pub fn new(connection: Connection) -> Self {
        Account {
            resource: connection.protocol().default_resource(),
            connection,
            #[cfg(feature = "oauth")]
            sign_in: None,
        }
    }

    /// The same connection, for somebody else's data: a shared mailbox, another person, a group, a site. A text is read as
    /// [`Resource`] says.
    ///
    /// ```
    /// # fn shared(account: o365::Account) {
    /// let shared = account.with_resource("shared@example.com");
    /// assert_eq!(shared.resource().to_string(), "/users/shared@example.com");
    /// # }
    /// ```
    #[must_use]
    pub fn with_resource(&self, resource: impl Into<Resource>) -> Self {
        Account { resource: resource.into(), ..self.clone() }
    }

    /// Whose data is meant.
    pub fn resource(&self) -> &Resource {
        &self.resource
    }

    /// The connection itself: requests to any path, for what isn't modelled.
    pub fn api(&self) -> &Connection {
        &self.connection
    }

    /// Its calendars.
    #[cfg(feature = "calendar")]
    pub fn schedule(&self) -> crate::calendar::Schedule {
        crate::calendar::Schedule::new(&self.connection, &self.resource)
    }

    /// Its mail.
    #[cfg(feature = "mail")]
    pub fn mailbox(&self) -> crate::mail::Mailbox {
        crate::mail::Mailbox::new(&self.connection, &self.resource)
    }

    /// Its contacts.
    #[cfg(feature = "contacts")]
    pub fn address_book(&self) -> crate::contacts::AddressBook {
        crate::contacts::AddressBook::new(&self.connection, &self.resource)
    }

    /// The people of its organisation; `directory().me()` is whose data is meant.
    #[cfg(feature = "contacts")]
    pub fn directory(&self) -> crate::contacts::Directory {
        crate::contacts::Directory::new(&self.connection, &self.resource)
    }

    /// Its files: OneDrive of a person, the document libraries of a group or a site.
    #[cfg(feature = "drive")]
    pub fn storage(&self) -> crate::drive::Storage {
        crate::drive::Storage::new(&self.connection, &self.resource)
    }

    /// The sites of its organisation.
    #[cfg(feature = "sharepoint")]
    pub fn sharepoint(&self) -> crate::sharepoint::SharePoint {
        crate::sharepoint::SharePoint::new(&self.connection, &self.resource)
    }

    /// Whether a token can be had without asking a person, as far as that is known without a request.
    ///
    /// # Errors
    /// When the place where tokens are kept can't be read.
    #[cfg(feature = "oauth")]
    pub fn is_signed_in(&self) -> crate::Result<bool> {
        self.sign_in.as_ref().map_or(Ok(true), |oauth| oauth.is_signed_in())
    }

    /// Who signed in, by the id token, without a request. It is not verified: for display, not for access control.
    ///
    /// # Errors
    /// When the place where tokens are kept can't be read.
    #[cfg(feature = "oauth")]
    pub fn user(&self) -> crate::Result<Option<IdClaims>> {
        self.sign_in.as_ref().map_or(Ok(None), |oauth| oauth.user())
    }

    /// Forgets the tokens, here and where they are kept. They stay valid at the service until they lapse.
    ///
    /// # Errors
    /// When the place where tokens are kept can't be written; when the token was given, so that there is nothing to forget.
    #[cfg(feature = "oauth")]
    pub fn sign_out(&self) -> crate::Result<()> {
        match &self.sign_in {
            Some(oauth) => oauth.sign_out(),
            None => Err(crate::Error::config(
                "nothing is kept that could be forgotten: the tokens come from elsewhere",
            )),
        }
    }

    /// Signs in: with what is kept if that can be used, else by the flow. Does nothing where the token was given.
    ///
    /// # Errors
    /// No one signed in; no network; no flow.
    #[cfg(feature = "oauth")]
    pub fn sign_in(&self) -> crate::Result<()> {
        self.sign_in.as_ref().map_or(Ok(()), |oauth| oauth.sign_in(self.connection.transport()))
    }

    /// Signs in by the flow, whatever is kept: for another person, or with the [claims](crate::Error::claims) that an error
    /// asked for.
    ///
    /// # Errors
    /// No one signed in; no network; no flow, or a token that was given.
    #[cfg(feature = "oauth")]
    pub fn sign_in_anew(&self, claims: Option<&str>) -> crate::Result<()> {
        match &self.sign_in {
            Some(oauth) => oauth.sign_in_anew(self.connection.transport(), claims),
            None => Err(crate::Error::config(
                "the tokens come from elsewhere: there is no way to sign in",
            )),
        }
    }

    #[cfg(feature = "oauth")]
    pub(crate) fn signed_in_by(self, oauth: std::sync::Arc<OAuth>) -> Self {
        Account { sign_in: Some(oauth), ..self }
    }
}
