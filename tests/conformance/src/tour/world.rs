//! The account that is toured, and what the tour keeps there while it lasts.

use std::cell::{Cell, OnceCell};
use std::time::{Duration, SystemTime};
use std::{env, thread};

use o365::calendar::{self, Calendar, CalendarHandle, Event, EventDraft, Schedule};
use o365::contacts::{self, AddressBook, ContactDraft, ContactFolder, Directory};
use o365::drive::{self, DriveHandle, DriveItem, Storage};
use o365::mail::{
    self, MailFolder, Mailbox, Message, MessageDraft, MessageHandle, WellKnownFolder,
};
use o365::protocol::Graph;
use o365::sharepoint::{ListHandle, SharePoint, SharePointList, SiteHandle};
use o365::time::{OffsetDateTime, PrimitiveDateTime, Time};
use o365::{Account, AccountBuilder, Error, Id, Result, Retry};

use super::Options;
use super::operation::Trouble;

/// What the names of all that is made begin with.
pub(super) const NAME: &str = "o365 conformance";
/// What the subjects of invitations begin with that somebody has sent for the tour.
const INVITED: &str = "o365 conformance:";
/// How long mail to oneself is waited for.
const MOST_LOOKS: u32 = 30;
/// A page that tests don't page beyond.
pub(super) const SOME: usize = 12;

pub(super) struct World {
    account: Account,
    options: Options,
    /// Different in each run.
    run: String,
    made: Cell<u32>,
    own: OnceCell<String>,
    folder: OnceCell<MailFolder>,
    received: OnceCell<Message>,
    calendar: OnceCell<Calendar>,
    contacts: OnceCell<ContactFolder>,
    files: OnceCell<DriveItem>,
    list: OnceCell<SharePointList>,
}

impl World {
    pub(super) fn new(options: &Options) -> Result<Self> {
        let seconds = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default().as_secs();
        Ok(World {
            account: account(options)?,
            options: options.clone(),
            run: format!("{seconds:x}"),
            made: Cell::new(0),
            own: OnceCell::new(),
            folder: OnceCell::new(),
            received: OnceCell::new(),
            calendar: OnceCell::new(),
            contacts: OnceCell::new(),
            files: OnceCell::new(),
            list: OnceCell::new(),
        })
    }

    pub(super) fn account(&self) -> &Account {
        &self.account
    }

    pub(super) fn options(&self) -> &Options {
        &self.options
    }

    /// Whether the service is on this machine, so that nothing real can come to harm.
    pub(super) fn is_local(&self) -> bool {
        is_local(&self.options.graph)
    }

    pub(super) fn mailbox(&self) -> Mailbox {
        self.account.mailbox()
    }

    pub(super) fn schedule(&self) -> Schedule {
        self.account.schedule()
    }

    pub(super) fn book(&self) -> AddressBook {
        self.account.address_book()
    }

    pub(super) fn directory(&self) -> Directory {
        self.account.directory()
    }

    /// A name that nothing else has.
    pub(super) fn name(&self) -> String {
        self.made.set(self.made.get() + 1);
        format!("{NAME} {} {}", self.run, self.made.get())
    }

    /// Where mail and invitations go.
    pub(super) fn own(&self) -> Result<String> {
        if let Some(own) = self.own.get() {
            return Ok(own.clone());
        }
        let me = self.directory().me().get()?;
        let address = me.mail.or(me.user_principal_name).filter(|text| text.contains('@'));
        // Nobody has an address there.
        let address = address.unwrap_or_else(|| "nobody@conformance.example".to_owned());
        Ok(self.own.get_or_init(|| address).clone())
    }

    /// The folder that all messages of the tour are made in.
    pub(super) fn folder(&self) -> Result<mail::FolderHandle> {
        if self.folder.get().is_none() {
            let made = self.mailbox().create_folder(self.name())?;
            _ = self.folder.set(made);
        }
        let id = self.folder.get().map(Id::from);
        Ok(self.mailbox().folder(id.unwrap_or_else(|| WellKnownFolder::Drafts.into())))
    }

    /// What a message of the tour says.
    pub(super) fn letter(&self) -> Result<MessageDraft> {
        Ok(MessageDraft::new().to(self.own()?).subject(self.name()).body("Made by a test."))
    }

    /// A new message that isn't sent.
    pub(super) fn draft(&self) -> Result<MessageHandle> {
        let made = self.folder()?.save_draft(&self.letter()?)?;
        Ok(self.mailbox().message(&made))
    }

    /// So many of them.
    pub(super) fn drafts(&self, count: usize) -> Result<Vec<Message>> {
        let folder = self.folder()?;
        (0..count).map(|_| folder.save_draft(&self.letter()?)).collect()
    }

