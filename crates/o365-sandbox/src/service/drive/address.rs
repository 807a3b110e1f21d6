//! Paths that lead to drives and to what is in them.

use crate::schema::Refusal;
use crate::service::calendar_place::{lower, no_segment};

/// Whose drive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    Me,
    User(String),
    Group(String),
    Site(String),
}

/// Which drive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// The first one of an owner.
    Default(Owner),
    /// All of an owner.
    All(Owner),
    Id(String),
    /// The drive of what is shared by a link.
    Share(String),
}

/// Where in the drive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Spot {
    Drive,
    List,
    Recent,
    SharedWithMe,
    Following,
    Search(String),
    /// What was shared itself, and not its item.
    Shared,
    Item(Start, Vec<String>, Vec<String>),
}

/// Where the way to an item begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Start {
    Root,
    Id(String),
    Special(String),
    /// What the link leads to.
    Shared,
}

/// Reads a path; `None` if it has nothing to do with drives.
pub(super) fn read(segments: &[String]) -> Option<Result<(Base, Spot), Refusal>> {
    let path = split(segments);
    let (base, rest) = base(&path)?;
    Some(spot(&base, rest).map(|spot| (base, spot)))
}

/// Whether a path leads to a drive.
pub(crate) fn leads_here(segments: &[String]) -> bool {
    base(&split(segments)).is_some()
}

/// With `items('id')` in two, but for what is part of a path within a drive.
fn split(segments: &[String]) -> Vec<String> {
    let mut path = Vec::new();
    let mut named = false;
    for segment in segments {
        let keyed = segment.strip_suffix("')").and_then(|rest| rest.split_once("('"));
        match keyed.filter(|_| !named) {
            Some((name, key)) => path.extend([name.to_owned(), key.replace("''", "'")]),
            None => path.push(segment.clone()),
        }
        if segment.ends_with(':') {
            named = !named;
        }
    }
    path
}

fn base(path: &[String]) -> Option<(Base, &[String])> {
    let (first, rest) = path.split_first()?;
    let (owner, rest) = match (lower(first).as_str(), rest) {
        ("me", rest) => (Owner::Me, rest),
        ("users", [name, rest @ ..]) => (Owner::User(name.clone()), rest),
        ("groups", [name, rest @ ..]) => (Owner::Group(name.clone()), rest),
        ("sites", [host, rest @ ..]) if host.ends_with(':') => {
            // `sites/host:/sites/team:/drive`
            let end = rest.iter().position(|segment| segment.ends_with(':'))?;
            let (name, rest) = rest.split_at_checked(end + 1)?;
            (Owner::Site(format!("{host}/{}", name.join("/").trim_end_matches(':'))), rest)
        }
        ("sites", [id, rest @ ..]) => (Owner::Site(id.clone()), rest),
        ("drives", [id, rest @ ..]) => return Some((Base::Id(id.clone()), rest)),
        ("shares", [token, rest @ ..]) => return Some((Base::Share(token.clone()), rest)),
        _ => return None,
    };
    let (drive, rest) = rest.split_first()?;
    match (lower(drive).as_str(), rest) {
        ("drive", rest) => Some((Base::Default(owner), rest)),
        ("drives", []) => Some((Base::All(owner), rest)),
        ("drives", [id, rest @ ..]) => Some((Base::Id(id.clone()), rest)),
        _ => None,
    }
}

fn spot(base: &Base, path: &[String]) -> Result<Spot, Refusal> {
    let Some((first, rest)) = path.split_first() else {
        return Ok(if matches!(base, Base::Share(_)) { Spot::Shared } else { Spot::Drive });
    };
    if matches!(base, Base::All(_)) {
        return Err(no_segment(first));
    }
    let name = lower(first);
    if matches!(base, Base::Share(_)) {
        return match name.as_str() {
            "driveitem" | "root" => Ok(Spot::Item(Start::Shared, Vec::new(), rest.to_vec())),
            _ => Err(no_segment(first)),
        };
    }
    match (name.as_str(), rest) {
        ("root", rest) => Ok(Spot::Item(Start::Root, Vec::new(), rest.to_vec())),
        ("root:", rest) => Ok(below(Start::Root, rest)),
        ("items", [id, rest @ ..]) => Ok(started(id, rest, Start::Id)),
        ("special", [name, rest @ ..]) => Ok(started(name, rest, Start::Special)),
        ("recent", []) => Ok(Spot::Recent),
        ("sharedwithme", []) => Ok(Spot::SharedWithMe),
        ("following", []) => Ok(Spot::Following),
        ("list", []) => Ok(Spot::List),
        _ => match parameter(first, "search", "q") {
            Some(words) if rest.is_empty() => Ok(Spot::Search(words)),
            _ => Err(no_segment(first)),
        },
    }
}

