//! The term store, by path and method.

use serde_json::{Map, Value, json};

use crate::odata::{Options, Scope};
use crate::schema::{
    Purpose, Refusal, TERM, TERM_GROUP, TERM_RELATION, TERM_SET, TERM_STORE, Type, iso, now,
};
use crate::service::{
    Call, body,
    calendar_place::{lower, no_segment, not_allowed},
    list as lists_of,
    site::{
        refusals::{invalid, not_found, taken},
        terms::{LANGUAGE, Relation, Term, Terms},
    },
    sites::{alone, listed, names},
    state::State,
};
use crate::wire::Reply;

/// What a path means in the store.
#[derive(Debug)]
enum At<'a> {
    Store,
    Groups,
    Group(&'a str),
    /// Of a group, or all.
    Sets(Option<&'a str>),
    Set(&'a str),
    /// The group of a set.
    GroupOf(&'a str),
    /// All terms of a set.
    Terms(&'a str),
    /// Right below a set, or below a term.
    Children(&'a str, Option<&'a str>),
    Term(&'a str, &'a str),
    SetOf(&'a str),
    /// Of a set, or of a term.
    Relations(&'a str, Option<&'a str>),
}

fn at<'a>(path: &'a [String]) -> Result<At<'a>, Refusal> {
    let lowered: Vec<_> = path.iter().map(|segment| lower(segment)).collect();
    match (names(&lowered).as_slice(), path) {
        ([], _) => Ok(At::Store),
        (["groups"], _) => Ok(At::Groups),
        (["groups", _], [_, group]) => Ok(At::Group(group)),
        (["groups", _, "sets"], [_, group, _]) => Ok(At::Sets(Some(group))),
        (["groups", _, "sets", _, ..], [_, _, _, set, rest @ ..]) => in_set(set, rest),
        (["sets"], _) => Ok(At::Sets(None)),
        (["sets", _, ..], [_, set, rest @ ..]) => in_set(set, rest),
        ([first, ..], _) => Err(no_segment(first)),
    }
}

fn in_set<'a>(set: &'a str, path: &'a [String]) -> Result<At<'a>, Refusal> {
    let lowered: Vec<_> = path.iter().map(|segment| lower(segment)).collect();
    match (names(&lowered).as_slice(), path) {
        ([], _) => Ok(At::Set(set)),
        (["parentgroup"], _) => Ok(At::GroupOf(set)),
        (["terms"], _) => Ok(At::Terms(set)),
        (["children"], _) => Ok(At::Children(set, None)),
        (["relations"], _) => Ok(At::Relations(set, None)),
        (["terms" | "children", _], [_, term]) => Ok(At::Term(set, term)),
        (["terms" | "children", _, "set"], _) => Ok(At::SetOf(set)),
        (["terms" | "children", _, "children"], [_, term, _]) => Ok(At::Children(set, Some(term))),
        (["terms" | "children", _, "relations"], [_, term, _]) => {
            Ok(At::Relations(set, Some(term)))
        }
        // Children of children: the last one is who is meant.
        (["terms" | "children", _, "children", ..], [_, _, rest @ ..]) => in_set(set, rest),
        ([first, ..], _) => Err(no_segment(first)),
    }
}

pub(super) fn read(call: &Call<'_>, state: &State, path: &[String]) -> Result<Reply, Refusal> {
    let terms = &state.sites.terms;
    let whole = |body: &Map<String, Value>| Value::Object(body.clone());
    match at(path)? {
        At::Store => one(call, &TERM_STORE, store(terms)),
        At::Groups => listed(call, &TERM_GROUP, terms.groups.iter().map(whole).collect()),
        At::Group(group) => {
            one(call, &TERM_GROUP, terms.groups.get(terms.group(group)?).map(whole))
        }
        At::Sets(group) => {
            group.map(|group| terms.group(group)).transpose()?;
            let own = terms.sets.iter().filter(|set| group.is_none_or(|group| set.group == group));
            listed(call, &TERM_SET, own.map(|set| whole(&set.body)).collect())
        }
        At::Set(set) | At::SetOf(set) => {
            one(call, &TERM_SET, terms.sets.get(terms.set(set)?).map(|set| whole(&set.body)))
        }
        At::GroupOf(set) => {
            let set = terms.sets.get(terms.set(set)?);
            let group = set.and_then(|set| terms.group(&set.group).ok());
            one(call, &TERM_GROUP, group.and_then(|group| terms.groups.get(group)).map(whole))
        }
        At::Terms(set) => {
            terms.set(set)?;
            let own = terms.terms.iter().filter(|term| term.set == set);
            listed(call, &TERM, own.map(|term| whole(&term.body)).collect())
        }
        At::Children(set, parent) => {
            terms.set(set)?;
            parent.map(|parent| terms.term(set, parent)).transpose()?;
            let own = |term: &&Term| term.set == set && term.parent.as_deref() == parent;
            listed(
                call,
                &TERM,
                terms.terms.iter().filter(own).map(|term| whole(&term.body)).collect(),
            )
        }
        At::Term(set, term) => {
            one(call, &TERM, terms.terms.get(terms.term(set, term)?).map(|term| whole(&term.body)))
        }
        At::Relations(set, term) => {
            terms.set(set)?;
            let own = terms.relations.iter().filter(|relation| {
                relation.set == set && (term.is_none() || relation.from.as_deref() == term)
            });
            listed(call, &TERM_RELATION, own.map(|relation| whole(&relation.body)).collect())
        }
    }
}

fn store(terms: &Terms) -> Option<Value> {
    let languages = match terms.languages.as_slice() {
        [] => vec![LANGUAGE.to_owned()],
        said => said.to_vec(),
    };
    let id = crate::service::ids::guid_of("term store");
    Some(json!({"id": id, "defaultLanguageTag": LANGUAGE, "languageTags": languages}))
}

fn one(call: &Call<'_>, of: &'static Type, row: Option<Value>) -> Result<Reply, Refusal> {
    let options = Options::parse(&call.request.query, of, Scope::One)?;
    let row = row.ok_or_else(|| not_found("Item not found"))?;
    alone(call, lists_of::selected(row, options.select.as_deref(), &[]), 200)
}

pub(super) fn change(
    call: &Call<'_>,
    state: &mut State,
    path: &[String],
) -> Result<Reply, Refusal> {
    let terms = &mut state.sites.terms;
    match (call.request.method.as_str(), at(path)?) {
        ("PATCH", At::Store) => {
            let body = body::object(call.request, &TERM_STORE, Purpose::Update)?;
            let tags = body.get("languageTags").and_then(Value::as_array);
            let tags = tags.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned);
            terms.languages = tags.collect();
            alone(call, store(terms).unwrap_or_default(), 200)
        }
        ("POST", At::Groups) => {
            let body = body::object(call.request, &TERM_GROUP, Purpose::Create)?;
            let name = body.get("displayName").and_then(Value::as_str).unwrap_or_default();
            if name.is_empty() {
                return Err(invalid("A group needs a 'displayName'."));
            }
            if terms.groups.iter().any(|known| known.get("displayName") == body.get("displayName"))
            {
                return Err(taken());
            }
            alone(call, terms.add_group(body).into(), 201)
        }
        ("PATCH", At::Group(name)) => {
            let body = body::object(call.request, &TERM_GROUP, Purpose::Update)?;
            let index = terms.group(name)?;
            merged(call, terms.groups.get_mut(index), body)
        }
        ("DELETE", At::Group(name)) => {
            let index = terms.group(name)?;
            if terms.sets.iter().any(|set| set.group == name) {
                return Err(invalid("The group has term sets."));
            }
            terms.groups.remove(index);
            Ok(Reply::new(204))
        }
        ("POST", At::Sets(group)) => create_set(call, terms, group),
        ("PATCH", At::Set(name)) => {
            let body = body::object(call.request, &TERM_SET, Purpose::Update)?;
            let index = terms.set(name)?;
            merged(call, terms.sets.get_mut(index).map(|set| &mut set.body), body)
        }
        ("DELETE", At::Set(name)) => {
            terms.set(name)?;
            terms.drop_set(name);
            Ok(Reply::new(204))
        }
        ("POST", At::Children(set, parent)) => {
            terms.set(set)?;
            parent.map(|parent| terms.term(set, parent)).transpose()?;
            let body = body::object(call.request, &TERM, Purpose::Create)?;
            must_have(&body, "labels")?;
            alone(call, terms.add_term(set, parent, body).into(), 201)
        }
        ("PATCH", At::Term(set, name)) => {
            let mut body = body::object(call.request, &TERM, Purpose::Update)?;
            body.insert("lastModifiedDateTime".to_owned(), iso(now()).into());
            let index = terms.term(set, name)?;
            merged(call, terms.terms.get_mut(index).map(|term| &mut term.body), body)
        }
        ("DELETE", At::Term(set, name)) => {
            terms.term(set, name)?;
            terms.drop_term(name);
            Ok(Reply::new(204))
        }
        ("POST", At::Relations(set, term)) => relate(call, terms, set, term),
        _ => Err(not_allowed()),
    }
}

fn create_set(call: &Call<'_>, terms: &mut Terms, group: Option<&str>) -> Result<Reply, Refusal> {
    let mut body = body::object(call.request, &TERM_SET, Purpose::Create)?;
    must_have(&body, "localizedNames")?;
    let parent = body.remove("parentGroup");
    let said = parent.as_ref().and_then(|group| group.get("id")).and_then(Value::as_str);
    let group = group.or(said).ok_or_else(|| invalid("A set needs a 'parentGroup'."))?.to_owned();
    terms.group(&group)?;
    alone(call, terms.add_set(&group, body).into(), 201)
}

/// A name in some language.
fn must_have(body: &Map<String, Value>, member: &str) -> Result<(), Refusal> {
    let named = |entry: &Value| {
        let text = |name: &str| {
            entry.get(name).and_then(Value::as_str).is_some_and(|text| !text.is_empty())
        };
        text("name") && text("languageTag")
    };
    let entries = body.get(member).and_then(Value::as_array);
    match entries.is_some_and(|entries| !entries.is_empty() && entries.iter().all(named)) {
        true => Ok(()),
        false => Err(invalid(format!("'{member}' must have a 'name' and a 'languageTag'."))),
    }
}

fn relate(
    call: &Call<'_>,
    terms: &mut Terms,
    set: &str,
    term: Option<&str>,
) -> Result<Reply, Refusal> {
    terms.set(set)?;
    term.map(|term| terms.term(set, term)).transpose()?;
    let body = body::object(call.request, &TERM_RELATION, Purpose::Create)?;
    if !body.contains_key("relationship") {
        return Err(invalid("A relation needs a 'relationship': pin or reuse."));
    }
    let said = |name: &str| {
        body.get(name).and_then(|of| of.get("id")).and_then(Value::as_str).map(str::to_owned)
    };
    let (to, from) = (said("set"), said("fromTerm").or(term.map(str::to_owned)));
    terms.set(to.as_deref().unwrap_or(set))?;
    let body = terms.stamped("relation", body);
    terms.relations.push(Relation { set: set.to_owned(), from, body: body.clone() });
    alone(call, body.into(), 201)
}

fn merged(
    call: &Call<'_>,
    kept: Option<&mut Map<String, Value>>,
    said: Map<String, Value>,
) -> Result<Reply, Refusal> {
    let kept = kept.ok_or_else(|| not_found("Item not found"))?;
    kept.extend(said);
    alone(call, Value::Object(kept.clone()), 200)
}
