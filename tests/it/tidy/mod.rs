//! Rules of the house that the compiler doesn't check. Each failure names the file and the line.

mod manifest;
mod rules;
mod source;

use std::fs;
use std::path::Path;

use o365::error::Permission;

use manifest::Manifest;
use source::{Source, crates, files, root, shown, sources, without_comments};

/// The umbrella: an account over the other crates, with no layers of its own.
const UMBRELLA: &str = "o365";
const CORE: &str = "o365-core";
const SANDBOX: &str = "o365-sandbox";

/// Lines of code that one can read at a sitting.
const MOST_LINES: usize = 400;
/// Data that no one reads line by line.
const TABLES: [&str; 1] = ["crates/o365-core/src/time/zone/table.rs"];
/// What `…` stands for in the docs of a verb.
const PLACES: [&str; 5] =
    ["/me", "/me/mailFolders/x", "/me/messages/x", "/me/drive/items/x", "/sites/x"];
/// An example is one task.
const MOST_EXAMPLE_LINES: usize = 79;

/// A library, and the only places that name it.
const SEAMS: [(&str, &[&str]); 3] = [
    ("ureq", &["crates/o365-core/src/transport/ureq"]),
    ("oauth2", &["crates/o365-core/src/auth/oauth", "crates/o365-core/src/auth/flow"]),
    // The sandbox counts days by itself, to agree with the core and not to repeat it.
    ("jiff", &["crates/o365-core/src/time/", "crates/o365-sandbox/src/service/"]),
];

fn assert_none(rule: &str, found: Vec<String>) {
    assert!(found.is_empty(), "{rule}:\n  {}\n", found.join("\n  "));
}

fn services() -> impl Iterator<Item = String> {
    crates().into_iter().filter(|name| ![UMBRELLA, CORE, SANDBOX].contains(&name.as_str()))
}

fn all_sources() -> impl Iterator<Item = Source> {
    crates().into_iter().flat_map(|name| sources(&name))
}

#[test]
fn there_is_something_to_look_at() {
    assert!(services().count() >= 1);
    assert!(crates().iter().all(|name| !sources(name).is_empty()));
    for (_, places) in SEAMS {
        let exists =
            |place: &&str| sources(CORE).iter().any(|source| source.path.starts_with(*place));
        assert!(places.iter().any(exists), "{places:?}");
    }
}

#[test]
fn a_file_can_be_read_at_a_sitting() {
    let long = all_sources().filter_map(|source| {
        let lines = rules::lines_of_code(&source.code);
        let is_long = lines > MOST_LINES && !TABLES.contains(&source.path.as_str());
        is_long.then(|| format!("{}:1: {lines} lines of code", source.path))
    });
    assert_none("a file has 400 lines of code at most", long.collect());
}

#[test]
fn a_module_uses_only_those_above_it() {
    let mut found = Vec::new();
    for name in crates().iter().filter(|name| *name != UMBRELLA) {
        let sources = sources(name);
        let src = format!("crates/{name}/src/");
        let lib = sources.iter().find(|source| source.path == format!("{src}lib.rs")).unwrap();
        let layers = rules::modules(&lib.code);
        for source in &sources {
            let inside = source.path.strip_prefix(&src).unwrap().trim_end_matches(".rs");
            let own = inside.split('/').next().unwrap();
            let Some(own) = layers.iter().position(|layer| layer == own) else { continue };
            let is_top = !inside.contains('/');
            for (at, what) in rules::arrows(&source.code, &layers, own, is_top) {
                found.push(format!("{}: {what}", source.at(at)));
            }
        }
    }
    assert_none("a module uses only modules above it in the list of its `lib.rs`", found);
}

#[test]
fn a_service_stands_on_the_core_and_nothing_else_of_ours() {
    let mut found = Vec::new();
    for name in crates() {
        let manifest = Manifest::read(&name);
        let ours = |section: &str| {
            let all = manifest.keys(section).into_iter();
            all.filter(|(key, _)| key.starts_with(UMBRELLA)).collect::<Vec<_>>()
        };
        let (allowed, in_tests): (&[&str], &[&str]) = match name.as_str() {
            UMBRELLA => continue,
            CORE => (&[], &[SANDBOX]),
            SANDBOX => (&[], &[]),
            _ => (&[CORE], &[CORE, SANDBOX]),
        };
        for (section, allowed) in [("dependencies", allowed), ("dev-dependencies", in_tests)] {
            for (key, line) in
                ours(section).iter().filter(|(key, _)| !allowed.contains(&key.as_str()))
            {
                found.push(format!("{}:{line}: {key}", manifest.path));
            }
        }
    }
    assert_none("arrows go from the umbrella to services to the core", found);
}

