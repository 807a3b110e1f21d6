//! How a [`UreqTransport`] is set up.

use std::fmt;

use ureq::{Agent, config::Config};

use super::{
    UreqTransport,
    proxy::{ProxyChoice, parse},
};
use crate::{
    error::{Error, Result},
    transport::Timeouts,
};

/// Whether https is possible at all.
pub(super) const HAS_TLS: bool = cfg!(any(feature = "rustls", feature = "native-tls"));

/// Sets up a [`UreqTransport`].
#[derive(Default)]
#[must_use = "build() makes the transport"]
pub struct UreqTransportBuilder {
    settings: Settings,
}

/// Who speaks TLS, and which certificates are trusted. Each needs the feature of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TlsBackend {
    /// rustls, with the root certificates that Mozilla trusts (compiled in), and those of
    /// [`root_certificate_pem`](UreqTransportBuilder::root_certificate_pem). The default where it is compiled in.
    #[cfg(feature = "rustls")]
    Rustls,
    /// The system's TLS library (SChannel, Secure Transport, OpenSSL), with the roots that the system trusts.
    #[cfg(feature = "native-tls")]
    NativeTls,
    /// rustls, with the system's own judgment of certificates.
    #[cfg(feature = "platform-verifier")]
    PlatformVerifier,
}

impl UreqTransportBuilder {
    /// Goes through this proxy to every host: `http://user:password@host:port`, or `https` to speak TLS with the proxy.
    /// Name and password are percent-encoded where they hold `@`, `:` or `/`.
    ///
    /// # Errors
    /// [`Config`](crate::ErrorKind::Config) if that isn't the address of a proxy, or one of another kind (SOCKS).
    pub fn proxy(mut self, address: &str) -> Result<Self> {
        let proxy = parse(address).map_err(|reason| Error::config(format!("proxy: {reason}")))?;
        self.settings.proxy = ProxyChoice::Given(proxy);
        Ok(self)
    }

    /// Takes the proxy from the environment: `HTTPS_PROXY`, else `ALL_PROXY`, or in small letters. This is the default.
    ///
    /// `NO_PROXY` lists what is asked directly, with commas: hosts (with all below them), or `*`. Networks in the form
    /// `10.0.0.0/8` aren't understood. This machine (`localhost`, `127.0.0.1`, `[::1]`) is always asked directly.
    pub fn proxy_from_env(mut self) -> Self {
        self.settings.proxy = ProxyChoice::Environment;
        self
    }

    /// Goes through no proxy, whatever the environment says.
    pub fn no_proxy(mut self) -> Self {
        self.settings.proxy = ProxyChoice::Direct;
        self
    }

    /// Chooses who speaks TLS.
    pub fn tls(mut self, backend: TlsBackend) -> Self {
        self.settings.tls = Some(backend);
        self
    }

    /// Trusts these certificates (one or more, as PEM) besides the built-in roots: for a network whose proxy looks into
    /// TLS. Needs [`TlsBackend::Rustls`]; the others trust what the system trusts.
    ///
    /// # Errors
    /// [`Config`](crate::ErrorKind::Config) if there is no certificate in it.
    #[cfg(feature = "rustls")]
    pub fn root_certificate_pem(mut self, pem: impl AsRef<[u8]>) -> Result<Self> {
        let mut found = false;
        for item in ureq::tls::parse_pem(pem.as_ref()) {
            let item = item.map_err(|error| Error::config(format!("root certificate: {error}")))?;
            if let ureq::tls::PemItem::Certificate(certificate) = item {
                self.settings.roots.push(certificate);
                found = true;
            }
        }
        if found { Ok(self) } else { Err(Error::config("root certificate: none in this PEM")) }
    }

    /// Sends also while the program's logger takes the trace level of `ureq_proto` or `ureq`. They write each byte that goes
    /// over the wire into the log, passwords and tokens too; without this, such requests are refused before they are sent.
    pub fn allow_wire_dump(mut self) -> Self {
        self.settings.wire_dump = true;
        self
    }

    /// The transport. Nothing is read, resolved or connected yet.
    ///
    /// # Errors
    /// [`Config`](crate::ErrorKind::Config) if root certificates were added for a backend that trusts what the system
    /// trusts.
    pub fn build(self) -> Result<UreqTransport> {
        #[cfg(feature = "rustls")]
        if !self.settings.roots.is_empty() && self.settings.backend() != Some(TlsBackend::Rustls) {
            return Err(Error::config(
                "root certificates can be added to `TlsBackend::Rustls` only: this backend trusts what the system trusts",
            ));
        }
        Ok(UreqTransport::new(self.settings))
    }
}

