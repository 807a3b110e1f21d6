use std::collections::HashSet;

use proptest::prelude::*;
use time::macros::{date, datetime, offset};
use time::{Duration, OffsetDateTime};

use super::table::{IANA, WINDOWS};
use super::*;

fn zone(name: &str) -> TimeZone {
    TimeZone::new(name)
}

#[test]
fn names_are_kept_and_found_in_any_case() {
    for (name, iana, windows) in [
        ("Pacific Standard Time", "America/Los_Angeles", "Pacific Standard Time"),
        ("pacific standard time", "America/Los_Angeles", "Pacific Standard Time"),
        ("W. EUROPE STANDARD TIME", "Europe/Berlin", "W. Europe Standard Time"),
        ("Romance", "Europe/Paris", "Romance Standard Time"),
        ("america/new_york", "America/New_York", "Eastern Standard Time"),
        ("Asia/Calcutta", "Asia/Calcutta", "India Standard Time"),
        ("Asia/Kolkata", "Asia/Kolkata", "India Standard Time"),
        ("Europe/Kiev", "Europe/Kiev", "FLE Standard Time"),
        ("Europe/Kyiv", "Europe/Kyiv", "FLE Standard Time"),
        (
            "America/Argentina/Buenos_Aires",
            "America/Argentina/Buenos_Aires",
            "Argentina Standard Time",
        ),
        ("Asia/Kathmandu", "Asia/Kathmandu", "Nepal Standard Time"),
        ("America/Nuuk", "America/Nuuk", "Greenland Standard Time"),
        ("America/Ciudad_Juarez", "America/Ciudad_Juarez", "Mountain Standard Time"),
        ("South Sudan Standard Time", "Africa/Juba", "South Sudan Standard Time"),
        ("Yukon Standard Time", "America/Whitehorse", "Yukon Standard Time"),
        ("Kamchatka Standard Time", "Asia/Kamchatka", "Kamchatka Standard Time"),
        ("Mid-Atlantic Standard Time", "Etc/GMT+2", "Mid-Atlantic Standard Time"),
        ("mexico standard time 2", "America/Mazatlan", "Mountain Standard Time (Mexico)"),
    ] {
        let zone = zone(name);
        assert_eq!((zone.name(), zone.iana(), zone.windows()), (name, Some(iana), Some(windows)));
    }
}

#[test]
fn utc_has_many_names() {
    for name in [
        "UTC",
        "utc",
        "Z",
        "Etc/UTC",
        "Zulu",
        "tzone://Microsoft/Utc",
        "(UTC) Coordinated Universal Time",
    ] {
        assert_eq!(zone(name), TimeZone::UTC, "{name}");
        assert_eq!(zone(name).windows(), Some("UTC"), "{name}");
    }
    assert_eq!(TimeZone::default(), TimeZone::UTC);
}

#[test]
fn unknown_zones_keep_their_names_and_tell_no_time() {
    for name in [
        "tzone://Microsoft/Custom",
        "",
        "Customized Time Zone",
        "(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna",
        "localtime",
        "posixrules",
        "right/Europe/Madrid",
        "posix/Europe/Madrid",
        "../localtime",
        "/etc/localtime",
        "Etc/Unknown",
        "Factory",
        " Standard Time",
        "Europe/Mádrid",
        "UTC\0",
    ] {
        let zone = zone(name);
        let error = ZoneError::Unknown { name: name.to_owned() };
        assert_eq!(zone.name(), name);
        assert!(!zone.is_known() && zone.iana().is_none() && zone.windows().is_none(), "{name}");
        assert_eq!(zone.to_instant(datetime!(2024-01-01 00:00)), Err(error.clone().into()));
        assert_eq!(zone.to_wall_clock(datetime!(2024-01-01 00:00 UTC)), Err(error));
        assert_eq!(
            serde_json::from_str::<TimeZone>(&serde_json::to_string(&zone).unwrap())
                .unwrap()
                .name(),
            name
        );
    }
}

#[test]
fn equality_is_of_places_or_else_of_texts() {
    assert_eq!(zone("Asia/Calcutta"), zone("Asia/Kolkata"));
    assert_eq!(zone("Pacific Standard Time"), zone("US/Pacific"));
    assert_ne!(zone("Europe/Madrid"), zone("Romance Standard Time"));
    assert_ne!(zone("Custom"), zone("custom"));
    assert_ne!(zone("Custom"), TimeZone::UTC);
    let places = HashSet::from([
        zone("Europe/Kiev"),
        zone("Europe/Kyiv"),
        zone("FLE Standard Time"),
        zone("x"),
    ]);
    assert_eq!(places.len(), 2);
}

