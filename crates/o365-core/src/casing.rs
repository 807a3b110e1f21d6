//! How a protocol spells the names of properties.

use std::borrow::Cow;

/// How a protocol spells the names of properties: in queries, in bodies and in answers.
///
/// ```
/// use o365_core::{Casing, query::field};
///
/// let filter = field("created_date_time").is_null();
/// assert_eq!(filter.to_wire(Casing::Camel), "createdDateTime eq null");
/// assert_eq!(filter.to_wire(Casing::Pascal), "CreatedDateTime eq null");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Casing {
    /// `createdDateTime`: Microsoft Graph.
    #[default]
    Camel,
    /// `CreatedDateTime`: the Outlook REST API that came before Graph.
    Pascal,
}

/// A name as `casing` spells it, whether it comes in as `snake_case`, `camelCase` or `PascalCase`.
///
/// In a path each segment is a name. What isn't a plain word stays: annotations (`@odata.type`), casts
/// (`microsoft.graph.eventMessage`), `$count`, extension properties (`extension_<app id>_name`), and all that
/// follows `fields/`, since the columns of a SharePoint list are named by people.
pub(crate) fn to_wire(name: &str, casing: Casing) -> Cow<'_, str> {
    if !name.contains('/') {
        return word(name, casing);
    }
    let mut spelled = String::with_capacity(name.len());
    let mut verbatim = false;
    for (position, segment) in name.split('/').enumerate() {
        if position > 0 {
            spelled.push('/');
        }
        spelled.push_str(&if verbatim { Cow::Borrowed(segment) } else { word(segment, casing) });
        verbatim = verbatim || is_list_fields(segment);
    }
    if spelled == name { Cow::Borrowed(name) } else { Cow::Owned(spelled) }
}

/// Whether what follows this segment is named by the people who made a SharePoint list.
pub(crate) fn is_list_fields(segment: &str) -> bool {
    segment.eq_ignore_ascii_case("fields")
}

fn word(word: &str, casing: Casing) -> Cow<'_, str> {
    let snake = word.contains('_');
    if !is_plain(word) || (snake && !is_snake(word)) {
        return Cow::Borrowed(word);
    }
    let upper = casing == Casing::Pascal;
    let starts_right = word
        .starts_with(|first: char| first.is_ascii_uppercase() == upper || first.is_ascii_digit());
    if !snake && starts_right {
        return Cow::Borrowed(word);
    }
    // `ID` is `id`, not `iD`.
    if !upper && word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Cow::Owned(word.to_ascii_lowercase());
    }
    let mut spelled = String::with_capacity(word.len());
    let mut capital = upper;
    for (position, letter) in word.chars().enumerate() {
        if letter == '_' {
            capital = true;
            continue;
        }
        spelled.push(match (capital, position) {
            (true, _) => letter.to_ascii_uppercase(),
            (false, 0) => letter.to_ascii_lowercase(),
            (false, _) => letter,
        });
        capital = false;
    }
    Cow::Owned(spelled)
}

fn is_plain(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Words joined by single underscores, all in lower case; not the `ext2irw5qzw_courses` of a schema extension.
fn is_snake(word: &str) -> bool {
    let pieces_are_words = word.split('_').all(|piece| !piece.is_empty());
    pieces_are_words && !word.bytes().any(|byte| byte.is_ascii_uppercase()) && !is_extension(word)
}

fn is_extension(word: &str) -> bool {
    let Some((head, tail)) = word.split_once('_') else { return false };
    let schema = head.strip_prefix("ext").is_some_and(|id| id.len() == 8);
    let directory = head == "extension"
        && tail
            .split('_')
            .next()
            .is_some_and(|id| id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()));
    schema || directory
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_becomes_the_protocols() {
        for (name, camel, pascal) in [
            ("created_date_time", "createdDateTime", "CreatedDateTime"),
            ("createdDateTime", "createdDateTime", "CreatedDateTime"),
            ("CreatedDateTime", "createdDateTime", "CreatedDateTime"),
            ("to_recipients", "toRecipients", "ToRecipients"),
            ("iCalUId", "iCalUId", "ICalUId"),
            ("ICalUId", "iCalUId", "ICalUId"),
            ("i_cal_u_id", "iCalUId", "ICalUId"),
            ("start/DateTime", "start/dateTime", "Start/DateTime"),
            ("start/date_time", "start/dateTime", "Start/DateTime"),
            ("from/emailAddress/address", "from/emailAddress/address", "From/EmailAddress/Address"),
            ("flag/flagStatus", "flag/flagStatus", "Flag/FlagStatus"),
            ("extension_attribute1", "extensionAttribute1", "ExtensionAttribute1"),
            ("ID", "id", "ID"),
            ("id", "id", "Id"),
        ] {
            assert_eq!(to_wire(name, Casing::Camel), camel, "{name}");
            assert_eq!(to_wire(name, Casing::Pascal), pascal, "{name}");
        }
    }

    #[test]
    fn what_is_not_a_plain_word_stays() {
        for name in [
            "@odata.type",
            "@microsoft.graph.downloadUrl",
            "microsoft.graph.eventMessage",
            "$count",
            "$it",
            "",
            "extension_b7d8e648520f41d3b9c0fdeb91768a0a_jobGroup",
            "extension_b7d8e648520f41d3b9c0fdeb91768a0a_jobgroup",
            "ext2irw5qzw_courses",
            "com.contoso.roamingSettings",
            "00020329-0000-0000-c000-000000000046",
            "My_x0020_Column",
            "_x0020_",
            "a__b",
            "tolower(subject)",
            "größe",
        ] {
            for casing in [Casing::Camel, Casing::Pascal] {
                assert_eq!(to_wire(name, casing), name);
            }
        }
        assert_eq!(to_wire("fields/Title", Casing::Camel), "fields/Title");
        assert_eq!(to_wire("fields/my_column", Casing::Camel), "fields/my_column");
        assert_eq!(
            to_wire("list_item/fields/My_x0020_Day", Casing::Camel),
            "listItem/fields/My_x0020_Day"
        );
        assert_eq!(to_wire("to_recipients/$count", Casing::Pascal), "ToRecipients/$count");
        assert_eq!(
            to_wire("microsoft.graph.eventMessage/event", Casing::Pascal),
            "microsoft.graph.eventMessage/Event"
        );
    }

    #[test]
    fn nothing_is_allocated_for_a_name_that_is_right() {
        assert!(matches!(to_wire("createdDateTime", Casing::Camel), Cow::Borrowed(_)));
        assert!(matches!(to_wire("from/emailAddress/address", Casing::Camel), Cow::Borrowed(_)));
    }
}
