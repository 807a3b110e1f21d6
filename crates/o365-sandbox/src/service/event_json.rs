//! Events, shown.

use serde_json::{Value, json};

use crate::odata::Options;
use crate::schema::{EVENT, Refusal, iso};
use crate::service::{
    Call, Mailbox,
    clock::{Moment, Zone, text},
    event::Item,
    ids::change_key,
    text as words,
};

/// How events are to be shown.
pub(crate) struct Look<'a> {
    pub(crate) mailbox: &'a Mailbox,
    zone: Zone,
    immutable: bool,
    body: Option<&'static str>,
}

impl<'a> Look<'a> {
    /// # Errors
    /// 400 if a zone is preferred that isn't known.
    pub(crate) fn new(call: &Call<'_>, mailbox: &'a Mailbox) -> Result<Self, Refusal> {
        let zone = call.prefer.zone.as_deref().map_or_else(|| Ok(Zone::utc()), Zone::find)?;
        Ok(Self { mailbox, zone, immutable: call.prefer.immutable, body: call.prefer.body })
    }

    /// In UTC, for what nobody has asked for.
    pub(crate) fn plain(mailbox: &'a Mailbox) -> Self {
        Self { mailbox, zone: Zone::utc(), immutable: false, body: None }
    }

    pub(crate) fn zone(&self) -> &Zone {
        &self.zone
    }

    pub(crate) fn immutable(&self) -> bool {
        self.immutable
    }

    pub(crate) fn id(&self, item: &Item<'_>) -> String {
        self.mailbox.ids.event(item.event.key, item.day_number(), self.immutable)
    }

    /// In the zone that was asked for. What lasts all day is midnight everywhere.
    pub(crate) fn moment(&self, moment: &Moment, all_day: bool) -> Value {
        if all_day {
            return json!({"dateTime": text(moment.wall), "timeZone": self.zone.name});
        }
        moment.in_zone(&self.zone).json()
    }

    /// All of it, with what is expanded.
    pub(crate) fn json(&self, item: &Item<'_>, options: &Options) -> Value {
        let mut json = serde_json::Map::new();
        json.insert("@odata.etag".to_owned(), etag(item).into());
        for property in EVENT.all() {
            // Told to those only who ask for them.
            let is_asked =
                options.select.as_ref().is_some_and(|names| names.contains(&property.name));
            if !property.kind.is_navigation()
                && (property.name != "cancelledOccurrences" || is_asked)
            {
                json.insert(property.name.to_owned(), self.field(item, property.name));
            }
        }
        for expand in &options.expand {
            let mut rows = self.expanded(item, expand.name);
            if let Value::Array(rows) = &mut rows {
                rows.retain(|row| {
                    expand.filter.as_ref().is_none_or(|f| crate::odata::matches(f, row))
                });
                rows.truncate(expand.top.unwrap_or(usize::MAX));
            }
            json.insert(expand.name.to_owned(), rows);
        }
        Value::Object(json)
    }

    fn expanded(&self, item: &Item<'_>, name: &str) -> Value {
        match name {
            "attachments" => {
                let (key, all) = item.attachments();
                let one = |a: &crate::service::Attachment| {
                    a.json(self.mailbox.ids.attachment(key, a.number), true, false)
                };
                all.iter().map(one).collect()
            }
            "calendar" => self.mailbox.calendar_json(item.event.calendar).unwrap_or_default(),
            "exceptionOccurrences" => {
                let all = item.event.between(i64::MIN / 4, i64::MAX / 4);
                let exceptions = all.iter().filter(|item| item.exception.is_some());
                exceptions.map(|item| self.json(item, &Options::default())).collect()
            }
            "singleValueExtendedProperties" | "multiValueExtendedProperties" => {
                item.property(name).cloned().unwrap_or_else(|| json!([]))
            }
            _ => json!([]),
        }
    }

