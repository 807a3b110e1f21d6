//! Lists: filtered, ordered, counted, cut into pages.

use std::cmp::Reverse;
use std::ops::Bound;

use serde_json::Value;

use crate::odata::{Expand, Options, Scope, matches, sort_key};
use crate::schema::{MESSAGE, Refusal};
use crate::service::{
    Call,
    json::{write_name, write_text},
    mailbox::{Mailbox, Slot, slot},
    message::{Message, MessageRow, View},
    search_folder::{self, Sought},
    token::{Cursor, Position},
};
use crate::wire::Reply;

const DEFAULT_PAGE: usize = 10;
/// `GET messages` of a folder or of the whole mailbox.
pub(crate) fn messages(
    call: &Call<'_>,
    mailbox: &Mailbox,
    folder: Option<u32>,
) -> Result<Reply, Refusal> {
    let options = Options::parse(&call.request.query, &MESSAGE, Scope::Messages)?;
    let view = mailbox.view(&call.prefer);
    let cursor =
        options.token.as_deref().map(|token| Cursor::follow(call.request, token)).transpose()?;
    let found = Finder::new(call, mailbox, folder, &options)?.page(cursor)?;

    let mut out = head(call, found.count, &context_of(call, &options));
    for (index, message) in found.items.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        write_message(message, &view, options.select.as_deref(), &options.expand, None, &mut out);
    }
    tail(&mut out, found.next.map(|at| Cursor { at, count: found.count }.link(call.request)));
    Ok(call.applied(Reply::json(200, out)))
}

/// `GET messages/$count`.
pub(crate) fn count(
    call: &Call<'_>,
    mailbox: &Mailbox,
    folder: Option<u32>,
) -> Result<Reply, Refusal> {
    let options = Options::parse(&call.request.query, &MESSAGE, Scope::Messages)?;
    let count = Finder::new(call, mailbox, folder, &options)?.count()?;
    Ok(Reply::bytes("text/plain", count.to_string().into_bytes()))
}

struct Finder<'a> {
    call: &'a Call<'a>,
    mailbox: &'a Mailbox,
    /// The folder, unless it is all of them that are looked at.
    folder: Option<u32>,
    /// What a search folder looks for.
    sought: Option<Sought>,
    options: &'a Options,
    view: View<'a>,
}

struct Page<'a> {
    items: Vec<&'a Message>,
    next: Option<Position>,
    count: Option<u64>,
}

impl<'a> Finder<'a> {
    fn new(
        call: &'a Call<'a>,
        mailbox: &'a Mailbox,
        folder: Option<u32>,
        options: &'a Options,
    ) -> Result<Self, Refusal> {
        let sought = match folder {
            Some(key) => search_folder::sought(mailbox, mailbox.folder(key)?),
            None => None,
        };
        let folder = folder.filter(|_| sought.is_none());
        let view = mailbox.view(&call.prefer);
        Ok(Self { call, mailbox, folder, sought, options, view })
    }

