//! One form for the many paths of a thing: by folder or without, by id or by path, mine or another's.

use std::borrow::Cow;

const ID: &str = "{}";

/// The place of an operation, in the table's form.
#[derive(Debug)]
pub(super) struct Place<'p> {
    /// As it was said, ids and all.
    said: Vec<Cow<'p, str>>,
    /// In the form that the table has.
    usual: Vec<Cow<'p, str>>,
    /// Whether it belongs to somebody else than the person who signed in.
    pub(super) is_foreign: bool,
}

impl<'p> Place<'p> {
    pub(super) fn of(path: &'p str) -> Self {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let mut segments: Vec<Cow<'p, str>> =
            path.split('/').filter(|segment| !segment.is_empty()).flat_map(words).collect();
        while segments.last().is_some_and(|last| last.starts_with('$')) {
            segments.pop();
        }
        let said = without_paths(segments);
        let mut usual = said.clone();
        let is_foreign = usual_owner(&mut usual);
        usual_drive(&mut usual);
        usual_folders(&mut usual);
        Place { said, usual, is_foreign }
    }

    /// How well a path of the table fits: the number of its names that are there. `None` if it doesn't.
    pub(super) fn fits(&self, row: &str) -> Option<usize> {
        fit(&self.said, row).max(fit(&self.usual, row))
    }
}

fn fit(segments: &[Cow<'_, str>], row: &str) -> Option<usize> {
    let mut names = 0;
    let mut segments = segments.iter();
    for name in row.split('/').skip(1) {
        let segment = segments.next()?;
        match name {
            "*" => return Some(names),
            ID => {}
            name if name == segment => names += 1,
            _ => return None,
        }
    }
    segments.next().is_none().then_some(names)
}

/// `Messages('AAMk=')` is two; `microsoft.graph.delta()` is one, without what stands around its name.
fn words(segment: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let (name, argument) = match segment.split_once('(') {
        Some((name, argument)) if !name.is_empty() => (name, argument),
        _ => (segment, ""),
    };
    let is_key = argument.starts_with('\'');
    let name = name.strip_prefix("microsoft.graph.").unwrap_or(name);
    let lower = if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    };
    [Some(lower), is_key.then_some(Cow::Borrowed(ID))].into_iter().flatten()
}

/// `root:/a/b:/children` is `root/children`.
fn without_paths(segments: Vec<Cow<'_, str>>) -> Vec<Cow<'_, str>> {
    let mut inside = false;
    let mut all = Vec::with_capacity(segments.len());
    for segment in segments {
        let ends = segment.ends_with(':');
        if !inside {
            let name = segment.trim_end_matches(':').to_owned();
            all.push(if ends { Cow::Owned(name) } else { segment });
        }
        inside ^= ends;
    }
    all
}

/// Everybody's things are found where mine are; says whether they are another's.
fn usual_owner(path: &mut Vec<Cow<'_, str>>) -> bool {
    match texts(path).as_slice() {
        ["users", _, _, ..] => {
            path.splice(..2, [Cow::Borrowed("me")]);
            true
        }
        ["groups" | "sites", _, "drive" | "drives", ..] => true,
        ["sites", _, "lists", _, "drive", ..] => true,
        _ => false,
    }
}

/// All that is in a drive is in `/drives/{}/items/{}`.
fn usual_drive(path: &mut Vec<Cow<'_, str>>) {
    let owner = match texts(path).as_slice() {
        ["me", "drive", _, ..] => 2,
        ["me", "drives", _, ..] | ["groups" | "sites", _, "drive", _, ..] => 3,
        ["groups" | "sites", _, "drives", _, ..] => 4,
        ["sites", _, "lists", _, "drive", ..] => 5,
        ["shares", _, "driveitem", ..] => {
            path.splice(..3, ["drives", ID, "items", ID].map(Cow::Borrowed));
            return;
        }
        ["drives", _, ..] => 2,
        _ => return,
    };
    path.splice(..owner, ["drives", ID].map(Cow::Borrowed));
    let item = match texts(path).as_slice() {
        [_, _, "root", ..] => 3,
        [_, _, "special", _, ..] => 4,
        _ => return,
    };
    path.splice(2..item, ["items", ID].map(Cow::Borrowed));
}

/// What is in a folder or a calendar is found without it.
fn usual_folders(path: &mut Vec<Cow<'_, str>>) {
    loop {
        let gone = match texts(path).as_slice() {
            ["me", "mailfolders" | "contactfolders", _, "childfolders", _, ..] => 3..5,
            ["me", "mailfolders", _, "messages", ..]
            | ["me", "contactfolders", _, "contacts", ..]
            | ["me", "calendargroups", _, "calendars", _, _, ..]
            | ["me", "calendars", _, "events" | "calendarview", ..] => 1..3,
            ["me", "calendar", "events" | "calendarview", ..] => 1..2,
            ["me", "calendars", _, _, ..] => {
                path.splice(1..3, [Cow::Borrowed("calendar")]);
                return;
            }
            _ => return,
        };
        path.drain(gone);
    }
}

fn texts<'a>(path: &'a [Cow<'_, str>]) -> Vec<&'a str> {
    path.iter().map(AsRef::as_ref).collect()
}
