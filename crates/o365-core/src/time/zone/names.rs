//! Finding a zone's row by its name, in any ASCII case.

use std::cmp::Ordering;

use super::table::{IANA, WINDOWS};

/// An IANA name.
#[derive(Debug)]
pub(super) struct Iana {
    pub(super) name: &'static str,
    /// The name that is current among the aliases, so the same for all of them.
    pub(super) current: &'static str,
    windows: &'static str,
}

/// A Windows name.
#[derive(Debug)]
pub(super) struct Windows {
    pub(super) name: &'static str,
    /// The current IANA name of the zone's main place.
    pub(super) iana: &'static str,
}

impl Iana {
    pub(super) const fn row(
        name: &'static str,
        current: &'static str,
        windows: &'static str,
    ) -> Iana {
        Iana { name, current, windows }
    }

    pub(super) fn windows(&self) -> Option<&'static str> {
        (!self.windows.is_empty()).then_some(self.windows)
    }
}

impl Windows {
    pub(super) const fn row(name: &'static str, iana: &'static str) -> Windows {
        Windows { name, iana }
    }
}

/// The row of UTC, named alike in Windows.
pub(super) static UTC: Windows = Windows::row("UTC", "Etc/UTC");

/// Names that Exchange still lists and CLDR doesn't map: their places as the registry of Windows has them.
static UNMAPPED: [Windows; 2] = [
    Windows::row("Kamchatka Standard Time", "Asia/Kamchatka"),
    Windows::row("Mid-Atlantic Standard Time", "Etc/GMT+2"),
];

/// Other spellings of a Windows zone: Exchange's own for UTC, and names that older Windows gave to zones of today.
static ALIASES: [(&str, &str); 8] = [
    ("Z", "UTC"),
    ("tzone://Microsoft/Utc", "UTC"),
    ("Coordinated Universal Time", "UTC"),
    ("(UTC) Coordinated Universal Time", "UTC"),
    ("Armenian Standard Time", "Caucasus Standard Time"),
    ("Malay Peninsula Standard Time", "Singapore Standard Time"),
    ("Mexico Standard Time", "Central Standard Time (Mexico)"),
    ("Mexico Standard Time 2", "Mountain Standard Time (Mexico)"),
];

pub(super) fn find_iana(name: &str) -> Option<&'static Iana> {
    let at = IANA.binary_search_by(|row| compare(row.name, name)).ok()?;
    IANA.get(at)
}

pub(super) fn find_windows(name: &str) -> Option<&'static Windows> {
    let at = WINDOWS.binary_search_by(|row| compare(row.name, name));
    match at {
        Ok(at) => WINDOWS.get(at),
        Err(_) => UNMAPPED.iter().find(|row| row.name.eq_ignore_ascii_case(name)),
    }
}

/// The zone behind another spelling: an alias, or the name without its ending, as in `Romance`.
pub(super) fn find_alias(name: &str) -> Option<&'static Windows> {
    match ALIASES.iter().find(|(alias, _)| alias.eq_ignore_ascii_case(name)) {
        Some((_, windows)) => find_windows(windows),
        None if name.is_empty() => None,
        None => find_windows(&format!("{name} Standard Time")),
    }
}

fn compare(left: &str, right: &str) -> Ordering {
    let lower = |byte: u8| byte.to_ascii_lowercase();
    left.bytes().map(lower).cmp(right.bytes().map(lower))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::tz::TimeZoneDatabase;

    #[test]
    fn both_tables_are_sorted_and_unique() {
        assert!(IANA.is_sorted_by(|left, right| compare(left.name, right.name).is_lt()));
        assert!(WINDOWS.is_sorted_by(|left, right| compare(left.name, right.name).is_lt()));
    }

    #[test]
    fn every_iana_name_is_in_the_tz_database_and_every_name_there_is_in_the_table() {
        let database = TimeZoneDatabase::bundled();
        for row in &IANA {
            assert!(database.get(row.name).is_ok(), "{} is not in the tz database", row.name);
        }
        for name in database.available().filter(|name| name.as_str() != "Factory") {
            assert!(find_iana(name.as_str()).is_some(), "{name} is not in the table");
        }
    }

    #[test]
    fn aliases_share_a_current_name_which_is_its_own() {
        for row in &IANA {
            let current = find_iana(row.current).unwrap();
            assert_eq!(current.name, row.current);
            assert_eq!(current.current, row.current);
            assert_eq!(current.windows, row.windows, "{}", row.name);
        }
    }

    #[test]
    fn both_directions_agree() {
        for row in WINDOWS.iter().chain(&UNMAPPED).chain([&UTC]) {
            let iana = find_iana(row.iana).unwrap();
            assert_eq!(iana.current, row.iana, "{}", row.name);
            if UNMAPPED.iter().all(|unmapped| unmapped.name != row.name) {
                assert_eq!(iana.windows(), Some(row.name));
            }
        }
        for windows in IANA.iter().filter_map(Iana::windows) {
            assert!(WINDOWS.iter().any(|row| row.name == windows), "{windows}");
        }
        for (alias, windows) in ALIASES {
            assert_eq!(find_alias(alias).unwrap().name, windows);
        }
    }

    #[test]
    fn only_troll_has_no_windows_zone() {
        let without: Vec<_> =
            IANA.iter().filter(|row| row.windows().is_none()).map(|row| row.name).collect();
        assert_eq!(without, ["Antarctica/Troll"]);
    }
}
