//! Names of permissions, by their effect.
//!
//! A sign-in asks for the least that the program needs: `[scopes::MAIL_READ_WRITE, scopes::MAIL_SEND]`. Any other
//! permission goes by its name: `"Mail.ReadBasic"`.
//!
//! [Permissions of Microsoft Graph](https://learn.microsoft.com/graph/permissions-reference).

use super::Scopes;
use crate::error::{Error, Result};

macro_rules! presets {
    ($($(#[$doc:meta])* $name:ident = $scope:literal;)*) => {
        $($(#[$doc])* pub const $name: &str = $scope;)*
        #[cfg(test)]
        const ALL: &[&str] = &[$($scope),*];
    };
}

presets! {
    /// `Mail.Read`: read the person's mail.
    MAIL_READ = "Mail.Read";
    /// `Mail.ReadWrite`: read, create, change and delete the person's mail; sending is [`MAIL_SEND`].
    MAIL_READ_WRITE = "Mail.ReadWrite";
    /// `Mail.Send`: send mail as the person.
    MAIL_SEND = "Mail.Send";
    /// `Mail.Read.Shared`: also read mail that others share with the person.
    MAIL_READ_SHARED = "Mail.Read.Shared";
    /// `Mail.ReadWrite.Shared`: also change mail that others share with the person.
    MAIL_READ_WRITE_SHARED = "Mail.ReadWrite.Shared";
    /// `Mail.Send.Shared`: send mail on behalf of others who allow it.
    MAIL_SEND_SHARED = "Mail.Send.Shared";
    /// `MailboxSettings.Read`: read time zone, working hours, automatic replies, categories.
    MAILBOX_SETTINGS_READ = "MailboxSettings.Read";
    /// `MailboxSettings.ReadWrite`: change them.
    MAILBOX_SETTINGS_READ_WRITE = "MailboxSettings.ReadWrite";

    /// `Calendars.Read`: read the person's calendars.
    CALENDARS_READ = "Calendars.Read";
    /// `Calendars.ReadWrite`: create, change and delete events, and answer invitations.
    CALENDARS_READ_WRITE = "Calendars.ReadWrite";
    /// `Calendars.Read.Shared`: also read calendars that others share with the person.
    CALENDARS_READ_SHARED = "Calendars.Read.Shared";
    /// `Calendars.ReadWrite.Shared`: also change calendars that others share with the person.
    CALENDARS_READ_WRITE_SHARED = "Calendars.ReadWrite.Shared";

    /// `Contacts.Read`: read the person's contacts.
    CONTACTS_READ = "Contacts.Read";
    /// `Contacts.ReadWrite`: create, change and delete contacts.
    CONTACTS_READ_WRITE = "Contacts.ReadWrite";
    /// `Contacts.Read.Shared`: also read contacts that others share with the person.
    CONTACTS_READ_SHARED = "Contacts.Read.Shared";
    /// `Contacts.ReadWrite.Shared`: also change contacts that others share with the person.
    CONTACTS_READ_WRITE_SHARED = "Contacts.ReadWrite.Shared";

    /// `Files.Read`: read the person's files.
    FILES_READ = "Files.Read";
    /// `Files.ReadWrite`: create, change and delete the person's files.
    FILES_READ_WRITE = "Files.ReadWrite";
    /// `Files.Read.All`: read every file that the person can reach.
    FILES_READ_ALL = "Files.Read.All";
    /// `Files.ReadWrite.All`: change every file that the person can reach.
    FILES_READ_WRITE_ALL = "Files.ReadWrite.All";

    /// `Sites.Read.All`: read sites, libraries and lists.
    SITES_READ_ALL = "Sites.Read.All";
    /// `Sites.ReadWrite.All`: change them.
    SITES_READ_WRITE_ALL = "Sites.ReadWrite.All";
    /// `Sites.Manage.All`: also create and delete lists.
    SITES_MANAGE_ALL = "Sites.Manage.All";
    /// `Sites.Selected`: only the sites that an administrator opened to the application.
    SITES_SELECTED = "Sites.Selected";

    /// `User.Read`: read the person's own profile.
    USER_READ = "User.Read";
    /// `User.ReadBasic.All`: read names and addresses of everybody in the organization.
    USER_READ_BASIC_ALL = "User.ReadBasic.All";
    /// `User.Read.All`: read the profile of everybody in the organization. Needs an administrator's consent.
    USER_READ_ALL = "User.Read.All";
    /// `People.Read`: find the people who matter to the person.
    PEOPLE_READ = "People.Read";
    /// `Group.Read.All`: read groups and what belongs to them. Needs an administrator's consent.
    GROUP_READ_ALL = "Group.Read.All";
    /// `Group.ReadWrite.All`: change groups and what belongs to them. Needs an administrator's consent.
    GROUP_READ_WRITE_ALL = "Group.ReadWrite.All";
    /// `Directory.Read.All`: read the directory. Needs an administrator's consent.
    DIRECTORY_READ_ALL = "Directory.Read.All";
    /// `Tasks.Read`: read the person's tasks.
    TASKS_READ = "Tasks.Read";
    /// `Tasks.ReadWrite`: change the person's tasks.
    TASKS_READ_WRITE = "Tasks.ReadWrite";
    /// `Presence.Read`: read whether the person is available.
    PRESENCE_READ = "Presence.Read";

    /// `offline_access`: a refresh token, so that the sign-in lasts. Is asked for without being named.
    OFFLINE_ACCESS = "offline_access";
    /// `openid`: who signs in. Is asked for without being named.
    OPENID = "openid";
    /// `profile`: the name and the user name. Is asked for without being named.
    PROFILE = "profile";
    /// `email`: the e-mail address.
    EMAIL = "email";
    /// `.default`: everything that the registration names and that was consented to. It stands alone.
    DEFAULT = ".default";
}

/// The permissions behind the names that the Python library uses: `basic`, `message_all`, ..
///
/// `calendar` and `onedrive` are refused: they meant writing once and mean reading now. Say `CALENDARS_READ` or
/// `CALENDARS_READ_WRITE`, `FILES_READ_ALL` or `FILES_READ_WRITE_ALL` instead.
///
/// ```
/// use o365_core::auth::scopes;
///
/// let scopes = scopes::scopes_for(["basic", "message_all"])?;
/// assert_eq!(scopes.to_string(), "Mail.ReadWrite Mail.Send User.Read offline_access");
/// assert!(scopes::scopes_for(["message all"]).is_err());
/// # Ok::<_, o365_core::Error>(())
/// ```
///
/// # Errors
/// When a name isn't known.
pub fn scopes_for<I>(names: I) -> Result<Scopes>
where
    I: IntoIterator,
    I::Item: AsRef<str>,
{
    let mut all = Vec::new();
    for name in names {
        all.extend_from_slice(preset(name.as_ref())?);
    }
    Scopes::new(all)
}

fn preset(name: &str) -> Result<&'static [&'static str]> {
    Ok(match name {
        "basic" => &[OFFLINE_ACCESS, USER_READ],
        "users" => &[USER_READ_BASIC_ALL],
        "mailbox" => &[MAIL_READ],
        "mailbox_shared" => &[MAIL_READ_SHARED],
        "mailbox_settings" | "settings_all" => &[MAILBOX_SETTINGS_READ_WRITE],
        "message_send" => &[MAIL_SEND],
        "message_send_shared" => &[MAIL_SEND_SHARED],
        "message_all" => &[MAIL_READ_WRITE, MAIL_SEND],
        "message_all_shared" => &[MAIL_READ_WRITE_SHARED, MAIL_SEND_SHARED],
        "address_book" => &[CONTACTS_READ],
        "address_book_shared" => &[CONTACTS_READ_SHARED],
        "address_book_all" => &[CONTACTS_READ_WRITE],
        "address_book_all_shared" => &[CONTACTS_READ_WRITE_SHARED],
        "calendar_shared" => &[CALENDARS_READ_SHARED],
        "calendar_all" => &[CALENDARS_READ_WRITE],
        "calendar_shared_all" => &[CALENDARS_READ_WRITE_SHARED],
        "onedrive_all" => &[FILES_READ_WRITE_ALL],
        "sharepoint" => &[SITES_READ_ALL],
        "sharepoint_all" | "sharepoint_dl" => &[SITES_READ_WRITE_ALL],
        "tasks" => &[TASKS_READ],
        "tasks_all" => &[TASKS_READ_WRITE],
        "presence" => &[PRESENCE_READ],
        "calendar" | "onedrive" => {
            return Err(Error::input(format!(
                "`{name}` meant writing once and means reading now: name the permission itself"
            )));
        }
        _ => {
            return Err(Error::input(format!(
                "`{}` is no preset: name the permission itself, such as Mail.Read",
                name.escape_debug()
            )));
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presets_are_different_and_valid() {
        assert_eq!(Scopes::new(ALL).unwrap().iter().count(), ALL.len());
    }

    #[test]
    fn every_preset_is_a_permission_of_graph() {
        let names = include_str!("../error/permissions/names.txt");
        let own = [OFFLINE_ACCESS, OPENID, PROFILE, EMAIL, DEFAULT];
        for name in ALL.iter().filter(|name| !own.contains(name)) {
            assert!(names.lines().any(|line| line == *name), "{name}");
        }
    }

    #[test]
    fn ambiguous_and_unknown_names_are_refused() {
        for name in ["calendar", "onedrive", "message all", "Mail.Read", ""] {
            assert!(scopes_for([name]).is_err(), "{name}");
        }
        assert_eq!(scopes_for(["sharepoint_dl"]).unwrap().to_string(), "Sites.ReadWrite.All");
        assert!(scopes_for::<[&str; 0]>([]).unwrap().is_empty());
    }
}
