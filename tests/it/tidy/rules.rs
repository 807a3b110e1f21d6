//! The rules themselves, on texts: what breaks them is found here, and tested on small examples.

/// Lines that aren't blank.
pub(super) fn lines_of_code(code: &str) -> usize {
    code.lines().filter(|line| !line.trim().is_empty()).count()
}

/// Modules that a `lib.rs` lists, in its order.
pub(super) fn modules(code: &str) -> Vec<String> {
    let name = |line: &str| {
        let line = line.trim_start_matches("pub(crate) ").trim_start_matches("pub ");
        Some(line.strip_prefix("mod ")?.strip_suffix(';')?.to_owned())
    };
    code.lines().filter_map(|line| name(line.trim_end())).collect()
}

/// Uses of modules that aren't above the one at `own`, and of what isn't named by its module. `is_top` says that the file
/// stands directly in `src`, so that `super` is the crate's root.
pub(super) fn arrows(
    code: &str,
    layers: &[String],
    own: usize,
    is_top: bool,
) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let is_path = code[..at].ends_with(|before: char| before == '$' || is_word(before));
        if is_path {
            continue; // `$crate::`: a macro's words are used elsewhere
        }
        for (at, used) in members(code, at + "crate::".len()) {
            match layers.iter().position(|layer| layer == used) {
                Some(layer) if layer <= own => {}
                Some(_) => {
                    found.push((at, format!("`{}` uses `{used}`, of a higher layer", layers[own])));
                }
                None => {
                    found.push((at, format!("`crate::{used}` isn't a module: name the module")));
                }
            }
        }
    }
    for (at, _) in code.match_indices("super::").filter(|_| is_top) {
        found.push((at, "`super` is the crate's root here: name the module".to_owned()));
    }
    found.sort();
    found
}

/// Where a path begins with the name of this crate.
pub(super) fn names_crate(code: &str, library: &str) -> Vec<usize> {
    let path = format!("{library}::");
    let begins = |at: usize| {
        let before = code[..at].trim_end_matches("::");
        let is_absolute = before.len() < at;
        if is_absolute {
            !before.ends_with(|c| is_word(c) || c == '>')
        } else {
            !before.ends_with(is_word)
        }
    };
    code.match_indices(&path).map(|(at, _)| at).filter(|at| begins(*at)).collect()
}

/// Calls that panic, or say that something is missing.
pub(super) fn panics(code: &str) -> Vec<(usize, &'static str)> {
    const WORDS: [&str; 8] = [
        ".unwrap()",
        ".expect(",
        "panic!(",
        "unreachable!(",
        "todo!(",
        "unimplemented!(",
        "dbg!(",
        ".unwrap_err()",
    ];
    let mut found = Vec::new();
    for word in WORDS {
        let places = code.match_indices(word).map(|(at, _)| at);
        // A parser's own `expect` is followed by `?`, or takes something else than a text.
        let says_why = |at: usize| {
            let inside = &code[at + word.len()..];
            let text = inside.trim_start().starts_with(['"', '&']);
            text && !inside.split_once(')').is_some_and(|(_, rest)| rest.starts_with('?'))
        };
        let whole = |at: &usize| match word {
            ".expect(" => says_why(*at),
            _ => word.starts_with('.') || !code[..*at].ends_with(is_word),
        };
        found.extend(places.filter(whole).map(|at| (at, word)));
    }
    found.sort_unstable();
    found
}

/// Public functions that ask the service and whose docs name no page, with their lines.
pub(super) fn verbs_without_page(text: &str) -> Vec<(usize, String)> {
    let above = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines: Vec<&str> = above.lines().map(str::trim).collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(rest) = line.strip_prefix("pub fn ") else { continue };
        let signature = lines[at..].iter().take_while(|line| !line.is_empty());
        let mut signature = signature.copied().collect::<Vec<_>>().join(" ");
        signature.truncate(signature.find('{').unwrap_or(signature.len()));
        let asks = ["-> Result<", "-> List<"].iter().any(|answer| signature.contains(answer));
        let docs = lines[..at]
            .iter()
            .rev()
            .take_while(|line| line.starts_with("///") || line.starts_with("#["));
        let has_page = docs.copied().any(|line| line.contains("https://learn.microsoft.com/"));
        if asks && !has_page {
            found.push((at + 1, word(rest).to_owned()));
        }
    }
    found
}

