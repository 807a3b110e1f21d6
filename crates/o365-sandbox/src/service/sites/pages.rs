//! Pages of a site: listed, read, made, changed, published and deleted.

use serde_json::{Map, Value, json};

use crate::odata::{Options, Scope};
use crate::schema::{BASE_PAGE, Purpose, Refusal, SITE_PAGE, Type, WEB_PART, iso, now};
use crate::service::{
    Call, body,
    calendar_place::{lower, no_segment, not_allowed},
    list as lists_of,
    site::{
        refusals::{invalid, not_found, taken},
        store::Site,
    },
    sites::{alone, identity, listed, names},
    state::State,
};
use crate::wire::Reply;

const KIND: &str = "#microsoft.graph.sitePage";

/// The standard web parts that Graph can put onto a page.
const WEB_PARTS: &[&str] = &[
    "e377ea37-9047-43b9-8cdb-a761be2f8e09",
    "0f087d7f-520e-42b7-89c0-496aaf979d58",
    "df8e44e7-edd5-46d5-90da-aca1539313b8",
    "2161a1c6-db61-4731-b97c-3cdb303f7cbb",
    "b7dd04e1-19ce-4b24-9132-b60a1c2b910d",
    "d1d91016-032f-456d-98a4-721247c305e8",
    "af8be689-990e-492a-81f7-ba3e4cd3ed9c",
    "6410b3b6-d440-4663-8744-378976dc041e",
    "e84a8ca2-f63c-4fb9-bc0b-d8eef5ccb22b",
    "7f718435-ee4d-431c-bdbf-9c4ff326f46e",
    "c70391ea-0b10-4ee9-b2b4-006d3fcad0cd",
    "8654b779-4886-46d4-8ffb-b5ed960ee986",
    "544dd15b-cf3c-441b-96da-004d5a8cea1d",
    "cbe7b0a9-3504-44dd-a3a3-0e5cacd07788",
];

pub(super) fn read(call: &Call<'_>, site: &Site, path: &[String]) -> Result<Reply, Refusal> {
    let lowered: Vec<_> = path.iter().map(|segment| lower(segment)).collect();
    match (names(&lowered).as_slice(), path) {
        ([], _) => listed(call, &BASE_PAGE, in_order(site).into_iter().map(base).collect()),
        (["sitepage"], _) => list(call, site),
        ([_], [id]) => one(call, &BASE_PAGE, base(find(site, id)?)),
        ([_, "sitepage"], [id, _]) => one(call, &SITE_PAGE, find(site, id)?.clone().into()),
        ([_, "sitepage", "webparts"], [id, ..]) => {
            let rows = web_parts(find(site, id)?).cloned().collect();
            listed(call, &WEB_PART, rows)
        }
        ([_, "sitepage", by_place], [id, ..]) if by_place.starts_with("getwebpartsbyposition(") => {
            let rows = web_parts_at(find(site, id)?, by_place)?;
            listed(call, &WEB_PART, rows)
        }
        ([_, "sitepage", "webparts", _], [id, _, _, part]) => {
            let same = |row: &&Value| row.get("id").and_then(Value::as_str) == Some(part);
            let found = web_parts(find(site, id)?).find(same).cloned();
            alone(call, found.ok_or_else(|| not_found("Web part not found"))?, 200)
        }
        (lowered, _) => Err(no_segment(lowered.last().unwrap_or(&"pages"))),
    }
}

fn list(call: &Call<'_>, site: &Site) -> Result<Reply, Refusal> {
    let options = Options::parse(&call.request.query, &SITE_PAGE, Scope::List)?;
    let rows =
        in_order(site).into_iter().map(|page| expanded(page.clone().into(), &options)).collect();
    listed(call, &SITE_PAGE, rows)
}

fn one(call: &Call<'_>, of: &'static Type, page: Value) -> Result<Reply, Refusal> {
    let options = Options::parse(&call.request.query, of, Scope::One)?;
    let page = expanded(page, &options);
    alone(call, lists_of::selected(page, options.select.as_deref(), &options.expand), 200)
}

/// The content of a page is given to those who ask for it.
fn expanded(mut page: Value, options: &Options) -> Value {
    let wanted = |name: &str| options.expand.iter().any(|expand| expand.name == name);
    let parts = wanted("webParts").then(|| match &page {
        Value::Object(page) => web_parts(page).cloned().collect::<Value>(),
        _ => json!([]),
    });
    if let Some(members) = page.as_object_mut() {
        if !wanted("canvasLayout") {
            members.remove("canvasLayout");
        }
        members.extend(parts.map(|parts| ("webParts".to_owned(), parts)));
    }
    page
}

