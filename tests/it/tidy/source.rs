//! Reads sources the way the rules look at them: without comments, texts and unit tests.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// A file of a crate's `src`, outside of its tests.
#[derive(Debug)]
pub(super) struct Source {
    /// From the repository's root, with `/` on every system.
    pub(super) path: String,
    /// As it stands.
    pub(super) text: String,
    /// Line by line what is code: comments, what stands in quotes, and test items are blank.
    pub(super) code: String,
}

impl Source {
    /// `path:line` of a place in [`code`](Self::code).
    pub(super) fn at(&self, offset: usize) -> String {
        let line = self.code[..offset].matches('\n').count() + 1;
        format!("{}:{line}", self.path)
    }
}

pub(super) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// Names of the folders in `crates`, which are the crates' names.
pub(super) fn crates() -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(root().join("crates"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| root().join("crates").join(name).join("Cargo.toml").exists())
        .collect();
    names.sort();
    names
}

/// What the crate consists of when it isn't tested.
pub(super) fn sources(name: &str) -> Vec<Source> {
    let files = files(&root().join("crates").join(name).join("src"), "rs");
    let mut tests = Vec::new();
    let mut sources = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let (code, modules) = without_tests(&without_comments(&text));
        let beside = match file.file_stem().unwrap().to_str().unwrap() {
            "lib" | "main" | "mod" => file.parent().unwrap().to_owned(),
            _ => file.with_extension(""),
        };
        tests.extend(modules.iter().map(|module| beside.join(module)));
        sources.push((file, text, code));
    }
    sources
        .into_iter()
        .filter(|(file, ..)| {
            !tests.iter().any(|test| file.starts_with(test) || file.with_extension("") == *test)
        })
        .map(|(file, text, code)| Source { path: shown(&file), text, code })
        .collect()
}

/// A path as it is shown: from the root, with `/`.
pub(super) fn shown(file: &Path) -> String {
    let inside = file.strip_prefix(root()).unwrap_or(file);
    inside.iter().map(|part| part.to_str().unwrap()).collect::<Vec<_>>().join("/")
}

/// All files below a folder that end so; none if there is no such folder.
pub(super) fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|have| have == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The same text with comments blank, and quotes in place of what is quoted; each line and byte stays where it is.
pub(super) fn without_comments(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        // The last letter of a name isn't the prefix of a string.
        let in_word = !rest.starts_with(['"', '\''])
            && code.ends_with(|last: char| last.is_alphanumeric() || last == '_');
        let (length, fill) = if rest.starts_with("//") {
            (rest.find('\n').unwrap_or(rest.len()), Some(' '))
        } else if rest.starts_with("/*") {
            (block_comment(rest), Some(' '))
        } else if let Some(length) = (!in_word).then(|| quoted(rest)).flatten() {
            (length, Some('"'))
        } else {
            (first.len_utf8(), None)
        };
        let (part, tail) = rest.split_at(length);
        match fill {
            Some(fill) => {
                let blank = |byte| if byte == b'\n' { '\n' } else { fill };
                code.extend(part.bytes().map(blank));
            }
            None => code.push_str(part),
        }
        rest = tail;
    }
    code
}

