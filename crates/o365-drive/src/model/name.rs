//! Names that the service takes.
//!
//! What it refuses is refused here before anything is sent, with the [rule](NameRule). Everything else goes through as it
//! is: `#`, `%`, `+`, apostrophes, letters and signs of any language.
//!
//! [Restrictions and limitations in OneDrive and SharePoint](https://learn.microsoft.com/sharepoint/troubleshoot/lists-and-libraries/restrictions-limitations-onedrive-sharepoint).

use std::fmt;

use o365_core::{Error, Result};
use percent_encoding::percent_decode_str;

use super::DriveType;

/// UTF-16 units of a name.
const LONGEST_NAME: usize = 255;
/// UTF-16 units of a path from the root, decoded.
const LONGEST_PATH: usize = 400;
/// Characters that stand for something else.
const SIGNS: &str = r#""*:<>?/\|"#;
/// Names that Windows or SharePoint keep for themselves.
const RESERVED: [&str; 6] = [".lock", "con", "prn", "aux", "nul", "desktop.ini"];

/// A rule for names in a drive. `Display` says it.
///
/// ```
/// use o365_drive::{NameRule, name};
///
/// assert_eq!(name::broken_rule("50% of #1's + ü.txt"), None);
/// assert_eq!(name::broken_rule("a<b"), Some(NameRule::Sign('<')));
/// assert_eq!(name::broken_rule("CON.txt"), Some(NameRule::Reserved));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NameRule {
    /// A name isn't empty, and not `.` or `..`.
    Empty,
    /// None of `" * : < > ? / \ |` stands in a name, and no control character.
    Sign(char),
    /// A name doesn't begin with a blank, nor end with one or with a dot.
    Edge,
    /// `~$` at the beginning is for Office's own files.
    OfficeLock,
    /// In SharePoint and OneDrive for work a folder doesn't begin with `~`.
    Tilde,
    /// `.lock`, `CON`, `PRN`, `AUX`, `NUL`, `COM0` to `COM9`, `LPT0` to `LPT9` and `desktop.ini` are taken, the devices
    /// with an extension too, and `_vti_` stands nowhere in a name.
    Reserved,
    /// At the root of a library no folder is called `forms`.
    Forms,
    /// A name has at most 255 UTF-16 units.
    NameTooLong,
    /// A path has at most 400 UTF-16 units, counted from the root, slashes among them.
    PathTooLong,
}

impl fmt::Display for NameRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NameRule::Empty => f.write_str("a name can't be empty, `.` or `..`"),
            NameRule::Sign(sign) if sign.is_control() => {
                f.write_str("no control character can stand in a name")
            }
            NameRule::Sign(sign) => write!(f, "`{sign}` can't stand in a name"),
            NameRule::Edge => {
                f.write_str("a name can't begin with a blank, nor end with one or with a dot")
            }
            NameRule::OfficeLock => f.write_str("no name can begin with `~$`"),
            NameRule::Tilde => f.write_str("no folder can begin with `~` in this kind of drive"),
            NameRule::Reserved => f.write_str("the name is reserved"),
            NameRule::Forms => f.write_str("no folder at the root of a library can be `forms`"),
            NameRule::NameTooLong => {
                write!(f, "a name can't have more than {LONGEST_NAME} characters")
            }
            NameRule::PathTooLong => {
                write!(f, "a path can't have more than {LONGEST_PATH} characters")
            }
        }
    }
}

/// The rule that no drive lets this name break, if it breaks one.
pub fn broken_rule(name: &str) -> Option<NameRule> {
    unaddressable(name).or_else(|| {
        let lower = name.to_lowercase();
        let stem = lower.split('.').next().unwrap_or_default();
        let is_edge = |c: char| c == '.' || c.is_whitespace();
        match () {
            () if name.starts_with(char::is_whitespace) || name.ends_with(is_edge) => {
                Some(NameRule::Edge)
            }
            () if name.starts_with("~$") => Some(NameRule::OfficeLock),
            () if RESERVED.contains(&lower.as_str()) || is_device(stem) => Some(NameRule::Reserved),
            () if lower.contains("_vti_") => Some(NameRule::Reserved),
            () => None,
        }
    })
}

/// The rule that this name of a folder breaks in a drive of that kind, `at_root` or further down: there are rules that
/// OneDrive at home doesn't have.
///
/// ```
/// use o365_drive::{DriveType, NameRule, name};
///
/// assert_eq!(name::broken_folder_rule("~old", &DriveType::Personal, false), None);
/// assert_eq!(name::broken_folder_rule("~old", &DriveType::Business, false), Some(NameRule::Tilde));
/// ```
pub fn broken_folder_rule(name: &str, drive: &DriveType, at_root: bool) -> Option<NameRule> {
    broken_rule(name).or_else(|| match drive {
        DriveType::Personal => None,
        _ if name.starts_with('~') => Some(NameRule::Tilde),
        DriveType::DocumentLibrary if at_root && name.eq_ignore_ascii_case("forms") => {
            Some(NameRule::Forms)
        }
        _ => None,
    })
}

/// The rule that a path from the root breaks, decoded and with its slashes: by its length, or by one of its names.
pub fn broken_path_rule(path: &str) -> Option<NameRule> {
    let too_long = length(path) > LONGEST_PATH;
    let names = path.split('/').filter(|name| !name.is_empty());
    names.filter_map(broken_rule).next().or(too_long.then_some(NameRule::PathTooLong))
}