fn started(name: &str, rest: &[String], start: fn(String) -> Start) -> Spot {
    match name.strip_suffix(':') {
        Some(name) => below(start(name.to_owned()), rest),
        None => Spot::Item(start(name.to_owned()), Vec::new(), rest.to_vec()),
    }
}

/// Names up to the one with the closing colon; what follows it belongs to the item.
fn below(start: Start, rest: &[String]) -> Spot {
    let end = rest.iter().position(|segment| segment.ends_with(':'));
    let (names, tail) =
        rest.split_at_checked(end.map_or(rest.len(), |end| end + 1)).unwrap_or_default();
    let mut names = names.to_vec();
    if end.is_some()
        && let Some(last) = names.last_mut()
    {
        last.pop();
    }
    names.retain(|name| !name.is_empty());
    Spot::Item(start, names, tail.to_vec())
}

/// The text in `search(q='text')`.
pub(super) fn parameter(segment: &str, function: &str, name: &str) -> Option<String> {
    let (called, inside) = segment.strip_suffix(')')?.split_once('(')?;
    let (known, value) = inside.split_once('=')?;
    let fits = lower(called) == function && known.trim().eq_ignore_ascii_case(name);
    let value = value.trim();
    let text = value.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''))?;
    fits.then(|| text.replace("''", "'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(path: &str) -> Option<(Base, Spot)> {
        let segments: Vec<String> = path.split('/').map(str::to_owned).collect();
        read(&segments).and_then(Result::ok)
    }

    fn texts(path: &str) -> Vec<String> {
        path.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }

    #[test]
    fn items_are_named_in_many_ways() {
        let me = || Base::Default(Owner::Me);
        let item = |start, names, tail| Spot::Item(start, texts(names), texts(tail));
        for (path, base, spot) in [
            ("me/drive", me(), Spot::Drive),
            ("me/drive/root", me(), item(Start::Root, "", "")),
            ("me/drive/root/children", me(), item(Start::Root, "", "children")),
            ("me/drive/root:/a/b c", me(), item(Start::Root, "a/b c", "")),
            ("me/drive/root:/a/b:/children", me(), item(Start::Root, "a/b", "children")),
            ("me/drive/root:/it('s):", me(), item(Start::Root, "it('s)", "")),
            ("me/drive/items/1/content", me(), item(Start::Id("1".into()), "", "content")),
            ("me/drive/items/1:/a:/content", me(), item(Start::Id("1".into()), "a", "content")),
            ("me/drive/items('1')", me(), item(Start::Id("1".into()), "", "")),
            ("me/drive/special/music", me(), item(Start::Special("music".into()), "", "")),
            ("drives/b!x/root", Base::Id("b!x".into()), item(Start::Root, "", "")),
            ("users('a@b')/drives", Base::All(Owner::User("a@b".into())), Spot::Drive),
            (
                "sites/h:/sites/team:/drive",
                Base::Default(Owner::Site("h:/sites/team".into())),
                Spot::Drive,
            ),
            ("shares/u!x/driveItem", Base::Share("u!x".into()), item(Start::Shared, "", "")),
            ("me/drive/search(q='it''s')", me(), Spot::Search("it's".into())),
        ] {
            assert_eq!(at(path), Some((base, spot)), "{path}");
        }
    }

    #[test]
    fn what_is_no_drive_is_left_to_others() {
        for path in
            ["me", "me/messages", "users/a/drivel", "sites/x/lists", "drives", "sites/h:/s/drive"]
        {
            assert!(!leads_here(&texts(path)), "{path}");
        }
        assert_eq!(at("me/drive/rot"), None);
        assert!(leads_here(&texts("me/drive/rot")));
    }
}
