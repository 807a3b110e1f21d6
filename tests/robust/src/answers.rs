//! JSON of every model of every service.

use o365::{attachment, calendar, contacts, drive, mail, monitor, sharepoint, subscriptions};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// JSON, read as every model; or a byte that says which model, and JSON.
///
/// What is read can be written, and what was written is read as the same.
pub fn check(data: &[u8]) {
    match data.split_first() {
        Some((b'{' | b'[' | b'"', _)) => MODELS.iter().for_each(|model| model(data)),
        Some((which, json)) => MODELS[usize::from(*which) % MODELS.len()](json),
        None => {}
    }
}

fn model<T: DeserializeOwned + Serialize + std::fmt::Debug>(json: &[u8]) {
    let Ok(read) = serde_json::from_slice::<T>(json) else { return };
    let _ = format!("{read:?}");
    let name = std::any::type_name::<T>();
    let written = serde_json::to_value(&read).unwrap_or_else(|error| panic!("{name}: {error}"));
    let again: T = serde_json::from_value(written.clone())
        .unwrap_or_else(|error| panic!("{name}: {error} in {written}"));
    let twice = serde_json::to_value(&again).unwrap();
    assert_eq!(twice, written, "{name}");
}

/// Pages too: a collection is read as a program does it with any type.
fn page(json: &[u8]) {
    model::<Vec<mail::Message>>(json);
    model::<Value>(json);
}

const MODELS: &[fn(&[u8])] = &[
    page,
    // mail
    model::<mail::Message>,
    model::<mail::MailFolder>,
    model::<mail::MessageRule>,
    model::<mail::MailTips>,
    model::<mail::MailboxSettings>,
    model::<mail::AutomaticRepliesSetting>,
    model::<mail::OutlookCategory>,
    model::<mail::InferenceClassificationOverride>,
    model::<mail::ConvertIdResult>,
    model::<mail::LocaleInfo>,
    model::<mail::TimeZoneInformation>,
    model::<mail::FollowupFlag>,
    model::<attachment::Attachment>,
    // calendar
    model::<calendar::Event>,
    model::<calendar::Calendar>,
    model::<calendar::CalendarGroup>,
    model::<calendar::CalendarPermission>,
    model::<calendar::ScheduleInformation>,
    model::<calendar::MeetingTimes>,
    model::<calendar::Room>,
    model::<calendar::RoomList>,
    model::<calendar::Reminder>,
    model::<calendar::Recurrence>,
    // contacts
    model::<contacts::Contact>,
    model::<contacts::ContactFolder>,
    model::<contacts::Person>,
    model::<contacts::ProfilePhoto>,
    model::<contacts::User>,
    model::<contacts::Invitation>,
    // drive
    model::<drive::Drive>,
    model::<drive::DriveItem>,
    model::<drive::DriveItemVersion>,
    model::<drive::Permission>,
    model::<drive::SharedDriveItem>,
    model::<drive::SharingInvitation>,
    model::<drive::ThumbnailSet>,
    model::<drive::ItemAnalytics>,
    model::<drive::ItemActivityStat>,
    model::<drive::RetentionLabel>,
    model::<drive::SensitivityLabelAssignment>,
    model::<drive::Preview>,
    // SharePoint
    model::<sharepoint::Site>,
    model::<sharepoint::SharePointList>,
    model::<sharepoint::ListItem>,
    model::<sharepoint::ListItemVersion>,
    model::<sharepoint::FieldValues>,
    model::<sharepoint::ColumnDefinition>,
    model::<sharepoint::ContentType>,
    model::<sharepoint::DocumentLibrary>,
    model::<sharepoint::DocumentSetVersion>,
    model::<sharepoint::SitePage>,
    model::<sharepoint::SitePermission>,
    model::<sharepoint::TermStore>,
    model::<sharepoint::TermGroup>,
    model::<sharepoint::TermSet>,
    model::<sharepoint::Term>,
    // of all of them
    model::<subscriptions::Subscription>,
    model::<monitor::OperationStatus>,
];
