//! Renewing, by one of many.

use super::*;

#[test]
fn a_refresh_sends_what_the_platform_wants_and_the_newest_refresh_token_wins() {
    let (store, net) = (store(), rotating());
    assert_eq!(get(&source(store.clone()), &net).unwrap(), "a1");
    let call = &net.calls()[0];
    assert_eq!(call.url, "https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token");
    assert_eq!(call.field("grant_type"), "refresh_token");
    assert_eq!(call.field("client_id"), "id");
    assert_eq!(
        call.field("scope"),
        "https://graph.microsoft.com/Mail.Read offline_access openid profile"
    );
    assert!(!call.headers.contains_key("authorization"));
    assert_eq!(kept(&store), "r1");
    // another run of the program, a token that was refused
    let next = source(store.clone());
    assert_eq!(get(&next, &net).unwrap(), "a1");
    let old = AccessToken::new("a1");
    assert_eq!(next.token(&TokenRequest::new(&net).instead_of(&old)).unwrap().secret(), "a2");
    assert_eq!((kept(&store).as_str(), net.calls().len()), ("r2", 2));
}

#[test]
fn a_good_token_costs_no_request() {
    let (store, net) = (MemoryStore::new(), rotating());
    store.save(&key(), &Token::new("good")).unwrap();
    let source = source(store);
    assert_eq!(get(&source, &net).unwrap(), "good");
    assert_eq!(get(&source, &net).unwrap(), "good");
    assert!(net.calls().is_empty());
}

#[test]
fn many_threads_one_refresh() {
    let net = Net::new(|n, _| {
        thread::sleep(Duration::from_millis(50));
        given(n + 1)
    });
    let (source, start) = (source(store()), Barrier::new(32));
    thread::scope(|scope| {
        for _ in 0..32 {
            scope.spawn(|| {
                start.wait();
                assert_eq!(get(&source, &net).unwrap(), "a1");
            });
        }
    });
    assert_eq!(net.calls().len(), 1);
}

#[test]
fn many_threads_with_a_refused_token_one_refresh() {
    let (source, net) = (source(store()), rotating());
    assert_eq!(get(&source, &net).unwrap(), "a1");
    let (start, old) = (Barrier::new(8), AccessToken::new("a1"));
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                start.wait();
                let ask = TokenRequest::new(&net).instead_of(&old);
                assert_eq!(source.token(&ask).unwrap().secret(), "a2");
            });
        }
    });
    assert_eq!(net.calls().len(), 2);
}

#[test]
fn two_sources_on_one_file_one_refresh() {
    let folder = tempfile::tempdir().unwrap();
    let store = FileStore::folder(folder.path());
    store.save(&key(), &spent("r0")).unwrap();
    let net = Net::new(|n, _| {
        thread::sleep(Duration::from_millis(50));
        given(n + 1)
    });
    let sources: Vec<OAuth> = (0..4).map(|_| source(store.clone())).collect();
    let start = Barrier::new(8);
    thread::scope(|scope| {
        for n in 0..8 {
            let (source, net, start) = (&sources[n % 4], &net, &start);
            scope.spawn(move || {
                start.wait();
                assert_eq!(get(source, net).unwrap(), "a1");
            });
        }
    });
    assert_eq!(net.calls().len(), 1);
    assert_eq!(kept(&store), "r1");
}

#[test]
fn an_answer_without_refresh_token_keeps_the_old_one() {
    let (store, net) = (store(), Net::new(|_, _| Reply::Json(200, json!({"access_token": "a"}))));
    assert_eq!(get(&source(store.clone()), &net).unwrap(), "a");
    assert_eq!(kept(&store), "r0");
}

#[test]
fn odd_lifetimes() {
    for (expires_in, requests) in
        [(json!("3599"), 1), (json!(null), 1), (json!(0), 2), (json!(-3), 2), (json!(1e18), 1)]
    {
        let text = expires_in.to_string();
        let net = Net::new(move |n, _| {
            Reply::Json(200, json!({"access_token": format!("a{n}"), "expires_in": expires_in}))
        });
        let source = source(store());
        // a token without a life is used once
        assert_eq!(get(&source, &net).unwrap(), "a0", "{text}");
        get(&source, &net).unwrap();
        assert_eq!(net.calls().len(), requests, "{text}");
    }
}

#[test]
fn claims_go_into_the_refresh_and_into_the_error() {
    let claims = r#"{"access_token":{"nbf":{"essential":true}}}"#;
    let net = rotating();
    let store = MemoryStore::new();
    store.save(&key(), &Token::new("a0").refresh("r0")).unwrap();
    let source = source(store);
    let old = AccessToken::new("a0");
    let ask = TokenRequest::new(&net).instead_of(&old).with_claims(claims);
    assert_eq!(source.token(&ask).unwrap().secret(), "a1");
    assert_eq!(net.calls()[0].field("claims"), claims);
    // a newer token than the refused one is there already
    assert_eq!(source.token(&ask).unwrap().secret(), "a1");
    assert_eq!(net.calls().len(), 1);

    let net = Net::new(|_, _| refused("interaction_required", "AADSTS50076: MFA"));
    let old = AccessToken::new("a1");
    let ask = TokenRequest::new(&net).instead_of(&old).with_claims(claims);
    let error = source.token(&ask).unwrap_err();
    assert!(error.needs_sign_in());
    assert_eq!(auth(&error).claims.as_deref(), Some(claims));
    // who doesn't need the claims still has a good token
    assert_eq!(get(&source, &net).unwrap(), "a1");
}
