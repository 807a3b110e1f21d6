//! Events.

use o365::MeetingResponse;
use o365::calendar::{
    AttachmentDraft, Attendee, AttendeeType, Event, EventDraft, EventHandle, FreeBusyStatus,
    Importance, Recurrence, Sensitivity, WeekIndex, Weekdays, ical, prop,
};
use o365::query::{Expand, Query};
use o365::time::{DateTimeTimeZone, Duration, Month, Weekday};
use o365::upload::Cancel;

use crate::tour::operation::{Operation, Trouble, done, each, op};
use crate::tour::world::{SOME, World};

const LARGE: usize = 4 << 20;

pub(super) const OPERATIONS: &[Operation] = &[
    op("calendar::EventHandle::get", |w| done(w.event()?.get())),
    op("calendar::EventHandle::get_with", |w| {
        let at = w.event()?;
        let whole = Query::new()
            .expand(prop::EXCEPTION_OCCURRENCES)
            .expand(prop::ATTACHMENTS)
            .expand(Expand::from(Event::no_forwarding_id()));
        at.get_with(&whole)?;
        done(at.get_with(&Query::new().select(prop::CANCELLED_OCCURRENCES)))
    }),
    op("calendar::EventHandle::get_text", |w| done(w.event()?.get_text())),
    op("calendar::EventHandle::update", |w| {
        let at = w.event()?;
        at.update(&full(w)?)?;
        at.update(&EventDraft::new().location(None).categories(Vec::new()))?;
        at.update(&EventDraft::new().start(w.tomorrow()).duration(Duration::HOUR))?;
        // What is read can be written, but for what nobody could be reached by.
        let mut attendees = at.get()?.attendees;
        attendees.retain(|attendee| {
            let is_known = !matches!(attendee.attendee_type, Some(AttendeeType::Unknown(_)));
            is_known && attendee.address().is_some_and(|text| !text.is_empty())
        });
        at.update(&EventDraft::new().attendees(&attendees))?;
        done(at.update(&EventDraft::new().attendees([] as [Attendee; 0]).location("x")))
    }),
    op("calendar::EventHandle::delete", |w| done(w.event()?.delete())),
    op("calendar::EventHandle::permanent_delete", |w| done(w.event()?.permanent_delete())),
    op("calendar::EventHandle::instances", |w| {
        let calendar = w.calendar()?;
        let at = w.tomorrow();
        let (monday, day) = (Weekday::Monday, at.date());
        let recurrences = [
            Recurrence::daily().every(2).times(3),
            Recurrence::weekly([monday, Weekday::Friday]).first_day_of_week(monday).times(5),
            Recurrence::monthly_on_day(31).times(3),
            Recurrence::monthly_on(WeekIndex::Second, monday).in_zone("Europe/Madrid").times(2),
            Recurrence::yearly_on(Month::February, 28).until(day + Duration::days(900)),
            Recurrence::yearly_on_weekday(WeekIndex::Last, Weekdays::WORKDAYS, Month::May)
                .for_ever(),
        ];
        for recurrence in recurrences {
            let made = calendar.create(&w.appointment().recurrence(recurrence))?;
            let at = w.schedule().event(&made);
            each(at.instances(day..=day + Duration::days(30)).limit(SOME))?;
            at.permanent_delete()?;
        }
        Ok(())
    }),
    op("calendar::EventHandle::calendar", |w| done(w.event()?.calendar())),
    op("calendar::EventHandle::accept", |w| {
        done(w.invitation()?.accept(MeetingResponse::new().silent()))
    }),
    op("calendar::EventHandle::tentatively_accept", |w| {
        let zone = |at| DateTimeTimeZone::new(at, "Pacific Standard Time");
        let response = MeetingResponse::from("Next hour?");
        let later = w.tomorrow() + Duration::HOUR;
        done(w.invitation()?.tentatively_accept(response.propose(zone(w.tomorrow()), zone(later))))
    }),
    op("calendar::EventHandle::decline", |w| done(w.invitation()?.decline("Sorry."))),
    op("calendar::EventHandle::cancel", |w| {
        w.meeting()?.cancel("It was a test.")?;
        done(w.meeting()?.cancel(""))
    }),
    op("calendar::EventHandle::forward", |w| done(w.meeting()?.forward(w.own()?, "Look at this."))),
    op("calendar::EventHandle::snooze_reminder", |w| {
        let made = w.calendar()?.create(&w.appointment().is_reminder_on(true))?;
        done(w.schedule().event(&made).snooze_reminder(w.tomorrow()))
    }),
    op("calendar::EventHandle::dismiss_reminder", |w| {
        let made = w.calendar()?.create(&w.appointment().is_reminder_on(true))?;
        done(w.schedule().event(&made).dismiss_reminder())
    }),
    op("calendar::EventHandle::attach", |w| {
        let at = w.event()?;
        at.attach(("a b.txt", "x"))?;
        let item = serde_json::json!({"subject": "Inside"});
        done(at.attach(AttachmentDraft::item("Inside", "microsoft.graph.message", &item)))
    }),
    op("calendar::EventHandle::attach_watched", |w| {
        let large = AttachmentDraft::bytes("large.bin", vec![7; LARGE]);
        done(w.event()?.attach_watched(large, &Cancel::new(), |_| ()))
    }),
    op("calendar::EventHandle::attachments", |w| each(with_file(w)?.attachments().limit(SOME))),
    op("calendar::EventHandle::save_attachments", |w| {
        let folder = tempfile::tempdir()?;
        done(with_file(w)?.save_attachments(folder.path()))
    }),
    op("calendar::ical::write", |w| {
        let event = w.event()?.get()?;
        let text = ical::write([&event])?;
        match ical::read(&text)?.len() {
            1 => Ok(()),
            other => Err(Trouble::Wrong(format!("{other} events of 1 in the file"))),
        }
    }),
    op("calendar::ical::read", |w| {
        let text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//o365//conformance//EN\r\nBEGIN:VEVENT\r\nUID:1@conformance.example\r\nDTSTAMP:20240501T090000Z\r\nDTSTART:20240501T090000Z\r\nDTEND:20240501T100000Z\r\nSUMMARY:o365 conformance\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        for imported in ical::read(text)? {
            w.calendar()?.create(&imported.draft)?;
        }
        Ok(())
    }),
];

/// All that a draft can say, but whom to invite: only oneself.
fn full(w: &World) -> Result<EventDraft, Trouble> {
    let start = w.tomorrow();
    let own = w.own()?;
    Ok(EventDraft::new()
        .subject(w.name())
        .html("<p>Made by a test.</p>")
        .start((start, "Europe/Madrid"))
        .end((start + Duration::HOUR, "Asia/Tokyo").0)
        .locations(["Old Trafford", "Wembley"])
        .optional(own.as_str())
        .show_as(FreeBusyStatus::OutOfOffice)
        .importance(Importance::High)
        .sensitivity(Sensitivity::Private)
        .categories(vec!["o365 conformance".to_owned()])
        .is_reminder_on(true)
        .reminder_minutes_before_start(45)
        .response_requested(false)
        .allow_new_time_proposals(false)
        .hide_attendees(true)
        .online_meeting()
        .no_forwarding(true))
}

fn with_file(w: &World) -> Result<EventHandle, Trouble> {
    let at = w.event()?;
    at.attach(("a b.txt", "x"))?;
    Ok(at)
}
