//! What a mailbox has beside mail: settings, rules, categories, tips, ids.

use o365::mail::{
    AutomaticRepliesDraft, CategoryColor, CategoryDraft, CategoryHandle, ExchangeIdFormat,
    FocusedOverrideDraft, FocusedOverrideHandle, Importance, InferenceClassification, MailTipsType,
    MessageRuleActions, MessageRulePredicates, RuleDraft, RuleHandle, SettingsDraft, SizeRange,
    TimeZoneStandard,
};

use crate::tour::operation::{Operation, Outcome, Trouble, done, each, op};
use crate::tour::world::World;

pub(super) const OPERATIONS: &[Operation] = &[
    op("mail::Mailbox::categories", |w| each(w.mailbox().categories())),
    op("mail::Mailbox::create_category", |w| with_category(w, |_| Ok(()))),
    op("mail::CategoryHandle::get", |w| with_category(w, |at| done(at.get()))),
    op("mail::CategoryHandle::update", |w| {
        with_category(w, |at| done(at.update(&CategoryDraft::new().color(CategoryColor::Preset9))))
    }),
    op("mail::CategoryHandle::delete", |w| with_category(w, |_| Ok(()))),
    op("mail::Mailbox::rules", |w| each(w.mailbox().rules())),
    op("mail::Mailbox::create_rule", |w| with_rule(w, |_| Ok(()))),
    op("mail::RuleHandle::get", |w| with_rule(w, |at| done(at.get()))),
    op("mail::RuleHandle::update", |w| {
        let exceptions = MessageRulePredicates::new().has_attachments(true);
        let change = RuleDraft::new().exceptions(exceptions);
        with_rule(w, |at| done(at.update(&change)))
    }),
    op("mail::RuleHandle::enable", |w| with_rule(w, |at| done(at.enable()))),
    op("mail::RuleHandle::disable", |w| with_rule(w, |at| done(at.disable()))),
    op("mail::RuleHandle::set_sequence", |w| with_rule(w, |at| done(at.set_sequence(3)))),
    op("mail::RuleHandle::delete", |w| with_rule(w, |_| Ok(()))),
    op("mail::Mailbox::focused_overrides", |w| each(w.mailbox().focused_overrides())),
    op("mail::Mailbox::create_focused_override", |w| with_override(w, |_| Ok(()))),
    op("mail::FocusedOverrideHandle::update", |w| {
        let change = FocusedOverrideDraft::new().classify_as(InferenceClassification::Focused);
        with_override(w, |at| done(at.update(&change)))
    }),
    op("mail::FocusedOverrideHandle::delete", |w| with_override(w, |_| Ok(()))),
    op("mail::Mailbox::mail_tips", |w| done(w.mailbox().mail_tips(w.own()?, MailTipsType::ALL))),
    op("mail::Mailbox::supported_time_zones", |w| {
        w.mailbox().supported_time_zones(TimeZoneStandard::Windows)?;
        done(w.mailbox().supported_time_zones(TimeZoneStandard::Iana))
    }),
    op("mail::Mailbox::supported_languages", |w| done(w.mailbox().supported_languages())),
    op("mail::Mailbox::translate_ids", |w| {
        let (from, to) = (ExchangeIdFormat::RestId, ExchangeIdFormat::RestImmutableEntryId);
        let ids: Vec<_> = w.drafts(2)?.into_iter().map(|message| message.id).collect();
        each(w.mailbox().translate_ids(ids, from, to))
    }),
    op("mail::SettingsHandle::get", |w| done(w.mailbox().settings().get())),
    op("mail::SettingsHandle::update", |w| {
        let at = w.mailbox().settings();
        // As they are: the person's settings stay.
        let mut draft = SettingsDraft::new();
        let now = at.get()?;
        if let Some(zone) = now.time_zone {
            draft = draft.time_zone(zone);
        }
        if let Some(format) = now.time_format {
            draft = draft.time_format(format);
        }
        done(at.update(&draft))
    }),
    op("mail::SettingsHandle::automatic_replies", |w| {
        done(w.mailbox().settings().automatic_replies())
    }),
    op("mail::SettingsHandle::set_automatic_replies", |w| {
        let at = w.mailbox().settings();
        let now = at.automatic_replies()?;
        let is_off =
            now.status.is_none_or(|status| status == o365::mail::AutomaticRepliesStatus::Disabled);
        if !is_off && !w.is_local() {
            return Err(Trouble::Missing("automatic replies that are switched off"));
        }
        done(at.set_automatic_replies(&AutomaticRepliesDraft::off()))
    }),
    op("mail::SettingsHandle::working_hours", |w| done(w.mailbox().settings().working_hours())),
];

fn with_category(w: &World, call: impl FnOnce(&CategoryHandle) -> Outcome) -> Outcome {
    let draft = CategoryDraft::new().display_name(w.name()).color(CategoryColor::Preset0);
    let made = w.mailbox().create_category(draft)?;
    let at = w.mailbox().category(&made);
    let outcome = call(&at);
    at.delete()?;
    outcome
}

fn with_rule(w: &World, call: impl FnOnce(&RuleHandle) -> Outcome) -> Outcome {
    let folder = w.folder()?.get()?;
    let conditions = MessageRulePredicates::new()
        .subject_contains(["o365 conformance: no mail has this"])
        .sender_contains(["nobody"])
        .importance(Importance::Low)
        .sent_to_addresses(w.own()?)
        .within_size_range(SizeRange::at_most(2));
    let actions = MessageRuleActions::new()
        .move_to_folder(&folder)
        .assign_categories(["o365 conformance"])
        .mark_as_read(true)
        .stop_processing_rules(true);
    let draft = RuleDraft::new()
        .display_name(w.name())
        .sequence(99)
        .is_enabled(false)
        .conditions(conditions)
        .actions(actions);
    let made = w.mailbox().create_rule(&draft)?;
    let at = w.mailbox().rule(&made);
    let outcome = call(&at);
    at.delete()?;
    outcome
}

fn with_override(w: &World, call: impl FnOnce(&FocusedOverrideHandle) -> Outcome) -> Outcome {
    let draft = FocusedOverrideDraft::new()
        .classify_as(InferenceClassification::Other)
        .sender(("Nobody", "nobody@conformance.example"));
    let made = w.mailbox().create_focused_override(&draft)?;
    let at = w.mailbox().focused_override(&made);
    let outcome = call(&at);
    at.delete()?;
    outcome
}
