//! Lengths of time: the `Duration` properties of models, such as `meetingDuration`.
//!
//! For serde's `with`: `duration` for a [`Duration`] and [`duration::option`](option) for an `Option` of one. On the
//! wire it is ISO 8601: `PT1H30M`, `P1D`, `-PT15M`.

use std::fmt;

use serde::{Deserializer, Serializer};
use time::Duration;

use super::scan;
use super::text::{self, FractionText};

const EXPECTED: &str = "a duration such as PT1H30M";

/// Reads an ISO 8601 duration of weeks, days, hours, minutes and seconds.
///
/// Years and months give `None`, since how long they are depends on when they start; so does a fraction of anything
/// but a second, and what is longer than a [`Duration`] can be.
///
/// ```
/// use o365_core::time::duration;
/// use time::Duration;
///
/// assert_eq!(duration::parse("PT1H30M"), Some(Duration::minutes(90)));
/// assert_eq!(duration::parse("P1M"), None);
/// ```
pub fn parse(text: &str) -> Option<Duration> {
    let (negative, text) = match text.as_bytes() {
        [b'-', text @ ..] => (true, text),
        [b'+', text @ ..] => (false, text),
        text => (false, text),
    };
    let [b'P', rest @ ..] = text else { return None };
    let length = components(rest)?;
    if negative { Duration::ZERO.checked_sub(length) } else { Some(length) }
}

/// The text of a duration as the service takes it.
///
/// ```
/// use o365_core::time::duration;
/// use time::Duration;
///
/// assert_eq!(duration::to_text(Duration::minutes(90)), "PT1H30M");
/// ```
pub fn to_text(duration: Duration) -> String {
    Iso(duration).to_string()
}

/// Reads a duration that must be there; unreadable text is an error.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    text::required(deserializer, EXPECTED, parse)
}

/// Writes an ISO 8601 duration. What is below 100 nanoseconds is cut off.
pub fn serialize<S: Serializer>(duration: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    write(*duration, serializer)
}

/// The same for an `Option`; null and unreadable text are both `None`.
pub mod option {
    use super::{Deserializer, Duration, EXPECTED, Serializer, parse, text, write};

    /// Reads a duration, null or unreadable text.
    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Duration>, D::Error> {
        text::optional(deserializer, EXPECTED, parse)
    }

    /// Writes a duration, or null.
    pub fn serialize<S: Serializer>(
        duration: &Option<Duration>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        text::write_optional(duration, serializer, write)
    }
}

fn write<S: Serializer>(duration: Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&Iso(duration))
}

/// What follows `P`: each unit at most once, larger ones first, those of the clock behind `T`.
fn components(mut rest: &[u8]) -> Option<Duration> {
    const UNITS: [(u8, bool, i64); 5] = [
        (b'W', false, 604_800),
        (b'D', false, 86_400),
        (b'H', true, 3600),
        (b'M', true, 60),
        (b'S', true, 1),
    ];

    let mut units = UNITS.iter();
    let mut length = Duration::ZERO;
    let mut clock = false;
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        if let [b'T', after @ ..] = rest
            && !clock
            && !after.is_empty()
        {
            clock = true;
            rest = after;
        }
        let (count, after) = number(rest)?;
        let is_whole = after.first() != Some(&b'.');
        let (nanosecond, after) = scan::fraction(after)?;
        let (&letter, after) = after.split_first()?;
        let &(_, _, seconds) =
            units.find(|(name, of_clock, _)| (*name, *of_clock) == (letter, clock))?;
        if letter != b'S' && !is_whole {
            return None;
        }
        length = length.checked_add(Duration::seconds(count.checked_mul(seconds)?))?;
        length = length.checked_add(Duration::nanoseconds(i64::from(nanosecond)))?;
        rest = after;
    }
    Some(length)
}

fn number(mut text: &[u8]) -> Option<(i64, &[u8])> {
    let mut number = None;
    while let Some((&byte, rest)) = text.split_first()
        && let Some(digit) = scan::digit(byte)
    {
        number = Some(number.unwrap_or(0i64).checked_mul(10)?.checked_add(i64::from(digit))?);
        text = rest;
    }
    Some((number?, text))
}

struct Iso(Duration);

impl fmt::Display for Iso {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let length = self.0.unsigned_abs();
        let (total, fraction) = (length.as_secs(), length.subsec_nanos() / 100);
        if total == 0 && fraction == 0 {
            return f.write_str("PT0S");
        }
        let (days, hours, minutes, seconds) =
            (total / 86_400, total / 3600 % 24, total / 60 % 60, total % 60);
        f.write_str(if self.0.is_negative() { "-P" } else { "P" })?;
        if days > 0 {
            write!(f, "{days}D")?;
        }
        if total % 86_400 > 0 || fraction > 0 {
            f.write_str("T")?;
        }
        if hours > 0 {
            write!(f, "{hours}H")?;
        }
        if minutes > 0 {
            write!(f, "{minutes}M")?;
        }
        if seconds > 0 || fraction > 0 {
            write!(f, "{seconds}{}S", FractionText(length.subsec_nanos()))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_what_is_written() {
        for (text, duration) in [
            ("PT0S", Duration::ZERO),
            ("PT1H30M", Duration::minutes(90)),
            ("P1D", Duration::days(1)),
            ("P1DT12H", Duration::hours(36)),
            ("-PT15M", Duration::minutes(-15)),
            ("PT0.5S", Duration::milliseconds(500)),
            ("PT1M0.0000001S", Duration::new(60, 100)),
        ] {
            assert_eq!(parse(text), Some(duration), "{text}");
            assert_eq!(to_text(duration), text);
        }
    }

    #[test]
    fn reads_other_spellings() {
        for (text, duration) in [
            ("PT90M", Duration::minutes(90)),
            ("P0DT2H0M0S", Duration::hours(2)),
            ("P2W", Duration::weeks(2)),
            ("+PT5M", Duration::minutes(5)),
            ("PT2.500S", Duration::milliseconds(2500)),
        ] {
            assert_eq!(parse(text), Some(duration), "{text}");
        }
    }

    #[test]
    fn what_has_no_fixed_length_or_no_form_is_nothing() {
        for text in [
            "",
            "P",
            "PT",
            "P1DT",
            "1H",
            "P1Y",
            "P1M",
            "PT1H1H",
            "PT1M1H",
            "P1H",
            "PT1D",
            "PT1.5H",
            "PTH",
            "PT1",
            "PT1S ",
            "PTT1S",
            "PT-1S",
            "PT99999999999999999999S",
            "P9223372036854775807W",
            "PT.5S",
            "PT1.S",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_longest_durations_do_not_panic() {
        assert!(to_text(Duration::MIN).starts_with("-P"));
        assert!(to_text(Duration::MAX).starts_with('P'));
        assert_eq!(parse("-PT9223372036854775807S"), Some(Duration::seconds(-i64::MAX)));
    }

    proptest! {
        #[test]
        fn round_trip(ticks: i64) {
            let duration = Duration::nanoseconds_i128(i128::from(ticks) * 100);
            prop_assert_eq!(parse(&to_text(duration)), Some(duration));
        }

        #[test]
        fn nothing_panics(text in "[-+]?P?[0-9TWDHMS.]{0,30}") {
            parse(&text);
        }
    }
}
