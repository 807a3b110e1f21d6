//! Users, as the directory shows them, and its rules for questions.

use serde_json::{Value, json};

use crate::odata::{Options, Scope};
use crate::schema::{Kind, Refusal, USER, USER_DEFAULTS};
use crate::service::{
    Call, list,
    reply::header,
    state::{State, User},
    words,
};
use crate::wire::Reply;

/// The most users on a page.
const LARGEST_PAGE: usize = 999;
/// Users on a page if nothing is said.
const PAGE: usize = 100;
/// What a search may look in.
const SEARCHED: &[&str] = &["displayName", "givenName", "surname", "mail", "userPrincipalName"];

/// All that is known of a user.
pub(super) fn json(user: &User) -> Value {
    let (given, surname) =
        user.name.split_once(' ').map_or((user.name.as_str(), None), |(a, b)| (a, Some(b)));
    let mut row = json!({
        "displayName": user.name,
        "givenName": given,
        "mail": user.address,
        "preferredLanguage": "en-US",
        "surname": surname,
        "userPrincipalName": user.address,
        "id": user.id,
        "accountEnabled": true,
        "createdDateTime": "2017-07-29T03:07:25Z",
        "mailNickname": user.address.split('@').next(),
        "proxyAddresses": [format!("SMTP:{}", user.address)],
        "userType": "Member",
    });
    if let Some(members) = row.as_object_mut() {
        members.extend(user.properties.clone());
        for property in USER.all() {
            let empty = match property.kind {
                Kind::Many(_) => json!([]),
                _ => Value::Null,
            };
            members.entry(property.name).or_insert(empty);
        }
        // An address is who they are.
        members.insert("id".to_owned(), user.id.as_str().into());
    }
    row
}

/// Without a select it is a dozen properties.
pub(super) fn shown(row: Value, options: &Options) -> Value {
    list::selected(row, Some(options.select.as_deref().unwrap_or(USER_DEFAULTS)), &[])
}

/// `GET me`, `GET users/{id}`.
pub(crate) fn get(call: &Call<'_>, state: &State) -> Result<Reply, Refusal> {
    one(call, call.user(state)?, "users")
}

/// The user whom another one names.
pub(super) fn related(call: &Call<'_>, state: &State, index: usize) -> Result<Reply, Refusal> {
    one(call, state.user(index)?, "directoryObjects")
}

fn one(call: &Call<'_>, user: &User, kind: &str) -> Result<Reply, Refusal> {
    let options = Options::parse(&call.request.query, &USER, Scope::One)?;
    let mut user = shown(json(user), &options);
    let select = options.select.map(|names| format!("({})", names.join(","))).unwrap_or_default();
    if let Some(members) = user.as_object_mut() {
        let context = format!("{}/$metadata#{kind}{select}/$entity", call.request.root);
        members.insert("@odata.context".to_owned(), context.into());
        if kind != "users" {
            members.insert("@odata.type".to_owned(), "#microsoft.graph.user".into());
        }
    }
    Ok(Reply::value(200, &user))
}

/// `GET users`.
pub(crate) fn all(call: &Call<'_>, state: &State) -> Result<Reply, Refusal> {
    list_of(call, state.users().iter().map(json).collect())
}

/// `GET directReports`.
pub(super) fn reports(call: &Call<'_>, state: &State) -> Result<Reply, Refusal> {
    let rows = state.users().iter().filter(|user| user.manager == Some(call.owner)).map(json);
    let typed = rows.map(|mut row| {
        if let Some(members) = row.as_object_mut() {
            members.insert("@odata.type".to_owned(), "#microsoft.graph.user".into());
        }
        row
    });
    list_of(call, typed.collect())
}

fn list_of(call: &Call<'_>, mut rows: Vec<Value>) -> Result<Reply, Refusal> {
    let (search, query) = words::taken_out(&call.request.query);
    let mut options = Options::parse(&query, &USER, Scope::List)?;
    rules(call, &options, search)?;
    if let Some(search) = search {
        let groups = words::clauses(search)?;
        for (name, _) in groups.iter().flatten() {
            if !SEARCHED.contains(&name.as_str()) {
                return Err(unsupported(format!("Property '{name}' does not support $search.")));
            }
        }
        rows.retain(|row| {
            let found = |(name, words): &(String, String)| words::starts_a_word(&row[name], words);
            groups.iter().any(|group| group.iter().all(found))
        });
    }
    options.top = Some(options.top.unwrap_or(PAGE));
    if options.select.is_none() {
        // Filters and orders see all of it.
        let filter = options.filter.take();
        rows.retain(|row| filter.as_ref().is_none_or(|filter| crate::odata::matches(filter, row)));
        if options.order.is_empty() {
            rows = rows.into_iter().map(|row| shown(row, &options)).collect();
        } else {
            options.select = Some(USER_DEFAULTS.to_vec());
        }
    }
    list::values(call, &options, rows)
}

pub(super) fn unsupported(text: impl Into<String>) -> Refusal {
    Refusal::new(400, "Request_UnsupportedQuery", text)
}

/// What the directory answers by its index only, and what it doesn't answer at all.
fn rules(call: &Call<'_>, options: &Options, search: Option<&str>) -> Result<(), Refusal> {
    let consistency = header(call.request, "consistencylevel");
    let eventual = consistency.is_some_and(|level| level.eq_ignore_ascii_case("eventual"));
    if options.skip > 0 {
        return Err(unsupported("'$skip' is not supported by the service."));
    }
    if options.top.is_some_and(|top| top > LARGEST_PAGE) {
        return Err(unsupported(format!(
            "Invalid page size: it must be between 1 and {LARGEST_PAGE}."
        )));
    }
    if search.is_some() && !eventual {
        return Err(unsupported(
            "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
        ));
    }
    if options.count && !eventual {
        return Err(unsupported(
            "$count is not currently supported without 'ConsistencyLevel: eventual'.",
        ));
    }
    let text = call.request.query.iter().find(|(name, _)| name.eq_ignore_ascii_case("$filter"));
    let words = text.map(|(_, text)| words_of(text)).unwrap_or_default();
    let has = |word: &str| words.iter().any(|known| known == word);
    if has("contains") {
        return Err(unsupported(
            "Unsupported or invalid query filter clause: 'contains' is not supported.",
        ));
    }
    let advanced = has("ne") || has("not") || has("endswith");
    let sorted = options.filter.is_some() && !options.order.is_empty();
    let first = options.token.is_none();
    if (advanced || sorted) && !(eventual && (options.count || !first)) {
        return Err(unsupported(
            "Operator or sorting is not supported because the 'ConsistencyLevel:eventual' header is missing or $count isn't true.",
        ));
    }
    Ok(())
}

/// The words of a filter that aren't within quotes.
fn words_of(filter: &str) -> Vec<String> {
    let outside = filter.split('\'').step_by(2);
    let words = outside.flat_map(|part| part.split(|c: char| !c.is_alphanumeric()));
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}
