//! Users of the organisation: asked, searched, with their managers, photos and people.

mod changes;
mod users;

use serde_json::{Map, Value, json};

use crate::odata::{Options, Scope};
use crate::people::display_name;
use crate::random::guid;
use crate::schema::{INVITATION, PERSON, Purpose, Refusal, USER_SEED, check};
use crate::service::{
    Call, body,
    calendar_place::{lower, no_segment},
    list, photos,
    state::State,
    words,
};
use crate::wire::Reply;

pub(crate) use changes::delta;
pub(crate) use users::{all, get};

/// How the absence of a user's photo is called.
const NO_PHOTO: &str = "ImageNotFound";

/// Answers a GET below a user.
pub(crate) fn read(call: &Call<'_>, state: &State, path: &[String]) -> Result<Reply, Refusal> {
    let user = call.user(state)?;
    let photo = user.photo.as_ref();
    let lowered: Vec<_> = path.iter().map(|segment| lower(segment)).collect();
    match lowered.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["manager"] => {
            let manager = user.manager.ok_or_else(|| {
                Refusal::new(
                    404,
                    "Request_ResourceNotFound",
                    "Resource 'manager' does not exist or one of its queried reference-property objects are not present.",
                )
            })?;
            users::related(call, state, manager)
        }
        ["directreports"] => users::reports(call, state),
        ["people"] => people(call, state),
        ["photo"] => photos::get(call, photo, "default", false, NO_PHOTO),
        ["photo", "$value"] => photos::get(call, photo, "default", true, NO_PHOTO),
        ["photos"] => photos::sizes(call, photo),
        ["photos", size] => photos::get(call, photo, size, false, NO_PHOTO),
        ["photos", size, "$value"] => photos::get(call, photo, size, true, NO_PHOTO),
        [first, ..] => Err(no_segment(first)),
        [] => Err(no_segment("")),
    }
}

/// Answers every other method below a user: photos are set and taken away.
pub(crate) fn change(
    call: &Call<'_>,
    state: &mut State,
    path: &[String],
) -> Result<Reply, Refusal> {
    let version = state.mailbox(call.owner)?.fresh();
    let user = state.user_mut(call.owner)?;
    let lowered: Vec<_> = path.iter().map(|segment| lower(segment)).collect();
    let path = lowered.iter().map(String::as_str).collect::<Vec<_>>();
    match (call.request.method.as_str(), path.as_slice()) {
        ("PUT" | "PATCH", ["photo", "$value"]) => {
            user.photo = Some(photos::read(call, version)?);
            Ok(Reply::new(200))
        }
        ("DELETE", ["photo"] | ["photo", "$value"]) => photos::delete(&mut user.photo, NO_PHOTO),
        _ => Err(Refusal::new(
            405,
            "Request_BadRequest",
            "Specified HTTP method is not allowed for the request target.",
        )),
    }
}

/// `GET people`: everybody else, the ones one works with first.
fn people(call: &Call<'_>, state: &State) -> Result<Reply, Refusal> {
    let (search, query) = words::taken_out(&call.request.query);
    let options = Options::parse(&query, &PERSON, Scope::List)?;
    let near = |index: usize, user: &crate::service::state::User| {
        let own = call.user(state).ok().and_then(|own| own.manager);
        own == Some(index) || user.manager == Some(call.owner)
    };
    let others = state.users().iter().enumerate().filter(|(index, _)| *index != call.owner);
    let mut others: Vec<_> = others.map(|(index, user)| (!near(index, user), user)).collect();
    others.sort_by_key(|(far, _)| *far);
    let score = |place: usize| 30.0 / (place as f64 + 1.0);
    let rows = others.iter().enumerate().map(|(place, (_, user))| {
        let card = users::json(user);
        let of = |name: &str| card.get(name).cloned().unwrap_or_default();
        let phones = of("businessPhones");
        let phones = phones.as_array().into_iter().flatten();
        let phones = phones.map(|number| json!({"type": "business", "number": number}));
        json!({
            "id": user.id, "displayName": user.name, "givenName": of("givenName"), "surname": of("surname"),
            "birthday": "", "personNotes": "", "isFavorite": false,
            "scoredEmailAddresses": [{"address": user.address, "relevanceScore": score(place)}],
            "phones": phones.collect::<Vec<_>>(), "postalAddresses": [], "websites": [], "jobTitle": of("jobTitle"),
            "companyName": of("companyName"), "yomiCompany": "", "department": of("department"),
            "officeLocation": of("officeLocation"), "profession": "", "userPrincipalName": user.address,
            "imAddress": format!("sip:{}", user.address),
            "personType": {"class": "Person", "subclass": "OrganizationUser"},
        })
    });
    let mut rows: Vec<Value> = rows.collect();
    if let Some(search) = search {
        let sought = search.trim().trim_matches('"').to_owned();
        let fields = ["displayName", "scoredEmailAddresses"];
        rows.retain(|row| fields.iter().any(|name| words::starts_a_word(&row[*name], &sought)));
    }
    list::values(call, &options, rows)
}

/// `POST invitations`: the guest is there at once.
pub(crate) fn invite(call: &Call<'_>, state: &mut State) -> Result<Reply, Refusal> {
    let mut body = body::object(call.request, &INVITATION, Purpose::Create)?;
    let text = |name: &str| body.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
    let (Some(address), Some(_)) = (text("invitedUserEmailAddress"), text("inviteRedirectUrl"))
    else {
        return Err(Refusal::bad_request(
            "An invitation needs 'invitedUserEmailAddress' and 'inviteRedirectUrl'.",
        ));
    };
    let address = address.to_owned();
    let name = text("invitedUserDisplayName").map_or_else(|| display_name(&address), str::to_owned);
    let index = state.add(&address, &name);
    let guest = state.user_mut(index)?;
    guest.properties.insert("userType".to_owned(), "Guest".into());
    let id = guid();
    body.insert("inviteRedeemUrl".to_owned(), format!("https://login.example/redeem/{id}").into());
    body.insert("id".to_owned(), id.into());
    body.insert("status".to_owned(), "PendingAcceptance".into());
    body.insert("invitedUser".to_owned(), json!({"id": guest.id}));
    Ok(Reply::value(201, &Value::Object(body)))
}

/// Says more of a user, who is added if they aren't there.
///
/// # Errors
/// 400 for what is no property of a user.
pub(crate) fn describe(state: &mut State, address: &str, user: Value) -> Result<(), Refusal> {
    let Value::Object(body) = user else {
        return Err(Refusal::body("A user is a JSON object."));
    };
    let mut body: Map<String, Value> = check(&USER_SEED, body, Purpose::Seed)?;
    let mut index =
        |name: &str| state.find(name).unwrap_or_else(|| state.add(name, &display_name(name)));
    let manager = body.remove("manager").and_then(|name| name.as_str().map(&mut index));
    let own = index(address);
    let user = state.user_mut(own)?;
    user.manager = manager.or(user.manager);
    if let Some(name) = body.get("displayName").and_then(Value::as_str) {
        name.clone_into(&mut user.name);
    }
    user.properties.extend(body);
    state.note(own);
    Ok(())
}