    fn page(&self, cursor: Option<Cursor>) -> Result<Page<'a>, Refusal> {
        let count = match cursor {
            Some(cursor) => cursor.count,
            None if self.options.count => Some(self.count()?),
            None => None,
        };
        let by_time = match self.options.order.as_slice() {
            [] => Some(true),
            [only] if only.steps == ["receivedDateTime"] => Some(only.descending),
            _ => None,
        };
        let (items, next) = match by_time {
            Some(newest_first) => self.by_time(newest_first, cursor)?,
            None => self.sorted(cursor)?,
        };
        Ok(Page { items, next, count })
    }

    fn size(&self) -> usize {
        page_size(self.options, self.call)
    }

    fn passes(&self, message: &Message) -> bool {
        let row = MessageRow { message, view: self.view };
        self.sought.as_ref().is_none_or(|sought| sought.finds(message, &row))
            && self.options.filter.as_ref().is_none_or(|filter| matches(filter, &row))
            && self.options.search.as_ref().is_none_or(|search| search.matches(&row))
    }

    fn count(&self) -> Result<u64, Refusal> {
        let order = self.mailbox.order(self.folder)?;
        if self.options.filter.is_none() && self.sought.is_none() {
            return Ok(order.len() as u64);
        }
        let all = order.iter().filter_map(|slot| self.mailbox.message(slot.1.0));
        Ok(all.filter(|message| self.passes(message)).count() as u64)
    }

    /// In the order that the store keeps: a page costs what is on it and what the filter passed over.
    fn by_time(
        &self,
        newest_first: bool,
        cursor: Option<Cursor>,
    ) -> Result<(Vec<&'a Message>, Option<Position>), Refusal> {
        let order = self.mailbox.order(self.folder)?;
        let after = match cursor.map(|cursor| cursor.at) {
            Some(Position::After(received, key)) => Some((Reverse(received), Reverse(key))),
            _ => None,
        };
        let slots: Box<dyn Iterator<Item = &'a Slot>> = match (newest_first, after) {
            (true, None) => Box::new(order.iter()),
            (false, None) => Box::new(order.iter().rev()),
            (true, Some(slot)) => Box::new(order.range((Bound::Excluded(slot), Bound::Unbounded))),
            (false, Some(slot)) => {
                Box::new(order.range((Bound::Unbounded, Bound::Excluded(slot))).rev())
            }
        };
        let skip = if cursor.is_some() { 0 } else { self.options.skip };
        let all = slots.filter_map(|slot| self.mailbox.message(slot.1.0));
        let mut rest = all.filter(|message| self.passes(message)).skip(skip);
        let items: Vec<_> = rest.by_ref().take(self.size()).collect();
        let next = rest.next().and(items.last()).map(|last| {
            let (Reverse(received), Reverse(key)) = slot(last);
            Position::After(received, key)
        });
        Ok((items, next))
    }

    /// In another order: sorted once, and kept for the pages that follow.
    fn sorted(
        &self,
        cursor: Option<Cursor>,
    ) -> Result<(Vec<&'a Message>, Option<Position>), Refusal> {
        let (wanted, offset) = match cursor.map(|cursor| cursor.at) {
            Some(Position::Sorted { list, offset }) => {
                (Some(list), usize::try_from(offset).unwrap_or(usize::MAX))
            }
            _ => (None, self.options.skip),
        };
        let kept = wanted.and_then(|list| Some((list, self.call.sorted.get(list)?)));
        let (list, keys) = match kept {
            Some(kept) => kept,
            None => self.call.sorted.keep(self.sort()?),
        };
        let end = offset.saturating_add(self.size());
        let some = keys.iter().take(end).skip(offset);
        // What was deleted or moved away since is passed over.
        let here = |message: &&Message| self.folder.is_none_or(|folder| message.folder == folder);
        let items = some.filter_map(|key| self.mailbox.message(*key)).filter(here).collect();
        let next = (end < keys.len()).then_some(Position::Sorted { list, offset: end as u64 });
        Ok((items, next))
    }

    fn sort(&self) -> Result<Vec<u64>, Refusal> {
        let order = self.mailbox.order(self.folder)?;
        let all = order.iter().filter_map(|slot| self.mailbox.message(slot.1.0));
        let mut keyed: Vec<_> = all
            .filter(|message| self.passes(message))
            .map(|message| {
                let row = MessageRow { message, view: self.view };
                (sort_key(&self.options.order, &row), message.key)
            })
            .collect();
        keyed.sort_by(|(left, _), (right, _)| left.order(right));
        Ok(keyed.into_iter().map(|(_, key)| key).collect())
    }
}

/// A list of few items, built as values: folders, attachments, users.
pub(crate) fn values(
    call: &Call<'_>,
    options: &Options,
    mut rows: Vec<Value>,
) -> Result<Reply, Refusal> {
    if let Some(filter) = &options.filter {
        rows.retain(|row| matches(filter, row));
    }
    if !options.order.is_empty() {
        rows.sort_by_cached_key(|row| Keyed(sort_key(&options.order, row)));
    }
    let cursor =
        options.token.as_deref().map(|token| Cursor::follow(call.request, token)).transpose()?;
    let count = match cursor {
        Some(cursor) => cursor.count,
        None => options.count.then_some(rows.len() as u64),
    };
    let offset = match cursor.map(|cursor| cursor.at) {
        Some(Position::Offset(offset)) => usize::try_from(offset).unwrap_or(usize::MAX),
        _ => options.skip,
    };
    let end = offset.saturating_add(page_size(options, call));
    let more = end < rows.len();
    let mut out = head(call, count, &context_of(call, options));
    for (index, row) in rows.into_iter().take(end).skip(offset).enumerate() {
        if index > 0 {
            out.push(b',');
        }
        out.extend(
            selected(row, options.select.as_deref(), &options.expand).to_string().as_bytes(),
        );
    }
    let next = more.then(|| Cursor { at: Position::Offset(end as u64), count }.link(call.request));
    tail(&mut out, next);
    Ok(call.applied(Reply::json(200, out)))
}