/// What docs say an operation needs, ``/// `GET …/messages`; needs `Mail.Read`.``: line, method, path and permission.
pub(super) fn permissions(text: &str) -> Vec<(usize, String, String, String)> {
    let read = |line: &str| {
        let rest = line.trim().strip_prefix("/// `")?;
        let (request, rest) = rest.split_once("`; needs `")?;
        // Where several requests are made, the docs say more than the table.
        let (method, path) = request.split_once(' ').filter(|_| !request.contains('`'))?;
        let (permission, _) = rest.split_once('`')?;
        Some((method.to_owned(), path.to_owned(), permission.to_owned()))
    };
    let lines = text.lines().enumerate();
    lines
        .filter_map(|(at, line)| {
            let (method, path, permission) = read(line)?;
            Some((at + 1, method, path, permission))
        })
        .collect()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The name that a text begins with.
fn word(text: &str) -> &str {
    &text[..text.find(|c| !is_word(c)).unwrap_or(text.len())]
}

/// What a path goes on with: a name, or each first name of a group `{a::B, c::{D, E}}`, and where they stand.
fn members(code: &str, at: usize) -> Vec<(usize, &str)> {
    if !code[at..].starts_with('{') {
        return vec![(at, word(&code[at..]))];
    }
    let (mut depth, mut is_first, mut names) = (0_usize, true, Vec::new());
    for (step, c) in code[at..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 1 => break,
            '}' => depth -= 1,
            ',' if depth == 1 => is_first = true,
            c if is_word(c) && is_first => {
                names.push((at + step, word(&code[at + step..])));
                is_first = false;
            }
            _ => {}
        }
    }
    names
}

#[test]
fn lists_of_modules() {
    assert_eq!(
        modules("pub mod a;\nmod b;\npub(crate) mod c;\nuse d;\n    mod e;\n"),
        ["a", "b", "c"]
    );
    assert_eq!(lines_of_code("a\n\n   \n b\n"), 2);
}

#[test]
fn arrows_that_go_up() {
    let layers: Vec<String> = ["words", "wire", "access"].map(String::from).into();
    let found = |code: &str, is_top| {
        arrows(code, &layers, 1, is_top).into_iter().map(|(_, what)| what).collect::<Vec<_>>()
    };
    assert!(
        found("use crate::words::{A, B}; crate::wire::C; $crate::access::D; my_crate::E", true)
            .is_empty()
    );
    assert!(found("use crate::access::List;", true)[0].contains("higher"));
    assert!(found("use crate::Error;", true)[0].contains("`crate::Error`"));
    assert!(found("use crate::{words::{A, B}, wire::C};", true).is_empty());
    assert!(found("use crate::{words::{A, B},\n access::C};", true)[0].contains("higher"));
    assert!(found("use crate::{Error, words::A};", true)[0].contains("name the module"));
    assert_eq!(found("use super::access;", true).len(), 1);
    assert!(found("use super::access;", false).is_empty());
}

#[test]
fn names_of_libraries() {
    for yes in ["ureq::get(", "use ureq::{A};", "use ::ureq::A", "(ureq::A, 1)"] {
        assert_eq!(names_crate(yes, "ureq").len(), 1, "{yes}");
    }
    for no in
        ["self::ureq::A", "my_ureq::A", "ureq_like::B", "crate::transport::ureq::C", "let ureq = 1"]
    {
        assert!(names_crate(no, "ureq").is_empty(), "{no}");
    }
}

#[test]
fn calls_that_panic() {
    let words = |code| panics(code).into_iter().map(|(_, word)| word).collect::<Vec<_>>();
    assert_eq!(
        words("a.unwrap(); b.expect(\n  \"c\"); todo!()"),
        [".unwrap()", ".expect(", "todo!("]
    );
    assert!(
        words("a.unwrap_or(b); self.expect(Token::Comma); self.expect(&Token::Open)?; my_panic!(d); x.unwrap_or_default()")
            .is_empty()
    );
}

#[test]
fn permissions_are_read_from_docs() {
    let text = "/// Text.\n    /// `GET …/a/{id}`; needs `A.Read`, and `B` too.\n/// `X`; needs nothing.\n\
                /// `GET …/a`, then `PATCH …/b`; needs `C`.";
    let expected = (2, "GET".to_owned(), "…/a/{id}".to_owned(), "A.Read".to_owned());
    assert_eq!(permissions(text), [expected]);
}

#[test]
fn verbs_and_their_pages() {
    let text = "/// Reads.\npub fn get(\n  &self,\n) -> Result<A> {\n}\n\n/// No request.\npub fn at(&self) -> &B {\n}\n\n\
                /// [Page](https://learn.microsoft.com/x).\n#[must_use]\npub fn list(&self) -> List<A> {\n}\n\
                #[cfg(test)]\npub fn test() -> Result<A> {}";
    assert_eq!(verbs_without_page(text), [(2, "get".to_owned())]);
}
