use o365::mail::{
    AutomaticRepliesDraft, AutomaticRepliesStatus, DayOfWeek, ExternalAudienceScope, LocaleInfo,
    MailTipsType, MessageDraft, SettingsDraft, WorkingHours,
};
use o365::time::TimeZone;
use o365_core::mock::Mock;
use serde_json::json;
use time::{
    Duration, UtcDateTime, Weekday,
    macros::{datetime, time},
};

use super::{mocked, start};

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

#[test]
fn settings_are_changed_one_by_one() {
    let (_sandbox, account) = start();
    let settings = account.mailbox().settings();
    let hours = WorkingHours::new([DayOfWeek::Monday], time!(09:00), time!(18:30), "Asia/Tokyo");
    let draft = SettingsDraft::new()
        .time_zone("Europe/Madrid")
        .language(LocaleInfo::new("es-ES"))
        .working_hours(hours)
        .date_format("dd/MM/yyyy")
        .time_format("HH:mm");
    settings.update(&draft).unwrap();
    let read = settings.get().unwrap();
    assert_eq!(read.time_zone.unwrap().windows(), Some("Romance Standard Time"));
    assert_eq!(read.language.unwrap().locale.as_deref(), Some("es-ES"));
    assert_eq!(read.date_format.as_deref(), Some("dd/MM/yyyy"));
    assert_eq!(read.time_format.as_deref(), Some("HH:mm"));
    let hours = settings.working_hours().unwrap();
    assert_eq!(
        (&hours.days_of_week[..], hours.end_time),
        (&[DayOfWeek::Monday][..], Some(time!(18:30)))
    );

    let draft = SettingsDraft::new().time_format("h:mm tt");
    settings.update(&draft).unwrap();
    assert_eq!(settings.get().unwrap().date_format.as_deref(), Some("dd/MM/yyyy"), "it stays");
    assert!(settings.update(&SettingsDraft::new().time_zone("Mars/Olympus")).is_err());
}

/// Who is about to write to somebody who is away is told by mail tips.
#[test]
fn automatic_replies_are_set_shown_by_tips_and_turned_off() {
    let (sandbox, account) = start();
    let mailbox = account.mailbox();
    let settings = mailbox.settings();
    let now = UtcDateTime::now();
    let away = AutomaticRepliesDraft::scheduled(now - Duration::hours(1), now + Duration::days(2))
        .message("I am away");
    let set = settings.set_automatic_replies(&away).unwrap().unwrap();
    assert_eq!(set.status, Some(AutomaticRepliesStatus::Scheduled));
    assert_eq!(settings.automatic_replies().unwrap().status, set.status);

    sandbox.add_user("denis@law.com", "Denis Law");
    sandbox.share("denis@law.com", sandbox.user());
    let denis = account.with_resource("denis@law.com").mailbox();
    let tips = denis.mail_tips(sandbox.user(), MailTipsType::AUTOMATIC_REPLIES).unwrap();
    assert!(
        tips[0].automatic_replies.as_ref().unwrap().message.as_deref().unwrap().contains("away")
    );
    let hello = MessageDraft::new().to(sandbox.user()).subject("Hello");
    denis.send(&hello).unwrap();
    assert_eq!(mailbox.inbox().messages().all().unwrap().len(), 1);

    settings.set_automatic_replies(&AutomaticRepliesDraft::off()).unwrap();
    let off = settings.automatic_replies().unwrap();
    assert_eq!(off.status, Some(AutomaticRepliesStatus::Disabled));
    assert!(off.internal_reply_message.unwrap().contains("away"), "the text stays");
    let always = AutomaticRepliesDraft::always().message("Back never");
    let set = settings.set_automatic_replies(&always).unwrap().unwrap();
    assert_eq!(set.status, Some(AutomaticRepliesStatus::AlwaysEnabled));
}