#[test]
fn versions_are_named_in_one_place() {
    let mut found = Vec::new();
    let members: Vec<_> = crates().iter().map(|name| Manifest::read(name)).collect();
    for manifest in &members {
        for section in ["dependencies", "dev-dependencies", "build-dependencies"] {
            for (key, line, value) in manifest.entries(section) {
                if !value.contains("workspace = true") && value != "true" {
                    found.push(format!("{}:{line}: {key}", manifest.path));
                }
            }
        }
    }
    assert_none("members say `workspace = true`", found);

    let workspace = Manifest::at("Cargo.toml");
    let others = files(&root().join("tests"), "toml");
    let others = others.iter().map(|file| Manifest::at(&shown(file)));
    let all: Vec<_> = members.into_iter().chain(others).collect();
    let is_used = |key: &str| all.iter().any(|manifest| manifest.depends_on(key));
    let unused =
        workspace.keys("workspace.dependencies").into_iter().filter(|(key, _)| !is_used(key));
    let unused = unused.map(|(key, line)| format!("Cargo.toml:{line}: {key}"));
    assert_none("each dependency of the workspace is used", unused.collect());
}

#[test]
fn foreign_libraries_stay_behind_their_seams() {
    let mut found = Vec::new();
    for source in all_sources() {
        for (library, places) in SEAMS {
            if places.iter().any(|place| source.path.starts_with(place)) {
                continue;
            }
            for at in rules::names_crate(&source.code, library) {
                found.push(format!("{}: {library}", source.at(at)));
            }
        }
    }
    assert_none("only one place knows each of these libraries", found);
}

#[test]
fn nothing_panics_and_nothing_is_left_open() {
    let mut found = Vec::new();
    for source in all_sources() {
        for (at, what) in rules::panics(&source.code) {
            found.push(format!("{}: {what}", source.at(at)));
        }
    }
    assert_none("the library doesn't panic", found);
}

#[test]
fn every_verb_names_its_page() {
    let mut found = Vec::new();
    for source in services().flat_map(|name| sources(&name)) {
        let file = source.path.rsplit('/').next().unwrap();
        let is_place = !source.path.contains("/model") && !["lib.rs", "prop.rs"].contains(&file);
        for (line, verb) in rules::verbs_without_page(&source.text).into_iter().filter(|_| is_place)
        {
            found.push(format!("{}:{line}: {verb}", source.path));
        }
    }
    assert_none("the docs of a verb link its page at learn.microsoft.com", found);
}

#[test]
fn a_verb_names_the_least_permission() {
    let mut found = Vec::new();
    let mut right = 0;
    for source in services().flat_map(|name| sources(&name)) {
        for (line, method, path, named) in rules::permissions(&source.text) {
            let path = path.replace("{id}", "x");
            // What stands before is the owner, or the place that the verb belongs to.
            let mut known = PLACES.iter().filter_map(|place| {
                Permission::least(&method, &path.replacen('…', place, 1))?.delegated
            });
            match known.next() {
                Some(least) if least == named => right += 1,
                Some(least) => {
                    let at = format!("{}:{line}", source.path);
                    found.push(format!("{at}: `{named}` for {method} {path}, not `{least}`"));
                }
                None => {}
            }
        }
    }
    assert_none("docs name the permission that the table of permissions has", found);
    assert!(right >= 20, "{right}");
}

#[test]
fn an_example_is_one_task() {
    let folder = root().join("examples");
    let mut found = Vec::new();
    for file in files(&folder, "rs") {
        let lines = rules::lines_of_code(&without_comments(&fs::read_to_string(&file).unwrap()));
        let is_shared = file.starts_with(folder.join("common"));
        if lines > MOST_EXAMPLE_LINES && !is_shared {
            found.push(format!("{}:1: {lines} lines of code", shown(&file)));
        }
    }
    assert_none("an example has less than 80 lines of code", found);
}

/// `file::test` in a table of the docs is a test in `tests/it/…/file.rs`, or one beside the code in `…/file.rs`.
#[test]
fn a_test_that_a_table_names_exists() {
    let tables = files(&root().join("docs"), "md");
    let tests = ["tests", "crates"].map(|folder| files(&root().join(folder), "rs")).concat();
    let tests: Vec<_> =
        tests.into_iter().map(|path| (fs::read_to_string(&path).unwrap(), path)).collect();
    let mut found = Vec::new();
    let mut known = 0;
    for path in &tables {
        let table = fs::read_to_string(path).unwrap();
        for (at, line) in table.lines().enumerate().filter(|(_, line)| line.starts_with('|')) {
            for named in line.split('`').skip(1).step_by(2) {
                let Some((place, test)) = named.rsplit_once("::") else { continue };
                if !is_word(place) || !is_word(test) {
                    continue;
                }
                let file = place.rsplit("::").next().unwrap();
                // `mod.rs` goes by its folder's name.
                let is_there = |path: &Path| {
                    let stem = path.file_stem().unwrap_or_default();
                    let folder = path.parent().and_then(Path::file_name).unwrap_or_default();
                    stem == file || (stem == "mod" && folder == file)
                };
                let has = |code: &str| code.contains(&format!("fn {test}("));
                known += 1;
                if !tests.iter().any(|(code, path)| is_there(path) && has(code)) {
                    found.push(format!("{}:{}: {named}", shown(path), at + 1));
                }
            }
        }
    }
    assert_none("a test that is named exists", found);
    assert!(tables.len() >= 3 && known > 200, "tables name tests as `file::test`: {known}");
}

fn is_word(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == ':';
    text.chars().all(is_part)
}
