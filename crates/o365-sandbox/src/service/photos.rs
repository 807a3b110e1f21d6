//! Photos, asked and set.

use serde_json::Value;

use crate::odata::{Options, Scope};
use crate::schema::{PROFILE_PHOTO, Refusal};
use crate::service::{Call, list, photo::Photo, photo::SIZES, reply::header};
use crate::wire::Reply;

/// The most that the service takes.
const LARGEST: usize = 4 * 1024 * 1024;

fn none(code: &'static str) -> Refusal {
    Refusal::new(404, code, "The photo wasn't found.")
}

/// `GET photo`, `photo/$value`, `photos/{size}`, `photos/{size}/$value`; `code` is how its absence is called.
pub(crate) fn get(
    call: &Call<'_>,
    photo: Option<&Photo>,
    size: &str,
    value: bool,
    code: &'static str,
) -> Result<Reply, Refusal> {
    let known = size == "default" || SIZES.contains(&size);
    let photo = photo.filter(|_| known).ok_or_else(|| none(code))?;
    if value {
        return Ok(Reply::bytes(&photo.kind, photo.bytes.clone()));
    }
    let size = if size == "default" { "648x648" } else { size };
    let mut row = photo.json(size);
    if let Some(members) = row.as_object_mut() {
        let context = format!("{}/$metadata#{}/$entity", call.request.root, call.origin());
        members.insert("@odata.context".to_owned(), context.into());
    }
    Ok(Reply::value(200, &row))
}

/// `GET photos`.
pub(crate) fn sizes(call: &Call<'_>, photo: Option<&Photo>) -> Result<Reply, Refusal> {
    let options = Options::parse(&call.request.query, &PROFILE_PHOTO, Scope::List)?;
    let rows: Vec<Value> =
        photo.map(|photo| SIZES.iter().map(|size| photo.json(size)).collect()).unwrap_or_default();
    let whole = Options { top: options.top.or(Some(SIZES.len())), ..options };
    list::values(call, &whole, rows)
}

/// `PUT photo/$value`.
///
/// # Errors
/// 400 for what is no image, 413 for what is too large.
pub(crate) fn read(call: &Call<'_>, version: u64) -> Result<Photo, Refusal> {
    let kind = header(call.request, "content-type").unwrap_or_default();
    let bytes = &call.request.body;
    if !kind.starts_with("image/") || bytes.is_empty() {
        return Err(Refusal::new(
            400,
            "ErrorInvalidImage",
            "The body of the request must be an image, and the content type must say so.",
        ));
    }
    if bytes.len() > LARGEST {
        return Err(Refusal::new(413, "BadRequest", "Maximum request length exceeded."));
    }
    Ok(Photo { kind: kind.to_owned(), bytes: bytes.clone(), version })
}

/// `DELETE photo/$value`.
pub(crate) fn delete(photo: &mut Option<Photo>, code: &'static str) -> Result<Reply, Refusal> {
    photo.take().map(|_| Reply::new(204)).ok_or_else(|| none(code))
}