/// Refuses a name that can't be given to anything.
pub(crate) fn check(name: &str) -> Result<()> {
    broken_rule(name).map_or(Ok(()), |rule| Err(refusal(name, rule)))
}

/// Refuses to make something at a place whose encoded path from the root of the drive is too long.
pub(crate) fn check_path(encoded: &str) -> Result<()> {
    let Some((_, path)) = encoded.split_once("/root:/") else { return Ok(()) };
    let path = percent_decode_str(path).decode_utf8_lossy();
    match length(&path) > LONGEST_PATH {
        true => Err(refusal(&path, NameRule::PathTooLong)),
        false => Ok(()),
    }
}

/// Why nothing can be found at a path, where that is sure: a name in it would be read as something else than a name. What
/// can't be given any more may be there from earlier days.
pub(crate) fn unreachable_path(path: &str) -> Option<String> {
    let names = path.split('/').filter(|name| !name.is_empty());
    let (name, rule) =
        names.map(|name| (name, unaddressable(name))).find(|(_, rule)| rule.is_some())?;
    rule.map(|rule| words(name, rule))
}

fn refusal(name: &str, rule: NameRule) -> Error {
    Error::input(words(name, rule))
}

fn words(name: &str, rule: NameRule) -> String {
    // What is too long to be a name is too long to be read.
    let shown: String = name.chars().take(80).collect();
    let more = if shown.len() < name.len() { ".." } else { "" };
    format!("{:?} is no name for a drive: {rule}", format!("{shown}{more}"))
}

/// What stands in the way even of asking for it.
fn unaddressable(name: &str) -> Option<NameRule> {
    if matches!(name, "" | "." | "..") {
        return Some(NameRule::Empty);
    }
    let sign = name.chars().find(|&c| c.is_control() || SIGNS.contains(c)).map(NameRule::Sign);
    sign.or((length(name) > LONGEST_NAME).then_some(NameRule::NameTooLong))
}

/// `com0` to `com9`, `lpt0` to `lpt9`; the other devices, with an extension.
fn is_device(stem: &str) -> bool {
    let numbered = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    matches!(stem, "con" | "prn" | "aux" | "nul")
        || numbered.is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_digit()))
}

fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_service_takes_is_taken() {
        for name in [
            "a.txt",
            "50% of #1.txt",
            "a+b",
            "it's",
            "ü",
            "日本語",
            "😀.png",
            ".bashrc",
            "a..b",
            "~old",
            "console.txt",
            "com10",
            "com",
            "lock",
            "vti_x",
            "a&b;c,d=e@f!(1)[2]{3}",
            "desktop.ini.bak",
            "forms",
            "e\u{301}",
        ] {
            assert_eq!(broken_rule(name), None, "{name}");
        }
        assert_eq!(broken_rule(&"x".repeat(255)), None);
        assert_eq!(broken_path_rule(&format!("/{}", "abcd/".repeat(79))), None);
    }

    #[test]
    fn what_the_service_refuses_is_refused_with_the_rule() {
        for (name, rule) in [
            ("", NameRule::Empty),
            ("..", NameRule::Empty),
            ("x<y", NameRule::Sign('<')),
            ("a/b", NameRule::Sign('/')),
            ("a\\b", NameRule::Sign('\\')),
            ("a\tb", NameRule::Sign('\t')),
            ("a\u{7f}", NameRule::Sign('\u{7f}')),
            ("a.", NameRule::Edge),
            ("a ", NameRule::Edge),
            (" a", NameRule::Edge),
            ("~$a.docx", NameRule::OfficeLock),
            ("Con", NameRule::Reserved),
            ("nul.txt", NameRule::Reserved),
            ("LPT0.tar.gz", NameRule::Reserved),
            ("Desktop.ini", NameRule::Reserved),
            ("my_VTI_x", NameRule::Reserved),
        ] {
            assert_eq!(broken_rule(name), Some(rule), "{name:?}");
        }
        assert_eq!(broken_rule(&"x".repeat(256)), Some(NameRule::NameTooLong));
        assert_eq!(broken_rule(&"😀".repeat(128)), Some(NameRule::NameTooLong), "two units each");
        assert_eq!(broken_path_rule(&"abcd/".repeat(81)), Some(NameRule::PathTooLong));
        assert_eq!(broken_path_rule("/a/b:/c"), Some(NameRule::Sign(':')));
        let folder = |name, drive: DriveType, root| broken_folder_rule(name, &drive, root);
        assert_eq!(folder("Forms", DriveType::DocumentLibrary, true), Some(NameRule::Forms));
        assert_eq!(folder("Forms", DriveType::DocumentLibrary, false), None);
        assert_eq!(folder("a?", DriveType::Personal, false), Some(NameRule::Sign('?')));
    }

    #[test]
    fn the_refusal_names_name_and_rule() {
        let error = check("x<y").unwrap_err().to_string();
        assert!(error.contains("x<y") && error.contains("`<`"), "{error}");
        let error = check(&"x".repeat(10_000)).unwrap_err().to_string();
        assert!(error.len() < 400 && error.contains("255"), "{error}");
        let path = |names| format!("/me/drive/root:/{}x:/children", "%C3%BCber/".repeat(names));
        assert!(check_path(&path(77)).is_ok() && check_path("/me/drive/items/1").is_ok());
        assert!(check_path(&path(81)).unwrap_err().to_string().contains("400"));
        assert_eq!(unreachable_path("/a/~$b.docx/c."), None, "it may be there");
        assert!(unreachable_path("/a/../b").is_some() && unreachable_path("a:b").is_some());
    }
}
