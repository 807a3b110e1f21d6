//! Free time, times that suit all, and reminders.

use o365_core::time::DateTimeTimeZone;
use o365_core::{Error, List, Recipient, Result};
use serde_json::json;

use super::Schedule;
use crate::model::{
    Answer, Availability, FreeBusyRequest, MeetingTimes, MeetingTimesRequest, Reminder, Window,
};

/// Schedules that the service tells in one request.
const MOST: usize = 20;

impl Schedule {
    /// When people and rooms are free and when they aren't. One of whom nothing is known has an
    /// [error](crate::ScheduleInformation::error) of their own; the others are told all the same.
    ///
    /// Any number of them: the service tells twenty in a request, so that it takes a request for each twenty.
    ///
    /// `POST …/calendar/getSchedule`; needs `Calendars.ReadBasic`. Not for personal accounts.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/calendar-getschedule).
    ///
    /// # Errors
    /// Bad input for nobody, for somebody without an address, or steps that aren't 5 to 1440 whole minutes; those of every
    /// request.
    #[doc(alias = "getSchedule")]
    pub fn availability(&self, ask: &FreeBusyRequest) -> Result<Availability> {
        let people = ask.schedules.clone().into_vec();
        if people.is_empty() {
            return Err(Error::input("the free time of nobody can't be asked for"));
        }
        people.iter().try_for_each(Recipient::check)?;
        let minutes = ask.interval.whole_minutes();
        if !(5..=1440).contains(&minutes) || time::Duration::minutes(minutes) != ask.interval {
            let interval = ask.interval;
            return Err(Error::input(format!(
                "steps of {interval}: 5 to 1440 whole minutes can be asked for"
            )));
        }
        let window = ask.window.instants(&self.spot.account())?;
        let addresses: Vec<&str> = people.iter().filter_map(Recipient::address).collect();
        let place = self.spot.child("calendar").child("getSchedule");
        let mut schedules = Vec::with_capacity(addresses.len());
        for some in addresses.chunks(MOST) {
            let answer: Answer = place.ask(&json!({
                "schedules": some,
                "startTime": DateTimeTimeZone::utc(window.start),
                "endTime": DateTimeTimeZone::utc(window.end),
                "availabilityViewInterval": minutes,
            }))?;
            schedules.extend(answer.value);
        }
        Ok(Availability { schedules, window, interval: ask.interval })
    }

    /// Times at which people can meet. When there are none, the answer says why.
    ///
    /// `POST …/findMeetingTimes`; needs `Calendars.Read.Shared`. For people in an organisation only, not for programs on
    /// their own. [Microsoft's page](https://learn.microsoft.com/graph/api/user-findmeetingtimes).
    ///
    /// # Errors
    /// Bad input for somebody without an address, or a window that ends before it starts; those of every request.
    #[doc(alias = "findMeetingTimes")]
    pub fn find_meeting_times(&self, ask: &MeetingTimesRequest) -> Result<MeetingTimes> {
        let body = ask.to_json(&self.spot.account())?;
        self.of_person().child("findMeetingTimes").ask(&body)
    }

    /// Reminders of events in a window. [`EventHandle::snooze_reminder`](crate::EventHandle::snooze_reminder) and
    /// [`dismiss_reminder`](crate::EventHandle::dismiss_reminder) answer them.
    ///
    /// `GET …/reminderView(StartDateTime='…',EndDateTime='…')`; needs `Calendars.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-reminderview).
    #[doc(alias = "reminderView")]
    pub fn reminders(&self, window: impl Into<Window>) -> List<Reminder> {
        let place = self.of_person();
        let at = match window.into().texts(&place.account()) {
            Ok((start, end)) => {
                let arguments = [("StartDateTime", &*start), ("EndDateTime", &*end)];
                place.at().function("reminderView", &arguments)
            }
            Err(error) => place.at().refuse(error.to_string()),
        };
        place.list_at(at)
    }
}
