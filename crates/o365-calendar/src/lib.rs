//! Outlook calendars: events, recurrence, free time, meetings.
//!
//! [`Schedule`] is where one begins. Places ([`Schedule`], [`CalendarHandle`], [`EventHandle`]) are a connection and a path:
//! cheap to make, no request until a verb is called. Things ([`Event`], [`Calendar`]) are plain data. Drafts
//! ([`EventDraft`], [`CalendarDraft`]) are what is written: only what they say is sent.
//!
//! ```no_run
//! # fn run(connection: o365_core::Connection) -> o365_core::Result<()> {
//! use o365_calendar::{EventDraft, Recurrence, Schedule};
//! use o365_core::{Resource, time::macros::{date, datetime}};
//!
//! let schedule = Schedule::new(&connection, Resource::Me);
//! let event = EventDraft::new()
//!     .subject("Recruit George Best!")
//!     .location("England")
//!     .start(datetime!(2018-09-05 19:45)) // in the account's zone
//!     .recurrence(Recurrence::daily().until(date!(2018-09-10)))
//!     .attendee("george@best.com")
//!     .online_meeting();
//! let event = schedule.create(&event)?;
//! println!("join by {}", event.join_url().unwrap_or("nothing"));
//!
//! for event in schedule.view(date!(2018-09-03)..=date!(2018-09-09)) {
//!     println!("{}", event?);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! | you want | you write |
//! |---|---|
//! | what takes place, each of a series | [`Schedule::view`], [`CalendarHandle::view`], of a [`Window`] |
//! | what was made, each series once | [`Schedule::events`], [`CalendarHandle::events`]: filter, select, order, limit, then a `for` |
//! | one event | [`Schedule::event`], then [`get`](EventHandle::get), [`update`](EventHandle::update), [`accept`](EventHandle::accept), .. |
//! | a new event | [`Schedule::create`], [`CalendarHandle::create`], of an [`EventDraft`] |
//! | a series | a [`Recurrence`] in the draft; its [`instances`](EventHandle::instances) |
//! | a calendar | [`Schedule::default_calendar`], [`Schedule::calendar`], [`Schedule::calendar_by_name`] |
//! | free time | [`Schedule::availability`], [`Schedule::find_meeting_times`], [`Schedule::rooms`] |
//! | somebody else's, a group's | a `Schedule` of [`Resource::user`](o365_core::Resource::user), [`Resource::group`](o365_core::Resource::group) |
//!
//! # Times
//! What is written without a zone is in the account's. What is read is in UTC unless [`Schedule::in_zone`] asks for another;
//! [`Event::original_start_time_zone`] is the zone that it was made in. Events of whole days are days
//! ([`Event::all_day`]) and no zone moves them. A time that clocks skip or show twice is an error unless the draft
//! [says which is meant](EventDraft::disambiguation).
//!
//! # Features
//! - `ical`: the module `ical`, events out to and in from .ics files; brings the crate `icalendar`.
//!
//! Microsoft: [Outlook calendar API](https://learn.microsoft.com/graph/api/resources/calendar-overview).

// A library prints nothing. Examples do, so that this is no lint of the workspace.
#![warn(clippy::print_stdout, clippy::print_stderr)]
// Labels what a feature gates, on docs.rs.
#![cfg_attr(docsrs, feature(doc_cfg))]

// Layers, bottom up: a module uses only the modules above it in this list.
pub mod model;
pub mod prop;
#[cfg(feature = "ical")]
#[cfg_attr(docsrs, doc(cfg(feature = "ical")))]
pub mod ical;
mod spot;
mod event;
mod permission;
mod calendar;
mod group;
mod room;
mod schedule;
#[cfg(test)]
mod tests;

pub use crate::{
    calendar::CalendarHandle,
    event::EventHandle,
    group::CalendarGroupHandle,
    model::{
        ActivityDomain, Attendee, AttendeeAvailability, AttendeeType, Availability, BookingType,
        Calendar, CalendarColor, CalendarDraft, CalendarGroup, CalendarGroupDraft,
        CalendarPermission, CalendarRole, DayOfWeek, Days, Event, EventDraft, FreeBusyError,
        FreeBusyRequest, FreeBusyStatus, Importance, MeetingTimeSuggestion, MeetingTimes,
        MeetingTimesRequest, Occurrences, OnlineMeeting, OnlineMeetingProvider, Pattern, Phone,
        PhoneType, Recurrence, RecurrenceRange, Reminder, ResponseStatus, Room, RoomDraft,
        RoomList, RoomListDraft, ScheduleInformation, ScheduleItem, Sensitivity, TimeZoneOffset,
        WeekIndex, Weekdays, Window, WorkingHours, WorkingHoursTimeZone,
    },
    permission::PermissionHandle,
    room::{RoomHandle, RoomListHandle},
    schedule::Schedule,
};
pub use o365_core::attachment::{
    Attachment, AttachmentDraft, AttachmentHandle, AttachmentKind, Reference, ReferenceDraft,
    ReferencePermission, ReferenceProvider,
};
pub use o365_core::extended_property::{self, ExtendedPropertyId};
pub use o365_core::{EventType, MeetingResponse, ResponseType, TEXT_BODIES, TimeSlot};
