//! What the examples share: on the sandbox if nothing is said, on a tenant if `O365_CLIENT_ID` is set.
#![allow(dead_code)] // each example uses a part

use std::{
    env,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use o365::error::TransportError;
use o365::protocol::Graph;
use o365::transport::{Body, Incoming, Transport, UreqTransport, http};
use o365::{Account, Error, Result};
use o365_sandbox::Sandbox;

/// An account to try things with, and the sandbox that has to live as long, if it is one.
pub(crate) fn account(scopes: &[&str]) -> Result<(Account, Option<Sandbox>)> {
    let options = options()?;
    if options.on_tenant() {
        let builder = Account::builder(options.client_id()).tenant(options.tenant()).scopes(scopes);
        return Ok((builder.sign_in()?, None));
    }
    let sandbox = sandbox()?;
    sandbox.seed_inbox(60);
    let account =
        Account::with_token(sandbox.token()).protocol(Graph::at(sandbox.graph_url())).build()?;
    Ok((account, Some(sandbox)))
}

/// What people do on 16 March 2026 and this week, on the sandbox.
pub(crate) fn fill_calendars(sandbox: &Sandbox) -> Result<()> {
    use o365::time::{Duration, OffsetDateTime, Time, macros::datetime};
    let people = [
        ("george@best.com", "George Best", 8),
        ("pele@santos.br", "Pelé", 10),
        ("bobby@manutd.uk", "Bobby Charlton", 12),
    ];
    let add = |address: &str, subject: &str, start: o365::time::PrimitiveDateTime| {
        let time = |hours: i64| {
            let at = start + Duration::hours(hours);
            serde_json::json!({"dateTime": format!("{}T{:02}:00:00", at.date(), at.hour()), "timeZone": "UTC"})
        };
        let event = serde_json::json!({
            "subject": subject, "start": time(0), "end": time(2), "location": {"displayName": "Old Trafford"},
        });
        let added = sandbox.add_event(address, event);
        added.map_err(|error| Error::config(format!("the event is refused: {error}")))
    };
    for (address, name, hour) in people {
        sandbox.add_user(address, name);
        add(address, "Training", datetime!(2026-03-16 0:00) + Duration::hours(hour))?;
    }
    let today = OffsetDateTime::now_utc().date();
    let monday = today - Duration::days(today.weekday().number_days_from_monday().into());
    for (day, hour, subject) in [(0, 9, "Training"), (2, 20, "Match"), (4, 10, "Press conference")]
    {
        let start =
            o365::time::PrimitiveDateTime::new(monday + Duration::days(day), Time::MIDNIGHT);
        add(sandbox.user(), subject, start + Duration::hours(hour))?;
    }
    Ok(())
}

/// Where the person's own mail goes: nobody else gets any of this.
pub(crate) fn own_address(account: &Account) -> Result<String> {
    if let Some(name) = account.user()?.and_then(|user| user.username) {
        return Ok(name);
    }
    #[derive(serde::Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Me {
        user_principal_name: String,
    }
    let me: Me = account.api().get("/me").param("$select", "userPrincipalName").send()?.json()?;
    Ok(me.user_principal_name)
}

/// A sandbox.
pub(crate) fn sandbox() -> Result<Sandbox> {
    Sandbox::start().map_err(|error| Error::config(format!("the sandbox can't start: {error}")))
}

/// Plays the browser of a person who says yes: opens the sign-in page and goes where it leads.
pub(crate) fn browse(url: &str) -> std::io::Result<()> {
    let page = get(url)?;
    let leads = page.headers().get("location").and_then(|address| address.to_str().ok());
    if let Some(address) = leads.map(str::to_owned) {
        // The program listens once this returns.
        std::thread::spawn(move || get(&address).map(drop));
    }
    Ok(())
}

fn get(url: &str) -> std::io::Result<http::Response<Incoming>> {
    let request = http::Request::get(url).body(Body::Empty).map_err(std::io::Error::other)?;
    UreqTransport::default().send(request).map_err(std::io::Error::other)
}

/// What was said on the command line and in the environment.
#[derive(Default)]
pub(crate) struct Options {
    pub(crate) graph: Option<String>,
    pub(crate) login: Option<String>,
    pub(crate) token: Option<String>,
}

impl Options {
    pub(crate) fn on_tenant(&self) -> bool {
        env::var_os("O365_CLIENT_ID").is_some()
    }

    pub(crate) fn client_id(&self) -> String {
        env::var("O365_CLIENT_ID").unwrap_or_else(|_| o365_sandbox::CLIENT_ID.to_owned())
    }

    pub(crate) fn tenant(&self) -> String {
        env::var("O365_TENANT").unwrap_or_else(|_| "common".to_owned())
    }
}

/// Reads the command line.
pub(crate) fn options() -> Result<Options> {
    read().map_err(|error| {
        Error::config(format!("{error}; the options are --graph URL, --login URL, --token TOKEN"))
    })
}

fn read() -> std::result::Result<Options, lexopt::Error> {
    use lexopt::prelude::*;
    let mut options = Options::default();
    let mut arguments = lexopt::Parser::from_env();
    while let Some(argument) = arguments.next()? {
        let option = match argument {
            Long("graph") => &mut options.graph,
            Long("login") => &mut options.login,
            Long("token") => &mut options.token,
            _ => return Err(argument.unexpected()),
        };
        *option = Some(arguments.value()?.string()?);
    }
    match (&options.graph, &options.login, &options.token) {
        (None, None, None) | (Some(_), Some(_), None) | (Some(_), _, Some(_)) => Ok(options),
        _ => Err("say --graph with either --token or --login".into()),
    }
}

/// A transport that counts requests: the seam at which a program puts its own way to the network.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counting {
    inner: Arc<UreqTransport>,
    requests: Arc<AtomicUsize>,
}

impl Counting {
    pub(crate) fn requests(&self) -> usize {
        self.requests.load(Ordering::Relaxed)
    }
}

impl Transport for Counting {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> Result<http::Response<Incoming>, TransportError> {
        self.requests.fetch_add(1, Ordering::Relaxed);
        self.inner.send(request)
    }

    fn reset(&self) {
        self.inner.reset();
    }
}
