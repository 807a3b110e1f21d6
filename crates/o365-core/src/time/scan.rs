//! Reads the parts of a date and time from text, each part giving back what follows it.
//!
//! Written by hand since a page of messages holds thousands of dates: the layout is fixed, so each part is one
//! pattern over bytes.

use time::{Date, Month, Time, UtcOffset};

/// `2024-01-02`.
pub(super) fn date(text: &[u8]) -> Option<(Date, &[u8])> {
    let (&[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2], rest) = text.split_first_chunk::<10>()?
    else {
        return None;
    };
    let year = i32::from(two(y1, y2)?) * 100 + i32::from(two(y3, y4)?);
    let month = Month::try_from(two(m1, m2)?).ok()?;
    Some((Date::from_calendar_date(year, month, two(d1, d2)?).ok()?, rest))
}

/// `08:30`, `08:30:15` or `08:30:15.1234567`. Digits beyond the ninth of the fraction are passed over.
pub(super) fn time(text: &[u8]) -> Option<(Time, &[u8])> {
    let (&[h1, h2, b':', m1, m2], rest) = text.split_first_chunk::<5>()? else {
        return None;
    };
    let (hour, minute) = (two(h1, h2)?, two(m1, m2)?);
    let Some((&[b':', s1, s2], rest)) = rest.split_first_chunk::<3>() else {
        return Some((Time::from_hms(hour, minute, 0).ok()?, rest));
    };
    let (nanosecond, rest) = fraction(rest)?;
    Some((Time::from_hms_nano(hour, minute, two(s1, s2)?, nanosecond).ok()?, rest))
}

/// `Z`, `+02:00` or `-05:30`.
pub(super) fn offset(text: &[u8]) -> Option<(UtcOffset, &[u8])> {
    let (sign, rest) = match text.split_first()? {
        (b'Z' | b'z', rest) => return Some((UtcOffset::UTC, rest)),
        (b'+', rest) => (1, rest),
        (b'-', rest) => (-1, rest),
        _ => return None,
    };
    let (&[h1, h2, b':', m1, m2], rest) = rest.split_first_chunk::<5>()? else {
        return None;
    };
    let (hours, minutes) = (i32::from(two(h1, h2)?), i32::from(two(m1, m2)?));
    if hours > 23 || minutes > 59 {
        return None;
    }
    Some((UtcOffset::from_whole_seconds(sign * (hours * 3600 + minutes * 60)).ok()?, rest))
}

/// A fraction of a second in nanoseconds: `.5` is 500,000,000 and no point at all is 0.
pub(super) fn fraction(text: &[u8]) -> Option<(u32, &[u8])> {
    let Some((b'.', mut rest)) = text.split_first() else {
        return Some((0, text));
    };
    let (mut nanosecond, mut unit) = (0, 100_000_000);
    let mut digits = 0;
    while let Some((&byte, after)) = rest.split_first()
        && let Some(value) = digit(byte)
    {
        nanosecond += u32::from(value) * unit;
        unit /= 10;
        digits += 1;
        rest = after;
    }
    (digits > 0).then_some((nanosecond, rest))
}

fn two(tens: u8, ones: u8) -> Option<u8> {
    Some(digit(tens)? * 10 + digit(ones)?)
}

pub(super) fn digit(byte: u8) -> Option<u8> {
    let value = byte.wrapping_sub(b'0');
    (value < 10).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::{date, time};

    #[test]
    fn each_part_gives_back_the_rest() {
        assert_eq!(super::date(b"2024-02-29T").unwrap(), (date!(2024 - 02 - 29), &b"T"[..]));
        assert_eq!(super::time(b"08:30Z").unwrap(), (time!(08:30), &b"Z"[..]));
        assert_eq!(
            super::time(b"08:30:15.25+01:00").unwrap(),
            (time!(08:30:15.25), &b"+01:00"[..])
        );
        assert_eq!(
            offset(b"-05:30x").unwrap(),
            (UtcOffset::from_hms(-5, -30, 0).unwrap(), &b"x"[..])
        );
    }

    #[test]
    fn what_no_calendar_has_is_nothing() {
        for text in [
            "2023-02-29",
            "2024-13-01",
            "2024-00-01",
            "2024-01-32",
            "-001-01-01",
            "2024-1-01",
            "24-01-01",
        ] {
            assert_eq!(super::date(text.as_bytes()), None, "{text}");
        }
        for text in ["24:00", "08:60", "08:00:60", "8:00", "08:00:00.", "08:00:00.x"] {
            assert_eq!(super::time(text.as_bytes()), None, "{text}");
        }
        for text in ["", "+24:00", "+02:60", "+0200", "UTC"] {
            assert_eq!(offset(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn a_fraction_has_any_number_of_digits() {
        for (text, nanosecond) in
            [(".1", 100_000_000), (".2407981", 240_798_100), (".123456789999", 123_456_789)]
        {
            assert_eq!(fraction(text.as_bytes()).unwrap(), (nanosecond, &b""[..]), "{text}");
        }
    }
}
