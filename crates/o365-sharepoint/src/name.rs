//! Names of columns, as the service keeps them.

/// The most characters of an internal name.
const LONGEST: usize = 32;

/// The internal name that the service makes of a column's name: what isn't one of the letters `a` to `z`, a digit or a low line
/// is spelled as a blank is, `_x0020_`, and what comes out is cut to 32 characters.
///
/// It is what the service does when a column is made. A name that it would make twice gets a number behind it, and a column
/// that was renamed keeps the old one: the [list of columns](crate::ListHandle::columns) tells for sure. Among the fields of an
/// item a name that begins with a low line has a prefix, `OData__Own`.
///
/// ```
/// use o365_sharepoint::{display_name, internal_name};
///
/// assert_eq!(internal_name("Due date"), "Due_x0020_date");
/// assert_eq!(internal_name("Año"), "A_x00f1_o");
/// assert_eq!(display_name("Due_x0020_date"), "Due date");
/// ```
pub fn internal_name(name: &str) -> String {
    let mut internal = String::with_capacity(name.len());
    for (at, letter) in name.char_indices() {
        // A name in XML begins with no digit.
        let is_plain = letter == '_' || letter.is_ascii_alphanumeric();
        match is_plain && (at > 0 || !letter.is_ascii_digit()) {
            true => internal.push(letter),
            false => {
                let mut units = [0; 2];
                for unit in letter.encode_utf16(&mut units) {
                    internal.push_str(&format!("_x{unit:04x}_"));
                }
            }
        }
    }
    internal.truncate(LONGEST);
    internal
}

/// What an internal name spells: the way back from [`internal_name`], as far as that wasn't cut.
pub fn display_name(internal: &str) -> String {
    let mut units: Vec<u16> = Vec::with_capacity(internal.len());
    let mut rest = internal;
    while let Some(letter) = rest.chars().next() {
        if let Some((unit, behind)) = escape(rest) {
            units.push(unit);
            rest = behind;
            continue;
        }
        units.extend(letter.encode_utf16(&mut [0; 2]).iter());
        rest = rest.get(letter.len_utf8()..).unwrap_or_default();
    }
    String::from_utf16_lossy(&units)
}

/// `_x0020_` at the beginning, and what is behind it.
fn escape(text: &str) -> Option<(u16, &str)> {
    let (digits, behind) = text.strip_prefix("_x")?.split_once('_')?;
    let is_hex = digits.len() == 4 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    Some((u16::from_str_radix(digits, 16).ok().filter(|_| is_hex)?, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back() {
        for name in
            ["Title", "Due date", "a_b", "5% up", "#1", "2nd", "Ä ö", "😀", "", "_x", "x0020"]
        {
            assert_eq!(display_name(&internal_name(name)), name, "{name}");
        }
        assert_eq!(internal_name("A rather long name of a column").len(), LONGEST);
        assert_eq!(internal_name("2nd"), "_x0032_nd");
        assert_eq!(internal_name("😀"), "_xd83d__xde00_");
    }

    #[test]
    fn what_is_no_escape_stays() {
        for name in ["_x_", "_x20_", "_xzzzz_", "_x0020", "OData__Hidden", "_x+020_"] {
            assert_eq!(display_name(name), name);
        }
        assert_eq!(display_name("_xd83d_"), "\u{fffd}", "half a character");
    }
}
