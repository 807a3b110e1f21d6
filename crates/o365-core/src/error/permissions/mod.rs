//! The least permission that an operation needs.
//!
//! `table.txt` has a line for each operation: path, method, and the least permission for a work or school account, for a
//! personal account and for an application (`-` where it can't be done). It follows Microsoft's own data, which the pages
//! of Graph are made from (<https://github.com/microsoftgraph/microsoft-graph-devx-content/tree/master/permissions>),
//! where these are complete. Paths that mean the same stand there once, in the form that `path.rs` brings them into.

use std::fmt;

mod path;

use path::Place;

const TABLE: &str = include_str!("table.txt");

/// The least permission that an operation needs.
///
/// ```
/// use o365_core::error::Permission;
///
/// let least = Permission::least("GET", "/me/messages/AAMk…").unwrap();
/// assert_eq!((least.delegated, least.application), (Some("Mail.Read"), Some("Mail.Read")));
/// let others = Permission::least("GET", "/users/jane@contoso.com/messages/AAMk…").unwrap();
/// assert_eq!(others.delegated, Some("Mail.Read.Shared"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Permission {
    /// When a person with a work or school account has signed in. `None` if that can't be.
    pub delegated: Option<&'static str>,
    /// When a person with a personal account has. `None` if that can't be.
    pub personal: Option<&'static str>,
    /// When the application has signed in for itself. `None` if that can't be.
    pub application: Option<&'static str>,
}

impl Permission {
    /// The least permission for a request, by its method and its path below the service's root. `None` if it isn't known.
    ///
    /// What belongs to another (`/users/{id}`, a group, a site) needs the permission for what is shared.
    ///
    /// [Permissions of Microsoft Graph](https://learn.microsoft.com/graph/permissions-reference).
    pub fn least(method: &str, path: &str) -> Option<Self> {
        let place = Place::of(path);
        let best = rows()
            .filter(|row| row.method.eq_ignore_ascii_case(method))
            .filter_map(|row| Some((place.fits(row.path)?, row)))
            .max_by_key(|(fit, _)| *fit)?;
        let least = best.1.least;
        Some(if place.is_foreign && !best.1.path.starts_with("/users/") {
            least.of_another()
        } else {
            least
        })
    }

    /// The same for what belongs to another.
    fn of_another(self) -> Self {
        let delegated = self.delegated.map(shared);
        Permission { delegated, personal: None, ..self }
    }
}

/// The permission that reaches what others have shared.
fn shared(name: &'static str) -> &'static str {
    match name {
        "Mail.ReadBasic" | "Mail.Read" => "Mail.Read.Shared",
        "Mail.ReadWrite" => "Mail.ReadWrite.Shared",
        "Mail.Send" => "Mail.Send.Shared",
        "Calendars.ReadBasic" | "Calendars.Read" => "Calendars.Read.Shared",
        "Calendars.ReadWrite" => "Calendars.ReadWrite.Shared",
        "Contacts.Read" => "Contacts.Read.Shared",
        "Contacts.ReadWrite" => "Contacts.ReadWrite.Shared",
        "Tasks.Read" => "Tasks.Read.Shared",
        "Tasks.ReadWrite" => "Tasks.ReadWrite.Shared",
        "Files.Read" => "Files.Read.All",
        "Files.ReadWrite" => "Files.ReadWrite.All",
        "User.Read" => "User.Read.All",
        "User.ReadWrite" => "User.ReadWrite.All",
        "Presence.Read" => "Presence.Read.All",
        name => name,
    }
}

/// `` `Mail.ReadBasic`, for an application `Mail.ReadBasic.All` ``
impl fmt::Display for Permission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.delegated.or(self.personal), self.application) {
            (Some(person), Some(application)) if person != application => {
                write!(f, "`{person}`, for an application `{application}`,")
            }
            (Some(name), Some(_)) => write!(f, "`{name}`"),
            (Some(person), None) => write!(f, "`{person}` of a person who signs in"),
            (None, Some(application)) => write!(f, "`{application}` of an application"),
            (None, None) => f.write_str("none"),
        }
    }
}

struct Row {
    path: &'static str,
    method: &'static str,
    least: Permission,
}

fn rows() -> impl Iterator<Item = Row> {
    TABLE.lines().filter_map(row)
}

