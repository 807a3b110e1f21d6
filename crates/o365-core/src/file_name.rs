//! Names for files that others have chosen.

/// Bytes that file systems take for a name.
const LONGEST: usize = 255;
/// Bytes of an extension that is kept when a name is cut.
const LONGEST_EXTENSION: usize = 32;
/// What a file is called that has no name.
const NAMELESS: &str = "attachment";
/// Devices of Windows: no file can have their names, whatever the extension.
const DEVICES: [&str; 24] = [
    "con", "prn", "aux", "nul", "conin$", "conout$", "com1", "com2", "com3", "com4", "com5",
    "com6", "com7", "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8",
    "lpt9",
];

/// A name for a file that stays in its folder and can be made on every system, from a name that others have chosen:
/// one that the service tells must never be trusted.
///
/// Slashes of both kinds, control characters, characters that turn the direction of text, and what Windows doesn't
/// allow become `_`. Dots and blanks at the end go, the names of Windows' devices get a `_` in front, what is longer
/// than 255 bytes is cut before its extension, and where nothing is left it is `attachment`.
///
/// ```
/// use o365_core::file_name;
///
/// assert_eq!(file_name::safe("Quarter 1.pdf"), "Quarter 1.pdf");
/// assert_eq!(file_name::safe("../../.ssh/authorized_keys"), ".._.._.ssh_authorized_keys");
/// assert_eq!(file_name::safe("con.txt"), "_con.txt");
/// assert_eq!(file_name::safe(".."), "attachment");
/// ```
pub fn safe(name: &str) -> String {
    let clean: String = name.chars().map(|c| if is_safe(c) { c } else { '_' }).collect();
    let clean = clean.trim_start().trim_end_matches(is_loose);
    let stem = clean.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    let name = match clean {
        "" => String::from(NAMELESS),
        _ if DEVICES.contains(&plain_digits(&stem).as_str()) => format!("_{clean}"),
        _ => clean.to_owned(),
    };
    numbered(&name, 1)
}

/// The name with a number before its extension, where another file has the name: `a (2).txt`. Not longer than 255
/// bytes. With the number 1 it has none.
///
/// ```
/// assert_eq!(o365_core::file_name::numbered("a.txt", 2), "a (2).txt");
/// ```
pub fn numbered(name: &str, number: u32) -> String {
    let mark = if number > 1 { format!(" ({number})") } else { String::new() };
    let (stem, extension) = match name.rfind('.') {
        Some(dot) if dot > 0 && name.len() - dot <= LONGEST_EXTENSION => name.split_at(dot),
        _ => (name, ""),
    };
    let room = LONGEST.saturating_sub(mark.len() + extension.len());
    let stem = match stem.len() > room {
        true => cut(stem, room).trim_end_matches(is_loose),
        false => stem,
    };
    format!("{stem}{mark}{extension}")
}

fn is_safe(c: char) -> bool {
    let turns =
        matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    // Unicode's own line breaks, and marks of bytes that were no text.
    let breaks = matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}');
    !(c.is_control() || turns || breaks || r#"/\:*?"<>|"#.contains(c))
}

/// Windows takes `com¹` for `com1`.
fn plain_digits(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '¹' => '1',
            '²' => '2',
            '³' => '3',
            c => c,
        })
        .collect()
}

/// Dots and blanks, which Windows drops at the end.
fn is_loose(c: char) -> bool {
    c == '.' || c.is_whitespace()
}

/// The first `bytes` bytes, or fewer where that would split a character.
fn cut(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::path::{Component, Path};

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn harmless_names_stay() {
        for name in
            ["a.txt", "Quarter 1.pdf", "Füße & 50% #1.docx", ".bashrc", "日本語.txt", "a..b", "-rf"]
        {
            assert_eq!(safe(name), name);
        }
    }

    #[test]
    fn nasty_names_are_tamed() {
        for (name, tame) in [
            ("", "attachment"),
            (".", "attachment"),
            ("..", "attachment"),
            (" . . ", "attachment"),
            ("/", "_"),
            ("/etc/passwd", "_etc_passwd"),
            ("..\\..\\evil.exe", ".._.._evil.exe"),
            ("C:\\Windows\\win.ini", "C__Windows_win.ini"),
            ("a\0b.txt", "a_b.txt"),
            ("a\r\nb", "a_b".replace('_', "__").as_str()),
            ("file.txt:stream", "file.txt_stream"),
            ("NUL", "_NUL"),
            ("nul.tar.gz", "_nul.tar.gz"),
            ("COM1 .txt", "_COM1 .txt"),
            ("com¹", "_com¹"),
            ("lpt9.", "_lpt9"),
            ("name. . .", "name"),
            ("  lead.txt", "lead.txt"),
            ("a?b*c<d>e|f\"g", "a_b_c_d_e_f_g"),
            ("cod\u{202e}fdp.exe", "cod_fdp.exe"),
            ("console.txt", "console.txt"),
        ] {
            assert_eq!(safe(name), tame, "{name:?}");
        }
    }

    #[test]
    fn long_names_keep_their_extension_and_no_character_is_split() {
        let long = safe(&format!("{}.pdf", "ü".repeat(300)));
        assert!(long.len() <= LONGEST && long.ends_with("ü.pdf"), "{long}");
        let long = safe(&"x".repeat(1_000));
        assert_eq!(long.len(), LONGEST);
        let odd = safe(&format!("a.{}", "y".repeat(1_000)));
        assert_eq!(odd.len(), LONGEST, "an extension that long is none");
        let second = numbered(&safe(&format!("{}.pdf", "x".repeat(300))), 12);
        assert!(second.len() == LONGEST && second.ends_with("x (12).pdf"), "{second}");
    }

    #[test]
    fn numbers_stand_before_the_extension() {
        assert_eq!(numbered("a.txt", 1), "a.txt");
        assert_eq!(numbered("a.txt", 2), "a (2).txt");
        assert_eq!(numbered("a", 3), "a (3)");
        assert_eq!(numbered(".bashrc", 2), ".bashrc (2)");
    }

    proptest! {
        #[test]
        fn any_text_gives_one_name_within_its_folder(name in ".*") {
            let tame = safe(&name);
            prop_assert!(!tame.is_empty() && tame.len() <= LONGEST);
            let path = Path::new(&tame);
            let parts: Vec<_> = path.components().collect();
            prop_assert!(matches!(parts.as_slice(), [Component::Normal(_)]), "{tame:?}");
            prop_assert_eq!(safe(&tame), tame);
        }
    }
}
