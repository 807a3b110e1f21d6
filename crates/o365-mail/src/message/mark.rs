//! Marks on a message: read, flagged, in categories.

use http::Method;
use o365_core::Result;
use o365_core::query::Query;
use serde_json::{Value, json};

use super::MessageHandle;
use crate::model::{FollowupFlag, Message};
use crate::prop;

impl MessageHandle {
    /// Marks it as read or unread.
    ///
    /// `PATCH …/messages/{id}`; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-update).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn mark_read(&self, read: bool) -> Result<()> {
        self.patch(&json!({"isRead": read}))
    }

    /// Flags it for follow-up: at no set time with [`FollowupFlag::flagged`], with begin and end with
    /// [`FollowupFlag::between`].
    ///
    /// `PATCH …/messages/{id}`; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-update).
    ///
    /// # Errors
    /// Bad input for a due date without a start, or before it; not found; those of every request.
    pub fn flag(&self, flag: FollowupFlag) -> Result<()> {
        flag.check()?;
        self.patch(&json!({"flag": flag}))
    }

    /// Marks the follow-up as done.
    ///
    /// `PATCH …/messages/{id}`; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-update).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn complete(&self) -> Result<()> {
        self.flag(FollowupFlag::complete())
    }

    /// Takes the flag off.
    ///
    /// `PATCH …/messages/{id}`; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-update).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn unflag(&self) -> Result<()> {
        self.flag(FollowupFlag::not_flagged())
    }

    /// Puts it into a category, beside those that it is in, and gives them all. Case makes no difference.
    ///
    /// `GET …/messages/{id}`, then `PATCH`; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-update).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn add_category(&self, name: impl Into<String>) -> Result<Vec<String>> {
        let name = name.into();
        self.change_categories(|categories| {
            if !categories.iter().any(|known| is_same(known, &name)) {
                categories.push(name);
            }
        })
    }

    /// Takes it out of a category and gives those that are left. Case makes no difference.
    ///
    /// `GET …/messages/{id}`, then `PATCH`; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/message-update).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn remove_category(&self, name: &str) -> Result<Vec<String>> {
        self.change_categories(|categories| categories.retain(|known| !is_same(known, name)))
    }

    fn change_categories(&self, change: impl FnOnce(&mut Vec<String>)) -> Result<Vec<String>> {
        let message: Message = self.at.get(&Query::new().select(prop::CATEGORIES))?;
        let mut categories = message.categories.clone();
        change(&mut categories);
        if categories != message.categories {
            self.patch(&json!({"categories": categories}))?;
        }
        Ok(categories)
    }

    fn patch(&self, change: &Value) -> Result<()> {
        self.at.request(Method::PATCH).json(change).send().map(drop)
    }
}

/// Outlook has no two categories that differ in case alone.
fn is_same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}
