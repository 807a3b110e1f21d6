//! The token files of the Python library, for people who move over.
//!
//! Up to 2.0 a file holds one token, flat; from 2.1 on it is the cache of MSAL, with entries of several kinds for several
//! accounts.

use serde_json::{Map, Value};
use time::{Duration, OffsetDateTime};

use super::{StoreKey, Token};
use crate::auth::Scopes;

type Object = Map<String, Value>;

/// Reads either layout. `None` if it is neither; `Some(Ok(None))` if it has nothing for this key.
pub(super) fn read(file: &Object, key: &StoreKey) -> Option<Result<Option<Token>, String>> {
    if file.contains_key("access_token") && !file.contains_key("version") {
        return Some(flat(file));
    }
    let is_cache = ["AccessToken", "RefreshToken"]
        .iter()
        .any(|kind| file.get(*kind).is_some_and(Value::is_object) && !file.contains_key("version"));
    is_cache.then(|| cache(file, key))
}

fn flat(file: &Object) -> Result<Option<Token>, String> {
    let access = text(file, "access_token").ok_or("its access token isn't a text")?;
    let lifetime = number(file, "expires_in").unwrap_or(3600.0);
    let mut token = timed(access, number(file, "expires_at").unwrap_or_default(), lifetime);
    if let Some(refresh) = text(file, "refresh_token") {
        token = token.refresh(refresh);
    }
    if let Some(id) = text(file, "id_token") {
        token = token.id(id);
    }
    let scopes = match file.get("scope") {
        Some(Value::Array(names)) => {
            let names: Vec<&str> = names.iter().filter_map(Value::as_str).collect();
            names.join(" ")
        }
        Some(Value::String(names)) => names.clone(),
        _ => String::new(),
    };
    Ok(Some(token.granted(Scopes::from_list(&scopes))))
}

fn cache(file: &Object, key: &StoreKey) -> Result<Option<Token>, String> {
    let ours =
        |kind| of_kind(file, kind).filter(|entry| is_text(entry, "client_id", &key.client_id));
    let mut homes: Vec<&str> = ours("AccessToken")
        .chain(ours("RefreshToken"))
        .map(home)
        // The application's own have no home.
        .filter(|home| home.is_empty() == key.application)
        .collect();
    homes.sort_unstable();
    homes.dedup();
    if let Some(account) = key.account.as_deref().filter(|_| !key.application) {
        let named = |home: &str| {
            of_kind(file, "Account").any(|entry| {
                self::home(entry) == home
                    && text(entry, "username").is_some_and(|name| name.to_lowercase() == account)
            })
        };
        homes.retain(|home| named(home));
    }
    let home = match homes.as_slice() {
        [] if ours("AccessToken").chain(ours("RefreshToken")).next().is_none() => {
            return Err("it holds the tokens of other applications".into());
        }
        [] => return Ok(None),
        [home] => *home,
        _ => return Err("it holds several accounts: name the one".into()),
    };
    let of_home = |kind| ours(kind).filter(move |entry| self::home(entry) == home);
    let newest = of_home("AccessToken").max_by(|a, b| {
        let end = |entry| number(entry, "expires_on").unwrap_or_default();
        end(a).total_cmp(&end(b))
    });
    let mut token = match newest {
        Some(entry) => {
            let (end, start) = (number(entry, "expires_on"), number(entry, "cached_at"));
            let lifetime = end.zip(start).map_or(3600.0, |(end, start)| end - start);
            let token =
                timed(text(entry, "secret").unwrap_or_default(), end.unwrap_or_default(), lifetime);
            token.granted(Scopes::from_list(text(entry, "target").unwrap_or_default()))
        }
        // Due from the start: the refresh token gives the first one.
        None => timed("", 0.0, 0.0),
    };
    if let Some(refresh) = of_home("RefreshToken").find_map(|entry| text(entry, "secret")) {
        token = token.refresh(refresh);
    }
    if let Some(id) = of_home("IdToken").find_map(|entry| text(entry, "secret")) {
        token = token.id(id);
    }
    Ok(Some(token))
}

fn of_kind<'a>(file: &'a Object, kind: &str) -> impl Iterator<Item = &'a Object> {
    let entries = file.get(kind).and_then(Value::as_object);
    entries.into_iter().flat_map(Map::values).filter_map(Value::as_object)
}

fn home(entry: &Object) -> &str {
    text(entry, "home_account_id").unwrap_or_default()
}

fn text<'a>(entry: &'a Object, name: &str) -> Option<&'a str> {
    entry.get(name)?.as_str().filter(|text| !text.is_empty())
}

fn is_text(entry: &Object, name: &str, wanted: &str) -> bool {
    text(entry, name).is_some_and(|text| text.eq_ignore_ascii_case(wanted))
}

/// MSAL writes numbers as texts.
fn number(entry: &Object, name: &str) -> Option<f64> {
    let number = match entry.get(name)? {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    };
    number.filter(|number| number.is_finite())
}