#[test]
fn every_zone_converts_both_ways() {
    let noon = datetime!(2024-06-15 12:00);
    for name in IANA.iter().map(|row| row.name).chain(WINDOWS.iter().map(|row| row.name)) {
        let zone = zone(name);
        let instant = zone.to_instant(noon).unwrap();
        assert_eq!(zone.to_wall_clock(instant).unwrap(), noon, "{name}");
        assert_eq!(zone.offset_at(instant).unwrap(), instant.offset(), "{name}");
    }
}

#[test]
fn windows_names_round_trip_over_their_iana_names() {
    for row in &WINDOWS {
        let windows = zone(row.name);
        assert_eq!(zone(windows.iana().unwrap()).windows(), Some(row.name));
        assert_eq!(zone(windows.iana().unwrap()), windows);
    }
}

#[test]
fn a_gap_holds_what_lies_on_either_side() {
    for (name, local, earlier, later) in [
        (
            "Europe/Madrid",
            datetime!(2024-03-31 02:30),
            datetime!(2024-03-31 01:30 +1),
            datetime!(2024-03-31 03:30 +2),
        ),
        (
            "Eastern Standard Time",
            datetime!(2024-03-10 02:00),
            datetime!(2024-03-10 01:00 -5),
            datetime!(2024-03-10 03:00 -4),
        ),
        (
            "Australia/Lord_Howe",
            datetime!(2024-10-06 02:15),
            datetime!(2024-10-06 01:45 +10:30),
            datetime!(2024-10-06 02:45 +11),
        ),
        // Samoa crossed the date line, so that 30 December 2011 never was.
        (
            "Pacific/Apia",
            datetime!(2011-12-30 12:00),
            datetime!(2011-12-29 12:00 -10),
            datetime!(2011-12-31 12:00 +14),
        ),
    ] {
        let zone = zone(name);
        let error = zone.to_instant(local).unwrap_err();
        let expected = LocalTimeError::Gap { local, zone: zone.clone(), earlier, later };
        assert_eq!(error, expected);
        let LocalTimeError::Gap { earlier: found_earlier, later: found_later, .. } = error else {
            unreachable!()
        };
        assert_eq!(
            [found_earlier.offset(), found_later.offset()],
            [earlier.offset(), later.offset()],
            "{name}"
        );
        assert_eq!(zone.to_instant_with(local, Disambiguation::Earlier).unwrap(), earlier);
        assert_eq!(zone.to_instant_with(local, Disambiguation::Later).unwrap(), later);
        assert_eq!(zone.to_instant_with(local, Disambiguation::Compatible).unwrap(), later);
    }
}

#[test]
fn a_fold_holds_both_times_round() {
    for (name, local, earlier, later) in [
        (
            "Romance Standard Time",
            datetime!(2024-10-27 02:30),
            datetime!(2024-10-27 02:30 +2),
            datetime!(2024-10-27 02:30 +1),
        ),
        (
            "America/New_York",
            datetime!(2024-11-03 01:59:59),
            datetime!(2024-11-03 01:59:59 -4),
            datetime!(2024-11-03 01:59:59 -5),
        ),
        (
            "Lord Howe Standard Time",
            datetime!(2024-04-07 01:45),
            datetime!(2024-04-07 01:45 +11),
            datetime!(2024-04-07 01:45 +10:30),
        ),
    ] {
        let zone = zone(name);
        let error = zone.to_instant(local).unwrap_err();
        assert_eq!(error, LocalTimeError::Fold { local, zone: zone.clone(), earlier, later });
        assert!(error.to_string().contains(name), "{error}");
        assert_eq!(zone.to_instant_with(local, Disambiguation::Earlier).unwrap(), earlier);
        assert_eq!(zone.to_instant_with(local, Disambiguation::Compatible).unwrap(), earlier);
        assert_eq!(zone.to_instant_with(local, Disambiguation::Later).unwrap(), later);
    }
}

#[test]
fn the_edges_of_a_gap_and_a_fold_are_plain() {
    let madrid = zone("Europe/Madrid");
    for (local, instant) in [
        (datetime!(2024-03-31 01:59:59.999999999), datetime!(2024-03-31 00:59:59.999999999 UTC)),
        (datetime!(2024-03-31 03:00), datetime!(2024-03-31 01:00 UTC)),
        (datetime!(2024-10-27 01:59:59), datetime!(2024-10-26 23:59:59 UTC)),
        (datetime!(2024-10-27 03:00), datetime!(2024-10-27 02:00 UTC)),
    ] {
        assert_eq!(madrid.to_instant(local).unwrap(), instant);
        assert_eq!(madrid.to_wall_clock(instant).unwrap(), local);
    }
}

