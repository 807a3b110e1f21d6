//! What mail is made of: plain data.

mod automatic_replies;
mod category;
mod draft;
mod event_message;
mod exchange_id;
mod flag;
mod focused_override;
mod folder;
mod folder_path;
mod locale;
mod mail_tips;
mod message;
mod reply;
mod rule;
mod rule_actions;
mod rule_predicates;
mod search_folder;
mod sensitivity;
mod settings;
mod values;
mod working_hours;

pub use automatic_replies::{
    AutomaticRepliesDraft, AutomaticRepliesSetting, AutomaticRepliesStatus, ExternalAudienceScope,
};
pub use category::{CategoryColor, CategoryDraft, OutlookCategory};
pub(crate) use draft::Loaded;
pub use draft::MessageDraft;
pub use event_message::{EventMessage, MeetingMessageType, MeetingRequestType};
pub use exchange_id::{ConvertIdResult, ExchangeIdFormat, GenericError};
pub use flag::{FlagStatus, FollowupFlag};
pub use focused_override::{FocusedOverrideDraft, InferenceClassificationOverride};
pub use folder::{FolderDraft, MailFolder, WellKnownFolder};
pub use folder_path::FolderPath;
pub use locale::{LocaleInfo, TimeZoneInformation, TimeZoneStandard};
pub use mail_tips::{
    AutomaticRepliesMailTips, MailTips, MailTipsError, MailTipsType, RecipientScopeType,
};
pub use message::{Importance, InferenceClassification, InternetMessageHeader, Message};
pub(crate) use reply::Answer;
pub use reply::ReplyDraft;
pub use rule::{MessageRule, RuleDraft, SizeRange};
pub use rule_actions::MessageRuleActions;
pub use rule_predicates::{MessageActionFlag, MessageRulePredicates};
pub use search_folder::SearchFolderDraft;
pub use sensitivity::Sensitivity;
pub use settings::{
    DelegateMeetingMessageDeliveryOptions, MailboxSettings, SettingsDraft, UserPurpose,
};
pub(crate) use values::Values;
pub use working_hours::{DayOfWeek, TimeZoneOffset, WorkingHours, WorkingHoursTimeZone};
