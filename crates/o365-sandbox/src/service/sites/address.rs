//! How a site is named in a path: by its id, by host and path, or by a path below another.

use crate::schema::Refusal;
use crate::service::{
    calendar_place::lower,
    site::{
        refusals::no_site,
        store::{HOST, Sites},
    },
};

/// What a path below `sites` begins with.
#[derive(Debug)]
pub(super) enum At<'a> {
    /// `sites` itself.
    All,
    /// `getAllSites`.
    Everywhere,
    /// A site, and what comes after it.
    Site(usize, &'a [String]),
}

/// # Errors
/// 404 for a site that isn't there, 400 for another host.
pub(super) fn at<'a>(sites: &Sites, path: &'a [String]) -> Result<At<'a>, Refusal> {
    let (first, rest) = match path {
        [] => return Ok(At::All),
        [only] if lower(only) == "getallsites" => return Ok(At::Everywhere),
        [first, rest @ ..] => (first, rest),
    };
    // `host:/sites/x:/lists`: a path between colons.
    if let Some(from) = first.strip_suffix(':') {
        let base = sites.named(from)?;
        let end = rest.iter().position(|segment| segment.ends_with(':'));
        let (path, rest) = match end {
            Some(end) => rest.split_at_checked(end + 1).unwrap_or((rest, &[])),
            None => (rest, &[][..]),
        };
        let path = path.join("/");
        return Ok(At::Site(below(sites, base, path.trim_end_matches(':'))?, rest));
    }
    let index = sites.named(first)?;
    match rest {
        [by_path, rest @ ..] if by_path.to_ascii_lowercase().starts_with("getbypath(path=") => {
            let path = by_path.split('\'').nth(1).unwrap_or_default();
            Ok(At::Site(below(sites, index, path)?, rest))
        }
        // A subsite by its id is a site like any other.
        [name, id, rest @ ..] if lower(name) == "sites" => Ok(At::Site(sites.named(id)?, rest)),
        rest => Ok(At::Site(index, rest)),
    }
}

fn below(sites: &Sites, base: usize, path: &str) -> Result<usize, Refusal> {
    let path = path.trim_matches('/');
    let own = &sites.site(base)?.path;
    let whole = if own.is_empty() { path.to_owned() } else { format!("{own}/{path}") };
    sites.at(&whole).or_else(|| sites.at(path)).ok_or_else(no_site)
}

/// The site that a program means: `root`, an id, a path or a web URL.
pub(super) fn meant(sites: &Sites, site: &str) -> Result<usize, Refusal> {
    let path = site.strip_prefix("https://").and_then(|rest| rest.strip_prefix(HOST));
    let path = path.unwrap_or(site);
    sites.at(path).map_or_else(|| sites.named(site), Ok)
}