/// A page as the base type shows it: all but what is on it.
fn base(page: &Map<String, Value>) -> Value {
    expanded(page.clone().into(), &Options::default())
}

/// All pages, by their names.
fn in_order(site: &Site) -> Vec<&Map<String, Value>> {
    let name =
        |page: &Map<String, Value>| page.get("name").and_then(Value::as_str).map(str::to_lowercase);
    let mut pages: Vec<_> = site.pages.iter().collect();
    pages.sort_by_cached_key(|page| name(page));
    pages
}

fn position(site: &Site, id: &str) -> Result<usize, Refusal> {
    let same = |page: &Map<String, Value>| page.get("id").and_then(Value::as_str) == Some(id);
    site.pages.iter().position(same).ok_or_else(|| not_found("The specified page was not found."))
}

fn find<'a>(site: &'a Site, id: &str) -> Result<&'a Map<String, Value>, Refusal> {
    let page = site.pages.get(position(site, id)?);
    page.ok_or_else(|| not_found("The specified page was not found."))
}

/// The web parts of a page, from the top.
fn web_parts(page: &Map<String, Value>) -> impl Iterator<Item = &Value> {
    sections(page.get("canvasLayout")).flat_map(|column| {
        column.get("webparts").and_then(Value::as_array).map_or(&[][..], Vec::as_slice)
    })
}

/// The web parts in a column of a section, or in the section at the side: `(horizontalSectionId=1,columnId=1)`.
fn web_parts_at(page: &Map<String, Value>, call: &str) -> Result<Vec<Value>, Refusal> {
    let inner = call.split_once('(').map_or("", |(_, inner)| inner.trim_end_matches(')'));
    let said = |name: &str| {
        let mut pairs = inner.split(',').filter_map(|pair| pair.split_once('='));
        pairs.find(|(known, _)| known.trim() == name).map(|(_, value)| value.trim().to_owned())
    };
    let layout = page.get("canvasLayout");
    let of = |value: Option<&Value>| -> Vec<Value> {
        let parts = value.and_then(|value| value.get("webparts")).and_then(Value::as_array);
        parts.cloned().unwrap_or_default()
    };
    let called = |items: Option<&Value>, id: &str| {
        let items = items.and_then(Value::as_array).into_iter().flatten();
        items.into_iter().find(|item| item.get("id").and_then(Value::as_str) == Some(id)).cloned()
    };
    let parts = match (said("horizontalsectionid"), said("columnid")) {
        _ if said("isinverticalsection").as_deref() == Some("true") => {
            of(layout.and_then(|layout| layout.get("verticalSection")))
        }
        (Some(section), Some(column)) => {
            let sections = layout.and_then(|layout| layout.get("horizontalSections"));
            let section = called(sections, &section);
            of(called(section.as_ref().and_then(|section| section.get("columns")), &column)
                .as_ref())
        }
        _ => {
            return Err(invalid(
                "The position names neither a section with a column nor the vertical section.",
            ));
        }
    };
    let index = said("webpartindex").and_then(|index| index.parse::<usize>().ok());
    Ok(match index {
        Some(index) => parts.get(index).cloned().into_iter().collect(),
        None => parts,
    })
}

/// What holds web parts: the columns of each section, and the one at the side.
fn sections(layout: Option<&Value>) -> impl Iterator<Item = &Value> {
    let horizontal = layout.and_then(|layout| layout.get("horizontalSections"));
    let horizontal = horizontal.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let columns = horizontal.iter().flat_map(|section| {
        section.get("columns").and_then(Value::as_array).map_or(&[][..], Vec::as_slice)
    });
    columns.chain(layout.and_then(|layout| layout.get("verticalSection")))
}

pub(super) fn change(
    call: &Call<'_>,
    state: &mut State,
    index: usize,
    path: &[String],
) -> Result<Reply, Refusal> {
    let lowered: Vec<_> = path.iter().map(|segment| lower(segment)).collect();
    match (call.request.method.as_str(), names(&lowered).as_slice(), path) {
        ("POST", [], _) => create(call, state, index),
        ("PATCH", [_, "sitepage"], [id, _]) => update(call, state, index, id),
        ("POST", [_, "sitepage", "publish"], [id, ..]) => {
            let site = state.sites.site_mut(index)?;
            let at = position(site, id)?;
            if let Some(page) = site.pages.get_mut(at) {
                let major = version(page).0 + 1;
                publishing(page, "published", (major, 0), None);
            }
            Ok(Reply::new(204))
        }
        ("DELETE", [_] | [_, "sitepage"], [id, ..]) => {
            let site = state.sites.site_mut(index)?;
            site.pages.remove(position(site, id)?);
            Ok(Reply::new(204))
        }
        _ => Err(not_allowed()),
    }
}

