//! The sandbox itself: starting it, asking it, and playing tricks on its clients.

use crate::{
    door::{Door, Hook},
    faults::{Fault, Faults},
    http::Server,
    login::{Login, Options, Registered},
    media::Media,
    people::display_name,
    requests::{LoggedRequest, RequestLog},
    service::{Caller, Service},
};
use std::{
    fmt, io,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

/// A running Microsoft 365 on the loopback interface.
///
/// It ends when it is dropped: the port and every connection are closed. Each sandbox has its own
/// port, data and tokens, so tests can run side by side.
#[derive(Debug)]
pub struct Sandbox {
    // Dropped first: no request is answered while the rest goes.
    _servers: [Server; 2],
    media_url: Arc<str>,
    connections: Arc<AtomicU64>,
    door: Arc<Door>,
    /// The data behind the door.
    pub(crate) service: Arc<Service>,
}

impl Sandbox {
    /// Starts on a free port with the default settings.
    ///
    /// # Errors
    /// When no port can be opened or no thread started.
    pub fn start() -> io::Result<Sandbox> {
        Sandbox::builder().start()
    }

    /// Settings for a sandbox that is to be started.
    pub fn builder() -> SandboxBuilder {
        SandboxBuilder { port: 0, gzip: false, options: Options::default(), hook: None }
    }

    /// The base of all URLs, without a slash at the end: `http://127.0.0.1:PORT`.
    pub fn url(&self) -> &str {
        &self.door.url
    }

    /// Where pre-authenticated URLs lead, on another port: `http://127.0.0.1:PORT`. A request that
    /// brings an `Authorization` header there is refused with 401.
    ///
    /// Faults strike there as well: the path of an attachment's upload session is
    /// `/upload/{number}/**`, that of a drive's `/up/{number}/**`; downloads are below `/download`, copies under way
    /// below `/monitor`, pictures below `/thumbnail`.
    pub fn media_url(&self) -> &str {
        &self.media_url
    }

    /// Where Graph is: `http://127.0.0.1:PORT/v1.0`.
    pub fn graph_url(&self) -> String {
        format!("{}/v1.0", self.url())
    }

    /// Where one signs in, as `https://login.microsoftonline.com` is: the same as
    /// [`url`](Sandbox::url). The endpoints are below `/{tenant}/oauth2/v2.0`.
    pub fn login_url(&self) -> &str {
        self.url()
    }

    /// Where a machine in Azure gets the tokens of its own identity, as at
    /// `http://169.254.169.254/metadata/identity/oauth2/token`.
    pub fn imds_url(&self) -> String {
        format!("{}/metadata/identity/oauth2/token", self.url())
    }

    /// Where an app in App Service gets them: what stands in `IDENTITY_ENDPOINT` there. The header is
    /// [`IDENTITY_HEADER`](crate::IDENTITY_HEADER).
    pub fn identity_endpoint(&self) -> String {
        format!("{}/msi/token", self.url())
    }

    /// A new token by which a workload shows who it is, as Kubernetes puts into
    /// `AZURE_FEDERATED_TOKEN_FILE`; good for clients that [trust it](SandboxBuilder::workload).
    pub fn workload_token(&self, subject: &str) -> String {
        self.door.login.workload_token(subject, self.url())
    }

    /// The user who signs in: an e-mail address.
    pub fn user(&self) -> &str {
        &self.door.login.options().user
    }

    /// A new bearer token for [`user`](Sandbox::user), as a delegated sign-in gives.
    pub fn token(&self) -> String {
        self.door.login.token_for(Caller::User(self.user().to_owned()))
    }

    /// A new bearer token for an application; it has no `/me`.
    pub fn app_token(&self) -> String {
        self.door.login.token_for(Caller::App)
    }

    /// Plays the person who opens the page and enters the code that a device shows. Blanks,
    /// hyphens and case don't matter. `false` when no device waits for this code.
    pub fn approve(&self, user_code: &str) -> bool {
        self.door.login.decide(user_code, true)
    }

    /// Plays the person who refuses. `false` when no device waits for this code.
    pub fn decline(&self, user_code: &str) -> bool {
        self.door.login.decide(user_code, false)
    }

    /// Lets every access token that was issued so far expire now. Refresh tokens stay good.
    pub fn expire_tokens(&self) {
        self.door.login.expire_tokens();
    }

    /// Takes back one access token, as when a password is changed. `false` when it isn't known.
    pub fn revoke(&self, access_token: &str) -> bool {
        self.door.login.revoke(access_token)
    }

    /// Takes back every refresh token that was issued so far: only a new sign-in helps.
    pub fn revoke_refresh_tokens(&self) {
        self.door.login.revoke_refresh_tokens();
    }

    /// Lets every upload session expire now: the next fragment is answered with 404.
    pub fn expire_upload_sessions(&self) {
        self.service.expire_uploads();
    }

    /// Lets the tokens of all delta rounds lapse now, as the service does when it has forgotten them:
    /// their links are answered with 410 `SyncStateNotFound`.
    pub fn lapse_deltas(&self) {
        self.service.lapse_deltas();
    }

    /// Lets something go wrong on purpose.
    pub fn fault(&self, fault: Fault) {
        self.door.faults.add(fault);
    }

    /// Forgets the faults that haven't struck.
    pub fn clear_faults(&self) {
        self.door.faults.clear();
    }

    /// How many faults haven't struck as often as they should. Zero at the end of a test says that
    /// everything which was to go wrong did.
    pub fn pending_faults(&self) -> usize {
        self.door.faults.len()
    }

    /// The requests that came, oldest first: the last 10,000, fewer if their bodies are more than
    /// 256 MiB.
    ///
    /// One that isn't HTTP, or was refused before its body was read, isn't among them.
    pub fn requests(&self) -> Vec<LoggedRequest> {
        self.door.log.all()
    }

    /// How many requests [`requests`](Sandbox::requests) would give.
    pub fn request_count(&self) -> usize {
        self.door.log.len()
    }

    /// Forgets the requests that came.
    pub fn clear_requests(&self) {
        self.door.log.clear();
    }

    /// How many connections there have been to either host, open or closed.
    pub fn connection_count(&self) -> u64 {
        self.connections.load(Ordering::Relaxed)
    }
}

/// Settings for a [`Sandbox`].
///
/// ```
/// use o365_sandbox::Sandbox;
/// use std::time::Duration;
///
/// # fn main() -> std::io::Result<()> {
/// let sandbox = Sandbox::builder()
///     .user("denis@law.com")
///     .token_lifetime(Duration::from_secs(5))
///     .gzip(true)
///     .start()?;
/// assert_eq!(sandbox.user(), "denis@law.com");
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing runs until it is started"]
pub struct SandboxBuilder {
    port: u16,
    gzip: bool,
    options: Options,
    hook: Option<Hook>,
}

impl SandboxBuilder {
    /// The port; 0, the default, is any free one.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Whether bodies of more than 1 KiB are compressed for clients that accept it; the default
    /// is not.
    pub fn gzip(mut self, gzip: bool) -> Self {
        self.gzip = gzip;
        self
    }

    /// How long access tokens are good; the default is an hour. Clients are told whole seconds.
    pub fn token_lifetime(mut self, lifetime: Duration) -> Self {
        self.options.token_lifetime = lifetime;
        self
    }

    /// Who signs in; the default is [`USER`](crate::USER), and the password of any user is
    /// [`PASSWORD`](crate::PASSWORD).
    pub fn user(mut self, address: impl Into<String>) -> Self {
        self.options.user = address.into();
        self
    }

    /// Registers one more client with a secret. A client that isn't registered is a public one: it
    /// may sign users in and has no secret.
    pub fn client(mut self, id: impl Into<String>, secret: impl Into<String>) -> Self {
        self.options.clients.push((id.into(), secret.into()));
        self
    }

    /// Registers a certificate (PEM) of a client, which signs its assertions with it. A text without a
    /// certificate registers none.
    ///
    /// Signatures are checked with the crate's feature `signatures`. Without it an assertion has to be whole
    /// and to name the certificate.
    pub fn certificate(mut self, id: impl Into<String>, pem: &str) -> Self {
        self.options.certificates.extend(Registered::from_pem(pem).map(|known| (id.into(), known)));
        self
    }

    /// Lets a client trust a workload that has a [token](Sandbox::workload_token): workload identity
    /// federation.
    pub fn workload(mut self, id: impl Into<String>, subject: impl Into<String>) -> Self {
        self.options.workloads.push((id.into(), subject.into()));
        self
    }

    /// Assigns an identity to the machine, beside its own.
    pub fn identity(mut self, client_id: impl Into<String>, object_id: impl Into<String>) -> Self {
        self.options.identities.push((client_id.into(), object_id.into()));
        self
    }

    /// The interval at which devices may poll, told in whole seconds; the default is a second.
    /// Who polls sooner is told to slow down.
    pub fn device_interval(mut self, interval: Duration) -> Self {
        self.options.device_interval = interval;
        self
    }

    /// How long a device code is good; the default is 15 minutes.
    pub fn device_lifetime(mut self, lifetime: Duration) -> Self {
        self.options.device_lifetime = lifetime;
        self
    }

    /// Approves device codes by itself after so many polls that found them pending.
    pub fn approve_after(mut self, polls: u32) -> Self {
        self.options.approve_after = Some(polls);
        self
    }

    /// Called for each request when its answer is known, before it is sent; on the thread of the
    /// connection.
    pub fn on_request(mut self, hook: impl Fn(&LoggedRequest) + Send + Sync + 'static) -> Self {
        self.hook = Some(Box::new(hook));
        self
    }

    /// Starts it.
    ///
    /// # Errors
    /// When the port is taken, or no thread can be started.
    pub fn start(self) -> io::Result<Sandbox> {
        let (listener, address) = Server::bind(self.port)?;
        let (media_listener, media_address) = Server::bind(0)?;
        let media_url: Arc<str> = format!("http://{media_address}").into();
        let service = Arc::new(Service::new(&media_url));
        service.add_user(&self.options.user, &display_name(&self.options.user));
        let backend = Arc::clone(&service);
        let door = Arc::new(Door {
            backend: Box::new(move |caller, request| backend.answer(caller, request)),
            login: Login::new(self.options),
            faults: Faults::default(),
            log: RequestLog::default(),
            hook: self.hook,
            url: format!("http://{address}").into(),
        });
        let backend = Arc::clone(&service);
        let media = Arc::new(Media {
            door: Arc::clone(&door),
            backend: Box::new(move |request| backend.media(request)),
            url: Arc::clone(&media_url),
        });
        let connections = Arc::new(AtomicU64::new(0));
        let count = || Arc::clone(&connections);
        let servers = [
            Server::start((listener, address), self.gzip, count(), Arc::clone(&door))?,
            Server::start((media_listener, media_address), self.gzip, count(), media)?,
        ];
        Ok(Sandbox { _servers: servers, media_url, connections, door, service })
    }
}

impl fmt::Debug for SandboxBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SandboxBuilder")
            .field("port", &self.port)
            .field("gzip", &self.gzip)
            .field("user", &self.options.user)
            .finish_non_exhaustive()
    }
}
