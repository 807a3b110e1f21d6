//! Free time, reminders, rooms.

use o365::calendar::{
    ActivityDomain, FreeBusyRequest, MeetingTimesRequest, Room, RoomDraft, RoomHandle,
    RoomListDraft, RoomListHandle,
};
use o365::time::Duration;

use crate::tour::operation::{Operation, Trouble, done, each, op};
use crate::tour::world::{SOME, World};

pub(super) const OPERATIONS: &[Operation] = &[
    op("calendar::Schedule::availability", |w| {
        let start = w.tomorrow();
        let ask = FreeBusyRequest::new(w.own()?, start..start + Duration::hours(9));
        let availability = w.schedule().availability(&ask.interval(Duration::minutes(15)))?;
        _ = availability.free(Duration::HOUR);
        for person in &availability.schedules {
            _ = (person.busy().count(), person.statuses().count());
        }
        Ok(())
    }),
    op("calendar::Schedule::find_meeting_times", |w| {
        let (own, start) = (w.own()?, w.tomorrow());
        let ask = MeetingTimesRequest::new()
            .attendee(own.as_str())
            .optional("nobody@conformance.example")
            .within(start..start + Duration::hours(9))
            .activity_domain(ActivityDomain::Unrestricted)
            .duration(Duration::minutes(90))
            .max_candidates(5)
            .is_organizer_optional(true)
            .minimum_attendee_percentage(50.0)
            .location("Old Trafford")
            .is_location_required(false)
            .suggest_location(false);
        w.schedule().find_meeting_times(&ask)?;
        done(w.schedule().in_zone("Europe/Madrid").find_meeting_times(&MeetingTimesRequest::new()))
    }),
    op("calendar::Schedule::reminders", |w| {
        let day = w.tomorrow().date();
        each(w.schedule().reminders(day..=day).limit(SOME))
    }),
    op("calendar::Schedule::rooms", |w| each(w.schedule().rooms().limit(SOME))),
    op("calendar::Schedule::room_lists", |w| each(w.schedule().room_lists().limit(SOME))),
    op("calendar::RoomHandle::get", |w| done(room(w)?.0.get())),
    op("calendar::RoomHandle::update", |w| {
        let (at, room) = room(w)?;
        // As it is: rooms belong to all.
        let Some(capacity) = room.capacity else {
            return done(at.update(&RoomDraft::new().capacity(None)));
        };
        done(at.update(&RoomDraft::new().capacity(capacity)))
    }),
    op("calendar::RoomListHandle::get", |w| done(room_list(w)?.get())),
    op("calendar::RoomListHandle::update", |w| {
        let at = room_list(w)?;
        // As it is: rooms belong to all.
        let now = at.get()?;
        done(at.update(&RoomListDraft::new().display_name(now.display_name)))
    }),
    op("calendar::RoomListHandle::rooms", |w| each(room_list(w)?.rooms().limit(SOME))),
];

fn room(w: &World) -> Result<(RoomHandle, Room), Trouble> {
    let room = w.schedule().rooms().first()?.ok_or(Trouble::Missing("a room"))?;
    Ok((w.schedule().room(&room), room))
}

fn room_list(w: &World) -> Result<RoomListHandle, Trouble> {
    let list = w.schedule().room_lists().first()?.ok_or(Trouble::Missing("a list of rooms"))?;
    Ok(w.schedule().room_list(&list))
}