/// The body, which must say that it is a page.
fn body_of(call: &Call<'_>, purpose: Purpose) -> Result<Map<String, Value>, Refusal> {
    let body = body::object(call.request, &SITE_PAGE, purpose)?;
    if !body.contains_key("@odata.type") {
        return Err(invalid("The request body needs '@odata.type': '#microsoft.graph.sitePage'."));
    }
    for part in web_parts(&body) {
        let kind = part.get("webPartType").and_then(Value::as_str);
        let known =
            kind.is_some_and(|kind| WEB_PARTS.contains(&kind.to_ascii_lowercase().as_str()));
        if !known && !part.get("innerHtml").is_some_and(Value::is_string) {
            return Err(invalid("The web part is not supported."));
        }
    }
    Ok(body)
}

fn create(call: &Call<'_>, state: &mut State, index: usize) -> Result<Reply, Refusal> {
    let mut page = body_of(call, Purpose::Create)?;
    let title = page.get("title").and_then(Value::as_str).unwrap_or_default().to_owned();
    let name = match page.get("name").and_then(Value::as_str) {
        Some(name) if name.to_ascii_lowercase().ends_with(".aspx") => name.to_owned(),
        Some(_) => return Err(invalid("The name of a page ends in '.aspx'.")),
        None if title.is_empty() => return Err(invalid("A page needs a 'name' or a 'title'.")),
        None => format!("{}.aspx", title.replace(' ', "-")),
    };
    let id = state.sites.fresh("page");
    let author = identity(state, call.caller);
    let site = state.sites.site_mut(index)?;
    let same = |page: &Map<String, Value>| {
        page.get("name")
            .and_then(Value::as_str)
            .is_some_and(|known| known.eq_ignore_ascii_case(&name))
    };
    if site.pages.iter().any(same) {
        return Err(taken());
    }
    let at = iso(now());
    let etag = format!("\"{{{}}},1\"", id.to_uppercase());
    for (member, value) in [
        ("@odata.type", KIND.into()),
        ("id", id.into()),
        ("@odata.etag", etag.as_str().into()),
        ("eTag", etag.into()),
        ("reactions", json!({})),
        ("webUrl", format!("{}/SitePages/{name}", site.url()).into()),
        ("createdDateTime", at.as_str().into()),
        ("lastModifiedDateTime", at.as_str().into()),
        ("createdBy", author.clone()),
        ("lastModifiedBy", author.clone()),
        ("parentReference", json!({"siteId": site.id()})),
        ("title", title.into()),
        ("name", name.into()),
    ] {
        page.insert(member.to_owned(), value);
    }
    for (member, value) in [
        ("pageLayout", json!("article")),
        ("promotionKind", json!("page")),
        ("showComments", json!(true)),
        ("showRecommendedPages", json!(false)),
        ("canvasLayout", json!({"horizontalSections": []})),
    ] {
        page.entry(member).or_insert(value);
    }
    publishing(&mut page, "checkout", (0, 1), Some(author));
    site.pages.push(page.clone());
    alone(call, expanded(page.into(), &Options::default()), 201)
}

fn update(call: &Call<'_>, state: &mut State, index: usize, id: &str) -> Result<Reply, Refusal> {
    let body = body_of(call, Purpose::Update)?;
    let editor = identity(state, call.caller);
    let site = state.sites.site_mut(index)?;
    let at = position(site, id)?;
    let page = site.pages.get_mut(at).ok_or_else(not_allowed)?;
    page.extend(body);
    page.insert("@odata.type".to_owned(), KIND.into());
    page.insert("lastModifiedDateTime".to_owned(), iso(now()).into());
    page.insert("lastModifiedBy".to_owned(), editor.clone());
    let (major, minor) = version(page);
    publishing(page, "checkout", (major, minor + 1), Some(editor));
    alone(call, expanded(page.clone().into(), &Options::default()), 200)
}

fn version(page: &Map<String, Value>) -> (u64, u64) {
    let version = page.get("publishingState").and_then(|state| state.get("versionId"));
    let (major, minor) =
        version.and_then(Value::as_str).unwrap_or_default().split_once('.').unwrap_or_default();
    (major.parse().unwrap_or_default(), minor.parse().unwrap_or_default())
}

fn publishing(
    page: &mut Map<String, Value>,
    level: &str,
    (major, minor): (u64, u64),
    by: Option<Value>,
) {
    let mut state = json!({"level": level, "versionId": format!("{major}.{minor}")});
    if let (Some(by), Some(members)) = (by, state.as_object_mut()) {
        members.insert("checkedOutBy".to_owned(), by);
    }
    page.insert("publishingState".to_owned(), state);
}
