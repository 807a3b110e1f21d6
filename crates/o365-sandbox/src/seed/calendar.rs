//! Events to begin with.

use serde_json::{Value, json};

use crate::schema::iso;

/// Midnight of Monday, 6 January 2025.
const FIRST: i64 = 1_736_121_600;
const SUBJECTS: &[&str] =
    &["Training", "Team talk", "Match", "Press conference", "Physio", "Board meeting", "Lunch"];

/// The event of that number: the same for the same number.
pub(super) fn event(number: usize) -> Value {
    let count = i64::try_from(number).unwrap_or_default() % 20_000;
    let day = FIRST + count / 3 * 86_400;
    let subject = SUBJECTS.get(number % SUBJECTS.len()).copied().unwrap_or_default();
    let all_day = number % 11 == 5;
    let (start, end) = if all_day {
        (day, day + 86_400)
    } else {
        let start = day + (8 + count % 3 * 3) * 3600;
        (start, start + 3600)
    };
    let time = |at: i64| json!({"dateTime": iso(at).trim_end_matches('Z'), "timeZone": "UTC"});
    let mut event = json!({
        "subject": format!("{subject} {number}"),
        "start": time(start),
        "end": time(end),
        "isAllDay": all_day,
    });
    if let (true, Some(members)) = (number % 10 == 9 && !all_day, event.as_object_mut()) {
        let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        let weekday = usize::try_from(count / 3 % 7).unwrap_or_default();
        let start_date = iso(day).get(..10).unwrap_or_default().to_owned();
        let recurrence = json!({
            "pattern": {"type": "weekly", "interval": 1, "daysOfWeek": [days.get(weekday)]},
            "range": {"type": "noEnd", "startDate": start_date},
        });
        members.insert("recurrence".to_owned(), recurrence);
    }
    event
}
