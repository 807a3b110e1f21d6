//! What files and folders may be called.

use crate::schema::Refusal;

/// The most that one name may have, in units of UTF-16.
const LONGEST_NAME: usize = 255;
/// The most that a whole path may have.
const LONGEST_PATH: usize = 400;
const RESERVED: &[&str] = &[".lock", "con", "prn", "aux", "nul", "desktop.ini"];

/// What happens when a name is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Conflict {
    Fail,
    Replace,
    Rename,
}

impl Conflict {
    /// # Errors
    /// 400 for any other word.
    pub(super) fn read(text: &str) -> Result<Self, Refusal> {
        match text.to_ascii_lowercase().as_str() {
            "fail" => Ok(Self::Fail),
            "replace" => Ok(Self::Replace),
            "rename" => Ok(Self::Rename),
            _ => Err(invalid(format!("'{text}' is not a conflict behavior."))),
        }
    }
}

pub(super) fn invalid(text: impl Into<String>) -> Refusal {
    Refusal::new(400, "invalidRequest", text)
}

/// Refuses a name that no drive takes.
///
/// # Errors
/// 400 `invalidRequest`, with `nameInvalid` or `pathIsTooLong` within.
pub(super) fn check(name: &str, at_root: bool, library: bool) -> Result<(), Refusal> {
    let bad = |why: &str| {
        Err(invalid(format!("The provided name '{name}' is not valid: {why}."))
            .inner("nameInvalid"))
    };
    if name.trim().is_empty() {
        return bad("it is empty");
    }
    if name.encode_utf16().count() > LONGEST_NAME {
        return Err(invalid("The name is too long.").inner("pathIsTooLong"));
    }
    if name.contains(['"', '*', ':', '<', '>', '?', '/', '\\', '|']) {
        return bad("it has one of the characters \" * : < > ? / \\ |");
    }
    if name.chars().any(char::is_control) {
        return bad("it has a control character");
    }
    if name.starts_with(' ') || name.ends_with(' ') || name.ends_with('.') {
        return bad("it begins or ends with a blank, or ends with a period");
    }
    let lower = name.to_lowercase();
    let stem = lower.split('.').next().unwrap_or_default();
    let port = ["com", "lpt"].iter().any(|port| {
        stem.strip_prefix(port)
            .is_some_and(|n| n.len() == 1 && n.bytes().all(|b| b.is_ascii_digit()))
    });
    if RESERVED.contains(&lower.as_str())
        || ["con", "prn", "aux", "nul"].contains(&stem)
        || port
        || lower.contains("_vti_")
        || lower.starts_with("~$")
        || (at_root && library && lower == "forms")
    {
        return bad("it is reserved");
    }
    Ok(())
}

/// # Errors
/// 400 for a path of more than 400 characters.
pub(super) fn check_path(path: &str) -> Result<(), Refusal> {
    if path.encode_utf16().count() > LONGEST_PATH {
        return Err(invalid("The path is too long.").inner("pathIsTooLong"));
    }
    Ok(())
}

/// `march.xlsx` as `march 1.xlsx`.
pub(super) fn numbered(name: &str, number: usize) -> String {
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => format!("{stem} {number}.{extension}"),
        _ => format!("{name} {number}"),
    }
}

/// What is behind the last period, in lower case.
pub(super) fn extension(name: &str) -> String {
    name.rsplit_once('.').map_or_else(String::new, |(_, extension)| extension.to_lowercase())
}

/// The media type that belongs to a name.
pub(super) fn media_type(name: &str) -> &'static str {
    match extension(name).as_str() {
        "txt" | "log" => "text/plain",
        "csv" => "text/csv",
        "md" => "text/markdown",
        "htm" | "html" => "text/html",
        "json" => "application/json",
        "xml" => "text/xml",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "gif" => "image/gif",
        "heic" => "image/heic",
        "mp3" => "audio/mpeg",
        "mp4" => "video/mp4",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_drive_takes_is_refused() {
        for name in [
            "",
            " ",
            "a:b",
            "a*",
            "x<y",
            "a|b",
            "a\\b",
            "tab\t",
            "end.",
            " lead",
            "trail ",
            "CON",
            "con.txt",
            "Com7",
            "lpt0.log",
            ".lock",
            "Desktop.ini",
            "a_vti_b",
            "~$draft.docx",
        ] {
            let refusal = check(name, false, false).expect_err(name);
            assert_eq!((refusal.status, refusal.code), (400, "invalidRequest"), "{name}");
        }
        for name in ["a#b%c+d", "it's", "ü 🙂", "comic", "COM10", ".hidden", "forms", "a.b.c"] {
            assert_eq!(check(name, true, false), Ok(()), "{name}");
        }
        assert!(check("Forms", true, true).is_err() && check("Forms", false, true).is_ok());
        assert_eq!(check(&"n".repeat(255), false, false), Ok(()));
        assert_eq!(check(&"n".repeat(256), false, false).unwrap_err().inner, Some("pathIsTooLong"));
        assert!(check_path(&"n".repeat(401)).is_err() && check_path(&"ü".repeat(400)).is_ok());
    }

    #[test]
    fn a_number_goes_before_the_extension() {
        assert_eq!(numbered("march.xlsx", 2), "march 2.xlsx");
        assert_eq!(numbered("march", 1), "march 1");
        assert_eq!(numbered(".hidden", 1), ".hidden 1");
    }
}
