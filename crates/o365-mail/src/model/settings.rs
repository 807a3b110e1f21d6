//! Settings of a mailbox.

use o365_core::json::Extra;
use o365_core::time::TimeZone;
use o365_core::{Field, Id, Result, draft, open_enum};
use serde::{Deserialize, Serialize};

use super::automatic_replies::Resolved;
use super::{AutomaticRepliesDraft, AutomaticRepliesSetting, LocaleInfo, MailFolder, WorkingHours};

open_enum! {
    /// Who gets the meeting requests for somebody who has a delegate.
    pub enum DelegateMeetingMessageDeliveryOptions {
        /// The delegate; the principal is told of them.
        SendToDelegateAndInformationToPrincipal = "sendToDelegateAndInformationToPrincipal",
        /// Both.
        SendToDelegateAndPrincipal = "sendToDelegateAndPrincipal",
        /// The delegate alone.
        SendToDelegateOnly = "sendToDelegateOnly",
    }
}

open_enum! {
    /// Whose mailbox it is.
    pub enum UserPurpose {
        /// A person's.
        User = "user",
        /// A person's of another forest.
        Linked = "linked",
        /// A shared one.
        Shared = "shared",
        /// A room's.
        Room = "room",
        /// A piece of equipment's.
        Equipment = "equipment",
        /// None of these.
        Others = "others",
    }
}

/// Settings of a mailbox. All of them may be missing, those for automatic replies, too.
///
/// [mailboxSettings](https://learn.microsoft.com/graph/api/resources/mailboxsettings).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct MailboxSettings {
    /// What it answers by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub automatic_replies_setting: Option<AutomaticRepliesSetting>,
    /// The folder that archives with one click.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archive_folder: Option<Id<MailFolder>>,
    /// Its time zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<TimeZone>,
    /// Its language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<LocaleInfo>,
    /// When its person works.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub working_hours: Option<WorkingHours>,
    /// How it writes dates, such as `MM/dd/yyyy`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_format: Option<String>,
    /// How it writes times, such as `hh:mm tt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_format: Option<String>,
    /// Who gets the meeting requests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delegate_meeting_message_delivery_options: Option<DelegateMeetingMessageDeliveryOptions>,
    /// Whose mailbox it is. Can't be changed here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_purpose: Option<UserPurpose>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

draft! {
    /// What to change of a mailbox's settings.
    ///
    /// ```
    /// use o365_mail::{LocaleInfo, SettingsDraft};
    ///
    /// let draft = SettingsDraft::new()
    ///     .time_zone("Europe/Madrid")
    ///     .language(LocaleInfo::new("es-ES"))
    ///     .date_format("dd/MM/yyyy");
    /// # let _ = draft;
    /// ```
    ///
    /// [mailboxSettings](https://learn.microsoft.com/graph/api/resources/mailboxsettings).
    pub struct SettingsDraft {
        /// Its language: one of [`Mailbox::supported_languages`](crate::Mailbox::supported_languages).
        language: LocaleInfo,
        /// When its person works.
        working_hours: WorkingHours,
        /// How it writes dates: one of the formats of its language.
        date_format: String,
        /// How it writes times: one of the formats of its language.
        time_format: String,
        /// Who gets the meeting requests.
        delegate_meeting_message_delivery_options: DelegateMeetingMessageDeliveryOptions,
        ;
        time_zone: TimeZone,
        ;
        automatic_replies: Option<AutomaticRepliesDraft>,
    }
}

impl SettingsDraft {
    /// Its time zone, by any name: it is sent under the one that the service surely takes.
    #[must_use]
    pub fn time_zone(mut self, zone: impl Into<TimeZone>) -> Self {
        self.time_zone = zone.into().for_service().into();
        self
    }

    /// What it answers by itself.
    #[must_use]
    pub fn automatic_replies(mut self, draft: AutomaticRepliesDraft) -> Self {
        self.automatic_replies = Some(draft);
        self
    }

