//! Messages, events and contacts as attachments.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

use super::{AttachmentDraft, AttachmentHandle, Source};
use crate::error::{Error, Result};
use crate::query::{Expand, Query};

impl AttachmentDraft {
    /// A message, an event or a contact, under this name. `kind` is its type, such as `microsoft.graph.event`; `item`
    /// what is said of it: a draft, or JSON.
    ///
    /// ```
    /// use o365_core::attachment::AttachmentDraft;
    /// use serde_json::json;
    ///
    /// let contact = json!({"givenName": "George", "surname": "Best"});
    /// let card = AttachmentDraft::item("George Best", "microsoft.graph.contact", &contact);
    /// # let _ = card;
    /// ```
    pub fn item(name: impl Into<String>, kind: &str, item: &(impl Serialize + ?Sized)) -> Self {
        let item = serde_json::to_value(item).map_err(|error| error.to_string());
        let item = item.and_then(|mut item| match item.as_object_mut() {
            Some(members) => {
                let kind = format!("#{}", kind.trim_start_matches('#'));
                members.insert("@odata.type".to_owned(), kind.into());
                Ok(item)
            }
            None => Err("an attached item is an object".to_owned()),
        });
        AttachmentDraft {
            source: Source::Item(item.map(Box::new)),
            name: Some(name.into()),
            content_type: None,
            content_id: None,
        }
    }
}

/// An item as it goes out.
pub(super) fn to_json(name: &str, item: &Value) -> Value {
    json!({"@odata.type": "#microsoft.graph.itemAttachment", "name": name, "item": item})
}

/// The bytes of an item on the wire.
pub(super) fn size(item: &Result<Box<Value>, String>) -> u64 {
    item.as_ref().map_or(0, |item| item.to_string().len() as u64)
}

/// The item, or why it can't go out.
pub(super) fn checked(item: &Result<Box<Value>, String>) -> Result<&Value> {
    match item {
        Ok(item) => Ok(item),
        Err(reason) => Err(Error::input(format!("an item can't be attached: {reason}"))),
    }
}

impl AttachmentHandle {
    /// Reads the message, event or contact that is attached, with what is attached to it; `None` for a file or a
    /// reference. Its id is empty: it is in no folder. [`content`](Self::content) gives its MIME text instead.
    ///
    /// `GET …/attachments/{id}?$expand=microsoft.graph.itemAttachment/item`; needs `Mail.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/attachment-get).
    ///
    /// # Errors
    /// Not found, an item that isn't a `T`, and those of every request.
    pub fn item<T: DeserializeOwned>(&self) -> Result<Option<T>> {
        #[derive(Deserialize)]
        #[serde(bound = "T: DeserializeOwned")]
        struct Expanded<T> {
            #[serde(default = "Option::default")]
            item: Option<T>,
        }
        let query = Query::new().expand(Expand::new("microsoft.graph.itemAttachment/item"));
        self.at.get::<Expanded<T>>(&query).map(|expanded| expanded.item)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_go_out_with_their_type() {
        let event = json!({"subject": "Lunch"});
        let draft = AttachmentDraft::item("Lunch", "microsoft.graph.event", &event);
        assert_eq!(
            draft.load().unwrap(),
            json!({
                "@odata.type": "#microsoft.graph.itemAttachment", "name": "Lunch",
                "item": {"@odata.type": "#microsoft.graph.event", "subject": "Lunch"},
            })
        );
        assert!(draft.size().unwrap() > 20);
    }

    #[test]
    fn what_is_no_object_or_too_large_is_refused_before_anything_is_sent() {
        let refused = AttachmentDraft::item("x", "microsoft.graph.event", "text").load();
        assert!(refused.unwrap_err().to_string().contains("object"));
        let huge = json!({"subject": "x".repeat(3_000_000)});
        assert!(AttachmentDraft::item("x", "microsoft.graph.event", &huge).load().is_err());
        assert!(AttachmentDraft::item("", "microsoft.graph.event", &json!({})).load().is_err());
    }
}
