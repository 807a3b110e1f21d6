//! Recurrences as RFC 5545 writes them.

use std::collections::BTreeMap;

use o365_core::{Error, Result};
use time::{Date, Month, PrimitiveDateTime, Time, Weekday};

use super::pattern::{Pattern, RecurrenceRange};
use super::weekdays::{WeekIndex, Weekdays, from_rfc, to_rfc};
use super::{Recurrence, longest};

impl Recurrence {
    /// As an RRULE of [RFC 5545](https://www.rfc-editor.org/rfc/rfc5545#section-3.3.10), without the word `RRULE:`. `None`
    /// if the pattern or the range isn't known, or has a [mistake](Self::check).
    ///
    /// The end is written as a day. Start and zone aren't part of a rule: they go as `DTSTART`.
    ///
    /// A month without the day in question has it on its last day here, but has none by the RFC: the rule then names the
    /// days that may stand in for it.
    ///
    /// ```
    /// use o365_calendar::{Recurrence, WeekIndex};
    /// use o365_core::time::{Weekday, macros::date};
    ///
    /// let rule = |recurrence: Recurrence| recurrence.to_rrule().unwrap_or_default();
    /// assert_eq!(
    ///     rule(Recurrence::weekly([Weekday::Monday, Weekday::Tuesday]).every(2).until(date!(2018-09-10))),
    ///     "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU;WKST=SU;UNTIL=20180910"
    /// );
    /// assert_eq!(rule(Recurrence::monthly_on(WeekIndex::Last, Weekday::Friday).times(3)), "FREQ=MONTHLY;BYDAY=-1FR;COUNT=3");
    /// assert_eq!(rule(Recurrence::monthly_on_day(30)), "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1");
    /// ```
    pub fn to_rrule(&self) -> Option<String> {
        self.rule(|last| Some(compact(last)))
    }

    /// Reads an RRULE of [RFC 5545](https://www.rfc-editor.org/rfc/rfc5545#section-3.3.10), with or without the word
    /// `RRULE:`. `start` is the day of its `DTSTART`: what the rule leaves open follows from it.
    ///
    /// Days 29 to 31 are taken as Outlook means them: in a month without such a day it is the last one, where the RFC has
    /// none. An end that is an instant counts by its day in UTC.
    ///
    /// ```
    /// use o365_calendar::{Recurrence, WeekIndex};
    /// use o365_core::time::{Weekday, macros::date};
    ///
    /// let read = Recurrence::from_rrule("FREQ=MONTHLY;BYDAY=2TU;COUNT=4", date!(2024-01-09))?;
    /// let written = Recurrence::monthly_on(WeekIndex::Second, Weekday::Tuesday).times(4);
    /// assert_eq!(read, written.starting(date!(2024-01-09)));
    /// # Ok::<(), o365_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// Bad input for what is no rule, and for rules that Outlook hasn't: by hours, by weeks of the year, by two days of a
    /// month, ..
    pub fn from_rrule(rule: &str, start: Date) -> Result<Recurrence> {
        Recurrence::read_rule(rule, start, |until, _| Some(until.date()))
    }

    /// The rule; `until` writes the last day.
    pub(crate) fn rule(&self, until: impl FnOnce(Date) -> Option<String>) -> Option<String> {
        if self.mistake().is_some() {
            return None;
        }
        let (frequency, by) = match &self.pattern {
            Pattern::Daily => ("DAILY", String::new()),
            Pattern::Weekly { days, first_day_of_week } => {
                let begins = to_rfc(*first_day_of_week);
                ("WEEKLY", format!(";BYDAY={};WKST={begins}", names(*days)))
            }
            Pattern::MonthlyOnDay { day } => ("MONTHLY", by_day_of_month(*day)),
            Pattern::MonthlyOn { index, days } => ("MONTHLY", by_day(index, *days)?),
            Pattern::YearlyOnDay { month, day } => {
                let by = match (month, day) {
                    (Month::February, 29) => ";BYMONTHDAY=-1".to_owned(),
                    (_, day) => format!(";BYMONTHDAY={day}"),
                };
                ("YEARLY", format!(";BYMONTH={}{by}", u8::from(*month)))
            }
            Pattern::YearlyOn { month, index, days } => {
                ("YEARLY", format!(";BYMONTH={}{}", u8::from(*month), by_day(index, *days)?))
            }
            Pattern::Unknown(_) => return None,
        };
        let interval = match self.interval {
            1 => String::new(),
            many => format!(";INTERVAL={many}"),
        };
        let end = match &self.range {
            RecurrenceRange::NoEnd => String::new(),
            RecurrenceRange::Until(last) => format!(";UNTIL={}", until(*last)?),
            RecurrenceRange::Times(count) => format!(";COUNT={count}"),
            RecurrenceRange::Unknown(_) => return None,
        };
        Some(format!("FREQ={frequency}{interval}{by}{end}"))
    }

