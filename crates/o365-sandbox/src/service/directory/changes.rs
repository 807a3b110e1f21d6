//! Delta rounds of users: everybody once, then who was added or changed.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::odata::{Options, Scope};
use crate::schema::{Refusal, USER};
use crate::service::{
    Call,
    delta::cut,
    delta_token::{Round, Stage},
    directory::users,
    state::State,
};
use crate::wire::Reply;

/// Users on a page.
const PAGE: usize = 100;

/// `GET users/delta`.
pub(crate) fn delta(call: &Call<'_>, state: &State) -> Result<Reply, Refusal> {
    let request = call.request;
    let generation = state.generation;
    let head = state.noted().len() as u64;
    let is_latest = |(name, value): &(String, String)| {
        name.eq_ignore_ascii_case("$deltatoken") && value == "latest"
    };
    let changes = |since| Stage::Changes { since, until: None, told: 0 };
    let plain = || request.query.iter().filter(|pair| !is_latest(pair)).cloned().collect();
    let round = if request.query.iter().any(is_latest) {
        Round { generation, stage: changes(head), query: plain() }
    } else {
        Round::of(request, generation)?.unwrap_or_else(|| Round {
            generation,
            stage: Stage::Whole { since: head, after: None },
            query: plain(),
        })
    };
    let options = Options::parse(&round.query, &USER, Scope::Delta)?;
    if !options.order.is_empty() || options.filter.as_ref().is_some_and(|of| of.paths() != ["id"]) {
        return Err(users::unsupported(
            "Only $select and a $filter on the id can be used with change tracking.",
        ));
    }
    let size = options.top.unwrap_or(PAGE);
    let (rows, stage) = match round.stage {
        Stage::Whole { since, after } => {
            let all: Vec<_> = (0..state.users().len()).collect();
            let (some, more) = cut(&all, after.map_or(0, |(_, told)| told), size);
            let next = match more {
                Some(told) => Stage::Whole { since, after: Some((0, told)) },
                None => changes(since),
            };
            (some.to_vec(), next)
        }
        Stage::Changes { since, until, told } => {
            let until = until.unwrap_or(head);
            let at = |number| usize::try_from(number).unwrap_or(usize::MAX);
            let log = state.noted().get(at(since)..at(until)).unwrap_or_default();
            // Who was changed twice is told where they were changed last.
            let last: HashMap<usize, usize> = log.iter().copied().zip(0..).collect();
            let once = log.iter().enumerate().filter(|(at, user)| last.get(user) == Some(at));
            let all: Vec<_> = once.map(|(_, user)| *user).collect();
            let (some, more) = cut(&all, told, size);
            let next = match more {
                Some(told) => Stage::Changes { since, until: Some(until), told },
                None => changes(until),
            };
            (some.to_vec(), next)
        }
    };
    let rows = rows.into_iter().filter_map(|index| state.user(index).ok()).map(users::json);
    let filter = options.filter.as_ref();
    let rows = rows.filter(|row| filter.is_none_or(|filter| crate::odata::matches(filter, row)));
    let rows: Vec<Value> = rows.map(|row| users::shown(row, &options)).collect();
    let select = options.select.as_ref().map(|names| format!("({})", names.join(",")));
    let context = format!("{}/$metadata#users{}", request.root, select.unwrap_or_default());
    let (annotation, link) = Round { stage, ..round }.link(request, &request.segments);
    Ok(Reply::value(200, &json!({"@odata.context": context, annotation: link, "value": rows})))
}
