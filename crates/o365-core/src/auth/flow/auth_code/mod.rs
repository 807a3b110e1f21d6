//! A person signs in with a browser.

use std::{
    fmt,
    io::{self, BufRead, Write},
    time::{Duration, Instant},
};

use super::{Credential, Flow, SignIn};
use crate::auth::Token;
use crate::error::{AuthError, Error, Result};

mod browser;
mod listener;
mod pending;

use listener::Listener;
pub use pending::PendingSignIn;

/// How long a person may take.
const PATIENCE: Duration = Duration::from_secs(5 * 60);
/// Where the browser goes afterwards, on this machine. Register it as it is: any port is allowed.
const LOOPBACK: &str = "http://localhost";

/// A person signs in with a browser: the authorization code grant with PKCE, for public and confidential applications.
///
/// [`AuthCode::new`] opens the browser and waits on a free port of this machine for it to come back; the registration
/// needs the redirect URI `http://localhost` for mobile and desktop applications. [`AuthCode::console`] is for machines
/// without a browser: the person opens the address elsewhere and pastes the one that the browser ends on. A web
/// application does it in two steps: [`OAuth::begin`](crate::auth::OAuth::begin) and
/// [`OAuth::finish`](crate::auth::OAuth::finish).
///
/// [Authorization code flow](https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow).
///
/// ```no_run
/// # fn example(transport: &dyn o365_core::transport::Transport) -> o365_core::Result<()> {
/// use o365_core::auth::{App, AuthCode, OAuth, scopes};
///
/// let source = OAuth::builder(App::new("6731de76-14a6-49ae-97bc-6eba6914391e"))
///     .scopes([scopes::MAIL_READ])
///     .flow(AuthCode::new())
///     .build()?;
/// source.sign_in(transport)?;
/// # Ok(())
/// # }
/// ```
pub struct AuthCode {
    way: Way,
    redirect_uri: Option<String>,
    credential: Option<Credential>,
    prompt: Option<String>,
    patience: Duration,
}

type Open = dyn Fn(&str) -> io::Result<()> + Send + Sync;
type Ask = dyn Fn(&str) -> Result<String> + Send + Sync;

enum Way {
    Browser(Box<Open>),
    Paste(Box<Ask>),
}

impl AuthCode {
    /// Opens the system's browser and waits for it to come back.
    pub fn new() -> Self {
        AuthCode::open_with(browser::open)
    }

    /// Opens the address with this closure and waits for the browser to come back.
    pub fn open_with(open: impl Fn(&str) -> io::Result<()> + Send + Sync + 'static) -> Self {
        AuthCode::by(Way::Browser(Box::new(open)))
    }

    /// Shows the address with this closure, which gives back the address that the browser ended on. It goes to
    /// `<login>/common/oauth2/nativeclient` then, a blank page; register that, or give another redirect URI.
    pub fn pasted(ask: impl Fn(&str) -> Result<String> + Send + Sync + 'static) -> Self {
        AuthCode::by(Way::Paste(Box::new(ask)))
    }

    /// [`AuthCode::pasted`] on the terminal: shows the address on standard error and reads a line of standard input.
    pub fn console() -> Self {
        AuthCode::pasted(|url| {
            ask(url, &mut io::stderr().lock(), &mut io::stdin().lock())
                .map_err(|error| Error::io("terminal", error))
        })
    }

    fn by(way: Way) -> Self {
        AuthCode { way, redirect_uri: None, credential: None, prompt: None, patience: PATIENCE }
    }

    /// Where the browser goes afterwards. To wait for it, the address has to be on this machine and http; without a port
    /// a free one is taken.
    #[must_use]
    pub fn redirect_uri(mut self, uri: impl Into<String>) -> Self {
        self.redirect_uri = Some(uri.into());
        self
    }

    /// How the application proves itself, if it is a confidential one.
    #[must_use]
    pub fn credential(mut self, credential: Credential) -> Self {
        self.credential = Some(credential);
        self
    }

    /// What the sign-in page shows: `login`, `consent`, `select_account`, `create`, `none`.
    #[must_use]
    pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
        self.prompt = Some(prompt.into());
        self
    }

    /// How long to wait for the browser; five minutes by default.
    #[must_use]
    pub fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    fn begin(&self, ask: &SignIn<'_>, redirect_uri: &str) -> Result<PendingSignIn> {
        let prompt = self.prompt.as_deref();
        let hints = [("prompt", prompt), ("login_hint", ask.account), ("claims", ask.claims)];
        PendingSignIn::begin(ask.app, ask.scopes, redirect_uri, &hints)
    }

    fn in_browser(&self, ask: &SignIn<'_>, open: &Open) -> Result<Token> {
        let listener = Listener::bind(self.redirect_uri.as_deref().unwrap_or(LOOPBACK))?;
        let pending = self.begin(ask, listener.redirect_uri())?;
        open(pending.url()).map_err(|error| {
            AuthError::other(
                "the browser can't be opened: use `open_with`, `console` or a device code",
            )
            .with_source(error)
        })?;
        let end = Instant::now().checked_add(self.patience);
        let code = listener.wait(end, |query| pending.read(query))?;
        pending.exchange(ask, self.credential.as_ref(), &code)
    }

    fn by_hand(&self, ask: &SignIn<'_>, paste: &Ask) -> Result<Token> {
        let blank = || format!("{}/common/oauth2/nativeclient", ask.app.cloud.login_url());
        let redirect_uri = self.redirect_uri.clone().unwrap_or_else(blank);
        let pending = self.begin(ask, &redirect_uri)?;
        let pasted = paste(pending.url())?;
        pending.finish(ask, self.credential.as_ref(), &pasted)
    }
}

impl Default for AuthCode {
    fn default() -> Self {
        AuthCode::new()
    }
}

impl fmt::Debug for AuthCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AuthCode")
            .field("redirect_uri", &self.redirect_uri)
            .field("credential", &self.credential)
            .finish_non_exhaustive()
    }
}

impl Flow for AuthCode {
    fn run(&self, ask: &SignIn<'_>) -> Result<Token> {
        match &self.way {
            Way::Browser(open) => self.in_browser(ask, open),
            Way::Paste(paste) => self.by_hand(ask, paste),
        }
    }

    fn credential(&self) -> Option<&Credential> {
        self.credential.as_ref()
    }
}

fn ask(url: &str, output: &mut dyn Write, input: &mut dyn BufRead) -> io::Result<String> {
    writeln!(output, "Open this address in a browser and sign in:\n\n{url}\n")?;
    write!(output, "Paste the address that the browser ends on: ")?;
    output.flush()?;
    let mut line = String::new();
    input.read_line(&mut line)?;
    Ok(line)
}

#[cfg(test)]
mod tests;
