//! Automatic replies: what a mailbox answers while its person is away.

use o365_core::json::Extra;
use o365_core::time::{DateTimeTimeZone, TimeZone, When};
use o365_core::{Error, Field, Result, draft, open_enum};
use serde::{Deserialize, Serialize};

open_enum! {
    /// Whether automatic replies are sent.
    pub enum AutomaticRepliesStatus {
        /// They aren't.
        Disabled = "disabled",
        /// They are, until they are turned off.
        AlwaysEnabled = "alwaysEnabled",
        /// They are between two times.
        Scheduled = "scheduled",
    }
}

open_enum! {
    /// Who outside the organisation gets an automatic reply.
    pub enum ExternalAudienceScope {
        /// Nobody.
        None = "none",
        /// Those in the contacts.
        ContactsOnly = "contactsOnly",
        /// Everybody.
        All = "all",
    }
}

/// What a mailbox answers by itself, and when.
///
/// [automaticRepliesSetting](https://learn.microsoft.com/graph/api/resources/automaticrepliessetting).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct AutomaticRepliesSetting {
    /// Whether they are sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<AutomaticRepliesStatus>,
    /// Who outside the organisation gets one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_audience: Option<ExternalAudienceScope>,
    /// When they start, if they are scheduled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheduled_start_date_time: Option<DateTimeTimeZone>,
    /// When they end, if they are scheduled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheduled_end_date_time: Option<DateTimeTimeZone>,
    /// What people in the organisation read, as HTML.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub internal_reply_message: Option<String>,
    /// What others read, as HTML.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_reply_message: Option<String>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

draft! {
    /// What to say of automatic replies. What isn't said stays: turned off, they keep their texts.
    ///
    /// ```
    /// use o365_mail::{AutomaticRepliesDraft, ExternalAudienceScope};
    /// use time::macros::datetime;
    ///
    /// // Wall clocks in the account's zone; `(datetime, "Asia/Tokyo")` for another one.
    /// let away = AutomaticRepliesDraft::scheduled(datetime!(2024-08-01 18:00), datetime!(2024-08-19 08:00))
    ///     .message("Back on <b>Monday</b>.")
    ///     .external_audience(ExternalAudienceScope::ContactsOnly);
    /// let back = AutomaticRepliesDraft::off();
    /// # let _ = (away, back);
    /// ```
    ///
    /// [automaticRepliesSetting](https://learn.microsoft.com/graph/api/resources/automaticrepliessetting).
    pub struct AutomaticRepliesDraft {
        /// Who outside the organisation gets one.
        external_audience: ExternalAudienceScope,
        /// What people in the organisation read, as HTML.
        internal_reply_message: String,
        /// What others read, as HTML.
        external_reply_message: String,
        ;
        status: AutomaticRepliesStatus,
        ;
        schedule: Option<(When, When)>,
    }
}

impl AutomaticRepliesDraft {
    /// None are sent.
    pub fn off() -> Self {
        AutomaticRepliesDraft {
            status: AutomaticRepliesStatus::Disabled.into(),
            ..Default::default()
        }
    }

    /// They are sent until they are turned off.
    pub fn always() -> Self {
        AutomaticRepliesDraft {
            status: AutomaticRepliesStatus::AlwaysEnabled.into(),
            ..Default::default()
        }
    }

    /// They are sent between two times. What has no zone of its own is in the connection's.
    pub fn scheduled(start: impl Into<When>, end: impl Into<When>) -> Self {
        AutomaticRepliesDraft {
            status: AutomaticRepliesStatus::Scheduled.into(),
            schedule: Some((start.into(), end.into())),
            ..Default::default()
        }
    }

    /// What everybody reads, in the organisation and outside, as HTML.
    #[must_use]
    pub fn message(self, html: impl Into<String>) -> Self {
        let html = html.into();
        self.internal_reply_message(html.clone()).external_reply_message(html)
    }

    /// The draft as it goes out, with wall clocks in `zone`.
    pub(crate) fn to_send(&self, zone: &TimeZone) -> Result<Resolved<'_>> {
        let schedule =
            self.schedule.as_ref().map(|(start, end)| (start.resolve(zone), end.resolve(zone)));
        if let Some((start, end)) = &schedule
            && let (Ok(first), Ok(last)) = (start.instant(), end.instant())
            && first >= last
        {
            return Err(Error::input(format!(
                "automatic replies from {start} to {end} would end before they start"
            )));
        }
        let (start, end) = schedule.unzip();
        let keep = |time: Option<_>| time.map_or(Field::Keep, Field::Set);
        Ok(Resolved {
            draft: self,
            scheduled_start_date_time: keep(start),
            scheduled_end_date_time: keep(end),
        })
    }
}

/// A draft with its times in a zone, as it goes out.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Resolved<'a> {
    #[serde(flatten)]
    draft: &'a AutomaticRepliesDraft,
    #[serde(skip_serializing_if = "Field::is_keep")]
    scheduled_start_date_time: Field<DateTimeTimeZone>,
    #[serde(skip_serializing_if = "Field::is_keep")]
    scheduled_end_date_time: Field<DateTimeTimeZone>,
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use time::macros::datetime;

    use super::*;

    fn sent(draft: &AutomaticRepliesDraft) -> Value {
        serde_json::to_value(draft.to_send(&TimeZone::new("Europe/Madrid")).unwrap()).unwrap()
    }

    #[test]
    fn says_only_what_was_said() {
        assert_eq!(sent(&AutomaticRepliesDraft::off()), json!({"status": "disabled"}));
        assert_eq!(
            sent(
                &AutomaticRepliesDraft::always()
                    .internal_reply_message("Hi")
                    .external_reply_message(None)
            ),
            json!({"status": "alwaysEnabled", "internalReplyMessage": "Hi", "externalReplyMessage": null})
        );
        let audience = AutomaticRepliesDraft::new().external_audience(ExternalAudienceScope::None);
        assert_eq!(sent(&audience), json!({"externalAudience": "none"}));
    }

    #[test]
    fn a_schedule_is_in_the_account_s_zone_or_in_its_own() {
        let start = datetime!(2016-03-20 18:00);
        let draft = AutomaticRepliesDraft::scheduled(start, (start, "Pacific Standard Time"));
        assert_eq!(
            sent(&draft.message("Away")),
            json!({
                "status": "scheduled", "internalReplyMessage": "Away", "externalReplyMessage": "Away",
                "scheduledStartDateTime": {"dateTime": "2016-03-20T18:00:00", "timeZone": "Romance Standard Time"},
                "scheduledEndDateTime": {"dateTime": "2016-03-20T18:00:00", "timeZone": "Pacific Standard Time"},
            })
        );
        let backwards = AutomaticRepliesDraft::scheduled(start, datetime!(2016-03-20 16:59 UTC));
        let error = backwards.to_send(&TimeZone::new("Europe/Madrid")).unwrap_err();
        assert!(error.to_string().contains("2016-03-20T18:00:00 Romance Standard Time"), "{error}");
    }

    #[test]
    fn reads_the_service_s_capitals_and_nulls() {
        let odd = json!({"status": "Scheduled", "externalAudience": "All", "scheduledStartDateTime": null, "internalReplyMessage": null});
        let setting: AutomaticRepliesSetting = serde_json::from_value(odd).unwrap();
        assert_eq!(setting.status, Some(AutomaticRepliesStatus::Scheduled));
        assert_eq!(setting.external_audience, Some(ExternalAudienceScope::All));
        assert_eq!(
            serde_json::to_value(setting).unwrap(),
            json!({"status": "scheduled", "externalAudience": "all"})
        );
    }
}
