//! What to do about an error, where that is known.

use super::{Error, ErrorKind, ServiceError};

pub(super) fn advice(error: &Error) -> Option<String> {
    if error.is_outcome_unknown() && (error.is_stale() || error.is_conflict()) {
        return Some("an earlier try, whose answer was lost, may have done it: look".into());
    }
    if error.is_outcome_unknown() {
        return Some(
            "it may have been carried out: look whether it happened before you send it again"
                .into(),
        );
    }
    match error.kind() {
        ErrorKind::Service(service) => service_advice(service, error),
        ErrorKind::Auth(auth) if auth.needs_sign_in => Some("sign in again".into()),
        _ => None,
    }
}

fn service_advice(service: &ServiceError, error: &Error) -> Option<String> {
    if service.claims.is_some() {
        return Some(
            "conditional access asks for more: sign in again with the claims of this error".into(),
        );
    }
    if error.is_throttled() {
        return Some(match service.retry_after {
            Some(wait) => {
                format!("throttled: wait {} s before the next request", wait.as_secs_f64().ceil())
            }
            None => "throttled: send fewer requests".into(),
        });
    }
    let text = match service.status {
        401 if is_of_drive(error) => {
            "the token is not accepted: sign in again; a OneDrive that its owner never opened answers so too, until it is opened once in a browser"
        }
        401 => "the token is not accepted: sign in again",
        403 if service.has_code("ErrorSendAsDenied") => {
            "the signed-in person lacks the right to send from that address"
        }
        403 if service.has_code("ErrorQuotaExceeded") => "the mailbox is full",
        403 => return Some(forbidden(error)),
        404 if service.has_code("ErrorInvalidUser")
            || service.has_code("MailboxNotEnabledForRESTAPI") =>
        {
            "no Exchange Online mailbox has that address"
        }
        404 if service.has_code("ErrorItemNotFound") => {
            "ids change when an item moves, unless immutable ids are on"
        }
        400 if service.has_code("InefficientFilter") => {
            "order only by properties that the filter names first, in the same order"
        }
        400 if service.message.contains("HonorNonIndexedQueries") => {
            "the column isn't indexed: index it, or say `allow_non_indexed()`, which the service may refuse in long lists"
        }
        400 if service.has_code("ErrorInvalidIdMalformed") => {
            "that is no id: names and paths are looked up by `.._by_name` and `.._by_path`"
        }
        404 if is_of_drive(error) && service.message.contains("mysite") => {
            "there is no OneDrive yet: its owner opens it once in a browser"
        }
        410 => "the saved link has lapsed: start over without it",
        412 => "somebody changed it since it was read: read it again",
        413 => "too large for one request: use an upload session",
        423 => "locked: it is checked out or being edited",
        507 => "no space left",
        _ => return None,
    };
    Some(text.to_owned())
}

fn is_of_drive(error: &Error) -> bool {
    let is_drive = |segment: &str| segment == "drive" || segment == "drives";
    error.request().is_some_and(|line| line.path.split('/').any(is_drive))
}

fn forbidden(error: &Error) -> String {
    let is_foreign = error.request().is_some_and(|line| line.path.starts_with("/users/"));
    match (error.least_permission(), is_foreign) {
        (Some(least), true) => format!(
            "the token lacks a permission: {least} is the least that this needs, and a person needs the owner's leave"
        ),
        (Some(least), false) => format!(
            "the token lacks a permission: {least} is the least that this needs; or its owner lacks the right"
        ),
        (None, true) => "another person's data: the token needs a `.Shared` permission and the owner must have shared it, or an application permission".to_owned(),
        (None, false) => "the token lacks a permission, or its owner the right".to_owned(),
    }
}
