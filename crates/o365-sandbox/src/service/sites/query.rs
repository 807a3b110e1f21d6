//! What a request asks of items.

use crate::odata::{Options, Scope, split};
use crate::schema::{LIST_ITEM, Refusal};
use crate::service::{Call, site::refusals::invalid};

/// Items on a page if nothing is said.
const PAGE: usize = 200;
/// The most that is given at once, whatever is asked for.
const LARGEST_PAGE: usize = 5000;

/// The options of a list of items, or of one.
#[derive(Debug)]
pub(crate) struct ItemQuery {
    pub(crate) options: Options,
    pub(crate) fields: Option<Wanted>,
    pub(crate) page: usize,
}

/// The fields to show; `None` is all that aren't empty.
pub(crate) type Wanted = Option<Vec<String>>;

impl ItemQuery {
    pub(crate) fn of(call: &Call<'_>, scope: Scope) -> Result<Self, Refusal> {
        Self::read(&call.request.query, scope)
    }

    /// # Errors
    /// 400 for what the service doesn't know.
    pub(crate) fn read(query: &[(String, String)], scope: Scope) -> Result<Self, Refusal> {
        let mut rest = query.to_vec();
        let expand = take(&mut rest, "$expand");
        let mut fields = None;
        for part in expand.iter().flat_map(|text| split(text, ',')) {
            let part = part.trim();
            let (name, nested) = part.split_once('(').unwrap_or((part, ""));
            if name.eq_ignore_ascii_case("driveItem") && nested.is_empty() {
                // The drives put it in, behind the lists' back.
                continue;
            }
            if !name.eq_ignore_ascii_case("fields") {
                return Err(Refusal::no_property(name, LIST_ITEM.name));
            }
            fields = Some(wanted(part, nested)?);
        }
        let top = if scope == Scope::One { None } else { take(&mut rest, "$top") };
        let page = match top {
            None => PAGE,
            Some(text) => match text.parse::<usize>() {
                Ok(top) if top > 0 => top.min(LARGEST_PAGE),
                _ => {
                    return Err(invalid(format!("Invalid value '{text}' for $top query option.")));
                }
            },
        };
        let options = Options::parse(&rest, &LIST_ITEM, scope)?;
        if options.skip > 0 {
            return Err(invalid(
                "$skip is not supported on this API. Only URLs returned by the API can be used to page.",
            ));
        }
        Ok(Self { options, fields, page })
    }
}

fn wanted(part: &str, nested: &str) -> Result<Wanted, Refusal> {
    if nested.is_empty() && !part.ends_with('(') {
        return Ok(None);
    }
    let bad = || invalid(format!("The expression \"{part}\" is not valid."));
    let inner = nested.strip_suffix(')').ok_or_else(bad)?;
    let names = inner.strip_prefix("$select=").ok_or_else(bad)?;
    let names: Vec<_> = names.split(',').map(|name| name.trim().to_owned()).collect();
    match names.iter().any(String::is_empty) {
        true => Err(bad()),
        false => Ok((!names.iter().any(|name| name == "*")).then_some(names)),
    }
}

fn take(query: &mut Vec<(String, String)>, name: &str) -> Option<String> {
    let at = query.iter().position(|(known, _)| known.eq_ignore_ascii_case(name))?;
    Some(query.remove(at).1)
}
