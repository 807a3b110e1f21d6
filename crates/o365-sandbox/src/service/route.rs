//! Paths and methods.

use crate::schema::Refusal;
use crate::service::{
    Caller, attachments,
    calendar_place::{lower, no_segment, not_allowed},
    calendar_route,
    call::Call,
    contacts, delta, directory, folders, list,
    mailbox::{DRAFTS, Mailbox, TOP},
    mailbox_settings, messages, outlook,
    place::{Place, place, segments},
    prefer::Prefer,
    replies::{self, Answer},
    rooms, send, sessions, shelf, sites,
    sorted::Sorted,
    state::State,
};
use crate::wire::{Reply, Request};

/// Answers a GET.
pub(crate) fn read(
    state: &State,
    sorted: &Sorted,
    caller: &Caller,
    request: &Request,
) -> Result<Reply, Refusal> {
    let path = segments(request);
    let (call, place) = match open(state, sorted, caller, request, &path)? {
        Target::Users(call) => return directory::all(&call, state),
        Target::UsersDelta(call) => return directory::delta(&call, state),
        Target::Invitations(_) => return Err(not_allowed()),
        Target::Rooms(call) => return rooms::get(&call),
        Target::Sites(call) => return sites::read(&call, state),
        Target::Below(call, place) => (call, place),
    };
    let mailbox = &call.user(state)?.mailbox;
    let folder = |id: Option<&str>| id.map(|id| mailbox.find_folder(id)).transpose();
    if let Place::Shelf(_, Some(folder)) | Place::ShelfItem(_, Some(folder), _) = place {
        shelf::only_of_inbox(mailbox, folder)?;
    }
    match place {
        Place::Settings(part) => mailbox_settings::get(&call, state, part),
        Place::Shelf(of, _) => shelf::all(&call, state, of),
        Place::ShelfItem(of, _, id) => shelf::get(&call, state, of, id),
        Place::SupportedLanguages => Ok(outlook::languages(&call)),
        Place::SupportedZones(parameters) => outlook::zones(&call, parameters),
        Place::Owner => directory::get(&call, state),
        Place::Contacts(path) => contacts::read(&call, state, path),
        Place::FollowedSites(path) => sites::followed(&call, state, path),
        Place::Directory(path) => directory::read(&call, state, path),
        Place::Folders(parent) => folders::list(&call, state, parent_of(mailbox, parent)?),
        Place::FolderCount(parent) => folders::count(&call, state, parent_of(mailbox, parent)?),
        Place::FolderDelta(parent) => delta::folders(&call, state, parent_of(mailbox, parent)?),
        Place::Folder(id) => folders::get(&call, state, id),
        Place::Messages(id) => list::messages(&call, mailbox, folder(id)?),
        Place::MessageCount(id) => list::count(&call, mailbox, folder(id)?),
        Place::MessageDelta(Some(id)) => delta::messages(&call, state, mailbox.find_folder(id)?),
        Place::MessageDelta(None) => Err(Refusal::bad_request(
            "Change tracking is supported for the messages of a folder only.",
        )),
        Place::Message(id) => messages::get(&call, state, id),
        Place::MessageValue(id) => messages::value(&call, state, id),
        Place::Attachments(id) => attachments::list(&call, state, id),
        Place::Attachment(message, id) => attachments::get(&call, state, message, id),
        Place::AttachmentValue(message, id) => attachments::value(&call, state, message, id),
        Place::Agenda(spot) => calendar_route::read(&call, state, &spot),
        Place::SendMail
        | Place::MailTips
        | Place::TranslateIds
        | Place::FolderAction(..)
        | Place::MessageAction(..)
        | Place::AttachmentSession(_) => Err(not_allowed()),
    }
}

/// Answers every other method.
pub(crate) fn change(
    state: &mut State,
    sorted: &Sorted,
    caller: &Caller,
    request: &Request,
) -> Result<Reply, Refusal> {
    let path = segments(request);
    let (call, place) = match open(state, sorted, caller, request, &path)? {
        Target::Invitations(call) if request.method == "POST" => {
            return directory::invite(&call, state);
        }
        Target::Sites(call) => return sites::change(&call, state),
        Target::Users(_) | Target::UsersDelta(_) | Target::Invitations(_) | Target::Rooms(_) => {
            return Err(not_allowed());
        }
        Target::Below(call, place) => (call, place),
    };
    if let Place::Shelf(_, Some(folder)) | Place::ShelfItem(_, Some(folder), _) = place {
        shelf::only_of_inbox(&call.user(state)?.mailbox, folder)?;
    }
    match (request.method.as_str(), place) {
        (_, Place::Contacts(path)) => contacts::change(&call, state, path),
        (_, Place::FollowedSites(path)) => sites::follow(&call, state, path),
        (_, Place::Directory(path)) => directory::change(&call, state, path),
        ("POST", Place::MailTips) => outlook::mail_tips(&call, state),
        ("POST", Place::TranslateIds) => outlook::translate(&call, state),
        ("PATCH", Place::Settings(None)) => mailbox_settings::update(&call, state),
        ("POST", Place::Shelf(of, _)) => shelf::create(&call, state, of),
        ("PATCH", Place::ShelfItem(of, _, id)) => shelf::update(&call, state, of, id),
        ("DELETE", Place::ShelfItem(of, _, id)) => shelf::delete(&call, state, of, id),
        (_, Place::Agenda(spot)) => calendar_route::change(&call, state, &spot),
        ("POST", Place::SendMail) => send::mail(&call, state),
        ("POST", Place::Folders(parent)) => {
            let parent = parent_of(&call.user(state)?.mailbox, parent)?;
            folders::create(&call, state, parent)
        }
        ("PATCH", Place::Folder(id)) => folders::update(&call, state, id),
        ("DELETE", Place::Folder(id)) => folders::delete(&call, state, id, false),
        ("POST", Place::FolderAction(id, action)) => match action.as_str() {
            "move" => folders::relocate(&call, state, id),
            "copy" => folders::copy(&call, state, id),
            _ => folders::delete(&call, state, id, true),
        },
        ("POST", Place::Messages(folder)) => {
            let mailbox = &call.user(state)?.mailbox;
            let folder = folder.map_or(Ok(DRAFTS), |id| mailbox.find_folder(id))?;
            messages::create(&call, state, folder)
        }
        ("PATCH", Place::Message(id)) => messages::update(&call, state, id),
        ("DELETE", Place::Message(id)) => messages::delete(&call, state, id, false),
        ("POST", Place::MessageAction(id, action)) => act(&call, state, id, &action),
        ("POST", Place::Attachments(id)) => attachments::create(&call, state, id),
        ("POST", Place::AttachmentSession(id)) => sessions::create(&call, state, id),
        ("DELETE", Place::Attachment(message, id)) => {
            attachments::delete(&call, state, message, id)
        }
        _ => Err(not_allowed()),
    }
}

