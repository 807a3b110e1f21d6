//! A place: the settings of a mailbox.

use o365_core::query::Query;
use o365_core::{Endpoint, Result};

use crate::model::{
    AutomaticRepliesDraft, AutomaticRepliesSetting, MailboxSettings, SettingsDraft, WorkingHours,
};

/// The settings of a mailbox.
///
/// Made by [`Mailbox::settings`](crate::Mailbox::settings).
///
/// ```no_run
/// # fn run(mailbox: o365_mail::Mailbox) -> o365_core::Result<()> {
/// use o365_mail::{AutomaticRepliesDraft, SettingsDraft};
///
/// let settings = mailbox.settings();
/// settings.set_automatic_replies(&AutomaticRepliesDraft::always().message("Back on Monday."))?;
/// settings.update(&SettingsDraft::new().time_zone("Europe/Madrid"))?;
/// if let Some(zone) = settings.get()?.time_zone {
///     println!("{zone}");
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct SettingsHandle {
    at: Endpoint,
}

impl SettingsHandle {
    pub(crate) fn new(at: Endpoint) -> Self {
        SettingsHandle { at }
    }

    /// The place itself, for requests that this crate doesn't have.
    pub fn endpoint(&self) -> &Endpoint {
        &self.at
    }

    /// Reads them.
    ///
    /// `GET …/mailboxSettings`; needs `MailboxSettings.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-get-mailboxsettings).
    ///
    /// # Errors
    /// Not found where there is no mailbox; those of every request.
    pub fn get(&self) -> Result<MailboxSettings> {
        self.at.get(&Query::new())
    }

    /// Changes what the draft says, and gives back what the service says of it: mostly only what was changed.
    ///
    /// Wall clocks without a zone, in automatic replies, are in the [connection's](o365_core::Connection::time_zone).
    ///
    /// `PATCH …/mailboxSettings`; needs `MailboxSettings.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-update-mailboxsettings).
    ///
    /// # Errors
    /// Bad input for automatic replies that end before they start; a zone, a language or a format that the service doesn't
    /// take; those of every request.
    pub fn update(&self, draft: &SettingsDraft) -> Result<MailboxSettings> {
        self.at.patch(&draft.to_send(&self.at.connection().time_zone())?)
    }

    /// Reads what it answers by itself.
    ///
    /// `GET …/mailboxSettings/automaticRepliesSetting`; needs `MailboxSettings.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-get-mailboxsettings).
    ///
    /// # Errors
    /// Those of every request.
    pub fn automatic_replies(&self) -> Result<AutomaticRepliesSetting> {
        self.at.child("automaticRepliesSetting").get(&Query::new())
    }

    /// Turns automatic replies on or off, or changes them.
    ///
    /// What the service says of them afterwards may be missing: read them with
    /// [`automatic_replies`](Self::automatic_replies).
    ///
    /// `PATCH …/mailboxSettings`; needs `MailboxSettings.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-update-mailboxsettings).
    ///
    /// # Errors
    /// Bad input for some that end before they start; those of every request.
    pub fn set_automatic_replies(
        &self,
        draft: &AutomaticRepliesDraft,
    ) -> Result<Option<AutomaticRepliesSetting>> {
        let settings = self.update(&SettingsDraft::new().automatic_replies(draft.clone()))?;
        Ok(settings.automatic_replies_setting)
    }

    /// Reads when its person works.
    ///
    /// `GET …/mailboxSettings/workingHours`; needs `MailboxSettings.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-get-mailboxsettings).
    ///
    /// # Errors
    /// Those of every request.
    pub fn working_hours(&self) -> Result<WorkingHours> {
        self.at.child("workingHours").get(&Query::new())
    }
}
