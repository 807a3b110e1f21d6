//! The calendars of a mailbox and what is in them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::service::event::{Event, Item};

/// The calendar and the group that every mailbox begins with.
pub(crate) const FIRST: u32 = 1;

#[derive(Debug)]
pub(crate) struct Agenda {
    pub(crate) calendars: BTreeMap<u32, Calendar>,
    pub(crate) groups: BTreeMap<u32, Group>,
    pub(crate) default: u32,
    pub(crate) events: BTreeMap<u64, Event>,
    next: u32,
}

#[derive(Clone, Debug)]
pub(crate) struct Calendar {
    pub(crate) name: String,
    pub(crate) color: String,
    pub(crate) group: u32,
    pub(crate) version: u64,
    pub(crate) permissions: Vec<Value>,
}

#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub(crate) name: String,
    pub(crate) version: u64,
}

/// An event, or one day of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct At {
    pub(crate) key: u64,
    pub(crate) day: Option<Date>,
}

impl Default for Agenda {
    fn default() -> Self {
        let permission = json!({
            "id": "RGVmYXVsdA==",
            "isRemovable": false,
            "isInsideOrganization": true,
            "role": "freeBusyRead",
            "allowedRoles": ["none", "freeBusyRead", "limitedRead", "read", "write"],
            "emailAddress": {"name": "My Organization"},
        });
        let calendar = Calendar {
            name: "Calendar".to_owned(),
            color: "auto".to_owned(),
            group: FIRST,
            version: 1,
            permissions: vec![permission],
        };
        let group = Group { name: "My Calendars".to_owned(), version: 1 };
        Self {
            calendars: BTreeMap::from([(FIRST, calendar)]),
            groups: BTreeMap::from([(FIRST, group)]),
            default: FIRST,
            events: BTreeMap::new(),
            next: FIRST,
        }
    }
}

impl Agenda {
    pub(crate) fn fresh(&mut self) -> u32 {
        self.next += 1;
        self.next
    }

    pub(crate) fn events(&self) -> impl Iterator<Item = &Event> {
        self.events.values()
    }

    pub(crate) fn event(&self, key: u64) -> Option<&Event> {
        self.events.get(&key)
    }

    /// The event of that meeting.
    pub(crate) fn meeting(&self, meeting: u64) -> Option<&Event> {
        self.events.values().find(|event| event.meeting == meeting)
    }

    /// What happens between two instants, in its order; in one calendar or in all.
    pub(crate) fn between(&self, calendar: Option<u32>, from: i64, to: i64) -> Vec<Item<'_>> {
        let wanted = |event: &&Event| calendar.is_none_or(|calendar| event.calendar == calendar);
        let all = self.events().filter(wanted);
        let mut items: Vec<_> = all.flat_map(|event| event.between(from, to)).collect();
        items.sort_by_key(|item| item.start.at());
        items
    }
}