#[test]
fn the_ends_of_the_calendar_are_values_or_errors() {
    let (first, last) = (PrimitiveDateTime::MIN, PrimitiveDateTime::MAX);
    assert_eq!(TimeZone::UTC.to_instant(last).unwrap(), last.assume_utc());
    assert_eq!(TimeZone::UTC.to_wall_clock(first.assume_utc()).unwrap(), first);
    for name in ["America/New_York", "Asia/Tokyo", "Etc/GMT"] {
        for local in [first, last] {
            for offset in [offset!(-25:59), offset!(+0), offset!(+25:59)] {
                let _ = zone(name).to_wall_clock(local.assume_offset(offset));
            }
            let _ = zone(name).to_instant(local);
        }
    }
    let out_of_range = ZoneError::OutOfRange { name: "America/New_York".into() };
    assert_eq!(zone("America/New_York").to_instant(last), Err(out_of_range.into()));
    let never = datetime!(0001-01-01 00:00 UTC);
    assert_eq!(zone("Asia/Tokyo").to_wall_clock(never).unwrap().date(), date!(0001 - 01 - 01));
}

#[test]
fn names_of_the_table_take_no_memory() {
    assert!(matches!(zone("Pacific Standard Time").name, Name::Static(_)));
    assert!(matches!(zone("Europe/Madrid").name, Name::Static(_)));
    assert!(size_of::<TimeZone>() <= 40);
}

#[test]
fn the_hosts_zone_is_what_tz_says_or_else_utc() {
    const EXPECTED: &str = "O365_TEST_EXPECTED_ZONE";

    // The environment can't be changed in a running process, so the test runs itself once for each value of TZ.
    if let Ok(expected) = std::env::var(EXPECTED) {
        assert_eq!(TimeZone::local().name(), expected);
        return;
    }
    let path = concat!(module_path!(), "::the_hosts_zone_is_what_tz_says_or_else_utc");
    let (_crate, name) = path.split_once("::").unwrap();
    for (tz, expected) in [
        ("Europe/Madrid", "Europe/Madrid"),
        (":America/New_York", "America/New_York"),
        ("UTC", "UTC"),
        ("EST5EDT,M3.2.0,M11.1.0", "UTC"),
    ] {
        let output = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", name])
            .envs([("TZ", tz), (EXPECTED, expected)])
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && text.contains("1 passed"), "TZ={tz}: {text}");
    }
}

proptest! {
    #[test]
    fn an_instant_goes_to_the_wall_and_back(row in 0..IANA.len(), second in -2_000_000_000i64..4_000_000_000) {
        let zone = zone(IANA[row].name);
        let instant = OffsetDateTime::from_unix_timestamp(second).unwrap();
        let local = zone.to_wall_clock(instant).unwrap();
        match zone.to_instant(local) {
            Ok(back) => prop_assert_eq!(back, instant),
            Err(LocalTimeError::Fold { earlier, later, .. }) => {
                prop_assert!(earlier < later && (instant == earlier || instant == later));
            }
            Err(error) => prop_assert!(false, "{}", error),
        }
    }

    #[test]
    fn a_wall_clock_goes_to_an_instant_and_back_except_in_gaps(row in 0..IANA.len(), second in 0i64..4_000_000_000) {
        let zone = zone(IANA[row].name);
        let local = datetime!(1970-01-01 00:00) + Duration::seconds(second);
        match zone.to_instant(local) {
            Ok(instant) => prop_assert_eq!(zone.to_wall_clock(instant).unwrap(), local),
            Err(LocalTimeError::Gap { earlier, later, .. }) => {
                prop_assert!(zone.to_wall_clock(earlier).unwrap() < local);
                prop_assert!(zone.to_wall_clock(later).unwrap() > local);
            }
            Err(LocalTimeError::Fold { earlier, later, .. }) => {
                prop_assert_eq!(zone.to_wall_clock(earlier).unwrap(), local);
                prop_assert_eq!(zone.to_wall_clock(later).unwrap(), local);
            }
            Err(error) => prop_assert!(false, "{}", error),
        }
    }

    #[test]
    fn any_name_is_kept(name in "\\PC{0,40}") {
        let zone = zone(&name);
        prop_assert_eq!(zone.name(), name);
    }
}
