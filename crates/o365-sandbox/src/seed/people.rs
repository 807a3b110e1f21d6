//! Contacts and users to begin with.

use std::io;

use serde_json::Value;

use crate::sandbox::Sandbox;
use crate::schema::Refusal;
use crate::service::{describe, seed_contact};

fn invalid(refusal: Refusal) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, refusal.message)
}

impl Sandbox {
    /// Puts a contact into a user's folder: `contacts` is the default one, another goes by its id. Returns the contact's id.
    ///
    /// The contact is Graph's JSON. The user is added if they aren't there.
    ///
    /// ```
    /// # fn main() -> std::io::Result<()> {
    /// # let sandbox = o365_sandbox::Sandbox::start()?;
    /// let contact = serde_json::json!({
    ///     "givenName": "George",
    ///     "surname": "Best",
    ///     "emailAddresses": [{"address": "george@best.com"}],
    /// });
    /// let id = sandbox.add_contact(sandbox.user(), "contacts", contact)?;
    /// assert!(id.starts_with("AAMk"));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`InvalidInput`](io::ErrorKind::InvalidInput) when there is no such folder, or when the contact isn't one: an unknown
    /// property, a value of the wrong type.
    pub fn add_contact(&self, user: &str, folder: &str, contact: Value) -> io::Result<String> {
        seed_contact(&mut self.service.write(), user, folder, contact).map_err(invalid)
    }

    /// Says more of a user than [`add_user`](Sandbox::add_user): properties of Graph's JSON, and the manager by address. Who
    /// isn't there is added, the manager too.
    ///
    /// ```
    /// # fn main() -> std::io::Result<()> {
    /// # let sandbox = o365_sandbox::Sandbox::start()?;
    /// let user = serde_json::json!({"jobTitle": "Winger", "department": "Attack", "manager": "matt@busby.example"});
    /// sandbox.describe_user("george@best.com", user)?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`InvalidInput`](io::ErrorKind::InvalidInput) for an unknown property or a value of the wrong type.
    pub fn describe_user(&self, address: &str, user: Value) -> io::Result<()> {
        describe(&mut self.service.write(), address, user).map_err(invalid)
    }
}
