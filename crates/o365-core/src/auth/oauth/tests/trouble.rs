//! Refusals, outages, and stores that fail.

use super::*;

#[test]
fn a_spent_refresh_token_needs_a_sign_in_and_stays_stored() {
    let (store, net) =
        (store(), Net::new(|_, _| refused("invalid_grant", "AADSTS700082: 90 days of silence.")));
    let source = source(store.clone());
    let error = get(&source, &net).unwrap_err();
    assert!(error.needs_sign_in());
    let told = auth(&error);
    assert_eq!(told.code.as_deref(), Some("invalid_grant"));
    assert_eq!(told.numbers, [700082]);
    assert_eq!(told.correlation_id.as_deref(), Some("c-1"));
    assert_eq!(told.status, Some(400));
    assert_eq!(told.message, "AADSTS700082: 90 days of silence.");
    assert_eq!(kept(&store), "r0");
    assert_eq!(net.calls().len(), 1);
    assert!(!source.is_signed_in().unwrap());
}

#[test]
fn a_refusal_is_not_asked_for_again_by_everybody() {
    let net = Net::new(|_, _| refused("invalid_grant", "AADSTS50173: revoked"));
    let (source, start) = (source(store()), Barrier::new(16));
    thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| {
                start.wait();
                for _ in 0..3 {
                    assert!(get(&source, &net).unwrap_err().needs_sign_in());
                }
            });
        }
    });
    assert_eq!(net.calls().len(), 1);
}

#[test]
fn a_refusal_is_forgotten_when_another_process_signs_in() {
    let store = store();
    let net = Net::new(|_, call| match call.field("refresh_token") {
        "r9" => given(10),
        _ => refused("invalid_grant", ""),
    });
    let source = source(store.clone());
    assert!(get(&source, &net).is_err());
    store.save(&key(), &spent("r9")).unwrap();
    assert!(source.is_signed_in().unwrap());
    assert_eq!(get(&source, &net).unwrap(), "a10");
}

#[test]
fn a_token_that_another_process_spent_is_replaced_by_its_newer_one() {
    for newer in [spent("r5"), Token::new("a6").refresh("r6")] {
        let store = store();
        let (other, due) = (store.clone(), newer.is_due());
        let net = Net::new(move |_, call| match call.field("refresh_token") {
            "r0" => {
                // without our lock, as another library would do it
                other.save(&key(), &newer).unwrap();
                refused("invalid_grant", "AADSTS54005")
            }
            "r5" => given(6),
            other => panic!("{other}"),
        });
        assert_eq!(get(&source(store.clone()), &net).unwrap(), "a6");
        assert_eq!(kept(&store), "r6");
        assert_eq!(net.calls().len(), if due { 2 } else { 1 });
    }
}

#[test]
fn an_outage_is_sat_out() {
    let replies: [fn() -> Reply; 6] = [
        || Reply::Text(503, vec![("retry-after", "0")], "<html>busy"),
        || Reply::Json(429, json!({"error": "temporarily_unavailable"})),
        || Reply::Json(400, json!({"error": "temporarily_unavailable"})),
        || Reply::Fail(TransportErrorKind::Timeout),
        || Reply::Broken,
        || Reply::Text(200, vec![("content-type", "text/html")], "<html>Welcome to our Wi-Fi"),
    ];
    // side by side, for they wait
    thread::scope(|scope| {
        for (which, reply) in replies.into_iter().enumerate() {
            scope.spawn(move || {
                let store = store();
                let net = Net::new(move |n, _| if n < 2 { reply() } else { given(1) });
                assert_eq!(get(&source(store.clone()), &net).unwrap(), "a1", "{which}");
                assert_eq!((net.calls().len(), kept(&store).as_str()), (3, "r1"), "{which}");
            });
            scope.spawn(move || {
                let store = store();
                let net = Net::new(move |_, _| reply());
                let source = source(store.clone());
                let error = get(&source, &net).unwrap_err();
                assert!(!error.needs_sign_in(), "{which}: {error}");
                assert_eq!((net.calls().len(), kept(&store).as_str()), (3, "r0"), "{which}");
                assert!(source.is_signed_in().unwrap());
            });
        }
    });
}

#[test]
fn an_untrusted_certificate_is_not_tried_again() {
    let net = Net::new(|_, _| Reply::Fail(TransportErrorKind::Tls));
    assert!(matches!(get(&source(store()), &net).unwrap_err().kind(), ErrorKind::Transport(_)));
    assert_eq!(net.calls().len(), 1);
}

