//! Dates of HTTP headers.

use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, Time};

use super::scan;

/// Reads the date of an HTTP header, as `Date` and `Retry-After` have it.
///
/// The form of today (`Sun, 06 Nov 1994 08:49:37 GMT`) and the two obsolete ones that
/// [RFC 9110](https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7) asks readers to accept. The name of the weekday
/// isn't checked.
///
/// ```
/// use o365_core::time::parse_http_date;
/// use time::macros::datetime;
///
/// assert_eq!(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT"), Some(datetime!(1994-11-06 08:49:37 UTC)));
/// assert_eq!(parse_http_date("120"), None);
/// ```
pub fn parse_http_date(text: &str) -> Option<OffsetDateTime> {
    let parts = match text.split_once(',') {
        Some((_weekday, rest)) if rest.contains('-') => rfc_850(rest)?,
        Some((_weekday, rest)) => imf_fixdate(rest)?,
        None => asctime(text)?,
    };
    let (year, month, day, time) = parts;
    let date = Date::from_calendar_date(year, month_named(month)?, day.parse().ok()?).ok()?;
    Some(PrimitiveDateTime::new(date, clock(time)?).assume_utc())
}

/// Year, month, day and time.
type Parts<'a> = (i32, &'a str, &'a str, &'a str);

/// `06 Nov 1994 08:49:37 GMT`.
fn imf_fixdate(text: &str) -> Option<Parts<'_>> {
    let mut words = text.split_ascii_whitespace();
    let (day, month, year) = (words.next()?, words.next()?, words.next()?);
    let time = words.next()?;
    matches!((words.next(), words.next()), (Some("GMT" | "UTC"), None)).then_some(())?;
    Some((number_of_four(year)?, month, day, time))
}

/// `06-Nov-94 08:49:37 GMT`.
fn rfc_850(text: &str) -> Option<Parts<'_>> {
    let mut words = text.split_ascii_whitespace();
    let mut date = words.next()?.splitn(3, '-');
    let (day, month, year) = (date.next()?, date.next()?, date.next()?);
    let time = words.next()?;
    matches!((words.next(), words.next()), (Some("GMT" | "UTC"), None)).then_some(())?;
    let &[tens, ones] = year.as_bytes() else {
        return number_of_four(year).map(|year| (year, month, day, time));
    };
    let year = i32::from(scan::digit(tens)? * 10 + scan::digit(ones)?);
    Some((if year < 70 { 2000 + year } else { 1900 + year }, month, day, time))
}

/// `Sun Nov  6 08:49:37 1994`.
fn asctime(text: &str) -> Option<Parts<'_>> {
    let mut words = text.split_ascii_whitespace();
    let _weekday = words.next()?;
    let (month, day, time, year) = (words.next()?, words.next()?, words.next()?, words.next()?);
    words.next().is_none().then_some((number_of_four(year)?, month, day, time))
}

fn number_of_four(text: &str) -> Option<i32> {
    (text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())?
}

fn month_named(name: &str) -> Option<Month> {
    const NAMES: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let index = NAMES.iter().position(|known| known.eq_ignore_ascii_case(name))?;
    Some(Month::January.nth_next(u8::try_from(index).ok()?))
}

fn clock(text: &str) -> Option<Time> {
    match (text.len(), scan::time(text.as_bytes())?) {
        (8, (time, b"")) => Some(time),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use time::macros::datetime;

    #[test]
    fn reads_the_three_forms() {
        for text in [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
        ] {
            assert_eq!(parse_http_date(text), Some(datetime!(1994-11-06 08:49:37 UTC)), "{text}");
        }
        let in_this_century = parse_http_date("Wednesday, 18-Nov-26 00:00:00 GMT");
        assert_eq!(in_this_century, Some(datetime!(2026-11-18 00:00 UTC)));
    }

    #[test]
    fn the_rest_is_nothing() {
        for text in [
            "",
            "0",
            "Sun, 31 Feb 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37 +0100",
            "Sun, 06 Nov 1994 08:49:37",
            "Sun, 06 Nov 1994 08:49 GMT",
            "Sun, 06 Nov 1994 24:49:37 GMT",
            "Sun, 06 Nov +994 08:49:37 GMT",
            "Sun, 06 Nox 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37 GMT GMT",
        ] {
            assert_eq!(parse_http_date(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "\\PC{0,40}") {
            parse_http_date(&text);
        }
    }
}
