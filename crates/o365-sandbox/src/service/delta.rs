//! Delta queries: everything once, then what has changed.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;

use serde_json::{Value, json};

use crate::odata::{Expr, Operand, Operator, Options, Scope, matches};
use crate::schema::{MAIL_FOLDER, MESSAGE, Refusal};
use crate::service::{
    Call, Mailbox, Message,
    changes::Change,
    delta_token::{Round, Stage},
    folders, list,
    mailbox::slot,
    message::MessageRow,
    state::State,
};
use crate::wire::Reply;

/// What a page tells, and where the next one begins.
struct Page {
    rows: Vec<Vec<u8>>,
    next: Stage,
}

/// `GET mailFolders/{id}/messages/delta`.
pub(crate) fn messages(call: &Call<'_>, state: &State, folder: u32) -> Result<Reply, Refusal> {
    let mailbox = &call.user(state)?.mailbox;
    mailbox.folder(folder)?;
    let round = begin(call, mailbox)?;
    let options = Options::parse(&round.query, &MESSAGE, Scope::Delta)?;
    rules(&options)?;
    let at = Messages { call, mailbox, folder, options: &options };
    let page = match round.stage {
        Stage::Whole { since, after } => at.whole(since, after)?,
        Stage::Changes { since, until, told } => at.changes(since, until, told)?,
    };
    Ok(answer(call, "message", round, page))
}

/// `GET mailFolders/delta` and `GET mailFolders/{id}/childFolders/delta`: all folders below one.
pub(crate) fn folders(call: &Call<'_>, state: &State, top: u32) -> Result<Reply, Refusal> {
    let mailbox = &call.user(state)?.mailbox;
    let round = begin(call, mailbox)?;
    let options = Options::parse(&round.query, &MAIL_FOLDER, Scope::Delta)?;
    if options.filter.is_some() || !options.order.is_empty() || !options.expand.is_empty() {
        return Err(unsupported("Only $select can be used with the delta of folders."));
    }
    let size = list::page_size(&options, call);
    let below = |key: u32| key != top && mailbox.is_within(key, top);
    let shown = |key: u32| {
        below(key) && mailbox.folder(key).is_ok_and(|folder| options.hidden || !folder.hidden)
    };
    let row = |key: u32| -> Result<Vec<u8>, Refusal> {
        let folder = folders::json(mailbox, key)?;
        let mut folder = list::selected(folder, options.select.as_deref(), &[]);
        if let Some(members) = folder.as_object_mut() {
            members.insert("@odata.type".to_owned(), "#microsoft.graph.mailFolder".into());
        }
        Ok(folder.to_string().into_bytes())
    };
    let page = match round.stage {
        Stage::Whole { since, after } => {
            let told = after.map_or(0, |(_, told)| told);
            let keys: Vec<_> = mailbox.folder_keys().filter(|key| shown(*key)).collect();
            let (some, more) = cut(&keys, told, size);
            let next = match more {
                Some(told) => Stage::Whole { since, after: Some((0, told)) },
                None => Stage::Changes { since, until: None, told: 0 },
            };
            Page { rows: some.iter().map(|key| row(*key)).collect::<Result<_, _>>()?, next }
        }
        Stage::Changes { since, until, told } => {
            let until = until.unwrap_or_else(|| mailbox.changes.head());
            let mut last = BTreeMap::new();
            for (number, change) in mailbox.changes.between(since, until)?.enumerate() {
                if let Change::Folder(key) | Change::FolderGone(key) = change {
                    last.insert(*key, number);
                }
            }
            let mut keys: Vec<_> = last.into_iter().map(|(key, number)| (number, key)).collect();
            keys.sort_unstable();
            let (some, more) = cut(&keys, told, size);
            let rows = some.iter().map(|(_, key)| match mailbox.folder(*key) {
                Ok(_) if shown(*key) => row(*key),
                Ok(_) => Ok(removed("mailFolder", mailbox.ids.folder(*key), false)),
                Err(_) => Ok(removed("mailFolder", mailbox.ids.folder(*key), true)),
            });
            Page { rows: rows.collect::<Result<_, _>>()?, next: after_changes(since, until, more) }
        }
    };
    Ok(answer(call, "mailFolder", round, page))
}