/// A token that ends at a second of the epoch.
fn timed(access: &str, end: f64, lifetime: f64) -> Token {
    // Casts of floats saturate.
    let end = OffsetDateTime::from_unix_timestamp(end as i64).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let start = end.saturating_sub(Duration::seconds(lifetime.max(0.0) as i64));
    Token::from_elsewhere(access, start, end)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::auth::{App, FileStore, Identity, TokenStore};

    const LATER: i64 = 4_000_000_000;

    fn key(identity: Identity, account: Option<&str>) -> StoreKey {
        StoreKey::new(&App::new("ID"), identity, account).unwrap()
    }

    fn load(file: Value, key: &StoreKey) -> Result<Option<Token>, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("o365_token.txt");
        std::fs::write(&path, serde_json::to_vec_pretty(&file).unwrap()).unwrap();
        let store = FileStore::file(&path);
        let token = store.load(key).map_err(|error| format!("{error:?}"))?;
        if let Some(token) = &token {
            // with the next save it is a file of ours
            store.save(key, token).unwrap();
            assert!(std::fs::read_to_string(&path).unwrap().contains("\"version\": 1"));
            assert!(store.load(key).unwrap().is_some());
        }
        Ok(token)
    }

    fn refresh(token: &Token) -> &str {
        token.refresh_token().map_or("", |token| token.reveal())
    }

    #[test]
    fn reads_the_old_layout() {
        let person = key(Identity::Person, None);
        let file = |end: Value| {
            json!({
                "token_type": "Bearer", "scope": ["Mail.Read", "User.Read"], "expires_in": 3600,
                "ext_expires_in": 3600, "access_token": "hush-a", "refresh_token": "hush-r",
                "expires_at": end,
            })
        };
        let token = load(file(json!(4_000_000_000.25)), &person).unwrap().unwrap();
        assert_eq!((token.access_token().secret(), refresh(&token)), ("hush-a", "hush-r"));
        assert_eq!(token.scopes().to_string(), "Mail.Read User.Read");
        assert_eq!(token.expires_at().unix_timestamp(), LATER);
        assert!(!token.is_due());
        for end in [json!(1_500_000_000.5), json!(1e300), json!(-1e300), json!(null), json!("soon")]
        {
            assert!(load(file(end), &person).unwrap().unwrap().is_due());
        }
        let error = load(json!({"access_token": {"hush": 1}}), &person).unwrap_err();
        assert!(!error.contains("hush"), "{error}");
    }

    fn msal() -> Value {
        let entry = |home: Value, secret: &str| {
            json!({
                "credential_type": "x", "secret": secret, "home_account_id": home,
                "environment": "login.microsoftonline.com", "client_id": "id", "realm": "t",
                "target": "Mail.Read openid", "cached_at": "3999996400", "expires_on": "4000000000",
            })
        };
        let mut older = entry(json!("h1.t"), "a1-old");
        older["expires_on"] = json!("1600000000");
        let mut other = entry(json!("h3.t"), "other");
        other["client_id"] = json!("another");
        json!({
            "AccessToken": {
                "1": older, "2": entry(json!("h1.t"), "a1"), "3": entry(json!("h2.t"), "a2"),
                "4": entry(json!(null), "app"), "5": other,
            },
            "RefreshToken": { "1": entry(json!("h1.t"), "r1"), "2": entry(json!("h2.t"), "r2") },
            "IdToken": { "1": entry(json!("h1.t"), "i1") },
            "Account": {
                "1": {"home_account_id": "h1.t", "username": "Ann@t.com"},
                "2": {"home_account_id": "h2.t", "username": "bob@t.com"},
            },
            "AppMetadata": {},
        })
    }

    #[test]
    fn reads_the_cache_of_msal() {
        for (account, access, renews) in [("ANN@t.com", "a1", "r1"), ("bob@t.com", "a2", "r2")] {
            let token = load(msal(), &key(Identity::Person, Some(account))).unwrap().unwrap();
            assert_eq!((token.access_token().secret(), refresh(&token)), (access, renews));
            assert!(!token.is_due() && token.scopes().to_string() == "Mail.Read openid");
        }
        let nobody = load(msal(), &key(Identity::Person, Some("eve@t.com"))).unwrap();
        assert!(nobody.is_none());
        let error = load(msal(), &key(Identity::Person, None)).unwrap_err();
        assert!(error.contains("several accounts"), "{error}");
        let app = load(msal(), &key(Identity::Application, None)).unwrap().unwrap();
        assert_eq!((app.access_token().secret(), refresh(&app)), ("app", ""));
    }

    #[test]
    fn a_cache_with_one_account_needs_no_name() {
        let mut file = msal();
        for kind in ["AccessToken", "RefreshToken"] {
            let entries = file[kind].as_object_mut().unwrap();
            entries.retain(|_, entry| entry["home_account_id"] != "h2.t");
        }
        let token = load(file.clone(), &key(Identity::Person, None)).unwrap().unwrap();
        assert_eq!(token.id_token().unwrap().reveal(), "i1");
        // only the refresh token is left
        file["AccessToken"] = json!({});
        let token = load(file.clone(), &key(Identity::Person, None)).unwrap().unwrap();
        assert!(token.is_due() && refresh(&token) == "r1");
        let other = StoreKey::new(&App::new("else"), Identity::Person, None).unwrap();
        assert!(load(file, &other).unwrap_err().contains("other applications"));
    }
}
