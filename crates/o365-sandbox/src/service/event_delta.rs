//! Changes in a calendar view.

use std::collections::BTreeMap;

use crate::odata::{Options, Scope};
use crate::schema::{EVENT, Refusal};
use crate::service::{
    Call, Mailbox,
    agenda::At,
    changes::Change,
    delta::{Page, after_changes, answer, begin, cut, removed, unsupported},
    delta_token::Stage,
    event::{Item, day_of},
    event_json::Look,
    events::window,
    list,
    state::State,
};
use crate::wire::Reply;

/// `GET calendarView/delta`: what happens in the window, then what has changed there.
pub(crate) fn view(
    call: &Call<'_>,
    state: &State,
    calendar: Option<&str>,
) -> Result<Reply, Refusal> {
    let mailbox = &call.user(state)?.mailbox;
    let calendar = mailbox.find_calendar(calendar)?;
    let round = begin(call, mailbox)?;
    let options = Options::parse(&round.query, &EVENT, Scope::Delta)?;
    if options.filter.is_some()
        || !options.order.is_empty()
        || !options.expand.is_empty()
        || options.select.is_some()
    {
        return Err(unsupported(
            "The parameters $select, $filter, $orderby and $expand are not supported here.",
        ));
    }
    let window = window(&round.query)?;
    let look = Look::new(call, mailbox)?;
    let size = list::page_size(&options, call);
    let page = match round.stage {
        Stage::Whole { since, after } => {
            let items = mailbox.agenda.between(Some(calendar), window.0, window.1);
            let told = after.map_or(0, |(_, told)| told);
            let (some, more) = cut(&items, told, size);
            let next = match more {
                Some(told) => Stage::Whole { since, after: Some((0, told)) },
                None => Stage::Changes { since, until: None, told: 0 },
            };
            Page { rows: some.iter().map(|item| row(&look, item)).collect(), next }
        }
        Stage::Changes { since, until, told } => {
            let until = until.unwrap_or_else(|| mailbox.changes.head());
            let rows = changed(mailbox, &look, calendar, window, (since, until))?;
            let (some, more) = cut(&rows, told, size);
            Page { rows: some.to_vec(), next: after_changes(since, until, more) }
        }
    };
    Ok(answer(call, "event", round, page))
}

fn row(look: &Look<'_>, item: &Item<'_>) -> Vec<u8> {
    let mut json = look.json(item, &Options::default());
    if let Some(members) = json.as_object_mut() {
        members.insert("@odata.type".to_owned(), "#microsoft.graph.event".into());
    }
    json.to_string().into_bytes()
}

/// One row for each event or day of one that was touched, in the order of the last change.
fn changed(
    mailbox: &Mailbox,
    look: &Look<'_>,
    calendar: u32,
    (from, to): (i64, i64),
    (since, until): (u64, u64),
) -> Result<Vec<Vec<u8>>, Refusal> {
    let mut last = BTreeMap::new();
    for (number, change) in mailbox.changes.between(since, until)?.enumerate() {
        if let Change::Event { key, day, calendar: of, .. } = change
            && *of == calendar
        {
            last.insert((*key, *day), number);
        }
    }
    let mut touched: Vec<_> = last.into_iter().map(|(what, number)| (number, what)).collect();
    touched.sort_unstable();
    let mut rows = Vec::new();
    for (_, (key, day)) in touched {
        let gone =
            |reason: bool| removed("event", mailbox.ids.event(key, day, look.immutable()), reason);
        let event = mailbox.agenda.event(key).filter(|event| event.calendar == calendar);
        let Some(event) = event else {
            rows.push(gone(true));
            continue;
        };
        let here = event.between(from, to);
        match day.map(day_of) {
            None if here.is_empty() => rows.push(gone(false)),
            None => {
                if event.series.is_some() {
                    rows.push(row(look, &event.item()));
                }
                rows.extend(here.iter().map(|item| row(look, item)));
            }
            Some(day) => {
                let there = mailbox.item(At { key, day }).is_ok();
                match here.iter().find(|item| item.day == day) {
                    Some(item) => rows.push(row(look, item)),
                    None => rows.push(gone(!there)),
                }
            }
        }
    }
    Ok(rows)
}
