//! One message, stored small and shown whole.

use std::borrow::Cow;
use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::odata::Row;
use crate::schema::{EVENT_MESSAGE, MESSAGE, Type, iso};
use crate::service::{
    attachment::Attachment,
    ids::{Ids, change_key},
    json::Field,
    person::{People, Person},
    text,
};

/// What a quoted message begins with.
pub(crate) const QUOTE: &str = "<hr tabindex=\"-1\"><div id=\"divRplyFwdMsg\">";

/// A message. Times are seconds since 1970.
#[derive(Clone, Debug, Default)]
pub(crate) struct Message {
    /// Given once, and kept when the message moves.
    pub(crate) key: u64,
    /// Given anew by each move.
    pub(crate) place: u64,
    pub(crate) version: u64,
    pub(crate) folder: u32,
    pub(crate) created: i64,
    pub(crate) modified: i64,
    pub(crate) received: i64,
    pub(crate) sent: i64,
    pub(crate) subject: Option<Box<str>>,
    pub(crate) html: bool,
    pub(crate) content: Arc<str>,
    pub(crate) preview: Arc<str>,
    pub(crate) from: Option<Arc<Person>>,
    pub(crate) sender: Option<Arc<Person>>,
    pub(crate) to: People,
    pub(crate) cc: People,
    pub(crate) bcc: People,
    pub(crate) reply_to: People,
    pub(crate) importance: Option<&'static str>,
    pub(crate) inference: Option<&'static str>,
    pub(crate) categories: Vec<Box<str>>,
    pub(crate) flag: Option<Box<Value>>,
    pub(crate) read: bool,
    pub(crate) draft: bool,
    pub(crate) read_receipt: bool,
    pub(crate) delivery_receipt: bool,
    pub(crate) conversation: u64,
    pub(crate) internet_id: Option<Box<str>>,
    pub(crate) attachments: Vec<Attachment>,
    /// What few messages have.
    pub(crate) rare: Option<Box<Rare>>,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Rare {
    pub(crate) headers: Vec<(String, String)>,
    /// `{"id": .., "value": ..}`.
    pub(crate) single: Vec<Value>,
    pub(crate) multi: Vec<Value>,
    /// The derived type, such as `#microsoft.graph.eventMessageRequest`, and its properties.
    pub(crate) subtype: Option<String>,
    pub(crate) derived: Map<String, Value>,
    /// When the thread began, and what each answer added to its index.
    pub(crate) thread: Option<(i64, Vec<u8>)>,
}

/// How messages are to be shown.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View<'a> {
    pub(crate) ids: &'a Ids,
    pub(crate) immutable: bool,
    /// `text` or `html`, if either was preferred.
    pub(crate) body: Option<&'static str>,
}

impl View<'_> {
    pub(crate) fn id(&self, message: &Message) -> String {
        self.ids.message(message.key, message.place, self.immutable)
    }
}

impl Message {
    pub(crate) fn set_body(&mut self, html: bool, content: &str) {
        self.html = html;
        self.content = content.into();
        self.preview = text::preview(html, content).into();
    }

    pub(crate) fn has_attachments(&self) -> bool {
        self.attachments.iter().any(|attachment| !attachment.inline)
    }

    pub(crate) fn add_attachment(&mut self, mut attachment: Attachment) -> u64 {
        attachment.number =
            self.attachments.iter().map(|known| known.number).max().unwrap_or(0) + 1;
        let number = attachment.number;
        self.attachments.push(attachment);
        number
    }

    pub(crate) fn rare(&mut self) -> &mut Rare {
        self.rare.get_or_insert_default()
    }

    pub(crate) fn etag(&self) -> String {
        format!("W/\"{}\"", change_key(self.version))
    }

    pub(crate) fn internet_id(&self) -> String {
        match &self.internet_id {
            Some(id) => id.to_string(),
            None => format!(
                "<SBX{:016X}@sandbox.prod.outlook.com>",
                self.conversation ^ (self.key << 20)
            ),
        }
    }

    /// Whether it is of that derived type, such as `eventMessageRequest`.
    pub(crate) fn is_a(&self, name: &str) -> bool {
        let subtype = self.rare.as_ref().and_then(|rare| rare.subtype.as_deref());
        subtype.is_some_and(|subtype| subtype.rsplit('.').next() == Some(name))
    }

