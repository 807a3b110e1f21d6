//! Where one begins, continued: how a mailbox is set up.

use http::Method;
use o365_core::query::Query;
use o365_core::{Endpoint, Id, List, Recipients, Result};
use serde_json::json;

use crate::category::CategoryHandle;
use crate::focused_override::FocusedOverrideHandle;
use crate::mailbox::Mailbox;
use crate::model::{
    CategoryDraft, ExchangeIdFormat, FocusedOverrideDraft, InferenceClassificationOverride,
    LocaleInfo, MailTips, MailTipsType, MessageRule, OutlookCategory, RuleDraft,
    TimeZoneInformation, TimeZoneStandard, Values,
};
use crate::rule::RuleHandle;
use crate::settings::SettingsHandle;
use crate::translation::TranslateIds;

/// Categories, rules and overrides that are asked for in one page.
const PAGE: u32 = 100;

/// How the mailbox is set up: settings, categories, rules, the focused inbox; and what it knows of others.
impl Mailbox {
    /// Its settings: automatic replies, time zone, language, working hours.
    pub fn settings(&self) -> SettingsHandle {
        SettingsHandle::new(self.endpoint().child("mailboxSettings"))
    }

    /// The master list of categories.
    ///
    /// `GET …/outlook/masterCategories`; needs `MailboxSettings.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/outlookuser-list-mastercategories).
    #[doc(alias = "masterCategories")]
    pub fn categories(&self) -> List<OutlookCategory> {
        List::new(self.master_categories()).largest_page(PAGE)
    }

    /// One category of the master list, by id or from what a list gave.
    pub fn category(&self, category: impl Into<Id<OutlookCategory>>) -> CategoryHandle {
        CategoryHandle::new(self.master_categories().child(category.into()))
    }

    /// Creates a category: by a draft, or by name and colour.
    ///
    /// `POST …/outlook/masterCategories`; needs `MailboxSettings.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/outlookuser-post-mastercategories).
    ///
    /// # Errors
    /// A conflict when there is a category by that name; those of every request.
    pub fn create_category(&self, draft: impl Into<CategoryDraft>) -> Result<OutlookCategory> {
        self.master_categories().post(&draft.into())
    }

    /// The rules of the inbox, those that aren't enabled, too.
    ///
    /// `GET …/mailFolders/inbox/messageRules`; needs `MailboxSettings.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/mailfolder-list-messagerules).
    #[doc(alias = "messageRules")]
    pub fn rules(&self) -> List<MessageRule> {
        List::new(self.message_rules()).largest_page(PAGE)
    }

    /// One rule of the inbox, by id or from what a list gave.
    pub fn rule(&self, rule: impl Into<Id<MessageRule>>) -> RuleHandle {
        RuleHandle::new(self.message_rules().child(rule.into()))
    }

    /// Creates a rule of the inbox. It needs a name, a sequence and something to do.
    ///
    /// `POST …/mailFolders/inbox/messageRules`; needs `MailboxSettings.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/mailfolder-post-messagerules).
    ///
    /// # Errors
    /// Bad input for somebody without address; a rule that the service doesn't take, such as one without a name; those of
    /// every request.
    pub fn create_rule(&self, draft: &RuleDraft) -> Result<MessageRule> {
        self.message_rules().post(draft.check()?)
    }

    /// The senders whose mail the focused inbox always shows in one place.
    ///
    /// `GET …/inferenceClassification/overrides`; needs `Mail.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/inferenceclassification-list-overrides).
    #[doc(alias = "inferenceClassification")]
    pub fn focused_overrides(&self) -> List<InferenceClassificationOverride> {
        List::new(self.overrides()).largest_page(PAGE)
    }

    /// One sender's place in the focused inbox, by id or from what a list gave.
    pub fn focused_override(
        &self,
        focused_override: impl Into<Id<InferenceClassificationOverride>>,
    ) -> FocusedOverrideHandle {
        FocusedOverrideHandle::new(self.overrides().child(focused_override.into()))
    }

    /// Says where the focused inbox shows a sender's mail. What was said of that address before is replaced.
    ///
    /// `POST …/inferenceClassification/overrides`; needs `Mail.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/inferenceclassification-post-overrides).
    ///
    /// # Errors
    /// Bad input for a sender without address; those of every request.
    pub fn create_focused_override(
        &self,
        draft: &FocusedOverrideDraft,
    ) -> Result<InferenceClassificationOverride> {
        self.overrides().post(draft.check()?)
    }

