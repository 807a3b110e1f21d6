//! Which proxy to go through.

use std::fmt;

use ureq::{Proxy, ProxyProtocol};

/// Where the proxy is named.
#[derive(Clone, Default)]
pub(super) enum ProxyChoice {
    #[default]
    Environment,
    Direct,
    Given(Proxy),
}

impl ProxyChoice {
    /// The proxy, or why the one that is named can't be used. `variable` reads the environment.
    pub(super) fn proxy(
        &self,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<Option<Proxy>, String> {
        match self {
            ProxyChoice::Environment => from_environment(variable),
            ProxyChoice::Direct => Ok(None),
            ProxyChoice::Given(proxy) => Ok(Some(proxy.clone())),
        }
    }
}

impl fmt::Debug for ProxyChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ProxyChoice::Environment => f.write_str("from the environment"),
            ProxyChoice::Direct => f.write_str("none"),
            ProxyChoice::Given(proxy) => write!(f, "{}:{}", proxy.host(), proxy.port()),
        }
    }
}

/// A proxy by its address. The error doesn't repeat the address: it may hold a password.
pub(super) fn parse(address: &str) -> Result<Proxy, String> {
    let proxy = Proxy::new(address).ok().filter(names_host_and_port);
    let Some(proxy) = proxy else {
        return Err("not the address of a proxy: `http://user:password@host:port`".to_owned());
    };
    match proxy.protocol() {
        ProxyProtocol::Http => Ok(proxy),
        ProxyProtocol::Https if super::builder::HAS_TLS => Ok(proxy),
        ProxyProtocol::Https => Err("a proxy by https needs a TLS feature".to_owned()),
        other => Err(format!("a proxy by {other} is not supported: use http or https")),
    }
}

/// ureq takes an empty host, and the default port for one that can't be read.
fn names_host_and_port(proxy: &Proxy) -> bool {
    let authority = proxy.uri().authority().map_or("", |authority| authority.as_str());
    let place = authority.rsplit_once('@').map_or(authority, |(_, place)| place);
    let host = proxy.host();
    !host.is_empty() && (place == host || place == format!("{host}:{}", proxy.port()))
}

fn from_environment(variable: impl Fn(&str) -> Option<String>) -> Result<Option<Proxy>, String> {
    let set = |name: &&str| variable(name).filter(|value| !value.trim().is_empty());
    let names = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
    let Some((name, address)) = names.iter().find_map(|name| Some((name, set(name)?))) else {
        return Ok(None);
    };
    let named = |reason| format!("{name}: {reason}");
    let proxy = parse(address.trim()).map_err(named)?;

    let mut builder = Proxy::builder(proxy.protocol()).host(proxy.host()).port(proxy.port());
    if let Some(username) = proxy.username() {
        builder = builder.username(username);
    }
    if let Some(password) = proxy.password() {
        builder = builder.password(password);
    }
    // A proxy for the way out is never meant for this machine.
    for host in ["localhost", "127.*", "[::1]"] {
        builder = builder.no_proxy(host);
    }
    let exceptions = ["NO_PROXY", "no_proxy"].iter().find_map(set).unwrap_or_default();
    for pattern in exceptions.split([',', ' ', '\t']).flat_map(patterns) {
        builder = builder.no_proxy(&pattern);
    }
    builder.build().map(Some).map_err(|_| named("not the address of a proxy".to_owned()))
}

