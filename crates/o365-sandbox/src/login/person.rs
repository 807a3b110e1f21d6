//! The page on which a person approves a device code.

use crate::{
    answers,
    http::Incoming,
    uri::{self, Uri},
    wire::Reply,
};

const FORM: &str = "<html><head><title>Sandbox sign-in</title></head><body>\
    <form method=\"post\" action=\"/sandbox/approve\">\
    <p>Enter the code that the program shows: <input name=\"user_code\" autofocus></p>\
    <p><button>Approve</button> <button formaction=\"/sandbox/decline\">Decline</button></p>\
    </form></body></html>";

/// Answers `GET /sandbox/device` and `POST /sandbox/{approve,decline}?user_code=…`; the code may
/// stand in a form as well.
pub(super) fn answer(
    page: &str,
    incoming: &Incoming,
    uri: &Uri,
    decide: impl FnOnce(&str, bool) -> bool,
) -> Reply {
    let approve = match (incoming.method.as_str(), page) {
        ("GET", "device") => return html(200, FORM),
        ("POST", "approve") => true,
        ("POST", "decline") => false,
        _ => return html(404, "There is no such page."),
    };
    let form = std::str::from_utf8(&incoming.body).ok().and_then(uri::pairs).unwrap_or_default();
    let code = uri.query.iter().chain(&form).find(|(name, _)| name == "user_code");
    match code {
        None => html(400, "The user_code is missing."),
        Some((_, code)) if decide(code, approve) => html(200, "Done. The program goes on."),
        Some(_) => html(404, "No one waits for this code."),
    }
}

fn html(status: u16, text: &str) -> Reply {
    answers::bytes(status, "text/html; charset=utf-8", text.as_bytes().to_vec())
}
