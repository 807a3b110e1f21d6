//! The people of an organisation.

use o365::contacts::{InvitationDraft, PhotoSize, User, prop};
use o365::query::{Query, Search};

use crate::tour::operation::{Operation, Trouble, done, each, op};
use crate::tour::world::SOME;

pub(super) const OPERATIONS: &[Operation] = &[
    op("contacts::UserHandle::get", |w| {
        let own = w.directory().me().get()?;
        done(w.directory().user(&own).get())
    }),
    op("contacts::UserHandle::get_with", |w| {
        done(w.directory().me().get_with(&Query::new().select(User::PROPERTIES)))
    }),
    op("contacts::UserHandle::manager", |w| done(w.directory().me().manager())),
    op("contacts::UserHandle::direct_reports", |w| {
        each(w.directory().me().direct_reports().limit(SOME))
    }),
    op("contacts::UserHandle::photos", |w| each(w.directory().me().photos().limit(SOME))),
    op("contacts::UserHandle::photo", |w| {
        let at = w.directory().me().photo();
        done(match at.get()? {
            // As it is: the person's photo stays.
            Some(photo) => at.set(photo),
            None => at.info().map(drop),
        })
    }),
    op("contacts::UserHandle::photo_sized", |w| {
        let at = w.directory().me().photo_sized(PhotoSize::Pixels240);
        at.info()?;
        done(at.get())
    }),
    op("contacts::UserHandle::people", |w| each(w.directory().me().people().limit(SOME))),
    op("contacts::Directory::people", |w| {
        each(w.directory().people().search("george").limit(5))?;
        each(w.directory().people().filter(prop::person::CLASS.eq("Person")).limit(5))
    }),
    op("contacts::Directory::users", |w| {
        let directory = w.directory();
        each(directory.users().select(User::PROPERTIES).page_size(5).limit(SOME))?;
        directory.users().total()?;
        let search = Search::property("displayName", "O\"B").and(Search::property("mail", "x"));
        each(directory.users().search(search).order_by(prop::user::DISPLAY_NAME).limit(SOME))?;
        for filter in [
            prop::user::MAIL.ends_with("@conformance.example"),
            prop::user::DEPARTMENT.ne("Attack"),
            !prop::user::DISPLAY_NAME.starts_with("A"),
            prop::user::ACCOUNT_ENABLED.eq(true),
            prop::user::PROXY_ADDRESSES.any(|proxy| proxy.eq("smtp:o'b@conformance.example")),
        ] {
            each(directory.users().filter(filter).page_size(5).limit(SOME))?;
        }
        let sorted = directory.users().filter(prop::user::USER_TYPE.eq("Member"));
        each(sorted.order_by(prop::user::DISPLAY_NAME.desc()).limit(SOME))
    }),
    op("contacts::Directory::search", |w| each(w.directory().search("george").limit(SOME))),
    op("contacts::Directory::user_by_email", |w| {
        done(w.directory().user_by_email("o'brien@conformance.example"))
    }),
    op("contacts::Directory::user_by_name", |w| done(w.directory().user_by_name("O'Brien"))),
    op("contacts::Directory::invite", |w| {
        if !w.is_local() {
            return Err(Trouble::Missing(
                "a service on this machine: guests stay in the organisation",
            ));
        }
        let draft = InvitationDraft::new()
            .invited_user_email_address("nobody@conformance.example")
            .invite_redirect_url("https://myapps.microsoft.com/")
            .invited_user_display_name("Nobody")
            .invited_user_type("Guest")
            .send_invitation_message(false);
        done(w.directory().invite(&draft))
    }),
];