    /// The type it is shown as.
    pub(crate) fn of_type(&self) -> &'static Type {
        let derived = self.rare.as_ref().is_some_and(|rare| rare.subtype.is_some());
        if derived { &EVENT_MESSAGE } else { &MESSAGE }
    }

    /// One property.
    pub(crate) fn field(&self, name: &str, view: &View<'_>) -> Field<'_> {
        let maybe = |word: &Option<&'static str>, default| {
            Field::Text(Cow::Borrowed(word.unwrap_or(default)))
        };
        match name {
            "id" => Field::Text(view.id(self).into()),
            "createdDateTime" => Field::Text(iso(self.created).into()),
            "lastModifiedDateTime" => Field::Text(iso(self.modified).into()),
            "changeKey" => Field::Text(change_key(self.version).into()),
            "categories" => Field::Texts(&self.categories),
            "receivedDateTime" => Field::Text(iso(self.received).into()),
            "sentDateTime" => Field::Text(iso(self.sent).into()),
            "hasAttachments" => Field::Flag(self.has_attachments()),
            "internetMessageId" => Field::Text(self.internet_id().into()),
            "subject" => {
                self.subject.as_deref().map_or(Field::Null, |text| Field::Text(text.into()))
            }
            "bodyPreview" => Field::Text(Cow::Borrowed(&self.preview)),
            "importance" => maybe(&self.importance, "normal"),
            "parentFolderId" => Field::Text(view.ids.folder(self.folder).into()),
            "conversationId" => Field::Text(view.ids.conversation(self.conversation).into()),
            "conversationIndex" => Field::Text(self.conversation_index().into()),
            "isDeliveryReceiptRequested" => Field::Flag(self.delivery_receipt),
            "isReadReceiptRequested" => Field::Flag(self.read_receipt),
            "isRead" => Field::Flag(self.read),
            "isDraft" => Field::Flag(self.draft),
            "webLink" => Field::Text(self.web_link(view).into()),
            "inferenceClassification" => maybe(&self.inference, "focused"),
            "body" => self.body(view),
            "uniqueBody" => self.unique(view),
            "sender" => self.sender.as_deref().map_or(Field::Null, Field::Person),
            "from" => self.from.as_deref().map_or(Field::Null, Field::Person),
            "toRecipients" => Field::People(&self.to),
            "ccRecipients" => Field::People(&self.cc),
            "bccRecipients" => Field::People(&self.bcc),
            "replyTo" => Field::People(&self.reply_to),
            "flag" => match &self.flag {
                Some(flag) => Field::Json(Cow::Borrowed(flag)),
                None => Field::Json(Cow::Owned(json!({"flagStatus": "notFlagged"}))),
            },
            "event" => Field::Json(Cow::Owned(self.event(view))),
            "attachments" => {
                let one =
                    |a: &Attachment| a.json(view.ids.attachment(self.key, a.number), false, false);
                Field::Json(Cow::Owned(self.attachments.iter().map(one).collect()))
            }
            _ => self.rare.as_ref().map_or(Field::Null, |rare| rare.field(name)),
        }
    }

    /// The event of a message about one; what the seed doesn't say is taken from the message.
    fn event(&self, view: &View<'_>) -> Value {
        let derived = |name: &str| self.rare.as_ref()?.derived.get(name).cloned();
        let of = |name: &str| self.field(name, view).into_value();
        derived("event").unwrap_or_else(|| {
            json!({
                "id": view.ids.attachment(self.key, u64::MAX),
                "subject": of("subject"),
                "body": of("body"),
                "bodyPreview": of("bodyPreview"),
                "start": derived("startDateTime"),
                "end": derived("endDateTime"),
                "location": derived("location"),
                "organizer": of("from"),
                "isOrganizer": false,
            })
        })
    }

    fn body(&self, view: &View<'_>) -> Field<'_> {
        match (view.body, self.html) {
            (Some("text"), true) => Field::Body(false, text::plain(&self.content).into()),
            (Some("html"), false) => Field::Body(true, text::html(&self.content).into()),
            _ => Field::Body(self.html, Cow::Borrowed(&self.content)),
        }
    }

    /// When the thread began, and what the answers so far have added to its index: five bytes each.
    pub(crate) fn thread(&self) -> (i64, Vec<u8>) {
        let known = self.rare.as_ref().and_then(|rare| rare.thread.clone());
        known.unwrap_or_else(|| (self.created, Vec::new()))
    }

    /// The body without what is quoted in it.
    fn unique(&self, view: &View<'_>) -> Field<'_> {
        match self.body(view) {
            Field::Body(true, content) => {
                let own = content.split_once(QUOTE).map(|(own, _)| format!("{own}</body></html>"));
                Field::Body(true, own.map_or(content, Cow::Owned))
            }
            other => other,
        }
    }

    fn conversation_index(&self) -> String {
        use base64::{Engine, engine::general_purpose::STANDARD};
        let mut bytes = vec![1, 0xdb];
        let (begun, answers) = self.thread();
        bytes.extend(begun.to_be_bytes().iter().skip(4));
        bytes.extend(self.conversation.to_be_bytes());
        bytes.extend(self.conversation.to_le_bytes());
        bytes.extend(answers);
        STANDARD.encode(bytes)
    }

    fn web_link(&self, view: &View<'_>) -> String {
        let id = view.id(self).replace('=', "%3D");
        format!(
            "https://outlook.office365.com/owa/?ItemID={id}&exvsurl=1&viewmodel=ReadMessageItem"
        )
    }
}

impl Rare {
    fn field(&self, name: &str) -> Field<'_> {
        match name {
            "internetMessageHeaders" => {
                let header =
                    |(name, value): &(String, String)| json!({"name": name, "value": value});
                Field::Json(Cow::Owned(self.headers.iter().map(header).collect()))
            }
            "singleValueExtendedProperties" => Field::Json(Cow::Owned(self.single.clone().into())),
            "multiValueExtendedProperties" => Field::Json(Cow::Owned(self.multi.clone().into())),
            _ => self
                .derived
                .get(name)
                .map_or(Field::Null, |value| Field::Json(Cow::Borrowed(value))),
        }
    }
}

/// A message, as filters look at it.
#[derive(Debug)]
pub(crate) struct MessageRow<'a> {
    pub(crate) message: &'a Message,
    pub(crate) view: View<'a>,
}

impl Row for MessageRow<'_> {
    fn field(&self, name: &str) -> Value {
        self.message.field(name, &self.view).into_value()
    }
}
