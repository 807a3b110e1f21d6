//! Delta rounds of contacts and of their folders: everything once, then what has changed.

use serde_json::{Value, json};

use crate::odata::{Options, Scope};
use crate::schema::{CONTACT, CONTACT_FOLDER, Refusal, Type};
use crate::service::{
    Call,
    book::{Book, Change},
    changes::lapsed,
    delta_token::{Round, Stage},
    list,
};
use crate::wire::Reply;

pub(super) fn contacts(call: &Call<'_>, book: &Book, folder: u32) -> Result<Reply, Refusal> {
    let inside = |key: u64| book.contacts.get(&key).is_some_and(|at| at.folder == folder);
    let tell = Tell {
        call,
        book,
        of: &CONTACT,
        name: "contact",
        all: book.contacts.keys().copied().filter(|key| inside(*key)).collect(),
        changed: &|change| match change {
            Change::Contact { key, folder: place } if place == folder => Some(key),
            _ => None,
        },
        shown: &|key| match inside(key) {
            true => book.json(key, call.prefer.immutable).ok(),
            false => None,
        },
        id: &|key| book.id(key, call.prefer.immutable),
    };
    tell.answer()
}

pub(super) fn folders(call: &Call<'_>, book: &Book, top: u32) -> Result<Reply, Refusal> {
    let small = |key: u64| u32::try_from(key).unwrap_or_default();
    let below = |key: u64| {
        let key = small(key);
        key != top && book.folders.contains_key(&key) && book.is_within(key, top)
    };
    let tell = Tell {
        call,
        book,
        of: &CONTACT_FOLDER,
        name: "contactFolder",
        all: book.folders.keys().map(|key| u64::from(*key)).filter(|key| below(*key)).collect(),
        changed: &|change| match change {
            Change::Folder(key) => Some(u64::from(key)),
            Change::Contact { .. } => None,
        },
        shown: &|key| below(key).then(|| book.folder_json(small(key))),
        id: &|key| book.ids.folder(small(key)),
    };
    tell.answer()
}

/// What is told in rounds, and how it is written.
struct Tell<'a> {
    call: &'a Call<'a>,
    book: &'a Book,
    of: &'static Type,
    name: &'static str,
    all: Vec<u64>,
    changed: &'a dyn Fn(Change) -> Option<u64>,
    /// `None` for what is gone.
    shown: &'a dyn Fn(u64) -> Option<Value>,
    id: &'a dyn Fn(u64) -> String,
}

impl Tell<'_> {
    fn answer(&self) -> Result<Reply, Refusal> {
        let (call, book) = (self.call, self.book);
        let begun = Round::of(call.request, book.generation)?;
        let round = begun.unwrap_or_else(|| Round {
            generation: book.generation,
            stage: Stage::Whole { since: book.head(), after: None },
            query: call.request.query.clone(),
        });
        let options = Options::parse(&round.query, self.of, Scope::Delta)?;
        if options.filter.is_some() || !options.order.is_empty() || !options.expand.is_empty() {
            let text = "Only $select can be used with change tracking.";
            return Err(Refusal::new(400, "ErrorInvalidUrlQuery", text));
        }
        let size = list::page_size(&options, call);
        let (rows, stage) = match round.stage {
            Stage::Whole { since, after } => {
                let (some, more) = cut(&self.all, after.map_or(0, |(_, told)| told), size);
                let next = match more {
                    Some(told) => Stage::Whole { since, after: Some((0, told)) },
                    None => Stage::Changes { since, until: None, told: 0 },
                };
                (some.to_vec(), next)
            }
            Stage::Changes { since, until, told } => {
                let until = until.unwrap_or_else(|| book.head());
                let mut keys: Vec<u64> = Vec::new();
                for key in book
                    .changed(since, until)
                    .ok_or_else(lapsed)?
                    .into_iter()
                    .filter_map(self.changed)
                {
                    keys.retain(|known| *known != key);
                    keys.push(key);
                }
                let (some, more) = cut(&keys, told, size);
                let next = match more {
                    Some(told) => Stage::Changes { since, until: Some(until), told },
                    None => Stage::Changes { since: until, until: None, told: 0 },
                };
                (some.to_vec(), next)
            }
        };
        let rows: Vec<_> = rows.into_iter().map(|key| self.row(key, &options)).collect();
        let (annotation, link) =
            Round { stage, ..round }.link(call.request, &call.request.segments);
        let context = format!("{}/$metadata#Collection({})", call.request.root, self.name);
        Ok(call.applied(Reply::value(
            200,
            &json!({"@odata.context": context, "value": rows, annotation: link}),
        )))
    }

    fn row(&self, key: u64, options: &Options) -> Value {
        let kind = format!("#microsoft.graph.{}", self.name);
        match (self.shown)(key) {
            None => {
                json!({"@odata.type": kind, "id": (self.id)(key), "@removed": {"reason": "deleted"}})
            }
            Some(row) => {
                let mut row = list::selected(row, options.select.as_deref(), &[]);
                if let Some(members) = row.as_object_mut() {
                    members.insert("@odata.type".to_owned(), kind.into());
                }
                row
            }
        }
    }
}

/// The part of the items that is due, and how many are told when more are left.
fn cut(items: &[u64], told: u64, size: usize) -> (&[u64], Option<u64>) {
    let start = usize::try_from(told).unwrap_or(usize::MAX).min(items.len());
    let end = start.saturating_add(size).min(items.len());
    (items.get(start..end).unwrap_or_default(), (end < items.len()).then_some(end as u64))
}