    /// The draft as it goes out, with wall clocks in `zone`.
    pub(crate) fn to_send(&self, zone: &TimeZone) -> Result<Loaded<'_>> {
        let replies = self.automatic_replies.as_ref().map(|draft| draft.to_send(zone));
        let replies = replies.transpose()?.map_or(Field::Keep, Field::Set);
        Ok(Loaded { draft: self, automatic_replies_setting: replies })
    }
}

/// A draft with its times in a zone, as it goes out.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Loaded<'a> {
    #[serde(flatten)]
    draft: &'a SettingsDraft,
    #[serde(skip_serializing_if = "Field::is_keep")]
    automatic_replies_setting: Field<Resolved<'a>>,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_setting_may_be_missing_null_or_new() {
        for text in [
            "{}",
            r#"{"automaticRepliesSetting":null,"timeZone":null,"language":null,"workingHours":null,"userPurpose":null}"#,
        ] {
            let settings: MailboxSettings = serde_json::from_str(text).unwrap();
            assert_eq!(settings, MailboxSettings::default());
        }
        let odd =
            json!({"userPurpose": "robot", "timeZone": "Customized Time Zone", "brandNew": 1});
        let settings: MailboxSettings = serde_json::from_value(odd.clone()).unwrap();
        assert!(matches!(settings.user_purpose, Some(UserPurpose::Unknown(_))));
        assert_eq!(serde_json::to_value(&settings).unwrap(), odd);
    }

    #[test]
    fn reads_what_the_service_says() {
        let settings: MailboxSettings = serde_json::from_value(json!({
            "automaticRepliesSetting": {
                "status": "Scheduled", "externalAudience": "All",
                "scheduledStartDateTime": {"dateTime": "2016-03-14T07:00:00.0000000", "timeZone": "UTC"},
                "scheduledEndDateTime": {"dateTime": "2016-03-28T07:00:00.0000000", "timeZone": "UTC"},
                "internalReplyMessage": "<html>\n<body>\n<p>Away</p></body>\n</html>\n", "externalReplyMessage": ""
            },
            "timeZone": "UTC", "language": {"locale": "en-US", "displayName": "English (United States)"},
            "workingHours": {
                "daysOfWeek": ["monday", "friday"], "startTime": "08:00:00.0000000", "endTime": "17:00:00.0000000",
                "timeZone": {"name": "Pacific Standard Time"}
            },
            "dateFormat": "MM/dd/yyyy", "timeFormat": "hh:mm tt",
            "delegateMeetingMessageDeliveryOptions": "sendToDelegateOnly", "userPurpose": "shared"
        }))
        .unwrap();
        assert!(settings.extra.is_empty());
        assert_eq!(settings.time_zone, Some(TimeZone::UTC));
        assert_eq!(settings.user_purpose, Some(UserPurpose::Shared));
        assert_eq!(
            settings.delegate_meeting_message_delivery_options,
            Some(DelegateMeetingMessageDeliveryOptions::SendToDelegateOnly)
        );
        let hours = settings.working_hours.unwrap();
        assert_eq!(hours.time_zone.unwrap().name.unwrap().iana(), Some("America/Los_Angeles"));
    }

    #[test]
    fn says_only_what_was_said() {
        let sent = |draft: SettingsDraft| {
            serde_json::to_value(draft.to_send(&TimeZone::UTC).unwrap()).unwrap()
        };
        assert_eq!(sent(SettingsDraft::new()), json!({}));
        assert_eq!(
            sent(
                SettingsDraft::new()
                    .time_zone("Asia/Tokyo")
                    .automatic_replies(AutomaticRepliesDraft::off())
                    .date_format("yyyy-MM-dd")
            ),
            json!({
                "timeZone": "Tokyo Standard Time", "automaticRepliesSetting": {"status": "disabled"},
                "dateFormat": "yyyy-MM-dd"
            })
        );
    }
}
