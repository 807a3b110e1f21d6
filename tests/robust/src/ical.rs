//! Calendar files that somebody sends, and events written as such.

use o365::calendar::{Event, ical};
use serde_json::{Value, json};

use crate::input::text;
use crate::service::is_harmless;

/// A file; or an event as the service tells it.
pub fn check(data: &[u8]) {
    match ical::read(&text(data)) {
        Err(error) => is_harmless(&error),
        Ok(read) => {
            for entry in read {
                let _ = (serde_json::to_value(&entry.draft), format!("{entry:?}"));
            }
        }
    }
    if let Ok(event) = serde_json::from_slice::<Event>(data)
        && let Ok(written) = ical::write([&event])
    {
        is_an_ics(&written);
        let _ = ical::read(&written);
    }
    comes_back(&text(data));
}

/// No text breaks out of its line: what is read is one event, with that subject.
fn comes_back(subject: &str) {
    let event = json!({"id": "1", "subject": subject, "start": {"dateTime": "2024-05-06T09:00:00"},
        "end": {"dateTime": "2024-05-06T09:00:00"}, "location": {"displayName": subject}});
    let event: Event = serde_json::from_value(event).unwrap();
    let written = ical::write([&event]).unwrap();
    is_an_ics(&written);
    let read = ical::read(&written).unwrap();
    assert_eq!(read.len(), 1, "{written}");
    // Control characters can't stand in such a file, and one private one is the reader's own.
    if !subject.contains(|c: char| c.is_control() || c == '\u{F8FF}') {
        let draft: Value = serde_json::to_value(&read[0].draft).unwrap();
        assert_eq!(draft["subject"].as_str(), Some(subject), "{written}");
    }
}

fn is_an_ics(written: &str) {
    let odd = |c: char| c.is_control() && !"\r\n\t".contains(c);
    assert!(!written.contains(odd), "{written:?}");
    let events = written.lines().filter(|line| *line == "BEGIN:VEVENT").count();
    assert_eq!(events, 1, "{written}");
}
