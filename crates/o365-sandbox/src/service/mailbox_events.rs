//! What is in the calendars of a mailbox: found, put in, changed, taken out.

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::schema::Refusal;
use crate::service::{
    Mailbox,
    agenda::{At, FIRST},
    changes::{Change, Happened},
    event::{Event, Exception, Item, day_number, day_of},
    ids::{Named, change_key},
};

impl Mailbox {
    /// # Errors
    /// 404 if the event, or the day of its series, isn't there.
    pub(crate) fn find_event(&self, id: &str) -> Result<At, Refusal> {
        let Named::Event { key, day } = self.ids.read(id)? else {
            return Err(Refusal::not_found());
        };
        let day = day.map(|day| day_of(day).ok_or_else(Refusal::not_found)).transpose()?;
        let at = At { key, day };
        self.item(at).map(|_| at)
    }

    pub(crate) fn item(&self, at: At) -> Result<Item<'_>, Refusal> {
        let event = self.agenda.event(at.key).ok_or_else(Refusal::not_found)?;
        match at.day {
            None => Ok(event.item()),
            Some(day) => event.occurrence(day).ok_or_else(Refusal::not_found),
        }
    }

    pub(crate) fn insert_event(&mut self, mut event: Event) -> u64 {
        event.key = self.fresh();
        event.version = self.fresh();
        let (key, calendar) = (event.key, event.calendar);
        self.agenda.events.insert(key, event);
        self.changes.note(Change::Event { key, day: None, calendar, what: Happened::Created });
        key
    }

    /// Changes an event.
    pub(crate) fn edit_event<T>(
        &mut self,
        key: u64,
        change: impl FnOnce(&mut Event) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let version = self.fresh();
        let event = self.agenda.events.get_mut(&key).ok_or_else(Refusal::not_found)?;
        let result = change(event)?;
        event.touch(version);
        let calendar = event.calendar;
        self.changes.note(Change::Event { key, day: None, calendar, what: Happened::Updated });
        Ok(result)
    }

    /// Changes one day of a series, which makes an exception of it.
    pub(crate) fn edit_day<T>(
        &mut self,
        key: u64,
        day: Date,
        change: impl FnOnce(&mut Exception) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let (own, version) = (self.fresh(), self.fresh());
        let item = self.item(At { key, day: Some(day) })?;
        let mut exception = item.exception.cloned().unwrap_or_else(|| Exception {
            key: own,
            version,
            start: item.start.clone(),
            end: item.end.clone(),
            properties: serde_json::Map::new(),
            attachments: Vec::new(),
        });
        let result = change(&mut exception)?;
        exception.version = version;
        self.set_day(key, day, Some(exception), Happened::Updated)?;
        Ok(result)
    }

    fn set_day(
        &mut self,
        key: u64,
        day: Date,
        exception: Option<Exception>,
        what: Happened,
    ) -> Result<(), Refusal> {
        let event = self.agenda.events.get_mut(&key).ok_or_else(Refusal::not_found)?;
        let series = event.series.as_mut().ok_or_else(Refusal::not_found)?;
        series.exceptions.insert(day, exception);
        let (day, calendar) = (Some(day_number(day)), event.calendar);
        self.changes.note(Change::Event { key, day, calendar, what });
        Ok(())
    }

    /// Removes an event, or takes one day out of its series.
    pub(crate) fn remove_event(&mut self, at: At) -> Result<(), Refusal> {
        self.item(at)?;
        match at.day {
            Some(day) => self.set_day(at.key, day, None, Happened::Deleted),
            None => {
                let gone = self.agenda.events.remove(&at.key).ok_or_else(Refusal::not_found)?;
                let (key, calendar) = (at.key, gone.calendar);
                let what = Happened::Deleted;
                self.changes.note(Change::Event { key, day: None, calendar, what });
                Ok(())
            }
        }
    }

    pub(crate) fn find_calendar(&self, id: Option<&str>) -> Result<u32, Refusal> {
        let Some(id) = id else { return Ok(self.agenda.default) };
        match self.ids.read(id)? {
            Named::Calendar(key) if self.agenda.calendars.contains_key(&key) => Ok(key),
            _ => Err(Refusal::not_found()),
        }
    }

    pub(crate) fn find_group(&self, id: &str) -> Result<u32, Refusal> {
        match self.ids.read(id)? {
            Named::CalendarGroup(key) if self.agenda.groups.contains_key(&key) => Ok(key),
            _ => Err(Refusal::not_found()),
        }
    }

    pub(crate) fn calendar_json(&self, key: u32) -> Result<Value, Refusal> {
        let calendar = self.agenda.calendars.get(&key).ok_or_else(Refusal::not_found)?;
        let hex = HEX.iter().find(|(name, _)| *name == calendar.color).map_or("", |(_, hex)| hex);
        Ok(json!({
            "id": self.ids.calendar(key),
            "name": calendar.name,
            "color": calendar.color,
            "hexColor": hex,
            "isDefaultCalendar": key == self.agenda.default,
            "changeKey": change_key(calendar.version),
            "canShare": true,
            "canViewPrivateItems": true,
            "canEdit": true,
            "allowedOnlineMeetingProviders": ["teamsForBusiness"],
            "defaultOnlineMeetingProvider": "teamsForBusiness",
            "isTallyingResponses": key == self.agenda.default,
            "isRemovable": key != FIRST,
        }))
    }
}

const HEX: &[(&str, &str)] = &[
    ("lightBlue", "#a6d1f5"),
    ("lightGreen", "#87d28e"),
    ("lightOrange", "#fcab73"),
    ("lightGray", "#c0c0c0"),
    ("lightYellow", "#f5f075"),
    ("lightTeal", "#4adacc"),
    ("lightPink", "#f7a4c2"),
    ("lightBrown", "#d7a976"),
    ("lightRed", "#f88c9b"),
];