fn act(call: &Call<'_>, state: &mut State, id: &str, action: &str) -> Result<Reply, Refusal> {
    match action {
        "move" => messages::relocate(call, state, id),
        "copy" => messages::copy(call, state, id),
        "send" => send::draft(call, state, id),
        "reply" => replies::send(call, state, id, Answer::Reply),
        "replyall" => replies::send(call, state, id, Answer::ReplyAll),
        "forward" => replies::send(call, state, id, Answer::Forward),
        "createreply" => replies::create(call, state, id, Answer::Reply),
        "createreplyall" => replies::create(call, state, id, Answer::ReplyAll),
        "createforward" => replies::create(call, state, id, Answer::Forward),
        _ => messages::delete(call, state, id, true),
    }
}

/// `""` is the top, the parent of `mailFolders`.
fn parent_of(mailbox: &Mailbox, id: &str) -> Result<u32, Refusal> {
    if id.is_empty() { Ok(TOP) } else { mailbox.find_folder(id) }
}

fn is_calendar(segment: &str) -> bool {
    ["calendar", "events", "calendarview"].iter().any(|name| segment.eq_ignore_ascii_case(name))
}

enum Target<'a> {
    Users(Call<'a>),
    UsersDelta(Call<'a>),
    Invitations(Call<'a>),
    Rooms(Call<'a>),
    Sites(Call<'a>),
    Below(Call<'a>, Place<'a>),
}

/// Finds whose mailbox it is, and whether the caller may open it.
fn open<'a>(
    state: &State,
    sorted: &'a Sorted,
    caller: &Caller,
    request: &'a Request,
    path: &'a [String],
) -> Result<Target<'a>, Refusal> {
    let caller = match caller {
        Caller::User(address) => Some(state.find(address).ok_or_else(|| no_user(address))?),
        Caller::App => None,
    };
    let call = |owner: usize, path: &'a [String]| -> Result<Call<'a>, Refusal> {
        let owner_id = state.user(owner).map(|user| user.id.clone()).unwrap_or_default();
        Ok(Call { request, prefer: Prefer::of(request), sorted, owner, owner_id, caller, path })
    };
    let (first, rest) = path.split_first().ok_or_else(|| no_segment(""))?;
    let (owner, rest) = match (first.to_ascii_lowercase().as_str(), rest) {
        ("me", rest) => {
            let me = caller.ok_or_else(|| {
                Refusal::bad_request(
                    "/me request is only valid with delegated authentication flow.",
                )
            })?;
            (me, rest)
        }
        ("invitations", []) => return call(usize::MAX, &[]).map(Target::Invitations),
        ("sites", rest) => return Ok(Target::Sites(call(usize::MAX, rest)?)),
        ("places", rest) => return Ok(Target::Rooms(call(usize::MAX, rest)?)),
        ("users", [delta]) if lower(delta) == "delta" => {
            return call(usize::MAX, &[]).map(Target::UsersDelta);
        }
        ("users", []) => return call(usize::MAX, &[]).map(Target::Users),
        // A group has a calendar and nothing else here.
        ("groups", [name, rest @ ..]) if rest.first().is_some_and(|of| is_calendar(of)) => {
            (state.find(name).ok_or_else(|| no_user(name))?, rest)
        }
        ("users", [name, rest @ ..]) => {
            let owner = state
                .find(name)
                .ok_or_else(|| if rest.is_empty() { no_resource(name) } else { no_user(name) });
            (owner?, rest)
        }
        _ => return Err(no_segment(first)),
    };
    let place = place(rest)?;
    let user = state.user(owner)?;
    let may = caller.is_none_or(|caller| caller == owner || user.shared_with.contains(&caller));
    if !may && !matches!(place, Place::Owner | Place::Directory(_)) {
        return Err(Refusal::new(
            403,
            "ErrorAccessDenied",
            "Access is denied. Check credentials and try again.",
        ));
    }
    Ok(Target::Below(call(owner, rest)?, place))
}

fn no_user(name: &str) -> Refusal {
    Refusal::new(404, "ErrorInvalidUser", format!("The requested user '{name}' is invalid."))
}

fn no_resource(name: &str) -> Refusal {
    Refusal::new(
        404,
        "Request_ResourceNotFound",
        format!(
            "Resource '{name}' does not exist or one of its queried reference-property objects are not present."
        ),
    )
}
