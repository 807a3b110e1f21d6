//! Users, as far as mail needs them.

use serde_json::{Value, json};

use crate::odata::{Options, Scope};
use crate::schema::{Refusal, USER};
use crate::service::{
    Call, list,
    state::{State, User},
};
use crate::wire::Reply;

fn json(user: &User) -> Value {
    let (given, surname) =
        user.name.split_once(' ').map_or((user.name.as_str(), None), |(a, b)| (a, Some(b)));
    json!({
        "businessPhones": [],
        "displayName": user.name,
        "givenName": given,
        "jobTitle": null,
        "mail": user.address,
        "mobilePhone": null,
        "officeLocation": null,
        "preferredLanguage": "en-US",
        "surname": surname,
        "userPrincipalName": user.address,
        "id": user.id,
    })
}

/// `GET me`, `GET users/{id}`.
pub(crate) fn get(call: &Call<'_>, state: &State) -> Result<Reply, Refusal> {
    let options = Options::parse(&call.request.query, &USER, Scope::One)?;
    let mut user = list::selected(json(call.user(state)?), options.select.as_deref(), &[]);
    let select = options.select.map(|names| format!("({})", names.join(","))).unwrap_or_default();
    if let Some(members) = user.as_object_mut() {
        let context = format!("{}/$metadata#users{select}/$entity", call.request.root);
        members.insert("@odata.context".to_owned(), context.into());
    }
    Ok(Reply::value(200, &user))
}

/// `GET users`.
pub(crate) fn all(call: &Call<'_>, state: &State) -> Result<Reply, Refusal> {
    let options = Options::parse(&call.request.query, &USER, Scope::List)?;
    list::values(call, &options, state.users().iter().map(json).collect())
}
