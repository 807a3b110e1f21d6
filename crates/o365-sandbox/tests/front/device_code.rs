//! Device codes, from the code to the token.

use crate::client::{agent, get, post_form, read};
use o365_sandbox::{CLIENT_ID, Sandbox, SandboxBuilder};
use serde_json::Value;
use std::{thread, time::Duration};

struct Device {
    sandbox: Sandbox,
    answer: Value,
}

impl Device {
    fn begin(builder: SandboxBuilder) -> Device {
        let sandbox = builder.start().unwrap();
        let form = [("client_id", CLIENT_ID), ("scope", "Mail.Read offline_access")];
        let answer = post_form(&sandbox, "common", "devicecode", &form).json();
        Device { sandbox, answer }
    }

    fn text(&self, name: &str) -> &str {
        self.answer[name].as_str().unwrap_or_else(|| panic!("{name} in {}", self.answer))
    }

    fn poll(&self) -> Value {
        let form = [
            ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
            ("client_id", CLIENT_ID),
            ("device_code", self.text("device_code")),
        ];
        post_form(&self.sandbox, "common", "token", &form).json()
    }
}

fn fast() -> SandboxBuilder {
    Sandbox::builder().device_interval(Duration::ZERO)
}

#[test]
fn a_person_approves() {
    let device = Device::begin(fast());
    assert!(device.text("message").contains(device.text("user_code")));
    assert_eq!(device.answer["expires_in"], 900);
    let pending = device.poll();
    assert_eq!(pending["error"], "authorization_pending");
    assert!(pending["error_description"].as_str().unwrap().starts_with("AADSTS70016: "));
    assert_eq!(pending["error_codes"][0], 70016);

    assert!(!device.sandbox.approve("WRONG"));
    let code = device.text("user_code").to_lowercase();
    assert!(device.sandbox.approve(&format!(" {}-{}", &code[..4], &code[4..])));
    let token = device.poll();
    assert_eq!((&token["scope"], &token["token_type"]), (&"Mail.Read".into(), &"Bearer".into()));
    let bearer = token["access_token"].as_str().unwrap();
    assert_ne!(get(&agent(), &device.sandbox.graph_url(), bearer).unwrap().status, 401);
    assert_eq!(device.poll()["error"], "invalid_grant", "a code is good once");
    assert!(!device.sandbox.approve(device.text("user_code")), "no one waits any more");
}

#[test]
fn a_person_declines() {
    let device = Device::begin(fast());
    assert!(device.sandbox.decline(device.text("user_code")));
    assert_eq!(device.poll()["error"], "authorization_declined");
    assert!(!device.sandbox.approve(device.text("user_code")));
}

#[test]
fn a_person_uses_a_browser() {
    let device = Device::begin(fast());
    let page = read(agent().get(device.text("verification_uri")).call().unwrap()).unwrap();
    assert!(String::from_utf8_lossy(&page.body).contains("user_code"));
    let url = format!("{}/sandbox/approve", device.sandbox.url());
    let post = |code: &str| agent().post(&url).send_form([("user_code", code)]).unwrap().status();
    assert_eq!(post("WRONG"), 404);
    assert_eq!(post(device.text("user_code")), 200);
    assert!(device.poll()["access_token"].is_string());

    let device = Device::begin(fast());
    let url =
        format!("{}/sandbox/decline?user_code={}", device.sandbox.url(), device.text("user_code"));
    assert_eq!(agent().post(&url).send_empty().unwrap().status(), 200);
    assert_eq!(device.poll()["error"], "authorization_declined");
}

#[test]
fn who_polls_too_fast_is_told_to_slow_down() {
    let device = Device::begin(Sandbox::builder().device_interval(Duration::from_millis(100)));
    assert_eq!(device.poll()["error"], "authorization_pending");
    assert_eq!(device.poll()["error"], "slow_down");
    thread::sleep(Duration::from_millis(110));
    assert_eq!(device.poll()["error"], "authorization_pending");
}

#[test]
fn a_code_expires() {
    let device = Device::begin(fast().device_lifetime(Duration::from_millis(20)));
    thread::sleep(Duration::from_millis(30));
    assert!(!device.sandbox.approve(device.text("user_code")));
    assert_eq!(device.poll()["error"], "expired_token");
}

#[test]
fn a_code_can_approve_itself() {
    let device = Device::begin(fast().approve_after(2));
    assert_eq!(device.poll()["error"], "authorization_pending");
    assert_eq!(device.poll()["error"], "authorization_pending");
    assert!(device.poll()["access_token"].is_string());
}

#[test]
fn a_code_belongs_to_its_client() {
    let device = Device::begin(fast().approve_after(0));
    let form = [
        ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
        ("client_id", "another"),
        ("device_code", device.text("device_code")),
    ];
    let answer = post_form(&device.sandbox, "common", "token", &form).json();
    assert_eq!(answer["error"], "bad_verification_code");
}

#[test]
fn a_code_needs_client_and_scope() {
    let sandbox = Sandbox::start().unwrap();
    for form in [[("client_id", "x")].as_slice(), &[("scope", "Mail.Read")], &[]] {
        let answer = post_form(&sandbox, "common", "devicecode", form);
        assert_eq!((answer.status, &answer.json()["error_codes"][0]), (400, &900_144.into()));
    }
}
