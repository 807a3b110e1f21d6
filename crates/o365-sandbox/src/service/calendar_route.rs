//! Places of calendars and methods.

use crate::schema::Refusal;
use crate::service::{
    Call,
    calendar_place::{Spot, not_allowed},
    calendars, event_attachments, event_delta, events, free_busy, meetings, reminders, sessions,
    state::State,
    suggest,
};
use crate::wire::Reply;

/// Answers a GET.
pub(crate) fn read(call: &Call<'_>, state: &State, spot: &Spot<'_>) -> Result<Reply, Refusal> {
    match spot {
        Spot::Calendars(group) => calendars::all(call, state, *group),
        Spot::Calendar(id) => calendars::get(call, state, *id),
        Spot::Groups => calendars::groups(call, state),
        Spot::Group(id) => calendars::get_group(call, state, id),
        Spot::Permissions(of) => calendars::permissions(call, state, *of, None),
        Spot::Permission(of, id) => calendars::permissions(call, state, *of, Some(id)),
        Spot::Events(of) => events::all(call, state, *of),
        Spot::EventCount(of) => events::count(call, state, *of),
        Spot::View(of) => events::view(call, state, *of),
        Spot::ViewDelta(of) => event_delta::view(call, state, *of),
        Spot::Event(id) => events::get(call, state, id),
        Spot::CalendarOf(id) => calendars::of_event(call, state, id),
        Spot::SharingRoles => Ok(calendars::sharing_roles(call)),
        Spot::Instances(id) => events::instances(call, state, id),
        Spot::Attachments(id) => event_attachments::list(call, state, id),
        Spot::Attachment(event, id) => event_attachments::get(call, state, event, id),
        Spot::AttachmentValue(event, id) => event_attachments::value(call, state, event, id),
        Spot::Reminders(parameters) => reminders::view(call, state, parameters),
        Spot::CalendarGone(_)
        | Spot::Schedule
        | Spot::EventAction(..)
        | Spot::AttachmentSession(_)
        | Spot::FindTimes => Err(not_allowed()),
    }
}

/// Answers every other method.
pub(crate) fn change(
    call: &Call<'_>,
    state: &mut State,
    spot: &Spot<'_>,
) -> Result<Reply, Refusal> {
    match (call.request.method.as_str(), spot) {
        ("POST", Spot::Calendars(group)) => calendars::create(call, state, *group),
        ("PATCH", Spot::Calendar(id)) => calendars::update(call, state, *id),
        ("DELETE", Spot::Calendar(id)) => calendars::delete(call, state, *id),
        ("POST", Spot::CalendarGone(id)) => calendars::delete(call, state, Some(id)),
        ("POST", Spot::Groups) => calendars::write_group(call, state, None),
        ("PATCH", Spot::Group(id)) => calendars::write_group(call, state, Some(id)),
        ("DELETE", Spot::Group(id)) => calendars::delete_group(call, state, id),
        ("POST", Spot::Permissions(of)) => calendars::add_permission(call, state, *of),
        ("PATCH", Spot::Permission(of, id)) => calendars::update_permission(call, state, *of, id),
        ("DELETE", Spot::Permission(of, id)) => calendars::delete_permission(call, state, *of, id),
        ("POST", Spot::Schedule) => free_busy::schedule(call, state),
        ("POST", Spot::FindTimes) => suggest::times(call, state),
        ("POST", Spot::Events(of)) => events::create(call, state, *of),
        ("PATCH", Spot::Event(id)) => events::update(call, state, id),
        ("DELETE", Spot::Event(id)) => events::delete(call, state, id),
        ("POST", Spot::EventAction(id, action)) => match action.as_str() {
            "cancel" => meetings::cancel(call, state, id),
            "forward" => meetings::forward(call, state, id),
            "snoozereminder" => reminders::snooze(call, state, id),
            "dismissreminder" => reminders::dismiss(call, state, id),
            "permanentdelete" => events::delete(call, state, id),
            answer => meetings::respond(call, state, id, answer),
        },
        ("POST", Spot::Attachments(id)) => event_attachments::create(call, state, id),
        ("POST", Spot::AttachmentSession(id)) => sessions::create_for_event(call, state, id),
        ("DELETE", Spot::Attachment(event, id)) => {
            event_attachments::delete(call, state, event, id)
        }
        _ => Err(not_allowed()),
    }
}
