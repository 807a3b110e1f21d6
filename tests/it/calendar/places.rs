//! Calendars, their groups, and with whom they are shared.

use o365::calendar::{CalendarColor, CalendarDraft, CalendarRole, EventDraft};
use o365::time::macros::{date, datetime};

use super::{DENIS, start};

#[test]
fn a_calendar_is_made_found_by_name_changed_and_deleted() {
    let (_sandbox, schedule) = start();
    let draft = CalendarDraft::new().name("Manager's").color(CalendarColor::LightTeal);
    let made = schedule.create_calendar(draft).unwrap();
    let found = schedule.calendar_by_name("Manager's").unwrap().unwrap();
    assert_eq!(found.id, made.id);
    assert_eq!(found.color, Some(CalendarColor::LightTeal));
    assert!(schedule.calendar_by_name("Nobody's").unwrap().is_none());
    let calendar = schedule.calendar(&found);
    calendar.update("Coach's").unwrap();
    assert_eq!(calendar.get().unwrap().name.as_deref(), Some("Coach's"));
    assert!(schedule.calendar_by_name("Manager's").unwrap().is_none());
    calendar.delete().unwrap();
    assert_eq!(calendar.get().unwrap_err().status(), Some(404));
}

#[test]
fn the_default_calendar_stays() {
    let (_sandbox, schedule) = start();
    let calendar = schedule.default_calendar().get().unwrap();
    assert_eq!(calendar.is_default_calendar, Some(true));
    schedule.calendar(&calendar).delete().unwrap_err();
    assert_eq!(
        schedule.calendars().all().unwrap().iter().filter(|one| one.id == calendar.id).count(),
        1
    );
    // Its events are found without its id.
    let event = EventDraft::new().subject("Match").start(datetime!(2026-03-16 20:45));
    let made = schedule.default_calendar().create(&event).unwrap();
    let place = schedule.default_calendar().event(&made);
    assert_eq!(place.get().unwrap().subject.as_deref(), Some("Match"));
    assert_eq!(place.calendar().unwrap().id, calendar.id);
    place.delete().unwrap();
    assert_eq!(schedule.event(&made).get().unwrap_err().status(), Some(404));
}

#[test]
fn each_calendar_has_its_own_events() {
    let (_sandbox, schedule) = start();
    let made = schedule.create_calendar("Football").unwrap();
    let football = schedule.calendar(&made);
    let event = EventDraft::new().subject("Match").start(datetime!(2026-03-16 20:45));
    let event = football.create(&event).unwrap();
    assert_eq!(football.events().all().unwrap().len(), 1);
    assert_eq!(football.view(date!(2026 - 03 - 16)).all().unwrap().len(), 1);
    assert!(schedule.default_calendar().events().all().unwrap().is_empty());
    assert_eq!(football.event(&event).get().unwrap().subject.as_deref(), Some("Match"));
    assert_eq!(schedule.event(&event).calendar().unwrap().id, made.id);
}

#[test]
fn a_group_holds_calendars() {
    let (_sandbox, schedule) = start();
    let made = schedule.create_calendar_group("Clubs").unwrap();
    let group = schedule.calendar_group(&made);
    let calendar = group.create_calendar("Santos").unwrap();
    assert_eq!(group.calendars().all().unwrap().len(), 1);
    assert_eq!(group.calendar(&calendar).get().unwrap().name.as_deref(), Some("Santos"));
    assert_eq!(group.update("Teams").unwrap().name.as_deref(), Some("Teams"));
    let names: Vec<_> =
        schedule.calendar_groups().all().unwrap().into_iter().filter_map(|one| one.name).collect();
    assert!(names.iter().any(|name| name == "Teams"), "{names:?}");
    assert!(!names.iter().any(|name| name == "Clubs"), "{names:?}");
    group.calendar(&calendar).delete().unwrap();
    group.delete().unwrap();
    assert_eq!(group.get().unwrap_err().status(), Some(404));
}

#[test]
fn a_calendar_is_shared_and_no_more() {
    let (_sandbox, schedule) = start();
    let calendar = schedule.default_calendar();
    let before = calendar.permissions().all().unwrap().len();
    let shared = calendar.share(("Denis", DENIS), CalendarRole::Read).unwrap();
    let permission = calendar.permission(&shared);
    assert_eq!(permission.get().unwrap().role, Some(CalendarRole::Read));
    permission.update(CalendarRole::Write).unwrap();
    assert_eq!(permission.get().unwrap().role, Some(CalendarRole::Write));
    assert_eq!(calendar.permissions().all().unwrap().len(), before + 1);
    permission.delete().unwrap();
    assert_eq!(calendar.permissions().all().unwrap().len(), before);
    assert!(calendar.allowed_sharing_roles(DENIS).unwrap().contains(&CalendarRole::Read));
}

#[test]
fn all_that_a_calendar_has_is_read() {
    let (sandbox, schedule) = start();
    let draft = CalendarDraft::new().name("Club").color(CalendarColor::LightRed);
    let made = schedule.create_calendar(draft).unwrap();
    let calendar = schedule.calendar(&made).get().unwrap();
    assert_eq!(calendar.color, Some(CalendarColor::LightRed), "a name, not a number");
    assert_eq!(calendar.owner.and_then(|who| who.address).as_deref(), Some(sandbox.user()));
    assert_eq!((calendar.can_edit, calendar.can_share), (Some(true), Some(true)));
    assert_eq!((calendar.is_default_calendar, calendar.is_removable), (Some(false), Some(true)));
    assert!(calendar.can_view_private_items.is_some() && calendar.is_tallying_responses.is_some());
    assert!(calendar.hex_color.is_some() && calendar.change_key.is_some());
    assert!(!calendar.allowed_online_meeting_providers.is_empty());
    assert!(calendar.default_online_meeting_provider.is_some());
    let unknown: Vec<_> = calendar.extra.keys().filter(|name| !name.starts_with('@')).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}
