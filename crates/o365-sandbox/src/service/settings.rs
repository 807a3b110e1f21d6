//! The settings that a mailbox has.

use serde_json::{Map, Value, json};

use crate::schema::instant;
use crate::service::clock::Moment;

/// Locales that the service supports, a few of them.
pub(crate) const LOCALES: &[(&str, &str)] = &[
    ("en-US", "English (United States)"),
    ("en-GB", "English (United Kingdom)"),
    ("de-DE", "German (Germany)"),
    ("fr-FR", "French (France)"),
    ("es-ES", "Spanish (Spain)"),
    ("it-IT", "Italian (Italy)"),
    ("nl-NL", "Dutch (Netherlands)"),
    ("pl-PL", "Polish (Poland)"),
    ("pt-BR", "Portuguese (Brazil)"),
    ("sv-SE", "Swedish (Sweden)"),
    ("ja-JP", "Japanese (Japan)"),
    ("zh-CN", "Chinese (Simplified, China)"),
];

/// The settings of a mailbox, as JSON.
#[derive(Debug)]
pub(crate) struct Settings(pub(crate) Map<String, Value>);

impl Default for Settings {
    fn default() -> Self {
        let at = |day: &str| json!({"dateTime": format!("2025-07-{day}T00:00:00.0000000"), "timeZone": "UTC"});
        let settings = json!({
            "archiveFolder": null,
            "timeZone": "UTC",
            "delegateMeetingMessageDeliveryOptions": "sendToDelegateOnly",
            "dateFormat": "M/d/yyyy",
            "timeFormat": "h:mm tt",
            "userPurpose": "user",
            "automaticRepliesSetting": {
                "status": "disabled",
                "externalAudience": "all",
                "internalReplyMessage": "",
                "externalReplyMessage": "",
                "scheduledStartDateTime": at("01"),
                "scheduledEndDateTime": at("02"),
            },
            "language": {"locale": "en-US", "displayName": "English (United States)"},
            "workingHours": {
                "daysOfWeek": ["monday", "tuesday", "wednesday", "thursday", "friday"],
                "startTime": "08:00:00.0000000",
                "endTime": "17:00:00.0000000",
                "timeZone": {"name": "UTC"},
            },
        });
        Self(settings.as_object().cloned().unwrap_or_default())
    }
}

impl Settings {
    /// The automatic replies, if they are sent now.
    pub(crate) fn replies(&self, now: i64) -> Option<&Value> {
        let replies = self.0.get("automaticRepliesSetting")?;
        let at = |name: &str| Some(Moment::read(replies.get(name)?).ok()?.at());
        let on = match replies["status"].as_str() {
            Some("alwaysEnabled") => true,
            Some("scheduled") => {
                at("scheduledStartDateTime")? <= now && now < at("scheduledEndDateTime")?
            }
            _ => false,
        };
        on.then_some(replies)
    }
}

/// Seconds since 1970, for a wall clock that is taken for UTC.
pub(crate) fn wall(of: &Value) -> Option<i64> {
    let text = of.get("dateTime")?.as_str()?;
    instant(&format!("{}Z", text.trim_end_matches('Z'))).map(|micros| micros.div_euclid(1_000_000))
}
