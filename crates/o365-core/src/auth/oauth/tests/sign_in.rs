//! Signing in and out, as a person and as an application.

use super::*;

#[test]
fn a_sign_in_uses_what_is_stored() {
    let person = Arc::new(Person::default());
    let store = store();
    let source = || {
        let builder = OAuth::builder(app()).scopes(["Mail.Read"]).store(store.clone());
        builder.flow(Arc::clone(&person)).build().unwrap()
    };
    let net = rotating();
    source().sign_in(&net).unwrap();
    source().sign_in(&net).unwrap();
    assert_eq!((asked(&person), net.calls().len()), (0, 1));
}

#[test]
fn a_sign_in_asks_a_person_when_nothing_else_helps() {
    let person = Arc::new(Person::default());
    let net = Net::new(|_, _| refused("invalid_grant", ""));
    for store in [MemoryStore::new(), store()] {
        let builder = OAuth::builder(app()).store(store.clone()).flow(Arc::clone(&person));
        let source = builder.build().unwrap();
        assert!(get(&source, &net).unwrap_err().needs_sign_in());
        assert!(!source.is_signed_in().unwrap());
        source.sign_in(&net).unwrap();
        assert!(source.is_signed_in().unwrap());
        assert!(get(&source, &net).unwrap().starts_with('p'));
        assert_eq!(kept(&store), "r0");
    }
    assert_eq!(asked(&person), 2);
}

#[test]
fn an_outage_does_not_bother_the_person() {
    let person = Arc::new(Person::default());
    let net = Net::new(|_, _| Reply::Text(503, vec![("retry-after", "0")], ""));
    let builder = OAuth::builder(app()).store(store()).flow(Arc::clone(&person));
    assert!(!builder.build().unwrap().sign_in(&net).unwrap_err().needs_sign_in());
    assert_eq!(asked(&person), 0);
}

#[test]
fn other_scopes_need_another_sign_in_but_only_once() {
    let person = Arc::new(Person::default());
    let (store, net) = (MemoryStore::new(), Net::new(|n, _| given(n)));
    let sign_in = |scopes: &[&str]| {
        let builder = OAuth::builder(app()).scopes(scopes).store(store.clone());
        builder.flow(Arc::clone(&person)).build().unwrap().sign_in(&net).unwrap();
        asked(&person)
    };
    assert_eq!(sign_in(&["Mail.Read"]), 1);
    assert_eq!(sign_in(&["Mail.Read"]), 1);
    assert_eq!(sign_in(&["Mail.Read", "Mail.Send"]), 2);
    assert_eq!(sign_in(&["Mail.Read", "Mail.Send"]), 2);
    assert_eq!(sign_in(&["Mail.Send"]), 2);
}

#[test]
fn two_threads_ask_the_person_once() {
    let person = Arc::new(Person::default());
    let net = Net::new(|_, _| panic!("no request is needed"));
    let builder = OAuth::builder(app()).store(MemoryStore::new()).flow(Arc::clone(&person));
    let source = builder.build().unwrap();
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| source.sign_in(&net).unwrap());
        }
    });
    assert_eq!(asked(&person), 1);
}

#[test]
fn signing_out_forgets_here_and_in_the_store_and_elsewhere() {
    let (store, net) = (store(), rotating());
    let (here, there) = (source(store.clone()), source(store.clone()));
    get(&here, &net).unwrap();
    get(&there, &net).unwrap();
    here.sign_out().unwrap();
    assert!(store.load(&key()).unwrap().is_none());
    assert!(get(&here, &net).unwrap_err().needs_sign_in());
    // the other one notices when it has to renew
    let old = AccessToken::new("a1");
    let error = there.token(&TokenRequest::new(&net).instead_of(&old)).unwrap_err();
    assert!(error.needs_sign_in());
    assert_eq!(net.calls().len(), 1);
}

#[test]
fn tells_who_signed_in_and_refuses_somebody_else() {
    let sign_in = |account: &str| {
        let person = Arc::new(Person { name: Some("Me@contoso.com"), ..Person::default() });
        let builder = OAuth::builder(app()).store(MemoryStore::new()).flow(person);
        let source = builder.account(account).build().unwrap();
        source.sign_in(&Net::new(|_, _| Reply::Broken)).map(|()| source.user().unwrap().unwrap())
    };
    let user = sign_in("me@contoso.com").unwrap();
    assert_eq!(user.username.as_deref(), Some("Me@contoso.com"));
    assert_eq!(user.name.as_deref(), Some("N"));
    assert!(sign_in("you@contoso.com").unwrap_err().to_string().contains("Me@contoso.com"));
}

#[test]
fn without_a_refresh_token_the_error_says_why() {
    let store = MemoryStore::new();
    store.save(&key(), &Token::new("old").lifetime(Duration::ZERO)).unwrap();
    let net = Net::new(|_, _| Reply::Broken);
    let error = get(&source(store), &net).unwrap_err();
    assert!(error.needs_sign_in() && error.to_string().contains("offline_access"), "{error}");
    assert!(net.calls().is_empty());
}

fn secret_source(tenant: &str) -> Result<OAuth> {
    OAuth::builder(App::new("id").tenant(tenant)).flow(ClientSecret::new("hush-hush")).build()
}

#[test]
fn an_application_signs_in_by_itself_and_again_when_it_is_time() {
    let net = Net::new(|n, call: &Call| {
        assert_eq!(call.field("grant_type"), "client_credentials");
        assert_eq!(call.field("scope"), "https://graph.microsoft.com/.default");
        assert_eq!(call.field("client_secret"), "hush-hush");
        Reply::Json(200, json!({"access_token": format!("a{n}"), "expires_in": "3599"}))
    });
    let source = secret_source("contoso.com").unwrap();
    assert_eq!(source.identity(), Identity::Application);
    assert!(source.is_signed_in().unwrap());
    source.sign_in(&net).unwrap();
    assert_eq!(get(&source, &net).unwrap(), "a0");
    let old = AccessToken::new("a0");
    assert_eq!(source.token(&TokenRequest::new(&net).instead_of(&old)).unwrap().secret(), "a1");
    assert_eq!(net.calls().len(), 2);
}

#[test]
fn an_application_needs_one_tenant_and_no_scopes() {
    let net = Net::new(|_, _| Reply::Broken);
    for tenant in ["common", "organizations", "consumers"] {
        let error = secret_source(tenant).unwrap().sign_in(&net).unwrap_err();
        assert!(error.to_string().contains("one tenant"), "{error}");
    }
    assert!(net.calls().is_empty());
    let builder = OAuth::builder(app()).flow(ClientSecret::new("s")).scopes(["Mail.Read"]);
    assert!(builder.build().is_err());
}

#[test]
fn a_wrong_secret_is_told_once_and_no_person_is_called() {
    for code in ["invalid_client", "invalid_grant"] {
        let net = Net::new(move |_, _| refused(code, "AADSTS7000215: Invalid client secret."));
        let source = secret_source("contoso.com").unwrap();
        for _ in 0..3 {
            let error = get(&source, &net).unwrap_err();
            assert!(!error.needs_sign_in() && error.to_string().contains("Invalid client secret"));
        }
        assert_eq!(net.calls().len(), 1);
    }
}

#[test]
fn debug_shows_no_secret() {
    let source = secret_source("contoso.com").unwrap();
    let net = Net::new(|_, _| given(1));
    get(&source, &net).unwrap();
    let text = format!("{source:?} {:?}", source.state());
    for hushed in ["hush", "a1", "r1"] {
        assert!(!text.contains(hushed), "{text}");
    }
}
