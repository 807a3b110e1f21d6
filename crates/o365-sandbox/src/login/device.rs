//! Device codes: issued, polled for, and approved by a person.

use crate::{
    login::{error::LoginError, form::Credentials, options::Options},
    random,
};
use serde_json::{Value, json};
use std::{collections::HashMap, time::Instant};

#[derive(Debug, Default)]
pub(super) struct Devices {
    by_code: HashMap<String, Device>,
}

#[derive(Debug)]
struct Device {
    user_code: String,
    client_id: String,
    scopes: Vec<String>,
    /// `None`: never.
    expires: Option<Instant>,
    polled: Option<Instant>,
    polls: u32,
    answer: Answer,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    Awaited,
    Approved,
    Declined,
    /// The tokens are out.
    Redeemed,
}

impl Devices {
    /// A new code: the answer of the endpoint.
    pub(super) fn begin(
        &mut self,
        client_id: &str,
        scopes: Vec<String>,
        options: &Options,
        origin: &str,
    ) -> Value {
        let (device_code, user_code) = (format!("BAQABI{}", random::opaque()), random::user_code());
        let uri = format!("{origin}/sandbox/device");
        let answer = json!({
            "user_code": user_code,
            "device_code": device_code,
            "verification_uri": uri,
            "expires_in": options.device_lifetime.as_secs(),
            "interval": options.device_interval.as_secs(),
            "message": format!("To sign in, use a web browser to open the page {uri} and enter \
             the code {user_code} to authenticate."),
        });
        let device = Device {
            user_code,
            client_id: client_id.to_owned(),
            scopes,
            expires: Instant::now().checked_add(options.device_lifetime),
            polled: None,
            polls: 0,
            answer: Answer::Awaited,
        };
        self.by_code.insert(device_code, device);
        answer
    }

    /// One poll; gives the scopes once a person has approved.
    pub(super) fn poll(
        &mut self,
        code: &str,
        credentials: &Credentials,
        options: &Options,
    ) -> Result<Vec<String>, LoginError> {
        let device = self
            .by_code
            .get_mut(code)
            .filter(|device| device.client_id == credentials.client_id)
            .ok_or_else(|| {
                LoginError::new(
                    "bad_verification_code",
                    70_018,
                    "The device code is not known, or not to this client.",
                )
            })?;
        let now = Instant::now();
        let since = device.polled.replace(now).map(|last| now.duration_since(last));
        // Clocks of clients are as good as they are: a poll a little early is none too fast.
        let soonest = options.device_interval.saturating_sub(options.device_interval / 5);
        if device.answer != Answer::Redeemed && since.is_some_and(|since| since < soonest) {
            return Err(LoginError::new("slow_down", 70_016, "The client polls too fast."));
        }
        device.polls = device.polls.saturating_add(1);
        if device.answer == Answer::Awaited
            && options.approve_after.is_some_and(|after| device.polls > after)
        {
            device.answer = Answer::Approved;
        }
        let expired = device.expires.is_some_and(|end| end <= now);
        match device.answer {
            Answer::Redeemed => {
                Err(LoginError::invalid_grant(54_005, "The device code was redeemed already."))
            }
            Answer::Declined => Err(LoginError::new(
                "authorization_declined",
                70_019,
                "The user declined the request.",
            )),
            _ if expired => Err(LoginError::new(
                "expired_token",
                70_020,
                "The provided value for the input parameter 'device_code' is not valid. This \
                 device code has expired.",
            )),
            Answer::Awaited => Err(LoginError::new(
                "authorization_pending",
                70_016,
                "OAuth 2.0 device flow error. Authorization is pending. Continue polling.",
            )),
            Answer::Approved => {
                device.answer = Answer::Redeemed;
                Ok(device.scopes.clone())
            }
        }
    }

    /// The person's answer; `false` when no one waits for this code.
    pub(super) fn decide(&mut self, user_code: &str, approve: bool) -> bool {
        let typed: String = user_code.chars().filter(char::is_ascii_alphanumeric).collect();
        let now = Instant::now();
        let waiting = self.by_code.values_mut().find(|device| {
            device.answer == Answer::Awaited
                && device.user_code.eq_ignore_ascii_case(&typed)
                && device.expires.is_none_or(|end| end > now)
        });
        let Some(device) = waiting else { return false };
        device.answer = if approve { Answer::Approved } else { Answer::Declined };
        true
    }
}