    /// What is good to know of people before a message is sent to them: one answer for each.
    ///
    /// Where nothing is known of somebody their answer [says why](MailTips::error).
    ///
    /// ```no_run
    /// # fn run(mailbox: o365_mail::Mailbox) -> o365_core::Result<()> {
    /// use o365_mail::MailTipsType;
    ///
    /// let asked = MailTipsType::AUTOMATIC_REPLIES | MailTipsType::MAILBOX_FULL_STATUS;
    /// for tips in mailbox.mail_tips(["danas@contoso.com", "fannyd@contoso.com"], asked)? {
    ///     println!("{:?}", tips.automatic_replies);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// `POST …/getMailTips`; needs `Mail.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-getmailtips).
    ///
    /// # Errors
    /// Bad input for somebody without address; those of every request.
    #[doc(alias = "getMailTips")]
    pub fn mail_tips(
        &self,
        people: impl Into<Recipients>,
        tips: MailTipsType,
    ) -> Result<Vec<MailTips>> {
        let people = people.into().into_vec();
        people.iter().try_for_each(|person| person.check())?;
        let addresses: Vec<_> = people.iter().filter_map(|person| person.address()).collect();
        let body = json!({"EmailAddresses": addresses, "MailTipsOptions": tips.to_string()});
        let request = self.endpoint().child("getMailTips").request(Method::POST);
        let answer: Values<MailTips> = request.json(&body).repeatable().send()?.json()?;
        Ok(answer.into_vec())
    }

    /// The time zones that the mailbox can have.
    ///
    /// `GET …/outlook/supportedTimeZones(TimeZoneStandard=…)`; needs `User.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/outlookuser-supportedtimezones).
    ///
    /// # Errors
    /// Those of every request.
    #[doc(alias = "supportedTimeZones")]
    pub fn supported_time_zones(
        &self,
        standard: TimeZoneStandard,
    ) -> Result<Vec<TimeZoneInformation>> {
        let namespace = self.endpoint().connection().protocol().namespace();
        let standard = standard.as_str().replace('\'', "''");
        self.outlook(&format!(
            "supportedTimeZones(TimeZoneStandard={namespace}.timeZoneStandard'{standard}')"
        ))
    }

    /// The languages that the mailbox can have.
    ///
    /// `GET …/outlook/supportedLanguages`; needs `User.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/outlookuser-supportedlanguages).
    ///
    /// # Errors
    /// Those of every request.
    #[doc(alias = "supportedLanguages")]
    pub fn supported_languages(&self) -> Result<Vec<LocaleInfo>> {
        self.outlook("supportedLanguages")
    }

    /// Translates ids of messages, folders, events and contacts from one spelling to another, 1,000 a request, as the loop
    /// goes on. The answers come in the order of the ids.
    ///
    /// An id that can't be translated has no [target](crate::ConvertIdResult::target_id). An `Err` stands for all ids of its
    /// request; the loop goes on with the next thousand.
    ///
    /// ```no_run
    /// # fn run(mailbox: o365_mail::Mailbox, kept: Vec<String>) -> o365_core::Result<()> {
    /// use o365_mail::ExchangeIdFormat::{EwsId, RestImmutableEntryId};
    ///
    /// for id in mailbox.translate_ids(&kept, EwsId, RestImmutableEntryId) {
    ///     let id = id?;
    ///     println!("{:?} is {:?}", id.source_id, id.target_id);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// `POST …/translateExchangeIds`; needs `User.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-translateexchangeids).
    #[doc(alias = "translateExchangeIds")]
    pub fn translate_ids<I>(
        &self,
        ids: I,
        from: ExchangeIdFormat,
        to: ExchangeIdFormat,
    ) -> TranslateIds<I::IntoIter>
    where
        I: IntoIterator,
        I::Item: AsRef<str>,
    {
        let at = self.endpoint().child("translateExchangeIds");
        TranslateIds::new(at, ids.into_iter(), from, to)
    }

    fn outlook<T: serde::de::DeserializeOwned>(&self, function: &str) -> Result<Vec<T>> {
        let at = self.endpoint().child("outlook").child(function);
        at.get::<Values<T>>(&Query::new()).map(Values::into_vec)
    }

    fn master_categories(&self) -> Endpoint {
        self.endpoint().child("outlook").child("masterCategories")
    }

    fn message_rules(&self) -> Endpoint {
        self.inbox().endpoint().child("messageRules")
    }

    fn overrides(&self) -> Endpoint {
        self.endpoint().child("inferenceClassification").child("overrides")
    }
}