fn block_comment(text: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with("/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if rest.starts_with("*/") {
            (depth, at) = (depth - 1, at + 2);
            if depth == 0 {
                return at;
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// The length of the string or character that the text begins with.
fn quoted(text: &str) -> Option<usize> {
    let body = text.trim_start_matches(['b', 'c']);
    let prefix = text.len() - body.len();
    if prefix > 1 {
        return None;
    }
    if let Some(raw) = body.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        let inside = raw[hashes..].strip_prefix('"')?;
        let end = format!("\"{}", "#".repeat(hashes));
        let length = inside.find(&end).map_or(inside.len(), |at| at + end.len());
        return Some(prefix + 1 + hashes + 1 + length);
    }
    if let Some(inside) = body.strip_prefix('\'') {
        let mut chars = inside.char_indices();
        // A lifetime has no quote after its first character.
        let close = match chars.next()?.1 {
            '\\' => inside.char_indices().skip(2).find(|(_, c)| *c == '\'')?.0,
            _ => chars.next().filter(|(_, c)| *c == '\'')?.0,
        };
        return Some(prefix + 1 + close + 1);
    }
    let inside = body.strip_prefix('"')?;
    let mut escaped = false;
    let end = inside.char_indices().find(|(_, c)| {
        let ends = *c == '"' && !escaped;
        escaped = *c == '\\' && !escaped;
        ends
    });
    Some(prefix + 1 + end.map_or(inside.len(), |(at, _)| at + 1))
}

/// Blanks every item that is there under `cfg(test)` only, and names the modules among them that are files.
pub(super) fn without_tests(code: &str) -> (String, Vec<String>) {
    let mut kept = String::with_capacity(code.len());
    let mut modules = Vec::new();
    let mut rest = code;
    while let Some(at) = rest.find("#[cfg(") {
        let (before, attribute) = rest.split_at(at);
        let length = closing(attribute, '[', ']');
        let condition = &attribute[..length];
        kept.push_str(before);
        if !is_test(condition) {
            kept.push_str(condition);
            rest = &attribute[length..];
            continue;
        }
        let item = &attribute[length..];
        let end = item.find([';', '{']).unwrap_or(item.len());
        let whole = match item[end..].chars().next() {
            Some('{') => end + closing(&item[end..], '{', '}'),
            Some(_) => {
                let words: Vec<_> = item[..end].split_whitespace().collect();
                if let [.., "mod", name] = words[..] {
                    modules.push(name.to_owned());
                }
                end + 1
            }
            None => end,
        };
        let gone = &attribute[..length + whole];
        kept.extend(gone.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        rest = &attribute[length + whole..];
    }
    kept.push_str(rest);
    (kept, modules)
}

fn is_test(condition: &str) -> bool {
    let mut words = condition.split(|c: char| !c.is_alphanumeric() && c != '_');
    words.any(|word| word == "test") && !condition.contains("not(") && !condition.contains("any(")
}

/// The length up to the bracket that closes the text's first one.
fn closing(text: &str, open: char, close: char) -> usize {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        if c == open {
            depth += 1;
        } else if c == close {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return at + c.len_utf8();
            }
        }
    }
    text.len()
}

#[test]
fn comments_and_quotes_are_not_code() {
    let code = without_comments("let a = \"b // c\\\" d\"; // e\n/* f /* g\n */ h */ i");
    assert_eq!(code.split_whitespace().collect::<Vec<_>>().join(" "), {
        let quotes = "\"".repeat("\"b // c\\\" d\"".len());
        format!("let a = {quotes}; i")
    });
    assert_eq!(code.lines().count(), 3);
    assert_eq!(without_comments(r##"r#"a"b"# + x"##), format!("{} + x", "\"".repeat(8)));
    assert_eq!(without_comments("fn f<'a>(x: &'a u8) { '{' }"), "fn f<'a>(x: &'a u8) { \"\"\" }");
    assert_eq!(without_comments(r"b'\'' '\u{1F}' 'é'").replace(['"', ' '], ""), "");
    assert_eq!(without_comments("return\"//\" bar"), "return\"\"\"\" bar");
}

#[test]
fn tests_are_not_code() {
    let (code, modules) = without_tests(
        "fn a() {}\n#[cfg(test)]\nmod tests {\n fn b() { if c {} }\n}\n#[cfg(feature)]\nfn d() {}",
    );
    assert!(code.contains("fn a()") && code.contains("fn d()") && !code.contains("fn b()"));
    assert_eq!((code.lines().count(), modules.len()), (7, 0));
    let (code, modules) =
        without_tests("#[cfg(all(test, unix))]\n#[rustfmt::skip]\npub(crate) mod testing;\nuse x;");
    assert_eq!((code.trim(), modules), ("use x;", vec!["testing".to_owned()]));
    assert_eq!(without_tests("#[cfg(not(test))]\nfn a() {}").0, "#[cfg(not(test))]\nfn a() {}");
}