impl fmt::Debug for UreqTransportBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.settings.debug(f, "UreqTransportBuilder")
    }
}

/// What was chosen.
#[derive(Clone, Default)]
pub(super) struct Settings {
    proxy: ProxyChoice,
    tls: Option<TlsBackend>,
    pub(super) wire_dump: bool,
    #[cfg(feature = "rustls")]
    roots: Vec<ureq::tls::Certificate<'static>>,
}

impl Settings {
    /// What all requests have in common.
    pub(super) fn config(&self, limits: &Timeouts) -> Result<Config, String> {
        let proxy = self.proxy.proxy(|name| std::env::var(name).ok());
        let config = limit!(Agent::config_builder(), limits)
            .proxy(proxy?)
            .http_status_as_error(false)
            .max_redirects(0)
            .user_agent(crate::transport::PRODUCT)
            .max_idle_age(std::time::Duration::from_secs(60))
            .max_idle_connections(32)
            .max_idle_connections_per_host(16);
        #[cfg(any(feature = "rustls", feature = "native-tls"))]
        let config = config.tls_config(self.tls_config());
        Ok(config.build())
    }

    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    fn tls_config(&self) -> ureq::tls::TlsConfig {
        use ureq::tls::{RootCerts, TlsConfig, TlsProvider};
        let (provider, roots) = match self.backend() {
            #[cfg(feature = "native-tls")]
            Some(TlsBackend::NativeTls) => (TlsProvider::NativeTls, RootCerts::PlatformVerifier),
            #[cfg(feature = "platform-verifier")]
            Some(TlsBackend::PlatformVerifier) => {
                (TlsProvider::Rustls, RootCerts::PlatformVerifier)
            }
            #[cfg(feature = "rustls")]
            Some(TlsBackend::Rustls) if !self.roots.is_empty() => {
                (TlsProvider::Rustls, self.all_roots())
            }
            _ => (TlsProvider::Rustls, RootCerts::WebPki),
        };
        TlsConfig::builder().provider(provider).root_certs(roots).build()
    }

    #[cfg(feature = "rustls")]
    fn all_roots(&self) -> ureq::tls::RootCerts {
        let built_in = webpki_root_certs::TLS_SERVER_ROOT_CERTS;
        let built_in = built_in.iter().map(|root| ureq::tls::Certificate::from_der(root.as_ref()));
        built_in.chain(self.roots.iter().cloned()).into()
    }

    /// The backend that was chosen, or the first that is compiled in.
    fn backend(&self) -> Option<TlsBackend> {
        let first = None;
        #[cfg(feature = "native-tls")]
        let first = first.or(Some(TlsBackend::NativeTls));
        #[cfg(feature = "rustls")]
        let first = Some(TlsBackend::Rustls).or(first);
        self.tls.or(first)
    }

    pub(super) fn debug(&self, f: &mut fmt::Formatter<'_>, name: &str) -> fmt::Result {
        let mut debug = f.debug_struct(name);
        debug.field("proxy", &self.proxy).field("tls", &self.backend());
        debug.field("wire_dump", &self.wire_dump);
        #[cfg(feature = "rustls")]
        debug.field("added_roots", &self.roots.len());
        debug.finish_non_exhaustive()
    }
}

#[cfg(all(test, feature = "rustls"))]
mod tests {
    use super::*;

    #[test]
    fn refuses_pem_without_a_certificate() {
        let key = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
        for pem in ["", "hello", key] {
            assert!(UreqTransport::builder().root_certificate_pem(pem).is_err(), "{pem}");
        }
    }

    #[test]
    fn added_roots_stand_beside_the_built_in_ones() {
        let pem = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        let builder = UreqTransport::builder().root_certificate_pem(format!("{pem}{pem}")).unwrap();
        let ureq::tls::RootCerts::Specific(roots) = builder.settings.all_roots() else {
            panic!("not a list of roots");
        };
        assert_eq!(roots.len(), webpki_root_certs::TLS_SERVER_ROOT_CERTS.len() + 2);
    }

    #[cfg(feature = "platform-verifier")]
    #[test]
    fn the_system_judges_alone() {
        let pem = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        let builder = UreqTransport::builder().tls(TlsBackend::PlatformVerifier);
        assert!(builder.root_certificate_pem(pem).unwrap().build().is_err());
    }

    #[test]
    fn debug_shows_no_password() {
        let builder = UreqTransport::builder().proxy("http://ann:s3cret@proxy:3128").unwrap();
        for text in [format!("{builder:?}"), format!("{:?}", builder.build().unwrap())] {
            assert!(text.contains("proxy:3128") && !text.contains("s3cret"), "{text}");
            assert!(!text.contains("ann"), "{text}");
        }
    }
}