struct Keyed(crate::odata::SortKey);

impl PartialEq for Keyed {
    fn eq(&self, other: &Self) -> bool {
        self.0.order(&other.0).is_eq()
    }
}
impl Eq for Keyed {}
impl PartialOrd for Keyed {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Keyed {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.order(&other.0)
    }
}

/// The selected members of a value; its id, its annotations and what is expanded stay.
pub(crate) fn selected(mut row: Value, select: Option<&[&str]>, expand: &[Expand]) -> Value {
    if let (Some(select), Some(members)) = (select, row.as_object_mut()) {
        members.retain(|name, _| {
            let name = name.as_str();
            name == "id"
                || name.starts_with('@')
                || select.contains(&name)
                || expand.iter().any(|e| e.name == name)
        });
    }
    row
}

/// One message as JSON: `context` is given for one that stands alone.
pub(crate) fn write_message(
    message: &Message,
    view: &View<'_>,
    select: Option<&[&str]>,
    expand: &[Expand],
    context: Option<&str>,
    out: &mut Vec<u8>,
) {
    out.push(b'{');
    if let Some(context) = context {
        write_name("@odata.context", out);
        write_text(context, out);
    }
    if let Some(subtype) = message.rare.as_ref().and_then(|rare| rare.subtype.as_deref()) {
        write_name("@odata.type", out);
        write_text(subtype, out);
    }
    write_name("@odata.etag", out);
    write_text(&message.etag(), out);
    for property in message.of_type().all() {
        let wanted = match select {
            Some(select) => property.name == "id" || select.contains(&property.name),
            None => !["internetMessageHeaders", "uniqueBody"].contains(&property.name),
        };
        if !wanted || property.kind.is_navigation() {
            continue;
        }
        write_name(property.name, out);
        message.field(property.name, view).write(out);
    }
    for expand in expand {
        // Only messages of the derived type have what belongs to it.
        if message.of_type().find(expand.name).is_none() {
            continue;
        }
        write_name(expand.name, out);
        out.extend(expanded(message, view, expand).to_string().as_bytes());
    }
    out.push(b'}');
}

fn expanded(message: &Message, view: &View<'_>, expand: &Expand) -> Value {
    if expand.name == "event" {
        let event = message.field("event", view).into_value();
        return selected(event, expand.select.as_deref(), &[]);
    }
    let items = if expand.name == "attachments" {
        let one = |a: &crate::service::attachment::Attachment| {
            let id = view.ids.attachment(message.key, a.number);
            let content = expand.select.is_none();
            selected(a.json(id, content, expand.item), expand.select.as_deref(), &[])
        };
        message.attachments.iter().map(one).collect()
    } else {
        match message.field(expand.name, view).into_value() {
            Value::Array(items) => items,
            _ => Vec::new(),
        }
    };
    let passing =
        items.into_iter().filter(|item| expand.filter.as_ref().is_none_or(|f| matches(f, item)));
    passing.take(expand.top.unwrap_or(usize::MAX)).collect()
}

pub(crate) fn page_size(options: &Options, call: &Call<'_>) -> usize {
    options.top.or(call.prefer.page).unwrap_or(DEFAULT_PAGE)
}

fn head(call: &Call<'_>, count: Option<u64>, context: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(4096);
    out.push(b'{');
    write_name("@odata.context", &mut out);
    write_text(&format!("{}/$metadata#{context}", call.request.root), &mut out);
    if let Some(count) = count {
        write_name("@odata.count", &mut out);
        out.extend(count.to_string().as_bytes());
    }
    write_name("value", &mut out);
    out.push(b'[');
    out
}

fn tail(out: &mut Vec<u8>, next: Option<String>) {
    out.push(b']');
    if let Some(next) = next {
        write_name("@odata.nextLink", out);
        write_text(&next, out);
    }
    out.push(b'}');
}

fn context_of(call: &Call<'_>, options: &Options) -> String {
    let select =
        options.select.as_ref().map(|names| format!("({})", names.join(","))).unwrap_or_default();
    format!("{}{select}", call.origin())
}