#[test]
fn a_long_retry_after_is_told_and_held_to() {
    let net = Net::new(|_, _| Reply::Text(429, vec![("retry-after", "120")], ""));
    let source = source(store());
    for _ in 0..3 {
        let error = get(&source, &net).unwrap_err();
        assert_eq!(error.retry_after(), Some(Duration::from_secs(120)));
        assert!(!error.needs_sign_in());
    }
    assert_eq!(net.calls().len(), 1);
}

type Odd = (fn() -> Reply, &'static str);

#[test]
fn odd_answers_give_a_good_error() {
    let replies: [Odd; 5] = [
        (|| Reply::Json(200, json!({"hello": "hush"})), "holds no token"),
        (|| Reply::Text(200, vec![("content-type", "text/html")], "<p>hush"), "text/html"),
        (|| Reply::Text(302, vec![("location", "https://evil/")], ""), "elsewhere (302)"),
        (|| Reply::Text(404, vec![], ""), "without a word (404)"),
        (|| Reply::Json(400, json!(["hush"])), "without a word (400)"),
    ];
    for (reply, words) in replies {
        let store = store();
        let net = Net::new(move |_, _| reply());
        let error = format!("{:?}", get(&source(store.clone()), &net).unwrap_err());
        assert!(error.contains(words) && !error.contains("hush"), "{error}");
        assert_eq!(kept(&store), "r0");
    }
}

#[derive(Debug, Default)]
struct Faulty {
    inner: MemoryStore,
    broken: Arc<AtomicBool>,
}

impl Faulty {
    fn check(&self) -> Result<()> {
        match self.broken.load(Ordering::SeqCst) {
            true => Err(Error::io("/read-only", std::io::ErrorKind::ReadOnlyFilesystem.into())),
            false => Ok(()),
        }
    }
}

impl TokenStore for Faulty {
    fn load(&self, key: &StoreKey) -> Result<Option<Token>> {
        self.inner.load(key)
    }
    fn save(&self, key: &StoreKey, token: &Token) -> Result<()> {
        self.check()?;
        self.inner.save(key, token)
    }
    fn delete(&self, key: &StoreKey) -> Result<()> {
        self.check()?;
        self.inner.delete(key)
    }
    fn lock(&self, _: &StoreKey) -> Result<StoreLock> {
        Ok(StoreLock::none())
    }
}

#[test]
fn what_can_not_be_saved_stays_in_memory_and_is_saved_later() {
    let (inner, broken) = (store(), Arc::new(AtomicBool::new(true)));
    let source = source(Faulty { inner: inner.clone(), broken: Arc::clone(&broken) });
    let net = rotating();
    let error = get(&source, &net).unwrap_err();
    assert!(error.to_string().contains("/read-only"), "{error}");
    assert!(get(&source, &net).is_err());
    assert_eq!((net.calls().len(), kept(&inner).as_str()), (1, "r0"), "the new token isn't lost");
    broken.store(false, Ordering::SeqCst);
    assert_eq!(get(&source, &net).unwrap(), "a1");
    assert_eq!((net.calls().len(), kept(&inner).as_str()), (1, "r1"));
}

#[test]
fn a_program_can_go_on_without_its_store() {
    let inner = store();
    let broken = Arc::new(AtomicBool::new(true));
    let faulty = Faulty { inner: inner.clone(), broken: Arc::clone(&broken) };
    let source =
        OAuth::builder(app()).store(faulty).on_store_failure(StoreFailure::Warn).build().unwrap();
    let net = rotating();
    assert_eq!(get(&source, &net).unwrap(), "a1");
    assert_eq!(get(&source, &net).unwrap(), "a1");
    // the newest refresh token is the one in memory
    let another = |old| {
        let old = AccessToken::new(old);
        source.token(&TokenRequest::new(&net).instead_of(&old)).unwrap().secret().to_owned()
    };
    assert_eq!((another("a1").as_str(), kept(&inner).as_str()), ("a2", "r0"));
    // a good token doesn't bother the store; the next renewal does
    broken.store(false, Ordering::SeqCst);
    assert_eq!((get(&source, &net).unwrap().as_str(), kept(&inner).as_str()), ("a2", "r0"));
    assert_eq!((another("a2").as_str(), kept(&inner).as_str()), ("a3", "r3"));
}
