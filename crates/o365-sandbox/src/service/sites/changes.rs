//! Delta rounds of items: everything once, then what has changed.

use std::collections::HashMap;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use crate::odata::Scope;
use crate::schema::Refusal;
use crate::service::{
    Call,
    ids::fnv,
    site::refusals::invalid,
    sites::{fields::Scene, items, query::ItemQuery},
    token::encoded,
};
use crate::uri;
use crate::wire::{Reply, Request};

/// Where a round stands.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Round {
    generation: u64,
    /// The changes up to which everything is told first; from there on, changes are.
    since: u64,
    /// Whether it is still the first telling, and after which item.
    after: Option<u64>,
    query: Vec<(String, String)>,
}

/// `GET items/delta`.
pub(super) fn delta(call: &Call<'_>, scene: &Scene<'_>) -> Result<Reply, Refusal> {
    let request = call.request;
    let generation = scene.state.sites.generation;
    let head = scene.list.log.len() as u64;
    let token = request.query.iter().find(|(name, _)| name.eq_ignore_ascii_case("token"));
    let begin = |after| Round { generation, since: head, after, query: plain(request) };
    let round = match token.map(|(_, token)| token.as_str()) {
        None | Some("") => begin(Some(0)),
        Some("latest") => begin(None),
        Some(token) => read(request, token)?,
    };
    if round.generation != generation {
        let fresh = format!("{}/{}?token=", request.root, path(request));
        let text = "Resync required. Replace any local items with the server's version.";
        let reply =
            Reply::refused(&Refusal::new(410, "resyncChangesApplyDifferences", text), request);
        return Ok(reply.header("Location", &fresh));
    }
    let query = ItemQuery::read(&round.query, Scope::Delta)?;
    if query.options.filter.is_some() || !query.options.order.is_empty() {
        return Err(invalid("$filter and $orderby are not supported with delta."));
    }
    let (keys, next, last) = match round.after {
        Some(after) => {
            let mut rest = scene.list.items.range(after + 1..).map(|(key, _)| *key);
            let keys: Vec<_> = rest.by_ref().take(query.page).collect();
            let more = rest.next().and(keys.last().copied());
            (keys, Round { after: more, ..round }, more.is_none())
        }
        None => {
            let since = usize::try_from(round.since).unwrap_or(usize::MAX);
            let log = scene.list.log.get(since..).unwrap_or_default();
            // What was changed twice is told where it was changed last.
            let last: HashMap<u64, usize> = log.iter().copied().zip(0..).collect();
            let mut told = log.iter().enumerate().filter(|(at, key)| last.get(key) == Some(at));
            let some: Vec<_> = told.by_ref().take(query.page).collect();
            let more = told.next().is_some();
            let end = match some.last() {
                Some((at, _)) if more => at + 1,
                _ => log.len(),
            };
            let keys = some.into_iter().map(|(_, key)| *key).collect();
            (keys, Round { since: round.since + end as u64, ..round }, !more)
        }
    };
    let rows: Vec<_> =
        keys.iter().map(|key| row(call, scene, *key, &query)).collect::<Result<_, _>>()?;
    let annotation = if last { "@odata.deltaLink" } else { "@odata.nextLink" };
    let context = format!("{}/$metadata#Collection(listItem)", request.root);
    Ok(Reply::value(
        200,
        &json!({"@odata.context": context, "value": rows, annotation: next.link(request)}),
    ))
}

fn row(call: &Call<'_>, scene: &Scene<'_>, key: u64, query: &ItemQuery) -> Result<Value, Refusal> {
    match scene.list.items.get(&key) {
        Some(item) => items::row(call, scene, key, item, query),
        None => Ok(json!({
            "id": key.to_string(), "deleted": {"state": "deleted"},
            "parentReference": {"siteId": scene.site.id()},
        })),
    }
}

fn path(request: &Request) -> String {
    request.segments.iter().map(|segment| encoded(segment)).collect::<Vec<_>>().join("/")
}

/// The query without the token.
fn plain(request: &Request) -> Vec<(String, String)> {
    let own = request.query.iter().filter(|(name, _)| !name.eq_ignore_ascii_case("token"));
    own.cloned().collect()
}

fn check(request: &Request, payload: &[u8]) -> [u8; 8] {
    let path = request.segments.join("/").to_ascii_lowercase();
    fnv(&[path.as_bytes(), payload].concat()).to_be_bytes()
}

/// # Errors
/// 400 for a token that isn't byte by byte what was given, or that comes with other options.
fn read(request: &Request, token: &str) -> Result<Round, Refusal> {
    let bad = || invalid("The provided delta token is invalid.");
    let bytes = URL_SAFE_NO_PAD.decode(token).map_err(|_| bad())?;
    let end = bytes.len().checked_sub(8).ok_or_else(bad)?;
    let (payload, sum) = bytes.split_at_checked(end).ok_or_else(bad)?;
    let (head, query) = payload.split_at_checked(24).ok_or_else(bad)?;
    if sum != check(request, payload) || !plain(request).is_empty() {
        return Err(bad());
    }
    let number = |at: usize| {
        let eight = head.get(at..at + 8).and_then(|bytes| <[u8; 8]>::try_from(bytes).ok());
        u64::from_be_bytes(eight.unwrap_or_default())
    };
    let query = std::str::from_utf8(query).ok().and_then(uri::pairs).ok_or_else(bad)?;
    let after = Some(number(16)).filter(|after| *after != u64::MAX);
    Ok(Round { generation: number(0), since: number(8), after, query })
}

impl Round {
    fn link(&self, request: &Request) -> String {
        let query: Vec<_> = self
            .query
            .iter()
            .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
            .collect();
        let numbers = [self.generation, self.since, self.after.unwrap_or(u64::MAX)];
        let mut bytes: Vec<u8> = numbers.into_iter().flat_map(u64::to_be_bytes).collect();
        bytes.extend(query.join("&").bytes());
        bytes.extend(check(request, &bytes));
        format!("{}/{}?token={}", request.root, path(request), URL_SAFE_NO_PAD.encode(bytes))
    }
}