    fn field(&self, item: &Item<'_>, name: &str) -> Value {
        let event = item.event;
        match name {
            "id" => self.id(item).into(),
            "createdDateTime" => iso(event.created).into(),
            "lastModifiedDateTime" => iso(event.modified).into(),
            "changeKey" => change_key(item.version()).into(),
            "originalStartTimeZone" => event.start.zone.name.as_ref().into(),
            "originalEndTimeZone" => event.end.zone.name.as_ref().into(),
            "iCalUId" => uid(item).into(),
            "hasAttachments" => item.attachments().1.iter().any(|a| !a.inline).into(),
            "bodyPreview" => self.body(item).1.into(),
            "body" => self.body(item).0,
            "isOrganizer" => event.is_organizer.into(),
            "seriesMasterId" => {
                let id = |_| self.mailbox.ids.event(event.key, None, self.immutable);
                item.day.map(id).into()
            }
            "type" => kind(item).into(),
            "webLink" => {
                let id = self.id(item).replace('=', "%3D");
                format!("https://outlook.office365.com/owa/?itemid={id}&exvsurl=1&path=/calendar/item").into()
            }
            "originalStart" => match (&event.series, item.day) {
                (Some(series), Some(day)) => iso(event.planned(series, day).0.at()).into(),
                _ => Value::Null,
            },
            "responseStatus" => item.property(name).cloned().unwrap_or_else(|| {
                let response = if event.is_organizer { "organizer" } else { "notResponded" };
                json!({"response": response, "time": "0001-01-01T00:00:00Z"})
            }),
            "start" => self.moment(&item.start, item.is_all_day()),
            "end" => self.moment(&item.end, item.is_all_day()),
            "recurrence" if item.day.is_some() => Value::Null,
            "organizer" => {
                json!({"emailAddress": {"name": event.organizer.name, "address": event.organizer.address}})
            }
            "onlineMeeting" if item.flag("isOnlineMeeting", false) => {
                let url = format!(
                    "https://teams.microsoft.com/l/meetup-join/19%3ameeting_{:016x}%40thread.v2/0",
                    event.meeting
                );
                json!({"joinUrl": url})
            }
            "onlineMeetingProvider" => {
                let default = if item.flag("isOnlineMeeting", false) {
                    "teamsForBusiness"
                } else {
                    "unknown"
                };
                item.text(name).filter(|text| *text != "unknown").unwrap_or(default).into()
            }
            "location" => item
                .property(name)
                .cloned()
                .unwrap_or_else(|| json!({"displayName": "", "locationType": "default", "uniqueIdType": "unknown", "address": {}, "coordinates": {}})),
            "cancelledOccurrences" => match (&event.series, item.day) {
                (Some(series), None) => {
                    let gone = series.exceptions.iter().filter(|(_, day)| day.is_none());
                    gone.map(|(day, _)| format!("OID.{}.{day}", self.id(item))).collect()
                }
                _ => json!([]),
            },
            "locations" | "attendees" | "categories" => {
                item.property(name).cloned().unwrap_or_else(|| json!([]))
            }
            _ => item.property(name).cloned().unwrap_or_else(|| default(name, item.is_all_day())),
        }
    }

    /// The body and its preview.
    fn body(&self, item: &Item<'_>) -> (Value, String) {
        let body = item.property("body");
        let part = |name: &str| body.and_then(|body| body.get(name)).and_then(Value::as_str);
        let html = part("contentType") != Some("text");
        let content = part("content").unwrap_or_default();
        let preview = words::preview(html, content);
        let (kind, content) = match (self.body, html) {
            (Some("text"), true) => ("text", words::plain(content)),
            (Some("html"), false) => ("html", words::html(content)),
            (_, true) => ("html", content.to_owned()),
            (_, false) => ("text", content.to_owned()),
        };
        (json!({"contentType": kind, "content": content}), preview)
    }
}

fn default(name: &str, all_day: bool) -> Value {
    match name {
        "importance" | "sensitivity" => "normal".into(),
        "showAs" => if all_day { "free" } else { "busy" }.into(),
        "isReminderOn" | "responseRequested" | "allowNewTimeProposals" => true.into(),
        "reminderMinutesBeforeStart" => 15.into(),
        "isAllDay" | "isCancelled" | "isDraft" | "hideAttendees" | "isOnlineMeeting" => {
            false.into()
        }
        "subject" => "".into(),
        _ => Value::Null,
    }
}

pub(crate) fn etag(item: &Item<'_>) -> String {
    format!("W/\"{}\"", change_key(item.version()))
}

pub(crate) fn kind(item: &Item<'_>) -> &'static str {
    match (item.day, item.exception) {
        (None, _) if item.event.series.is_some() => "seriesMaster",
        (None, _) => "singleInstance",
        (Some(_), None) => "occurrence",
        (Some(_), Some(_)) => "exception",
    }
}

/// Of an occurrence it has the day.
pub(crate) fn uid(item: &Item<'_>) -> String {
    let day = item.day.map_or_else(
        || "00000000".to_owned(),
        |day| format!("{:04X}{:02X}{:02X}", day.year(), day.month(), day.day()),
    );
    format!(
        "040000008200E00074C5B7101A82E008{day}{:016X}000000000000000010000000{:016X}{:016X}",
        item.event.meeting,
        !item.event.meeting,
        item.event.meeting.rotate_left(17)
    )
}
