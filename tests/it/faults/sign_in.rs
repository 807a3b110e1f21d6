//! A person who signs in while the line breaks, or while somebody else knocks.

use std::sync::{Arc, Mutex};
use std::thread;

use o365::auth::AuthCode;
use o365_sandbox::{Fault, Sandbox};

use crate::auth::{answers, browse, get, person, transport};

#[test]
fn a_code_is_sent_once() {
    let sandbox = Sandbox::start().unwrap();
    let flow = AuthCode::pasted(|url| Ok(browse(url)));
    let source = person(&sandbox).flow(flow).build().unwrap();
    sandbox.fault(Fault::status(504).html_body().on("POST", "/*/oauth2/v2.0/token").always());
    let error = source.sign_in(&transport()).unwrap_err();
    assert!(error.to_string().contains("sign in again"), "{error}");
    assert_eq!(answers(&sandbox), [504]);
}

#[test]
fn what_else_comes_to_the_listener_signs_no_one_in() {
    let sandbox = Sandbox::start().unwrap();
    let seen: Arc<Mutex<Vec<String>>> = Arc::default();
    let told = Arc::clone(&seen);
    let browser = move |url: &str| {
        let (url, told) = (url.to_owned(), Arc::clone(&told));
        thread::spawn(move || {
            let back = browse(&url);
            let (base, query) = back.split_once('?').unwrap();
            let code = query.split('&').find(|field| field.starts_with("code=")).unwrap();
            let icon = format!("{}/favicon.ico", base.trim_end_matches('/'));
            for at in [icon, format!("{base}?{code}&state=forged"), back.clone()] {
                let answer = get(&at);
                told.lock().unwrap().push(answer.split(' ').nth(1).unwrap().to_owned());
            }
        });
        Ok(())
    };
    let source = person(&sandbox).flow(AuthCode::open_with(browser)).build().unwrap();
    source.sign_in(&transport()).unwrap();
    assert_eq!(answers(&sandbox), [200], "one code was taken");
    let seen = seen.lock().unwrap();
    assert_eq!(seen[..2], ["404", "400"]);
}