    /// A message that was sent by and to oneself.
    pub(super) fn received(&self) -> Result<MessageHandle, Trouble> {
        if self.received.get().is_none() {
            let subject = self.name();
            let mailbox = self.mailbox();
            mailbox.send_without_copy(&self.letter()?.subject(&subject))?;
            let find =
                || mailbox.inbox().messages().filter(mail::prop::SUBJECT.eq(&subject)).first();
            for look in 0..MOST_LOOKS {
                thread::sleep(Duration::from_millis(u64::from(look) * 20));
                if let Some(message) = find()? {
                    _ = self.received.set(message);
                    break;
                }
            }
        }
        let message = self.received.get().ok_or(Trouble::Missing("mail to oneself to come in"))?;
        Ok(self.mailbox().message(message))
    }

    /// An invitation in the inbox, which somebody has sent for this.
    pub(super) fn invitation_mail(&self) -> Result<MessageHandle, Trouble> {
        let ours = mail::prop::SUBJECT.starts_with(INVITED);
        for message in self.mailbox().messages().filter(ours).limit(2 * SOME) {
            let message = message?;
            let at = self.mailbox().message(&message);
            if message.meeting().is_some() && at.event::<Event>()?.is_some() {
                return Ok(at);
            }
        }
        Err(Trouble::Missing(
            "an invitation by mail whose subject begins with \"o365 conformance:\"",
        ))
    }

    /// The calendar that all events of the tour are made in.
    pub(super) fn calendar(&self) -> Result<CalendarHandle> {
        if self.calendar.get().is_none() {
            let made = self.schedule().create_calendar(self.name())?;
            _ = self.calendar.set(made);
        }
        let schedule = self.schedule();
        Ok(self
            .calendar
            .get()
            .map_or_else(|| schedule.default_calendar(), |made| schedule.calendar(made)))
    }

    /// Tomorrow at nine.
    pub(super) fn tomorrow(&self) -> PrimitiveDateTime {
        let today = OffsetDateTime::now_utc().date();
        PrimitiveDateTime::new(today.next_day().unwrap_or(today), Time::MIDNIGHT)
            + o365::time::Duration::hours(9)
    }

    /// What an event of the tour says; nobody is invited.
    pub(super) fn appointment(&self) -> EventDraft {
        EventDraft::new()
            .subject(self.name())
            .start(self.tomorrow())
            .duration(o365::time::Duration::HOUR)
            .show_as(calendar::FreeBusyStatus::Free)
    }

    /// A new event.
    pub(super) fn event(&self) -> Result<calendar::EventHandle> {
        let made = self.calendar()?.create(&self.appointment())?;
        Ok(self.schedule().event(&made))
    }

    /// A new meeting with oneself.
    pub(super) fn meeting(&self) -> Result<calendar::EventHandle> {
        let made = self.calendar()?.create(&self.appointment().attendee(self.own()?))?;
        Ok(self.schedule().event(&made))
    }

    /// An event to which somebody has invited this account for this.
    pub(super) fn invitation(&self) -> Result<calendar::EventHandle, Trouble> {
        let ours =
            calendar::prop::SUBJECT.starts_with(INVITED) & calendar::prop::IS_ORGANIZER.eq(false);
        let found = self.schedule().events().filter(ours).first()?;
        let found = found.ok_or(Trouble::Missing(
            "an invitation whose subject begins with \"o365 conformance:\"",
        ))?;
        Ok(self.schedule().event(&found))
    }

    /// The folder that all contacts of the tour are made in.
    pub(super) fn contacts(&self) -> Result<contacts::FolderHandle> {
        if self.contacts.get().is_none() {
            let made = self.book().create_folder(self.name())?;
            _ = self.contacts.set(made);
        }
        let id = self.contacts.get().map(Id::from);
        Ok(self.book().folder(id.unwrap_or_else(|| "contacts".into())))
    }

    /// A new contact.
    pub(super) fn contact(&self) -> Result<contacts::ContactHandle> {
        let made = self.contacts()?.create_contact(self.card()?)?;
        Ok(self.book().contact(&made))
    }

    /// What a contact of the tour says.
    pub(super) fn card(&self) -> Result<ContactDraft> {
        Ok(ContactDraft::new().display_name(self.name()).email_addresses(self.own()?))
    }

    pub(super) fn storage(&self) -> Storage {
        self.account.storage()
    }

    pub(super) fn drive(&self) -> DriveHandle {
        self.storage().default_drive()
    }

    /// The folder that all files of the tour are made in.
    pub(super) fn drive_folder(&self) -> Result<drive::ItemHandle> {
        if self.files.get().is_none() {
            let made = self.drive().root().create_folder(self.name())?;
            _ = self.files.set(made);
        }
        let drive = self.drive();
        Ok(self.files.get().map_or_else(|| drive.root(), |made| drive.item(made)))
    }

    /// A new file.
    pub(super) fn file(&self) -> Result<drive::ItemHandle> {
        let name = format!("{}.txt", self.name());
        let made = self.drive_folder()?.upload_bytes(&name, &b"Made by a test."[..]).send()?;
        Ok(self.drive().item(&made))
    }

    pub(super) fn sharepoint(&self) -> SharePoint {
        self.account.sharepoint()
    }

