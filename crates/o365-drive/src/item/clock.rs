//! Times of files, which can be anything, as times of items, and back.

use std::time::{SystemTime, UNIX_EPOCH};

use o365_core::time::OffsetDateTime;
use time::Duration;

/// As the service writes it; `None` beyond the years that it can write.
pub(super) fn instant(time: SystemTime) -> Option<OffsetDateTime> {
    let (length, is_after) = match time.duration_since(UNIX_EPOCH) {
        Ok(after) => (after, true),
        Err(before) => (before.duration(), false),
    };
    let length = Duration::try_from(length).ok()?;
    match is_after {
        true => OffsetDateTime::UNIX_EPOCH.checked_add(length),
        false => OffsetDateTime::UNIX_EPOCH.checked_sub(length),
    }
}

/// As the system keeps it; `None` beyond what it can.
pub(super) fn system(instant: OffsetDateTime) -> Option<SystemTime> {
    let since = instant - OffsetDateTime::UNIX_EPOCH;
    match since.is_negative() {
        true => UNIX_EPOCH.checked_sub(since.unsigned_abs()),
        false => UNIX_EPOCH.checked_add(since.unsigned_abs()),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration as Length;

    use time::macros::datetime;

    use super::*;

    #[test]
    fn times_come_back_and_impossible_ones_are_none() {
        for at in [datetime!(2024-01-31 1:02:03.5 UTC), datetime!(1912-06-23 0:00 UTC)] {
            assert_eq!(system(at).and_then(instant), Some(at));
        }
        let year = Length::from_secs(31_557_600);
        assert_eq!(instant(UNIX_EPOCH + year * 20_000), None);
        assert!(instant(UNIX_EPOCH + year * 100).is_some());
    }
}
