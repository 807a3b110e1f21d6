//! Which of the SDK's models reads which of Graph's types.

use o365::attachment::Attachment;
use o365::extended_property::{MultiValueExtendedProperty, SingleValueExtendedProperty};
use o365::subscriptions::{
    ChangeNotification, EncryptedContent, Notifications, ResourceData, Subscription,
};
use o365::time::DateTimeTimeZone;
use o365::upload::UploadSession;
use o365::{
    EmailAddress, GeoCoordinates, ItemBody, Location, PhysicalAddress, Recipient, TimeSlot,
    calendar, contacts, drive, mail, sharepoint,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

type Back = serde_json::Result<Value>;

/// A type of Graph's, and how it comes out of the model that reads it.
#[derive(Clone, Copy)]
pub(super) struct Model {
    name: &'static str,
    /// A thing by itself.
    pub(super) one: fn(&Value) -> Back,
    /// A page of them.
    pub(super) page: fn(&Value) -> Back,
}

/// Whether the SDK reads this type: `microsoft.graph.message`.
pub fn has_model(type_name: &str) -> bool {
    find(type_name).is_some()
}

pub(super) fn find(type_name: &str) -> Option<Model> {
    let name = type_name.strip_prefix("microsoft.graph.")?;
    let all = [CORE, MAIL, CALENDAR, CONTACTS, DRIVE, SHAREPOINT];
    all.into_iter().flatten().find(|model| model.name.eq_ignore_ascii_case(name)).copied()
}

const CORE: &[Model] = &[
    of::<Attachment>("attachment"),
    of::<Attachment>("fileAttachment"),
    of::<Attachment>("itemAttachment"),
    of::<Attachment>("referenceAttachment"),
    of::<ItemBody>("itemBody"),
    of::<Recipient>("recipient"),
    of::<EmailAddress>("emailAddress"),
    of::<DateTimeTimeZone>("dateTimeTimeZone"),
    of::<TimeSlot>("timeSlot"),
    of::<Location>("location"),
    of::<Location>("locationConstraintItem"),
    of::<PhysicalAddress>("physicalAddress"),
    of::<GeoCoordinates>("outlookGeoCoordinates"),
    of::<SingleValueExtendedProperty>("singleValueLegacyExtendedProperty"),
    of::<MultiValueExtendedProperty>("multiValueLegacyExtendedProperty"),
    of::<Subscription>("subscription"),
    of::<Notifications>("changeNotificationCollection"),
    of::<ChangeNotification>("changeNotification"),
    of::<ResourceData>("resourceData"),
    of::<EncryptedContent>("changeNotificationEncryptedContent"),
    Model { name: "uploadSession", one: upload_session, page: upload_sessions },
];

const MAIL: &[Model] = &[
    of::<mail::Message>("message"),
    of::<mail::Message>("eventMessage"),
    of::<mail::Message>("eventMessageRequest"),
    of::<mail::Message>("eventMessageResponse"),
    of::<mail::Message>("calendarSharingMessage"),
    of::<mail::InternetMessageHeader>("internetMessageHeader"),
    of::<mail::FollowupFlag>("followupFlag"),
    of::<mail::MailFolder>("mailFolder"),
    of::<mail::MailFolder>("mailSearchFolder"),
    of::<mail::MessageRule>("messageRule"),
    of::<mail::MessageRuleActions>("messageRuleActions"),
    of::<mail::MessageRulePredicates>("messageRulePredicates"),
    of::<mail::SizeRange>("sizeRange"),
    of::<mail::OutlookCategory>("outlookCategory"),
    of::<mail::InferenceClassificationOverride>("inferenceClassificationOverride"),
    of::<mail::MailboxSettings>("mailboxSettings"),
    of::<mail::AutomaticRepliesSetting>("automaticRepliesSetting"),
    of::<mail::WorkingHours>("workingHours"),
    of::<mail::LocaleInfo>("localeInfo"),
    of::<mail::TimeZoneInformation>("timeZoneInformation"),
    of::<mail::WorkingHoursTimeZone>("timeZoneBase"),
    of::<mail::WorkingHoursTimeZone>("customTimeZone"),
    of::<mail::TimeZoneOffset>("standardTimeZoneOffset"),
    of::<mail::TimeZoneOffset>("daylightTimeZoneOffset"),
    of::<mail::ConvertIdResult>("convertIdResult"),
    of::<mail::GenericError>("genericError"),
    of::<mail::MailTips>("mailTips"),
    of::<mail::AutomaticRepliesMailTips>("automaticRepliesMailTips"),
    of::<mail::MailTipsError>("mailTipsError"),
];

const CALENDAR: &[Model] = &[
    of::<calendar::Event>("event"),
    of::<calendar::Attendee>("attendee"),
    of::<calendar::ResponseStatus>("responseStatus"),
    of::<calendar::Recurrence>("patternedRecurrence"),
    of::<calendar::OnlineMeeting>("onlineMeetingInfo"),
    of::<calendar::Phone>("phone"),
    of::<calendar::Calendar>("calendar"),
    of::<calendar::CalendarGroup>("calendarGroup"),
    of::<calendar::CalendarPermission>("calendarPermission"),
    of::<calendar::Reminder>("reminder"),
    of::<calendar::Room>("room"),
    of::<calendar::RoomList>("roomList"),
    of::<calendar::ScheduleInformation>("scheduleInformation"),
    of::<calendar::ScheduleItem>("scheduleItem"),
    of::<calendar::FreeBusyError>("freeBusyError"),
    of::<calendar::MeetingTimes>("meetingTimeSuggestionsResult"),
    of::<calendar::MeetingTimeSuggestion>("meetingTimeSuggestion"),
    of::<calendar::AttendeeAvailability>("attendeeAvailability"),
];

const CONTACTS: &[Model] = &[
    of::<contacts::Contact>("contact"),
    of::<contacts::ContactFolder>("contactFolder"),
    of::<contacts::User>("user"),
    // What managers and reports are declared as.
    of::<contacts::User>("directoryObject"),
    of::<contacts::Person>("person"),
    of::<contacts::PersonType>("personType"),
    of::<contacts::ScoredEmailAddress>("scoredEmailAddress"),
    of::<contacts::ProfilePhoto>("profilePhoto"),
    of::<contacts::Invitation>("invitation"),
];

const DRIVE: &[Model] = &[
    of::<drive::Drive>("drive"),
    of::<drive::DriveItem>("driveItem"),
    of::<drive::DriveItemVersion>("driveItemVersion"),
    of::<drive::Permission>("permission"),
    of::<drive::SharedDriveItem>("sharedDriveItem"),
    of::<drive::ThumbnailSet>("thumbnailSet"),
    of::<drive::Thumbnail>("thumbnail"),
    of::<drive::ItemAnalytics>("itemAnalytics"),
    of::<drive::ItemActivityStat>("itemActivityStat"),
    of::<drive::ItemActionStat>("itemActionStat"),
    of::<drive::Preview>("itemPreviewInfo"),
    of::<drive::RetentionLabel>("itemRetentionLabel"),
    of::<drive::Quota>("quota"),
    of::<drive::SharingLink>("sharingLink"),
    of::<drive::SharingInvitation>("sharingInvitation"),
    of::<drive::Identity>("identity"),
    of::<drive::IdentitySet>("identitySet"),
    of::<drive::ItemReference>("itemReference"),
    of::<drive::SharepointIds>("sharepointIds"),
    of::<drive::File>("file"),
    of::<drive::Folder>("folder"),
    of::<drive::FileSystemInfo>("fileSystemInfo"),
    of::<drive::Hashes>("hashes"),
    of::<drive::Image>("image"),
    of::<drive::Photo>("photo"),
    of::<drive::Video>("video"),
    of::<drive::Audio>("audio"),
    of::<drive::GeoLocation>("geoCoordinates"),
    of::<drive::RemoteItem>("remoteItem"),
    of::<drive::Shared>("shared"),
    of::<drive::Package>("package"),
    of::<drive::Malware>("malware"),
];

const SHAREPOINT: &[Model] = &[
    of::<sharepoint::Site>("site"),
    of::<sharepoint::SharePointList>("list"),
    of::<sharepoint::ListItem>("listItem"),
    of::<sharepoint::ListItemVersion>("listItemVersion"),
    of::<sharepoint::FieldValues>("fieldValueSet"),
    of::<sharepoint::ColumnDefinition>("columnDefinition"),
    of::<sharepoint::ContentType>("contentType"),
    of::<sharepoint::ContentTypeInfo>("contentTypeInfo"),
    of::<sharepoint::DocumentSetVersion>("documentSetVersion"),
    of::<sharepoint::SitePage>("sitePage"),
    of::<sharepoint::SitePage>("baseSitePage"),
    of::<sharepoint::TermStore>("termStore.store"),
    of::<sharepoint::TermGroup>("termStore.group"),
    of::<sharepoint::TermSet>("termStore.set"),
    of::<sharepoint::Term>("termStore.term"),
    of::<sharepoint::TermRelation>("termStore.relation"),
];

const fn of<T: DeserializeOwned + Serialize>(name: &'static str) -> Model {
    Model { name, one: there_and_back::<T>, page: there_and_back::<Page<T>> }
}

fn there_and_back<T: DeserializeOwned + Serialize>(body: &Value) -> Back {
    serde_json::to_value(T::deserialize(body)?)
}

/// A page, with what stands around its items.
#[derive(Deserialize, Serialize)]
struct Page<T> {
    value: Vec<T>,
    #[serde(flatten)]
    around: serde_json::Map<String, Value>,
}

/// Its address is a secret, so that it isn't written by itself.
fn upload_session(body: &Value) -> Back {
    let session = UploadSession::deserialize(body)?;
    Ok(json!({
        "@odata.context": body.get("@odata.context"),
        "uploadUrl": session.url(),
        "expirationDateTime": session.expiration_date_time.map(o365::time::instant::to_text),
        "nextExpectedRanges": session.next_expected_ranges,
    }))
}

fn upload_sessions(body: &Value) -> Back {
    let Page { value, around } = Page::<Value>::deserialize(body)?;
    let value = value.iter().map(upload_session).collect::<serde_json::Result<_>>()?;
    serde_json::to_value(Page::<Value> { value, around })
}