fn row(line: &'static str) -> Option<Row> {
    let mut words = line.split(' ');
    let (path, method) = (words.next()?, words.next()?);
    let mut name = || Some(words.next()?).map(|name| Some(name).filter(|name| *name != "-"));
    let least = Permission { delegated: name()?, personal: name()?, application: name()? };
    Some(Row { path, method, least })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: &str = include_str!("names.txt");

    fn least(method: &str, path: &str) -> [Option<&'static str>; 3] {
        let it = Permission::least(method, path);
        let it = it.unwrap_or_else(|| panic!("{method} {path}"));
        [it.delegated, it.personal, it.application]
    }

    #[test]
    fn the_table_is_whole_and_sorted() {
        assert!(TABLE.lines().count() > 250);
        for line in TABLE.lines() {
            let row = row(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!(line.split(' ').count(), 5, "{line}");
            assert!(row.path.starts_with('/') && row.path == row.path.to_lowercase(), "{line}");
            assert!(["GET", "POST", "PATCH", "PUT", "DELETE"].contains(&row.method), "{line}");
            assert_ne!(row.least.delegated.or(row.least.application), None, "{line}");
        }
        let mut keys: Vec<_> = rows().map(|row| (row.path, row.method)).collect();
        let before = keys.clone();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys, before);
    }

    #[test]
    fn each_row_is_found_by_its_own_path() {
        for row in rows() {
            let path = row.path.replace("{}", "x1").replace('*', "a/b");
            let found = least(row.method, &path);
            let mut own = row.least;
            if Place::of(&path).is_foreign && !row.path.starts_with("/users/") {
                own = own.of_another();
            }
            assert_eq!(found, [own.delegated, own.personal, own.application], "{path}");
        }
    }

    #[test]
    fn every_name_exists() {
        let exists = |name: &str| NAMES.lines().any(|line| line == name);
        for row in rows() {
            let of_others = row.least.of_another();
            let least = row.least;
            let all = [least.delegated, least.personal, least.application, of_others.delegated];
            for name in all.into_iter().flatten() {
                assert!(exists(name), "{name}: {} {}", row.method, row.path);
            }
        }
    }

    #[test]
    fn mail_in_every_spelling() {
        let write = [Some("Mail.ReadWrite"); 3];
        for path in [
            "/me/messages/AAMk=",
            "/Me/Messages('AAMk=')",
            "/me/mailFolders/inbox/messages/AAMk=",
            "/me/mailFolders/inbox/childFolders/a/childFolders/b/messages/AAMk=",
            "me/messages/AAMk=?$select=id",
        ] {
            assert_eq!(least("PATCH", path), write, "{path}");
        }
        assert_eq!(least("GET", "/me/messages/1/$value"), [Some("Mail.Read"); 3]);
        assert_eq!(least("GET", "/me/messages/$count")[2], Some("Mail.ReadBasic.All"));
        assert_eq!(
            least("GET", "/me/mailFolders/inbox/messages/delta()")[0],
            Some("Mail.ReadBasic")
        );
        assert_eq!(least("post", "/me/messages/1/microsoft.graph.send"), [Some("Mail.Send"); 3]);
        assert_eq!(Permission::least("GET", "/me/messages/1/send"), None);
        assert_eq!(Permission::least("GET", "/me/nothing/of/the/kind"), None);
        assert_eq!(Permission::least("GET", ""), None);
    }

    #[test]
    fn what_belongs_to_another_needs_what_is_shared() {
        let of = |method, path| least(method, path)[0];
        assert_eq!(of("GET", "/users/a@b.c/messages"), Some("Mail.Read.Shared"));
        assert_eq!(of("POST", "/users/a@b.c/sendMail"), Some("Mail.Send.Shared"));
        assert_eq!(of("POST", "/users/a@b.c/events"), Some("Calendars.ReadWrite.Shared"));
        assert_eq!(of("GET", "/users/a@b.c/drive/root/children"), Some("Files.Read.All"));
        assert_eq!(of("GET", "/sites/a,b,c/drive/root/children"), Some("Files.Read.All"));
        assert_eq!(of("GET", "/me/drive/root/children"), Some("Files.Read"));
        assert_eq!(of("GET", "/users/a@b.c"), Some("User.ReadBasic.All"));
        // an application has no shares
        assert_eq!(least("GET", "/users/a@b.c/messages/1")[1..], [None, Some("Mail.Read")]);
    }

    #[test]
    fn files_by_id_and_by_path() {
        for path in [
            "/me/drive/items/1/children",
            "/me/drive/root/children",
            "/me/drive/root:/a%20b/c:/children",
            "/me/drive/items/1:/a:/children",
            "/me/drive/special/documents/children",
            "/drives/b!x/items/1/children",
        ] {
            assert_eq!(least("POST", path)[0], Some("Files.ReadWrite"), "{path}");
        }
        assert_eq!(least("GET", "/me/drive/root:/a/b")[0], Some("Files.Read"));
        assert_eq!(least("PUT", "/me/drive/root:/a/b.txt:/content")[0], Some("Files.ReadWrite"));
        assert_eq!(least("GET", "/me/drive/root/search(q='a')")[0], Some("Files.Read"));
        assert_eq!(
            least("POST", "/me/drive/items/1/workbook/worksheets/x/charts/add")[0],
            Some("Files.ReadWrite")
        );
        assert_eq!(least("GET", "/sites/contoso.com:/teams/hr:/lists")[0], Some("Sites.Read.All"));
        assert_eq!(least("GET", "/sites/contoso.com:/teams/hr")[2], Some("Sites.Read.All"));
    }

    #[test]
    fn calendars_and_contacts() {
        for path in [
            "/me/events/1/accept",
            "/me/calendars/2/events/1/accept",
            "/me/calendar/events/1/accept",
        ] {
            assert_eq!(least("POST", path)[0], Some("Calendars.ReadWrite"), "{path}");
        }
        assert_eq!(
            least("POST", "/users/a@b.c/calendar/getSchedule")[0],
            Some("Calendars.ReadBasic")
        );
        assert_eq!(
            least("GET", "/me/calendarGroups/1/calendars/2/calendarView")[0],
            Some("Calendars.ReadBasic")
        );
        assert_eq!(
            least("DELETE", "/me/contactFolders/1/contacts/2")[0],
            Some("Contacts.ReadWrite")
        );
    }

    #[test]
    fn is_told_in_words() {
        let words = |method, path| Permission::least(method, path).unwrap().to_string();
        assert_eq!(words("DELETE", "/me/messages/1"), "`Mail.ReadWrite`");
        assert_eq!(
            words("GET", "/me/messages"),
            "`Mail.ReadBasic`, for an application `Mail.ReadBasic.All`,"
        );
        assert_eq!(words("GET", "/sites/delta"), "`Sites.Read.All` of an application");
    }
}
