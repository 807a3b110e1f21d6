//! What calendars are made of: plain data.

mod recurrence;
mod window;
mod attendee;
mod online_meeting;
mod free_busy;
mod calendar;
mod permission;
mod event;
mod days;
mod draft;
mod item;
mod meeting_times;
mod reminder;
mod room;

pub use attendee::{Attendee, AttendeeType, ResponseStatus};
pub use calendar::{Calendar, CalendarColor, CalendarDraft, CalendarGroup, CalendarGroupDraft};
pub use days::Days;
pub use draft::EventDraft;
pub use event::Event;
pub(crate) use free_busy::Answer;
pub use free_busy::{
    Availability, FreeBusyError, FreeBusyRequest, FreeBusyStatus, ScheduleInformation, ScheduleItem,
};
pub use meeting_times::{
    ActivityDomain, AttendeeAvailability, MeetingTimeSuggestion, MeetingTimes, MeetingTimesRequest,
};
pub use online_meeting::{OnlineMeeting, OnlineMeetingProvider};
pub use permission::{CalendarPermission, CalendarRole};
pub use recurrence::{Occurrences, Pattern, Recurrence, RecurrenceRange, WeekIndex, Weekdays};
#[cfg(feature = "ical")]
pub(crate) use recurrence::{compact, stamp};
pub use reminder::Reminder;
pub use room::{BookingType, Room, RoomDraft, RoomList, RoomListDraft};
pub use window::Window;

pub use o365_core::{
    DayOfWeek, Importance, Phone, PhoneType, Sensitivity, TimeZoneOffset, WorkingHours,
    WorkingHoursTimeZone,
};