    /// The site that the tour may change: the one that is named, on this machine the root.
    pub(super) fn site(&self) -> Result<SiteHandle, Trouble> {
        match &self.options.site {
            Some(url) => Ok(self.sharepoint().site_by_url(url)),
            None if self.is_local() => {
                Ok(self.sharepoint().site(&self.sharepoint().root_site().get()?))
            }
            None => Err(Trouble::Missing("--site, the address of a site that may be changed")),
        }
    }

    /// The list that all rows of the tour are made in.
    pub(super) fn list(&self) -> Result<ListHandle, Trouble> {
        let site = self.site()?;
        if self.list.get().is_none() {
            let made = site.create_list(self.name())?;
            _ = self.list.set(made);
        }
        let id = self.list.get().map(Id::from);
        Ok(site.list(id.ok_or(Trouble::Missing("a list of its own"))?))
    }

    /// Takes away what is left; what can't be taken away is told.
    pub(super) fn clean(&self) -> Vec<Error> {
        let mailbox = self.mailbox();
        let mut left = Vec::new();
        let mut tell = |result: Result<()>| left.extend(result.err());
        if self.made.get() > 0 {
            tell(self.clean_mail());
        }
        if let Some(folder) = self.folder.get() {
            tell(mailbox.folder(folder).permanent_delete());
        }
        if let Some(calendar) = self.calendar.get() {
            tell(self.schedule().calendar(calendar).permanent_delete());
        }
        if let Some(folder) = self.contacts.get() {
            tell(self.book().folder(folder).permanent_delete());
        }
        if let Some(folder) = self.files.get() {
            tell(self.drive().item(folder).delete());
        }
        if let (Some(list), Ok(site)) = (self.list.get(), self.site()) {
            tell(site.list(list).delete());
        }
        left
    }

    /// What came in, what was sent and what was deleted.
    fn clean_mail(&self) -> Result<()> {
        let mailbox = self.mailbox();
        let prefix = format!("{NAME} {}", self.run);
        let ours = mail::prop::SUBJECT.contains(&prefix);
        let found = mailbox.messages().filter(ours).limit(200).all()?;
        // Again, since what is deleted is gone.
        let is_ours = |message: &&Message| {
            message.subject.as_deref().is_some_and(|text| text.contains(&prefix))
        };
        let ours: Vec<&Message> = found.iter().filter(is_ours).collect();
        mailbox.many(ours).permanent_delete().try_for_each(|(_, gone)| gone)?;
        for folder in mailbox.folder(WellKnownFolder::DeletedItems).folders().limit(200).all()? {
            if folder.display_name.as_deref().is_some_and(|name| name.starts_with(&prefix)) {
                mailbox.folder(&folder).permanent_delete()?;
            }
        }
        Ok(())
    }
}

fn is_local(url: &str) -> bool {
    let host = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = host.split(['/', '?']).next().unwrap_or_default();
    let host = host.rsplit_once(':').map_or(host, |(host, _)| host);
    ["127.0.0.1", "localhost", "[::1]"].contains(&host)
}

fn account(options: &Options) -> Result<Account> {
    const SCOPES: [&str; 11] = [
        "Mail.ReadWrite",
        "Mail.Send",
        "MailboxSettings.ReadWrite",
        "Calendars.ReadWrite",
        "Contacts.ReadWrite",
        "People.Read",
        "User.ReadWrite",
        "User.ReadBasic.All",
        "Place.Read.All",
        "Files.ReadWrite",
        "Sites.Manage.All",
    ];
    let graph = Graph::at(options.graph.as_str());
    let token = match &options.token {
        Some(token) => Some(token.as_str()),
        None if is_local(&options.graph) && options.login.is_none() => Some("made-up"),
        None => None,
    };
    let set = |builder: AccountBuilder| {
        let builder = builder.protocol(graph).time_zone("Europe/Madrid");
        match is_local(&options.graph) {
            // Whoever throttles here has no crowd to keep away.
            true => builder.retry(Retry::default().base(Duration::from_millis(20))),
            false => builder,
        }
    };
    if let Some(token) = token {
        return set(Account::with_token(token)).build();
    }
    let client = env::var("O365_CLIENT_ID");
    let client = client.or_else(|_| match is_local(&options.graph) {
        true => Ok("6731de76-14a6-49ae-97bc-6eba6914391e".to_owned()),
        false => {
            Err(Error::config("say --token, or whose application signs in, by O365_CLIENT_ID"))
        }
    })?;
    let mut builder = set(Account::builder(client)).scopes(SCOPES);
    builder =
        builder.tenant(env::var("O365_TENANT").unwrap_or_else(|_| "organizations".to_owned()));
    builder = builder.store(o365::auth::MemoryStore::new());
    if let Some(login) = &options.login {
        builder = builder.login_url(login.as_str());
    }
    builder.sign_in()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_on_this_machine() {
        for yes in ["http://127.0.0.1:80/v1.0", "http://localhost", "http://[::1]:1/v1.0"] {
            assert!(is_local(yes), "{yes}");
        }
        for no in [
            "https://graph.microsoft.com/v1.0",
            "http://127.0.0.1.example/",
            "https://localhost.example:80",
        ] {
            assert!(!is_local(no), "{no}");
        }
    }
}