fn begin(call: &Call<'_>, mailbox: &Mailbox) -> Result<Round, Refusal> {
    let changes = &mailbox.changes;
    Ok(Round::of(call.request, changes.generation())?.unwrap_or_else(|| Round {
        generation: changes.generation(),
        stage: Stage::Whole { since: changes.head(), after: None },
        query: call.request.query.clone(),
    }))
}

fn unsupported(text: &str) -> Refusal {
    Refusal::new(400, "ErrorInvalidUrlQuery", text)
}

/// A delta of messages has few options.
fn rules(options: &Options) -> Result<(), Refusal> {
    if !options.filter.as_ref().is_none_or(is_since) {
        return Err(unsupported(
            "The only supported $filter expressions are 'receivedDateTime ge' and 'receivedDateTime gt'.",
        ));
    }
    match options.order.as_slice() {
        [] => Ok(()),
        [only] if only.steps == ["receivedDateTime"] && only.descending => Ok(()),
        _ => Err(unsupported("The only supported $orderby expression is 'receivedDateTime desc'.")),
    }
}

fn is_since(filter: &Expr) -> bool {
    let Expr::Compare(Operator::Ge | Operator::Gt, Operand::Path(path), Operand::Literal(_)) =
        filter
    else {
        return false;
    };
    path.steps == ["receivedDateTime"]
}

/// The part of the items that is due, and how many are told when more are left.
fn cut<T>(items: &[T], told: u64, size: usize) -> (&[T], Option<u64>) {
    let start = usize::try_from(told).unwrap_or(usize::MAX).min(items.len());
    let end = start.saturating_add(size).min(items.len());
    (items.get(start..end).unwrap_or_default(), (end < items.len()).then_some(end as u64))
}

fn after_changes(since: u64, until: u64, more: Option<u64>) -> Stage {
    match more {
        Some(told) => Stage::Changes { since, until: Some(until), told },
        None => Stage::Changes { since: until, until: None, told: 0 },
    }
}

fn removed(kind: &str, id: String, gone: bool) -> Vec<u8> {
    let reason = if gone { "deleted" } else { "changed" };
    let row = json!({"@odata.type": format!("#microsoft.graph.{kind}"), "id": id, "@removed": {"reason": reason}});
    row.to_string().into_bytes()
}

fn answer(call: &Call<'_>, kind: &str, round: Round, page: Page) -> Reply {
    let (annotation, link) =
        Round { stage: page.next, ..round }.link(call.request, &call.request.segments);
    let context = format!("{}/$metadata#Collection({kind})", call.request.root);
    let mut out = format!("{{\"@odata.context\":{},\"value\":[", Value::from(context)).into_bytes();
    out.extend(page.rows.join(&b','));
    out.extend(format!("],\"{annotation}\":{}}}", Value::from(link)).bytes());
    call.applied(Reply::json(200, out))
}

struct Messages<'a> {
    call: &'a Call<'a>,
    mailbox: &'a Mailbox,
    folder: u32,
    options: &'a Options,
}

/// What the changes come to.
enum Told {
    Item { key: u64, read_state: bool },
    Removed { key: u64, place: u64, gone: bool },
}