    /// Reads a rule; `until` tells the last day from a date and time, which is in UTC or (`false`) isn't.
    pub(crate) fn read_rule(
        rule: &str,
        start: Date,
        until: impl FnOnce(PrimitiveDateTime, bool) -> Option<Date>,
    ) -> Result<Recurrence> {
        let refused = |why: &str| Error::input(format!("the rule `{}`: {why}", rule.trim()));
        let mut parts =
            Parts::of(rule).ok_or_else(|| refused("it isn't made of `NAME=value;..`"))?;
        let read = parts.pattern(start).and_then(|pattern| {
            let mut read = Recurrence::of(pattern).starting(start);
            read.interval = match parts.take("INTERVAL") {
                Some(text) => text.parse().map_err(|_| "INTERVAL is no number")?,
                None => 1,
            };
            read.range = match (parts.take("UNTIL"), parts.take("COUNT")) {
                (None, None) => RecurrenceRange::NoEnd,
                (None, Some(count)) => {
                    RecurrenceRange::Times(count.parse().map_err(|_| "COUNT is no number")?)
                }
                (Some(text), None) => {
                    let last = match stamp(&text).ok_or("UNTIL is no date")? {
                        (date, None) => date,
                        (date, Some((time, is_utc))) => {
                            until(PrimitiveDateTime::new(date, time), is_utc)
                                .ok_or("UNTIL is at the end of the calendar")?
                        }
                    };
                    RecurrenceRange::Until(last)
                }
                (Some(_), Some(_)) => return Err("it has both an end and a count"),
            };
            Ok(read)
        });
        let read = read.map_err(refused)?;
        if let Some(name) = parts.0.keys().next() {
            return Err(refused(&format!(
                "{name} together with the rest can't be said in Outlook"
            )));
        }
        read.mistake().map_or(Ok(read), |mistake| Err(refused(&mistake)))
    }
}

/// What of a rule wasn't understood yet.
struct Parts(BTreeMap<String, String>);

impl Parts {
    fn of(rule: &str) -> Option<Parts> {
        let rule = rule.trim();
        let rule = match rule.get(..6) {
            Some(word) if word.eq_ignore_ascii_case("RRULE:") => rule.get(6..)?,
            _ => rule,
        };
        let parts = rule.split(';').filter(|part| !part.trim().is_empty());
        let parts = parts.map(|part| {
            let (name, value) = part.split_once('=')?;
            Some((name.trim().to_ascii_uppercase(), value.trim().to_ascii_uppercase()))
        });
        parts.collect::<Option<BTreeMap<_, _>>>().filter(|parts| !parts.is_empty()).map(Parts)
    }

    fn take(&mut self, name: &str) -> Option<String> {
        self.0.remove(name)
    }

    fn pattern(&mut self, start: Date) -> Result<Pattern, &'static str> {
        let begins = match self.take("WKST") {
            Some(day) => from_rfc(&day).ok_or("WKST is no day")?,
            None => Weekday::Monday,
        };
        let weekly = |days| Pattern::Weekly { days, first_day_of_week: begins };
        let every_one = self.0.get("INTERVAL").is_none_or(|interval| interval == "1");
        let frequency = self.take("FREQ").ok_or("it has no FREQ")?;
        match frequency.as_str() {
            "DAILY" => match self.days()? {
                Some(Days::Plain(days)) if every_one => Ok(weekly(days)),
                Some(_) => Err("days of the week can't be said by days"),
                None => Ok(Pattern::Daily),
            },
            "WEEKLY" => match self.days()? {
                Some(Days::Plain(days)) => Ok(weekly(days)),
                Some(_) => Err("a week has no first or last of a day"),
                None => Ok(weekly(start.weekday().into())),
            },
            "MONTHLY" => match self.days()? {
                Some(Days::Plain(days)) if every_one => Ok(weekly(days)),
                Some(Days::Plain(_)) => Err("all such days of a month can't be said in Outlook"),
                Some(Days::Nth(index, days)) => Ok(Pattern::MonthlyOn { index, days }),
                None => {
                    let day = self.day_of_month()?.unwrap_or(start.day());
                    Ok(Pattern::MonthlyOnDay { day })
                }
            },
            "YEARLY" => {
                let said = match self.take("BYMONTH") {
                    Some(number) => {
                        let month =
                            number.parse::<u8>().ok().and_then(|it| Month::try_from(it).ok());
                        Some(month.ok_or("BYMONTH isn't one month")?)
                    }
                    None => None,
                };
                match (self.days()?, said) {
                    (Some(Days::Nth(index, days)), Some(month)) => {
                        Ok(Pattern::YearlyOn { month, index, days })
                    }
                    (Some(_), _) => Err("such days of a year can't be said in Outlook"),
                    (None, said) => {
                        let month = said.unwrap_or(start.month());
                        let day = match (self.day_of_month()?, said) {
                            (Some(_), None) => return Err("a day of each month isn't yearly"),
                            (Some(31), _) => longest(month),
                            (Some(day), _) => day,
                            (None, _) => start.day(),
                        };
                        Ok(Pattern::YearlyOnDay { month, day })
                    }
                }
            }
            _ => Err("Outlook has series by days, weeks, months and years only"),
        }
    }

    fn days(&mut self) -> Result<Option<Days>, &'static str> {
        let Some(text) = self.take("BYDAY") else { return Ok(None) };
        let mut days = Vec::new();
        for part in text.split(',') {
            let at = part.len().saturating_sub(2);
            let (number, name) = part.split_at_checked(at).ok_or("BYDAY has no days")?;
            let day = from_rfc(name).ok_or("BYDAY has no days")?;
            let number = (!number.is_empty()).then(|| index(number).ok_or(NO_INDEX)).transpose()?;
            days.push((number, day));
        }
        if let [(Some(index), day)] = days.as_slice() {
            return Ok(Some(Days::Nth(index.clone(), (*day).into())));
        }
        if days.iter().any(|(number, _)| number.is_some()) {
            return Err("two days of a month can't be said in Outlook");
        }
        let days =
            Weekdays::new(days.into_iter().map(|(_, day)| day)).ok_or("BYDAY has no days")?;
        Ok(Some(match self.take("BYSETPOS") {
            Some(number) => Days::Nth(index(&number).ok_or(NO_INDEX)?, days),
            None => Days::Plain(days),
        }))
    }

    /// The day of a month; 31 is the last one.
    fn day_of_month(&mut self) -> Result<Option<u8>, &'static str> {
        let Some(text) = self.take("BYMONTHDAY") else { return Ok(None) };
        let days: Option<Vec<i8>> = text.split(',').map(|day| day.parse().ok()).collect();
        let mut days = days.ok_or("BYMONTHDAY has no days")?;
        days.sort_unstable();
        let position = self.take("BYSETPOS");
        match (days.as_slice(), position.as_deref()) {
            ([-1], None) => Ok(Some(31)),
            ([day @ 1..=31], None) => Ok(u8::try_from(*day).ok()),
            ([28, 29], Some("-1")) => Ok(Some(29)),
            ([28, 29, 30], Some("-1")) => Ok(Some(30)),
            ([28, 29, 30, 31], Some("-1")) => Ok(Some(31)),
            _ => Err("such days of a month can't be said in Outlook"),
        }
    }
}

