//! Dates, times, durations and time zones as services write them.

use o365::time::{self, DateTimeTimeZone, Disambiguation, TimeZone, When};

use crate::input::text;

/// One text, read as each of them.
pub fn check(data: &[u8]) {
    let text = text(data);
    let _ = time::parse_http_date(&text);
    if let Some(at) = time::instant::parse(&text) {
        let again = time::instant::parse(&time::instant::to_text(at)).unwrap();
        // The service keeps ticks of 100 ns.
        assert_eq!(again.unix_timestamp_nanos() / 100, at.unix_timestamp_nanos().div_euclid(100));
    }
    if let Some(duration) = time::duration::parse(&text) {
        let written = time::duration::to_text(duration);
        let again = time::duration::parse(&written).unwrap();
        // What is below 100 ns is cut off.
        let ticks = |duration: time::Duration| duration.whole_nanoseconds() / 100;
        assert_eq!(ticks(again), ticks(duration), "{written}");
    }
    let _ = (time::date::parse(&text), time::time_of_day::parse(&text));
    zone(&text);
    let object = serde_json::json!({"dateTime": &*text, "timeZone": "Eastern Standard Time"});
    for read in [serde_json::from_value::<DateTimeTimeZone>(object), serde_json::from_slice(data)] {
        let Ok(at) = read else { continue };
        let written = serde_json::to_value(&at).unwrap();
        assert_eq!(serde_json::from_value::<DateTimeTimeZone>(written).unwrap(), at);
        let _ = (at.instant(), at.for_service(), at.in_zone(&TimeZone::new("Asia/Kathmandu")));
        let _ = When::from(at.clone()).resolve(&TimeZone::new(&*text));
        if let Ok(instant) = at.instant_with(Disambiguation::Compatible) {
            let _ = DateTimeTimeZone::from_instant(instant, TimeZone::new("Europe/Lisbon"));
        }
    }
}

fn zone(name: &str) {
    let zone = TimeZone::new(name);
    let _ = format!("{zone} {zone:?} {:?} {:?}", zone.iana(), zone.windows());
    let instant = time::OffsetDateTime::UNIX_EPOCH;
    assert_eq!(zone.is_known(), zone.offset_at(instant).is_ok(), "{name:?}");
    if let Ok(wall) = zone.to_wall_clock(instant) {
        let _ = zone.to_instant(wall);
        assert!(zone.to_instant_with(wall, Disambiguation::Compatible).is_ok(), "{name:?}");
    }
    let served = zone.for_service();
    assert_eq!(served.for_service(), served, "{name:?}");
}