impl Messages<'_> {
    fn passes(&self, message: &Message) -> bool {
        let view = self.mailbox.view(&self.call.prefer);
        let row = MessageRow { message, view };
        self.options.filter.as_ref().is_none_or(|filter| matches(filter, &row))
    }

    fn whole(&self, since: u64, after: Option<(i64, u64)>) -> Result<Page, Refusal> {
        let order = self.mailbox.order(Some(self.folder))?;
        let from = match after {
            Some((received, key)) => Bound::Excluded((Reverse(received), Reverse(key))),
            None => Bound::Unbounded,
        };
        let slots = order.range((from, Bound::Unbounded));
        let all = slots.filter_map(|slot| self.mailbox.message(slot.1.0));
        let mut rest = all.filter(|message| self.passes(message));
        let some: Vec<_> = rest.by_ref().take(list::page_size(self.options, self.call)).collect();
        let next = match rest.next().and(some.last()) {
            Some(last) => {
                let (Reverse(received), Reverse(key)) = slot(last);
                Stage::Whole { since, after: Some((received, key)) }
            }
            None => Stage::Changes { since, until: None, told: 0 },
        };
        Ok(Page { rows: some.into_iter().map(|message| self.row(message)).collect(), next })
    }

    fn changes(&self, since: u64, until: Option<u64>, told: u64) -> Result<Page, Refusal> {
        let until = until.unwrap_or_else(|| self.mailbox.changes.head());
        let all = self.collect(since, until)?;
        let (some, more) = cut(&all, told, list::page_size(self.options, self.call));
        let rows = some.iter().filter_map(|told| self.told(told)).collect();
        Ok(Page { rows, next: after_changes(since, until, more) })
    }

    /// One entry for each message, where its last change stands, and one for each id that is gone.
    fn collect(&self, since: u64, until: u64) -> Result<Vec<Told>, Refusal> {
        let mut items: HashMap<u64, (usize, bool)> = HashMap::new();
        let mut all = Vec::new();
        for (number, change) in self.mailbox.changes.between(since, until)?.enumerate() {
            match *change {
                Change::Arrived { key, folder } if folder == self.folder => {
                    items.insert(key, (number, false));
                }
                Change::Edited { key, folder, read_state } if folder == self.folder => {
                    let so_far = items.get(&key).is_none_or(|(_, read_state)| *read_state);
                    items.insert(key, (number, so_far && read_state));
                }
                Change::Left { key, place, folder, gone } if folder == self.folder => {
                    items.remove(&key);
                    all.push((number, Told::Removed { key, place, gone }));
                }
                _ => {}
            }
        }
        let items = items.into_iter();
        all.extend(
            items.map(|(key, (number, read_state))| (number, Told::Item { key, read_state })),
        );
        all.sort_unstable_by_key(|(number, _)| *number);
        Ok(all.into_iter().map(|(_, told)| told).collect())
    }

    fn told(&self, told: &Told) -> Option<Vec<u8>> {
        let here =
            |key: u64| self.mailbox.message(key).filter(|message| message.folder == self.folder);
        let immutable = self.call.prefer.immutable;
        match *told {
            Told::Item { key, read_state } => {
                let message = here(key).filter(|message| self.passes(message))?;
                Some(if read_state { self.part(message) } else { self.row(message) })
            }
            // With an id that a move doesn't change, what has come back was never away.
            Told::Removed { key, .. } if immutable && here(key).is_some() => None,
            Told::Removed { key, place, gone } => {
                Some(removed("message", self.mailbox.ids.message(key, place, immutable), gone))
            }
        }
    }

    fn row(&self, message: &Message) -> Vec<u8> {
        let view = self.mailbox.view(&self.call.prefer);
        let (select, expand) = (self.options.select.as_deref(), &self.options.expand);
        let mut row = Vec::new();
        list::write_message(message, &view, select, expand, None, &mut row);
        if row.starts_with(b"{\"@odata.type\"") {
            return row;
        }
        let mut out = b"{\"@odata.type\":\"#microsoft.graph.message\",".to_vec();
        out.extend(row.get(1..).unwrap_or_default());
        out
    }

    /// Only what has changed, as the service tells the read state.
    fn part(&self, message: &Message) -> Vec<u8> {
        let id = self.mailbox.view(&self.call.prefer).id(message);
        let mut row = json!({"@odata.type": "#microsoft.graph.message", "@odata.etag": message.etag(), "id": id});
        let selected = self.options.select.as_ref().is_none_or(|names| names.contains(&"isRead"));
        if let Some(members) = row.as_object_mut().filter(|_| selected) {
            members.insert("isRead".to_owned(), message.read.into());
        }
        row.to_string().into_bytes()
    }
}