const NO_INDEX: &str = "Outlook has the first to fourth and the last only";

enum Days {
    /// All such days.
    Plain(Weekdays),
    /// One of them.
    Nth(WeekIndex, Weekdays),
}

fn index(number: &str) -> Option<WeekIndex> {
    match number.trim_start_matches('+') {
        "1" => Some(WeekIndex::First),
        "2" => Some(WeekIndex::Second),
        "3" => Some(WeekIndex::Third),
        "4" => Some(WeekIndex::Fourth),
        "-1" => Some(WeekIndex::Last),
        _ => None,
    }
}

fn names(days: Weekdays) -> String {
    days.iter().map(to_rfc).collect::<Vec<_>>().join(",")
}

fn by_day(index: &WeekIndex, days: Weekdays) -> Option<String> {
    let number = match index {
        WeekIndex::First => 1,
        WeekIndex::Second => 2,
        WeekIndex::Third => 3,
        WeekIndex::Fourth => 4,
        WeekIndex::Last => -1,
        WeekIndex::Unknown(_) => return None,
    };
    Some(match days.single() {
        Some(day) => format!(";BYDAY={number}{}", to_rfc(day)),
        None => format!(";BYDAY={};BYSETPOS={number}", names(days)),
    })
}

fn by_day_of_month(day: u8) -> String {
    match day {
        29 => ";BYMONTHDAY=28,29;BYSETPOS=-1".to_owned(),
        30 => ";BYMONTHDAY=28,29,30;BYSETPOS=-1".to_owned(),
        31 => ";BYMONTHDAY=-1".to_owned(),
        day => format!(";BYMONTHDAY={day}"),
    }
}

/// `20240501`.
pub(crate) fn compact(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), u8::from(date.month()), date.day())
}

/// `20240501`, `20240501T090000` or `20240501T090000Z`.
pub(crate) fn stamp(text: &str) -> Option<(Date, Option<(Time, bool)>)> {
    let digits = |from: usize, to: usize| {
        let piece = text.get(from..to)?;
        piece.bytes().all(|byte| byte.is_ascii_digit()).then(|| piece.parse::<u16>().ok())?
    };
    let small = |from: usize| u8::try_from(digits(from, from + 2)?).ok();
    let month = Month::try_from(small(4)?).ok()?;
    let date = Date::from_calendar_date(digits(0, 4)?.into(), month, small(6)?).ok()?;
    let is_utc = match (text.len(), text.get(8..9), text.get(15..)) {
        (8, ..) => return Some((date, None)),
        (15, Some("T"), _) => false,
        (16, Some("T"), Some("Z")) => true,
        _ => return None,
    };
    // A leap second is the last second of its minute here.
    let time = Time::from_hms(small(9)?, small(11)?, small(13)?.min(59)).ok()?;
    Some((date, Some((time, is_utc))))
}
