//! Text of a message or an event.

use serde::{Deserialize, Serialize};

use crate::field::Field;
use crate::json::null_default;

crate::open_enum! {
    /// How a body is written.
    pub enum BodyType {
        /// Plain text.
        Text = "text",
        /// HTML.
        Html = "html",
    }
}

#[allow(clippy::derivable_impls)] // the macro can't take an attribute on a variant's own derive
impl Default for BodyType {
    fn default() -> Self {
        BodyType::Text
    }
}

/// The preference for bodies as plain text, which the service makes of HTML itself:
/// `mailbox.messages().prefer(TEXT_BODIES)`, `schedule.events().prefer(TEXT_BODIES)`.
///
/// [Microsoft's page](https://learn.microsoft.com/graph/api/message-get#request-headers).
pub const TEXT_BODIES: &str = "outlook.body-content-type=\"text\"";

/// The body of a message, an event or a contact's note: plain text or HTML.
///
/// A text that is given where a body is asked for becomes plain text; HTML is said with [`ItemBody::html`].
///
/// [itemBody](https://learn.microsoft.com/graph/api/resources/itembody).
///
/// ```
/// use o365_core::{BodyType, ItemBody};
///
/// assert_eq!(ItemBody::from("Hello").content_type, BodyType::Text);
/// assert_eq!(ItemBody::html("<b>Hello</b>").content_type, BodyType::Html);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct ItemBody {
    /// Text or HTML.
    #[serde(deserialize_with = "null_default")]
    pub content_type: BodyType,
    /// The text.
    #[serde(deserialize_with = "null_default")]
    pub content: String,
}

impl ItemBody {
    /// Plain text.
    pub fn text(content: impl Into<String>) -> Self {
        ItemBody { content_type: BodyType::Text, content: content.into() }
    }

    /// HTML. Sent as it is; what comes from elsewhere is to be escaped by the caller.
    pub fn html(content: impl Into<String>) -> Self {
        ItemBody { content_type: BodyType::Html, content: content.into() }
    }

    /// This body with another before it, such as an answer before what it quotes. Where one of them is HTML, both
    /// become it: the text of the other is escaped. HTML goes to the start of the `body` element, so that the document
    /// stays one.
    ///
    /// ```
    /// use o365_core::ItemBody;
    ///
    /// let quote = ItemBody::html("<html><body lang=\"en\"><hr>Quote</body></html>");
    /// let answer = quote.prepended(ItemBody::html("<p>Answer</p>"));
    /// assert_eq!(answer.content, "<html><body lang=\"en\"><p>Answer</p><hr>Quote</body></html>");
    /// ```
    #[must_use]
    pub fn prepended(self, first: impl Into<ItemBody>) -> Self {
        let first = first.into();
        if self.content.is_empty() {
            return first;
        }
        if self.is_text() && first.is_text() {
            return ItemBody::text(format!("{}\n{}", first.content, self.content));
        }
        let (mut content, first) = (self.into_html(), first.into_html());
        let at = inside_body(&content);
        content.insert_str(at, &first);
        ItemBody::html(content)
    }

    fn is_text(&self) -> bool {
        self.content_type == BodyType::Text
    }

    fn into_html(self) -> String {
        if !self.is_text() {
            return self.content;
        }
        let escaped = self.content.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        format!("<div>{}</div>", escaped.replace("\r\n", "\n").replace('\n', "<br>\n"))
    }
}

/// Where the content of the `body` element begins; without one, where the head ends, or the start.
fn inside_body(html: &str) -> usize {
    let mut after_head = 0;
    let mut at = 0;
    while let Some(start) = html.get(at..).and_then(|rest| rest.find('<')).map(|found| at + found) {
        let rest = html.get(start..).unwrap_or_default();
        let end = match rest.strip_prefix("<!--") {
            // Outlook writes tags into comments, for Word to read.
            Some(comment) => {
                comment.find("-->").map(|found| start + "<!--".len() + found + "-->".len())
            }
            None => end_of_tag(rest).map(|found| start + found),
        };
        let Some(end) = end else { break };
        match tag_name(rest).to_ascii_lowercase().as_str() {
            "body" => return end,
            "!doctype" | "html" | "/head" => after_head = end,
            // What is in them is no HTML.
            name @ ("style" | "script" | "title") => {
                let lower = html.get(end..).unwrap_or_default().to_ascii_lowercase();
                at = lower.find(&format!("</{name}")).map_or(html.len(), |found| end + found);
                continue;
            }
            _ => {}
        }
        at = end;
    }
    after_head
}

/// `body` of `<body lang="en">..`.
fn tag_name(tag: &str) -> &str {
    let name = tag.strip_prefix('<').unwrap_or(tag);
    name.split(|c: char| c.is_ascii_whitespace() || c == '>').next().unwrap_or_default()
}

/// Where a tag ends: a `>` in quotes doesn't end it.
fn end_of_tag(tag: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in tag.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if c == '>' => return Some(at + 1),
            None if c == '"' || c == '\'' => quote = Some(c),
            None => {}
        }
    }
    None
}

impl From<&str> for ItemBody {
    fn from(content: &str) -> Self {
        ItemBody::text(content)
    }
}
impl From<String> for ItemBody {
    fn from(content: String) -> Self {
        ItemBody::text(content)
    }
}
impl From<&String> for ItemBody {
    fn from(content: &String) -> Self {
        ItemBody::text(content.as_str())
    }
}
impl From<&str> for Field<ItemBody> {
    fn from(content: &str) -> Self {
        Field::Set(content.into())
    }
}
impl From<String> for Field<ItemBody> {
    fn from(content: String) -> Self {
        Field::Set(content.into())
    }
}
impl From<&String> for Field<ItemBody> {
    fn from(content: &String) -> Self {
        Field::Set(content.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_goes_into_the_body_element() {
        let put = |html: &str| ItemBody::html(html).prepended(ItemBody::html("NEW")).content;
        for (before, after) in [
            (
                "<html><head></head><body>old</body></html>",
                "<html><head></head><body>NEWold</body></html>",
            ),
            ("<BODY\nclass='a>b' lang=\"x>\">old", "<BODY\nclass='a>b' lang=\"x>\">NEWold"),
            ("<p>old</p>", "NEW<p>old</p>"),
            ("a <b>b</b> <tbody>old", "NEWa <b>b</b> <tbody>old"),
            (
                "<!DOCTYPE html><html><head><title><body></title></head>old",
                "<!DOCTYPE html><html><head><title><body></title></head>NEWold",
            ),
            (
                "<!--[if mso]><body>--><style>a>b{}<body></style><body>old",
                "<!--[if mso]><body>--><style>a>b{}<body></style><body>NEWold",
            ),
            ("<body", "NEW<body"),
            ("<!-- <body>", "NEW<!-- <body>"),
            ("ü<body>ü", "ü<body>NEWü"),
            ("", "NEW"),
        ] {
            assert_eq!(put(before), after);
        }
    }

    #[test]
    fn text_and_html_meet_as_html() {
        let text = ItemBody::text("a < b\r\nc & d");
        assert_eq!(text.clone().prepended("new"), ItemBody::text("new\na < b\r\nc & d"));
        let both = ItemBody::html("<div>a &lt; b<br>\nc &amp; d</div>");
        assert_eq!(
            text.clone().prepended(ItemBody::html("<p>new</p>")).content,
            format!("<p>new</p>{}", both.content)
        );
        assert_eq!(
            ItemBody::html("<body>old").prepended(text).content,
            format!("<body>{}old", both.content)
        );
    }
}