/// An entry of `NO_PROXY` in ureq's patterns: a name stands for itself and for all below it, with or without a dot.
fn patterns(entry: &str) -> Vec<String> {
    let entry = entry.trim();
    if entry.is_empty() || entry == "*" {
        return if entry.is_empty() { Vec::new() } else { vec![entry.to_owned()] };
    }
    if entry.parse::<std::net::Ipv6Addr>().is_ok() {
        return vec![format!("[{entry}]")];
    }
    let host = match entry.rsplit_once(':') {
        Some((host, port)) if port.parse::<u16>().is_ok() => host,
        _ => entry,
    };
    let name = host.strip_prefix('*').unwrap_or(host);
    let name = name.strip_prefix('.').unwrap_or(name);
    if name.is_empty() || name.starts_with('[') {
        return if name.is_empty() { Vec::new() } else { vec![name.to_owned()] };
    }
    vec![name.to_owned(), format!(".{name}")]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(values: &[(&str, &str)]) -> Result<Option<Proxy>, String> {
        let values: Vec<(String, String)> =
            values.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        ProxyChoice::Environment.proxy(move |name| {
            values.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
        })
    }

    fn goes_direct(no_proxy: &str, host: &str) -> bool {
        let proxy = environment(&[("HTTPS_PROXY", "http://proxy:3128"), ("NO_PROXY", no_proxy)]);
        let uri = format!("https://{host}/v1.0/me").parse().unwrap();
        proxy.unwrap().unwrap().is_no_proxy(&uri)
    }

    #[test]
    fn takes_the_first_that_is_set() {
        assert!(environment(&[]).unwrap().is_none());
        assert!(environment(&[("HTTPS_PROXY", " ")]).unwrap().is_none());
        assert!(environment(&[("HTTP_PROXY", "http://plain:1")]).unwrap().is_none());
        let proxy = environment(&[("all_proxy", "http://a:1"), ("https_proxy", "http://b:2")]);
        assert_eq!(proxy.unwrap().unwrap().host(), "b");
        let proxy = environment(&[("ALL_PROXY", "a:81")]).unwrap().unwrap();
        assert_eq!((proxy.host(), proxy.port()), ("a", 81));
    }

    #[test]
    fn keeps_names_and_passwords_as_they_are() {
        let proxy = environment(&[("HTTPS_PROXY", "http://dom%5Cann:p%40ss%3A1@proxy:3128")]);
        let proxy = proxy.unwrap().unwrap();
        assert_eq!(proxy.username(), Some("dom\\ann"));
        assert_eq!(proxy.password(), Some("p@ss:1"));
        assert_eq!(proxy.protocol(), ProxyProtocol::Http);
    }

    #[test]
    fn no_proxy_names_hosts_and_what_is_below_them() {
        assert!(goes_direct("*", "graph.microsoft.com"));
        for list in ["microsoft.com", ".microsoft.com", "*.microsoft.com", "a, MICROSOFT.com:443"] {
            assert!(goes_direct(list, "graph.microsoft.com"), "{list}");
            assert!(!goes_direct(list, "notmicrosoft.com"), "{list}");
            assert!(!goes_direct(list, "graph.microsoft.com.evil.example"), "{list}");
        }
        assert!(goes_direct("a.example b.example", "b.example"));
        assert!(goes_direct("fd00::1", "[fd00::1]:8443"));
        assert!(!goes_direct("", "graph.microsoft.com"));
        assert!(!goes_direct(" , ,", "graph.microsoft.com"));
    }

    #[test]
    fn this_machine_is_never_asked_through_a_proxy_of_the_environment() {
        for host in ["localhost:8365", "127.0.0.1:1", "127.8.8.8", "[::1]:9"] {
            assert!(goes_direct("", host), "{host}");
        }
        assert!(!goes_direct("", "localhost.example"));
    }

    #[test]
    fn what_cannot_be_used_is_said_without_the_password() {
        let text = environment(&[("ALL_PROXY", "socks5://ann:s3cret@proxy:1080")]).unwrap_err();
        assert!(text.starts_with("ALL_PROXY: ") && text.contains("SOCKS5"), "{text}");
        assert!(!text.contains("s3cret"), "{text}");
        for place in [":x", ":3128", "proxy:x", "proxy:99999", ""] {
            let text = parse(&format!("http://ann:s3cret@{place}")).unwrap_err();
            assert!(!text.contains("s3cret"), "{text}");
        }
        assert!(parse("").is_err());
        assert!(parse("ftp://proxy").is_err());
        assert!(parse("http://[::1]:3128/").is_ok());
    }

    #[test]
    fn debug_shows_only_the_host() {
        let choice = ProxyChoice::Given(parse("http://ann:s3cret@proxy:3128").unwrap());
        assert_eq!(format!("{choice:?}"), "proxy:3128");
    }
}
