//! Properties of messages (and, in modules, of recipients and folders) for queries: a filter that makes no sense doesn't compile.
//!
//! ```
//! use o365_mail::{Importance, prop};
//! use time::macros::datetime;
//!
//! let filter = prop::IS_READ.eq(false) & prop::RECEIVED.ge(datetime!(2024-03-21 0:00 UTC));
//! assert_eq!(filter.to_string(), "isRead eq false and receivedDateTime ge 2024-03-21T00:00:00Z");
//! let filter = prop::FROM.eq("george@best.com") | prop::IMPORTANCE.eq(Importance::High);
//! assert_eq!(filter.to_string(), "from/emailAddress/address eq 'george@best.com' or importance eq 'high'");
//! let filter = prop::TO.any(|to| to.property(prop::recipient::ADDRESS).eq("pele@santos.br"));
//! assert_eq!(filter.to_string(), "toRecipients/any(a:a/emailAddress/address eq 'pele@santos.br')");
//! ```

use o365_core::query::Property;
use o365_core::query::kind::{Bool, Collection, Enum, Instant, Object, Text};

use crate::model::{FlagStatus, Importance, InferenceClassification};

/// `id`
pub const ID: Property<Text> = Property::new("id");
/// `subject`
pub const SUBJECT: Property<Text> = Property::new("subject");
/// `body`: for `select`. Its text can't be filtered; search for it.
pub const BODY: Property<Object> = Property::new("body");
/// `bodyPreview`: for `select`.
pub const BODY_PREVIEW: Property<Text> = Property::new("bodyPreview");
/// `uniqueBody`: for `select`.
pub const UNIQUE_BODY: Property<Object> = Property::new("uniqueBody");
/// `from/emailAddress/address`: the address it comes from.
pub const FROM: Property<Text> = Property::new("from/emailAddress/address");
/// `from/emailAddress/name`
pub const FROM_NAME: Property<Text> = Property::new("from/emailAddress/name");
/// `sender/emailAddress/address`
pub const SENDER: Property<Text> = Property::new("sender/emailAddress/address");
/// `toRecipients`: `TO.any(|to| to.property(recipient::ADDRESS).eq("a@b.c"))`
pub const TO: Property<Collection<Object>> = Property::new("toRecipients");
/// `ccRecipients`
pub const CC: Property<Collection<Object>> = Property::new("ccRecipients");
/// `bccRecipients`
pub const BCC: Property<Collection<Object>> = Property::new("bccRecipients");
/// `replyTo`
pub const REPLY_TO: Property<Collection<Object>> = Property::new("replyTo");
/// `receivedDateTime`
pub const RECEIVED: Property<Instant> = Property::new("receivedDateTime");
/// `sentDateTime`
pub const SENT: Property<Instant> = Property::new("sentDateTime");
/// `createdDateTime`
pub const CREATED: Property<Instant> = Property::new("createdDateTime");
/// `lastModifiedDateTime`
pub const LAST_MODIFIED: Property<Instant> = Property::new("lastModifiedDateTime");
/// `importance`
pub const IMPORTANCE: Property<Enum<Importance>> = Property::new("importance");
/// `categories`: `CATEGORIES.any(|category| category.eq("Red"))`
pub const CATEGORIES: Property<Collection<Text>> = Property::new("categories");
/// `flag/flagStatus`.
pub const FLAG_STATUS: Property<Enum<FlagStatus>> = Property::new("flag/flagStatus");
/// `isRead`
pub const IS_READ: Property<Bool> = Property::new("isRead");
/// `isDraft`
pub const IS_DRAFT: Property<Bool> = Property::new("isDraft");
/// `hasAttachments`
pub const HAS_ATTACHMENTS: Property<Bool> = Property::new("hasAttachments");
/// `attachments`: for `expand`.
pub const ATTACHMENTS: Property<Collection<Object>> = Property::new("attachments");
/// `inferenceClassification`
pub const INFERENCE_CLASSIFICATION: Property<Enum<InferenceClassification>> =
    Property::new("inferenceClassification");
/// `conversationId`
pub const CONVERSATION_ID: Property<Text> = Property::new("conversationId");
/// `internetMessageId`: in angle brackets.
pub const INTERNET_MESSAGE_ID: Property<Text> = Property::new("internetMessageId");
/// `internetMessageHeaders`: for `select`.
pub const INTERNET_MESSAGE_HEADERS: Property<Collection<Object>> =
    Property::new("internetMessageHeaders");
/// `parentFolderId`
pub const PARENT_FOLDER_ID: Property<Text> = Property::new("parentFolderId");

/// `isReadReceiptRequested`
pub const IS_READ_RECEIPT_REQUESTED: Property<Bool> = Property::new("isReadReceiptRequested");
/// `isDeliveryReceiptRequested`
pub const IS_DELIVERY_RECEIPT_REQUESTED: Property<Bool> =
    Property::new("isDeliveryReceiptRequested");
/// `conversationIndex`: for `select`.
pub const CONVERSATION_INDEX: Property<Text> = Property::new("conversationIndex");
/// `webLink`: for `select`.
pub const WEB_LINK: Property<Text> = Property::new("webLink");

/// Properties of a recipient, within [`TO`] and its like.
pub mod recipient {
    use o365_core::query::Property;
    use o365_core::query::kind::Text;

    /// `emailAddress/address`
    pub const ADDRESS: Property<Text> = Property::new("emailAddress/address");
    /// `emailAddress/name`
    pub const NAME: Property<Text> = Property::new("emailAddress/name");
}

/// Properties of folders.
pub mod folder {
    use o365_core::query::Property;
    use o365_core::query::kind::{Bool, Number, Text};

    /// `displayName`
    pub const DISPLAY_NAME: Property<Text> = Property::new("displayName");
    /// `totalItemCount`
    pub const TOTAL_ITEM_COUNT: Property<Number> = Property::new("totalItemCount");
    /// `unreadItemCount`
    pub const UNREAD_ITEM_COUNT: Property<Number> = Property::new("unreadItemCount");
    /// `childFolderCount`
    pub const CHILD_FOLDER_COUNT: Property<Number> = Property::new("childFolderCount");
    /// `isHidden`
    pub const IS_HIDDEN: Property<Bool> = Property::new("isHidden");
}
