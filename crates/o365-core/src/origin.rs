//! Who may see a token: the service's own scheme, host and port, and no other.

use http::Uri;

/// Scheme, host and port of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    scheme: String,
    host: String,
    port: u16,
}

impl Origin {
    /// The origin of an http or https address; `None` for anything else, and for addresses that carry a user name.
    pub(crate) fn of(url: &str) -> Option<Self> {
        let uri: Uri = url.parse().ok()?;
        let scheme = uri.scheme_str()?.to_ascii_lowercase();
        let authority = uri.authority()?;
        if authority.as_str().contains('@') {
            return None;
        }
        let port = match scheme.as_str() {
            "https" => 443,
            "http" => 80,
            _ => return None,
        };
        let host = authority.host();
        let port = match authority.as_str().get(host.len()..)?.strip_prefix(':') {
            None | Some("") => port,
            Some(given) => given.parse().ok()?,
        };
        Some(Origin { scheme, host: host.to_ascii_lowercase(), port })
    }

    /// Whether what is sent there can't be read on its way: https, or this machine.
    pub(crate) fn is_safe(&self) -> bool {
        self.scheme == "https" || self.is_loopback()
    }

    /// Whether a link found in an answer of `self` may lead to `other`, without a token if the two differ: never from
    /// https to http, and to plain http on this machine only from there.
    pub(crate) fn may_lead_to(&self, other: &Origin) -> bool {
        other.scheme == "https" || (self.is_loopback() && other.is_loopback())
    }

    /// `https://host:port`, for messages.
    pub(crate) fn text(&self) -> String {
        format!("{}://{}:{}", self.scheme, self.host, self.port)
    }

    fn is_loopback(&self) -> bool {
        is_loopback(&self.host)
    }
}

/// Whether a host is this machine.
pub(crate) fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let address = bare.parse::<std::net::IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(url: &str) -> Option<Origin> {
        Origin::of(url)
    }

    #[test]
    fn compares_scheme_host_and_port() {
        let graph = of("https://graph.microsoft.com/v1.0");
        assert_eq!(graph, of("HTTPS://Graph.Microsoft.com:443/beta?x#y"));
        for other in [
            "http://graph.microsoft.com/v1.0",
            "https://graph.microsoft.com.evil.example/v1.0",
            "https://graph.microsoft.com:444/",
            "https://evil.example/graph.microsoft.com",
        ] {
            assert_ne!(graph, of(other), "{other}");
        }
    }

    #[test]
    fn refuses_what_is_no_plain_address() {
        for url in [
            "",
            "/v1.0",
            "graph.microsoft.com",
            "ftp://x/y",
            "https://graph.microsoft.com@evil.example/",
            "file:///x",
            "https://graph.microsoft.com:x/",
            "https://graph.microsoft.com:65536/",
        ] {
            assert_eq!(of(url), None, "{url}");
        }
    }

    #[test]
    fn safe_is_https_or_this_machine() {
        for url in [
            "https://x.example",
            "http://127.0.0.1:80/",
            "http://localhost:9/",
            "http://[::1]:9/",
            "http://127.8.8.8/",
        ] {
            assert!(of(url).unwrap().is_safe(), "{url}");
        }
        for url in ["http://x.example", "http://localhost.evil.example", "http://10.0.0.1/"] {
            assert!(!of(url).unwrap().is_safe(), "{url}");
        }
    }

    #[test]
    fn links_never_lead_from_https_to_http() {
        let (service, here) =
            (of("https://graph.microsoft.com").unwrap(), of("http://127.0.0.1:1").unwrap());
        assert!(service.may_lead_to(&of("https://files.example").unwrap()));
        assert!(!service.may_lead_to(&of("http://graph.microsoft.com").unwrap()));
        assert!(!service.may_lead_to(&here));
        assert!(here.may_lead_to(&of("http://127.0.0.1:2").unwrap()));
    }
}
