//! Sites, lists and terms to begin with.

use std::io;

use serde_json::Value;

use crate::sandbox::Sandbox;
use crate::schema::Refusal;
use crate::service::{list_rows, seed_item, seed_list, seed_site, seed_term_set};

fn invalid(refusal: Refusal) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, refusal.message)
}

impl Sandbox {
    /// Adds a SharePoint site at a path, with its libraries, or finds the one that is there. Returns the site's id.
    ///
    /// The root is there from the beginning, at `https://sandbox.sharepoint.com`. A site whose path goes on from another's is
    /// its subsite.
    ///
    /// ```
    /// # fn main() -> std::io::Result<()> {
    /// # let sandbox = o365_sandbox::Sandbox::start()?;
    /// let site = sandbox.add_site("sites/football", "Football");
    /// assert!(site.starts_with("sandbox.sharepoint.com,"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn add_site(&self, path: &str, name: &str) -> String {
        seed_site(&mut self.service.write(), path, name)
    }

    /// Adds a list to a site, which goes by its path, its web URL, its id or `root`. Returns the list's id.
    ///
    /// The list is Graph's JSON: `displayName`, and what else is said, such as `columns`.
    ///
    /// ```
    /// # fn main() -> std::io::Result<()> {
    /// # let sandbox = o365_sandbox::Sandbox::start()?;
    /// let list = serde_json::json!({
    ///     "displayName": "Players",
    ///     "columns": [
    ///         {"name": "Position", "choice": {"choices": ["Winger", "Forward"]}, "indexed": true},
    ///         {"name": "Shirt Number", "number": {}},
    ///     ],
    /// });
    /// sandbox.add_list("root", list)?;
    /// let row = serde_json::json!({"Title": "George Best", "Position": "Winger", "Shirt_x0020_Number": 7});
    /// assert_eq!(sandbox.add_list_item("root", "Players", row)?, 1);
    /// assert_eq!(sandbox.list_rows("root", "Players")?[0]["Shirt_x0020_Number"], 7);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`InvalidInput`](io::ErrorKind::InvalidInput) when there is no such site, when its lists have the name already, or when
    /// the list isn't one.
    pub fn add_list(&self, site: &str, list: Value) -> io::Result<String> {
        seed_list(&mut self.service.write(), site, list).map_err(invalid)
    }

    /// Adds a row to a list, given by its id or its name, as [`user`](Sandbox::user) would. Returns the row's number.
    ///
    /// The columns go by their internal names. Those that clients can't write may be written as well, such as a hyperlink.
    ///
    /// # Errors
    /// [`InvalidInput`](io::ErrorKind::InvalidInput) when there is no such site, list or column, or for a value that the column
    /// can't have.
    pub fn add_list_item(&self, site: &str, list: &str, fields: Value) -> io::Result<u64> {
        let user = self.user().to_owned();
        seed_item(&mut self.service.write(), &user, site, list, &fields).map_err(invalid)
    }

    /// The rows of a list as they are now: Graph's `fields` of each, in the order of their numbers.
    ///
    /// # Errors
    /// [`InvalidInput`](io::ErrorKind::InvalidInput) when there is no such site or list.
    pub fn list_rows(&self, site: &str, list: &str) -> io::Result<Vec<Value>> {
        list_rows(&self.service.read(), site, list).map_err(invalid)
    }

    /// Adds a set of terms to the term store, in a group that is made if it isn't there. Returns the set's id.
    pub fn add_term_set(&self, group: &str, set: &str, terms: &[&str]) -> String {
        seed_term_set(&mut self.service.write(), group, set, terms)
    }
}
