//! What a request is, before it goes: checked, with its headers.

use std::mem;

use http::{HeaderMap, HeaderValue, header};

use super::Request;
use super::request::Target;
use crate::auth::Identity;
use crate::error::{Error, Result};

/// What is wrong with a request before it is sent.
pub(super) fn check(request: &mut Request) -> Result<()> {
    let problem = request.take_problem();
    let request = &*request;
    let at = |error: Error| error.with_request(request.method.as_str(), &request.shown_path());
    if let Some(problem) = problem {
        return Err(at(problem));
    }
    request.query.check().map_err(|reason| at(Error::input(reason)))?;
    if matches!(request.target, Target::Path(_))
        && request.connection.identity() == Identity::Application
        && is_mine(request.path())
    {
        return Err(at(Error::input(
            "an application that signs in by itself has no `me`: say whose data is meant, as in `with_resource(\"user@example.com\")`",
        )));
    }
    Ok(())
}

fn is_mine(path: &str) -> bool {
    let first = path.strip_prefix('/').map(|path| path.split('/').next().unwrap_or_default());
    first.is_some_and(|first| first.eq_ignore_ascii_case("me"))
}

/// All headers but those of one try.
pub(super) fn headers(request: &mut Request) -> Result<HeaderMap> {
    let mut headers = mem::take(&mut request.headers);
    headers.entry(header::ACCEPT).or_insert(HeaderValue::from_static("application/json"));
    let said = |preference: &String| preference.to_ascii_lowercase().starts_with("idtype");
    if request.connection.immutable_ids() && !request.prefer.iter().any(said) {
        request.prefer.push("IdType=\"ImmutableId\"".into());
    }
    if !request.prefer.is_empty() {
        let prefer = HeaderValue::try_from(request.prefer.join(", "));
        headers.insert(
            "prefer",
            prefer.map_err(|_| {
                Error::input("a preference has characters that a header can't have")
            })?,
        );
    }
    if request.query.needs_eventual_consistency() {
        headers.entry("consistencylevel").or_insert(HeaderValue::from_static("eventual"));
    }
    Ok(headers)
}
