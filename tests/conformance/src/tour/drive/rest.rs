//! Sharing, versions, pictures, labels.

use o365::drive::{
    ActivityInterval, CheckIn, InvitationDraft, ItemHandle, LinkDraft, LinkScope, Permission,
    PreviewDraft, Role, SensitivityLabelAssignmentMethod, SensitivityLabelDraft, ShareHandle,
    ThumbnailSize,
};
use o365::time::macros::{date, datetime};
use serde_json::{Value, json};

use crate::tour::operation::{Operation, Outcome, Trouble, done, each, op};
use crate::tour::world::{SOME, World};

const LABEL: Trouble = Trouble::Missing("a service on this machine: labels and columns differ");

pub(super) const OPERATIONS: &[Operation] = &[
    op("drive::ItemHandle::create_link", |w| done(link(w))),
    op("drive::ItemHandle::invite", |w| done(invited(w))),
    op("drive::ItemHandle::permissions", |w| {
        invited(w)?;
        each(w.file()?.permissions())
    }),
    op("drive::PermissionHandle::get", |w| {
        let (file, granted) = invited(w)?;
        done(file.permission(&granted).get())
    }),
    op("drive::PermissionHandle::update", |w| {
        let (file, granted) = invited(w)?;
        done(file.permission(&granted).update([Role::Read]))
    }),
    op("drive::PermissionHandle::delete", |w| {
        let (file, granted) = invited(w)?;
        done(file.permission(&granted).delete())
    }),
    op("drive::PermissionHandle::grant", |w| {
        done(share(w)?.permission().grant([w.own()?], [Role::Read]))
    }),
    op("drive::ShareHandle::get", |w| done(share(w)?.get())),
    op("drive::ShareHandle::redeem", |w| done(share(w)?.redeem())),
    op("drive::ItemHandle::versions", |w| each(w.file()?.versions().limit(SOME))),
    op("drive::VersionHandle::get", |w| {
        let file = w.file()?;
        let version = file.versions().first()?.ok_or(Trouble::Missing("versions of files"))?;
        done(file.version(&version).get())
    }),
    op("drive::VersionHandle::restore", |w| {
        let file = w.file()?;
        file.replace_content(o365::upload::Source::bytes(&b"y"[..])).send()?;
        let versions = file.versions().all()?;
        let oldest = versions.last().ok_or(Trouble::Missing("versions of files"))?;
        done(file.version(oldest).restore())
    }),
    op("drive::ItemHandle::thumbnails", |w| each(w.file()?.thumbnails().limit(SOME))),
    op("drive::ItemHandle::thumbnails_sized", |w| {
        let sizes = [ThumbnailSize::crop(300, 400), ThumbnailSize::Large];
        each(w.file()?.thumbnails_sized(sizes).limit(SOME))
    }),
    op("drive::ItemHandle::thumbnail", |w| done(w.file()?.thumbnail(ThumbnailSize::Small))),
    op("drive::ItemHandle::thumbnail_content", |w| {
        done(w.file()?.thumbnail_content(ThumbnailSize::within(300, 400)))
    }),
    op("drive::ItemHandle::set_thumbnail", |w| {
        if !w.is_local() {
            return Err(Trouble::Missing("a service on this machine: few drives take pictures"));
        }
        done(w.file()?.set_thumbnail("image/png", b"\x89PNG"))
    }),
    op("drive::ItemHandle::preview", |w| {
        done(w.file()?.preview(&PreviewDraft::new().page("1").zoom(1.5)))
    }),
    op("drive::ItemHandle::follow", |w| done(w.file()?.follow())),
    op("drive::ItemHandle::unfollow", |w| {
        let file = w.file()?;
        file.follow()?;
        done(file.unfollow())
    }),
    op("drive::ItemHandle::check_out", |w| done(w.file()?.check_out())),
    op("drive::ItemHandle::check_in", |w| {
        let file = w.file()?;
        file.check_out()?;
        done(
            file.check_in(CheckIn::from("Updating the latest guidelines").check_in_as("published")),
        )
    }),
    op("drive::ItemHandle::discard_checkout", |w| {
        let file = w.file()?;
        file.check_out()?;
        done(file.discard_checkout())
    }),
    op("drive::ItemHandle::analytics", |w| done(w.file()?.analytics())),
    op("drive::ItemHandle::activities", |w| {
        let (first, last) = (date!(2024 - 01 - 01), date!(2024 - 01 - 31));
        each(w.file()?.activities(first, last, ActivityInterval::Day).limit(SOME))
    }),
    op("drive::ItemHandle::fields", |w| done(w.file()?.fields::<Value>())),
    op("drive::ItemHandle::update_fields", |w| {
        on_local(w, |file| done(file.update_fields::<Value>(&json!({"Status": "Done"}))))
    }),
    op("drive::ItemHandle::retention_label", |w| done(w.file()?.retention_label())),
    op("drive::ItemHandle::set_retention_label", |w| {
        on_local(w, |file| done(file.set_retention_label("Contracts")))
    }),
    op("drive::ItemHandle::lock_record", |w| on_local(w, |file| done(file.lock_record(true)))),
    op("drive::ItemHandle::remove_retention_label", |w| {
        on_local(w, |file| done(file.remove_retention_label()))
    }),
    op("drive::ItemHandle::sensitivity_labels", |w| done(w.file()?.sensitivity_labels())),
    op("drive::ItemHandle::assign_sensitivity_label", |w| {
        on_local(w, |file| {
            let label = SensitivityLabelDraft::from("5feba255-812e-446a-ac59-a7044ef827b5");
            let label = label.assignment_method(SensitivityLabelAssignmentMethod::Standard);
            // Where nobody says how far it is, it was taken all the same.
            match file.assign_sensitivity_label(label.justification_text("x")) {
                Err(error) if error.is_outcome_unknown() && error.status().is_none() => Ok(()),
                taken => done(taken),
            }
        })
    }),
];

/// Does what a real drive is rarely set up for.
fn on_local(w: &World, call: impl FnOnce(&ItemHandle) -> Outcome) -> Outcome {
    match w.is_local() {
        true => call(&w.file()?),
        false => Err(LABEL),
    }
}

fn link(w: &World) -> Result<Permission, Trouble> {
    let link = LinkDraft::view().scope(LinkScope::Organization).retain_inherited_permissions(true);
    Ok(w.file()?.create_link(link.expires(datetime!(2030-01-01 0:00 UTC)))?)
}

/// A file that is shared with oneself.
fn invited(w: &World) -> Result<(ItemHandle, Permission), Trouble> {
    let file = w.file()?;
    let invitation = InvitationDraft::to([w.own()?])
        .role(Role::Write)
        .message("A test.")
        .expires(datetime!(2030-01-01 0:00 UTC));
    let granted = file.invite(invitation)?.into_iter().next();
    Ok((file, granted.ok_or_else(|| Trouble::Wrong("nobody was invited".to_owned()))?))
}

/// A file by its link.
fn share(w: &World) -> Result<ShareHandle, Trouble> {
    let url = link(w)?.link.and_then(|link| link.web_url).unwrap_or_default();
    // Made-up services tell of links that aren't any.
    let is_link = url.contains("://") || !w.is_local();
    Ok(w.storage().share(if is_link { &url } else { "https://1drv.ms/x" }))
}
