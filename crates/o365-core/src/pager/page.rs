//! One page, decoded.

use std::{fmt, vec};

use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use serde_json::{Value, value::RawValue};

use crate::connection::Response;
use crate::error::Result;

/// One page of a collection: an iterator over its items, each of which may be unreadable by itself.
pub struct Page<T> {
    items: PageItems<T>,
    pub(super) next: Option<String>,
    pub(super) delta: Option<String>,
    pub(super) total: Option<u64>,
}

#[derive(Deserialize)]
#[serde(bound = "I: Deserialize<'de>")]
struct Wire<I> {
    value: Vec<I>,
    #[serde(rename = "@odata.nextLink", alias = "odata.nextLink", default)]
    next: Option<String>,
    #[serde(rename = "@odata.deltaLink", alias = "odata.deltaLink", default)]
    delta: Option<String>,
    #[serde(rename = "@odata.count", alias = "odata.count", default, deserialize_with = "count")]
    total: Option<u64>,
}

/// Bytes at both ends of a page in which the link to the next one is looked for.
const ENDS: usize = 8 << 10;

/// The link to the next page, found without decoding the page. It stands before or behind the items; a text that says
/// the same can't be taken for it, since the quotes in a text are escaped. What is nested can be: it is a guess.
pub(super) fn peek(page: &[u8]) -> Option<String> {
    let head = page.get(..ENDS).unwrap_or(page);
    let tail = page.get(page.len().saturating_sub(ENDS)..).unwrap_or_default();
    let link = link_in(tail).or_else(|| link_in(head));
    link.filter(|link| !link.is_empty())
}

fn link_in(text: &[u8]) -> Option<String> {
    const KEY: &[u8] = b"\"@odata.nextLink\"";
    let key = text.windows(KEY.len()).rposition(|window| window == KEY)?;
    let value = text.get(key + KEY.len()..)?.trim_ascii_start().strip_prefix(b":")?;
    String::deserialize(&mut serde_json::Deserializer::from_slice(value)).ok()
}

/// A count, if it is one: it is only extra, and what is odd about it isn't worth a page.
fn count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    Ok(Value::deserialize(deserializer)?.as_u64())
}

impl<I> Wire<I> {
    /// The page. An empty link is none.
    fn with<T>(self, items: impl FnOnce(Vec<I>) -> Items<T>) -> Page<T> {
        let link = |link: Option<String>| link.filter(|link| !link.is_empty());
        Page {
            items: PageItems(items(self.value)),
            next: link(self.next),
            delta: link(self.delta),
            total: self.total,
        }
    }
}

impl<T: DeserializeOwned> Page<T> {
    /// Decodes a page at once; only if that fails, item by item, so that one bad item costs one item.
    pub(super) fn read(answer: &Response) -> Result<Self> {
        if let Ok(wire) = answer.json::<Wire<T>>() {
            return Ok(wire.with(|value| Items::Good(value.into_iter())));
        }
        let wire = answer.json::<Wire<Box<RawValue>>>()?;
        Ok(wire.with(|value| {
            let items = value.iter().enumerate();
            let items = items.map(|(number, item)| answer.item(item.get(), number));
            Items::Mixed(items.collect::<Vec<_>>().into_iter())
        }))
    }

    /// Items on this page.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether nothing is on this page. There may be more on the next.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Leaves only the first items.
    pub(super) fn truncate(&mut self, items: usize) {
        let cut = std::mem::replace(&mut self.items, PageItems::none());
        self.items = PageItems(match cut.0 {
            Items::Good(all) => Items::Good(all.take(items).collect::<Vec<_>>().into_iter()),
            Items::Mixed(all) => Items::Mixed(all.take(items).collect::<Vec<_>>().into_iter()),
        });
    }

    /// The service's count of the whole collection, if it was asked for; mostly on the first page only.
    pub fn total(&self) -> Option<u64> {
        self.total
    }

    /// All items.
    ///
    /// # Errors
    /// The first item that can't be read.
    pub fn into_vec(self) -> Result<Vec<T>> {
        match self.items.0 {
            Items::Good(items) => Ok(items.collect()),
            Items::Mixed(items) => items.collect(),
        }
    }

    /// The link to the next page.
    pub fn next_link(&self) -> Option<&str> {
        self.next.as_deref()
    }
}

impl<T> IntoIterator for Page<T> {
    type Item = Result<T>;
    type IntoIter = PageItems<T>;

    fn into_iter(self) -> PageItems<T> {
        self.items
    }
}

impl<T> fmt::Debug for Page<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Page")
            .field("items", &self.items.len())
            .field("total", &self.total)
            .finish_non_exhaustive()
    }
}

/// The items of a [`Page`].
pub struct PageItems<T>(Items<T>);

enum Items<T> {
    Good(vec::IntoIter<T>),
    Mixed(vec::IntoIter<Result<T>>),
}

impl<T> PageItems<T> {
    pub(crate) fn none() -> Self {
        PageItems(Items::Good(Vec::new().into_iter()))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<T> Iterator for PageItems<T> {
    type Item = Result<T>;

    fn next(&mut self) -> Option<Result<T>> {
        match &mut self.0 {
            Items::Good(items) => items.next().map(Ok),
            Items::Mixed(items) => items.next(),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match &self.0 {
            Items::Good(items) => items.size_hint(),
            Items::Mixed(items) => items.size_hint(),
        }
    }
}

impl<T> ExactSizeIterator for PageItems<T> {}

impl<T> fmt::Debug for PageItems<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PageItems({})", self.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINK: &str = r#"https://graph.microsoft.com/v1.0/me/messages?$skip=10&x=\u00e9\/"#;

    #[test]
    fn the_link_is_found_before_and_behind_the_items() {
        let items = "x".repeat(3 * ENDS);
        for page in [
            format!(r#"{{"value":["{items}"],"@odata.nextLink":"{LINK}"}}"#),
            format!(r#"{{"@odata.nextLink" : "{LINK}", "value":["{items}"]}}"#),
            format!(r#"{{"@odata.nextLink":"{LINK}","value":[]}}"#),
        ] {
            let link = "https://graph.microsoft.com/v1.0/me/messages?$skip=10&x=é/";
            assert_eq!(peek(page.as_bytes()).as_deref(), Some(link), "{page:.60}");
        }
    }

    #[test]
    fn nothing_else_is_taken_for_the_link() {
        let quoted = serde_json::json!(format!(r#""@odata.nextLink":"{LINK}""#));
        for page in [
            String::new(),
            format!(r#"{{"value":[{quoted}]}}"#),
            format!(r#"{{"value":[{{"attachments@odata.nextLink":"{LINK}"}}]}}"#),
            r#"{"@odata.nextLink":"","value":[]}"#.to_owned(),
            r#"{"@odata.nextLink":null,"value":[]}"#.to_owned(),
            r#"{"value":[],"@odata.nextLink":"https://graph.mi"#.to_owned(),
        ] {
            assert_eq!(peek(page.as_bytes()), None, "{page}");
        }
    }
}
