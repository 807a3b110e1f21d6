use o365::mail::{
    AutomaticRepliesDraft, AutomaticRepliesStatus, DayOfWeek, ExternalAudienceScope, LocaleInfo,
    SettingsDraft, WorkingHours,
};
use o365::time::TimeZone;
use o365_core::mock::Mock;
use serde_json::json;
use time::{
    Weekday,
    macros::{datetime, time},
};

use super::mocked;

#[test]
fn missing_automatic_replies_break_nothing() {
    let mock = Mock::new()
        .answer(200, json!({"timeZone": "UTC"}))
        .answer(200, json!({"automaticRepliesSetting": null, "workingHours": null}))
        .answer(200, json!({"@odata.context": "x"}));
    let settings = mocked(&mock).settings();
    let read = settings.get().unwrap();
    assert!(read.automatic_replies_setting.is_none() && read.time_zone == Some(TimeZone::UTC));
    assert!(settings.get().unwrap().automatic_replies_setting.is_none());
    assert!(settings.automatic_replies().unwrap().status.is_none());
    assert_eq!(mock.requests()[2].path(), "/v1.0/me/mailboxSettings/automaticRepliesSetting");
}

#[test]
fn automatic_replies_are_scheduled_by_the_account_s_clocks() {
    let answer = json!({"automaticRepliesSetting": {
        "status": "scheduled", "externalAudience": "contactsOnly",
        "scheduledStartDateTime": {"dateTime": "2024-08-01T16:00:00.0000000", "timeZone": "UTC"},
        "scheduledEndDateTime": {"dateTime": "2024-08-19T06:00:00.0000000", "timeZone": "UTC"}
    }});
    let mock = Mock::new().answer(200, answer);
    let draft = AutomaticRepliesDraft::scheduled(
        datetime!(2024-08-01 18:00),
        datetime!(2024-08-19 06:00 UTC),
    )
    .message("Away")
    .external_audience(ExternalAudienceScope::ContactsOnly);
    let now = mocked(&mock).settings().set_automatic_replies(&draft).unwrap().unwrap();
    assert_eq!(now.status, Some(AutomaticRepliesStatus::Scheduled));
    let start = now.scheduled_start_date_time.unwrap();
    assert_eq!(start.instant().unwrap(), datetime!(2024-08-01 16:00 UTC));

    let request = &mock.requests()[0];
    assert_eq!((request.method(), request.path()), ("PATCH", "/v1.0/me/mailboxSettings"));
    assert_eq!(
        request.json().unwrap(),
        json!({"automaticRepliesSetting": {
            "status": "scheduled", "externalAudience": "contactsOnly",
            "internalReplyMessage": "Away", "externalReplyMessage": "Away",
            "scheduledStartDateTime": {"dateTime": "2024-08-01T18:00:00", "timeZone": "Romance Standard Time"},
            "scheduledEndDateTime": {"dateTime": "2024-08-19T06:00:00", "timeZone": "UTC"}
        }})
    );

    let nothing = Mock::new();
    let backwards =
        AutomaticRepliesDraft::scheduled(datetime!(2024-08-02 0:00), datetime!(2024-08-01 0:00));
    assert!(mocked(&nothing).settings().set_automatic_replies(&backwards).is_err());
    assert!(nothing.requests().is_empty(), "nothing was sent");
}

#[test]
fn all_that_can_be_written_is() {
    let mock = Mock::new().answer(200, json!({})).answer(200, json!({}));
    let settings = mocked(&mock).settings();
    let hours = WorkingHours::new(
        [DayOfWeek::Monday, Weekday::Friday.into()],
        time!(09:00),
        time!(18:30),
        "Asia/Tokyo",
    );
    let draft = SettingsDraft::new()
        .time_zone("Europe/Madrid")
        .language(LocaleInfo::new("es-ES"))
        .working_hours(hours)
        .date_format("dd/MM/yyyy")
        .time_format("HH:mm")
        .delegate_meeting_message_delivery_options(
            o365::mail::DelegateMeetingMessageDeliveryOptions::SendToDelegateOnly,
        );
    settings.update(&draft).unwrap();
    settings.update(&SettingsDraft::new().automatic_replies(AutomaticRepliesDraft::off())).unwrap();
    let requests = mock.requests();
    assert_eq!(
        requests[0].json().unwrap(),
        json!({
            "timeZone": "Romance Standard Time", "language": {"locale": "es-ES"},
            "workingHours": {
                "daysOfWeek": ["monday", "friday"], "startTime": "09:00:00.0000000", "endTime": "18:30:00.0000000",
                "timeZone": {"name": "Tokyo Standard Time"}
            },
            "dateFormat": "dd/MM/yyyy", "timeFormat": "HH:mm",
            "delegateMeetingMessageDeliveryOptions": "sendToDelegateOnly"
        })
    );
    assert_eq!(
        requests[1].json().unwrap(),
        json!({"automaticRepliesSetting": {"status": "disabled"}})
    );
}
