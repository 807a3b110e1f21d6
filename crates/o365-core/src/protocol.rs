//! How one Microsoft API is reached and spelled.

use std::fmt;

use crate::casing::Casing;
use crate::cloud::Cloud;
use crate::resource::Resource;

/// An API that the SDK can talk to.
///
/// Models, queries and drafts are written once, in Graph's spelling; a connection respells them for a protocol that says
/// otherwise. [`Graph`] is the one to use. Implement the trait for a gateway or a test server of your own:
///
/// ```
/// use o365_core::protocol::Protocol;
///
/// #[derive(Debug)]
/// struct Gateway;
///
/// impl Protocol for Gateway {
///     fn root(&self) -> &str {
///         "https://gateway.example.com/graph/v1.0"
///     }
///     fn scope_prefix(&self) -> &str {
///         "api://gateway/"
///     }
/// }
/// assert_eq!(Gateway.beta_root().as_deref(), Some("https://gateway.example.com/graph/beta"));
/// ```
pub trait Protocol: Send + Sync + fmt::Debug {
    /// The service's root with its version, without a slash at the end. Tokens go to this scheme, host and port only.
    fn root(&self) -> &str;

    /// What full scope names begin with.
    fn scope_prefix(&self) -> &str;

    /// The root of the unfinished version, if there is one: by default the root with `beta` for its last part.
    fn beta_root(&self) -> Option<String> {
        let (base, _version) = self.root().rsplit_once('/')?;
        Some(format!("{base}/beta"))
    }

    /// How property names are spelled.
    fn casing(&self) -> Casing {
        Casing::Camel
    }

    /// What names of types begin with (`@odata.type`): the keyword that differs between Microsoft's APIs.
    fn namespace(&self) -> &str {
        "microsoft.graph"
    }

    /// Whose data an account opens when nothing else is said.
    fn default_resource(&self) -> Resource {
        Resource::Me
    }

    /// The most items on a page, whatever the collection could do.
    fn max_page_size(&self) -> u32 {
        1_000
    }
}

/// Microsoft Graph.
///
/// [Overview](https://learn.microsoft.com/graph/overview).
///
/// ```
/// use o365_core::{Cloud, protocol::{Graph, Protocol}};
///
/// assert_eq!(Graph::v1().root(), "https://graph.microsoft.com/v1.0");
/// assert_eq!(Graph::cloud(Cloud::China).root(), "https://microsoftgraph.chinacloudapi.cn/v1.0");
/// assert_eq!(Graph::at("http://127.0.0.1:8365/v1.0").root(), "http://127.0.0.1:8365/v1.0");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graph {
    root: String,
    scope_prefix: String,
    resource: Resource,
}

impl Graph {
    /// Graph v1.0 of the worldwide cloud.
    pub fn v1() -> Self {
        Graph::cloud(Cloud::Global)
    }

    /// Graph beta of the worldwide cloud. A single request can be sent there too: see `Request::beta`.
    pub fn beta() -> Self {
        Graph { root: format!("{}/beta", Cloud::Global.graph_url()), ..Graph::v1() }
    }

    /// Graph v1.0 of a cloud.
    pub fn cloud(cloud: Cloud) -> Self {
        let host = cloud.graph_url();
        Graph {
            root: format!("{host}/v1.0"),
            scope_prefix: format!("{host}/"),
            resource: Resource::Me,
        }
    }

    /// Graph at another root, version included: a gateway or a test server.
    pub fn at(root: impl Into<String>) -> Self {
        let root: String = root.into();
        Graph { root: root.trim_end_matches('/').to_owned(), ..Graph::v1() }
    }

    /// Whose data accounts open when nothing else is said; `me` unless this is called.
    ///
    /// ```
    /// use o365_core::protocol::{Graph, Protocol};
    ///
    /// let protocol = Graph::v1().resource("shared@example.com");
    /// assert_eq!(protocol.default_resource().to_string(), "/users/shared@example.com");
    /// ```
    #[must_use]
    pub fn resource(mut self, resource: impl Into<Resource>) -> Self {
        self.resource = resource.into();
        self
    }
}

impl Default for Graph {
    fn default() -> Self {
        Graph::v1()
    }
}

impl Protocol for Graph {
    fn root(&self) -> &str {
        &self.root
    }

    fn scope_prefix(&self) -> &str {
        &self.scope_prefix
    }

    fn default_resource(&self) -> Resource {
        self.resource.clone()
    }
}

/// The Outlook REST API v2.0, which Microsoft has **retired**: `outlook.office.com` no longer answers.
///
/// It is here for servers and gateways that still speak it, with mail, calendar and contacts only. Its properties are in
/// Pascal case on the wire; programs see Graph's spelling all the same.
///
/// [Its end](https://devblogs.microsoft.com/microsoft365dev/outlook-rest-api-v2-0-deprecation-notice/).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office365 {
    root: String,
    resource: Resource,
}

impl Office365 {
    /// `https://outlook.office.com/api/v2.0`.
    pub fn v2() -> Self {
        Office365::at("https://outlook.office.com/api/v2.0")
    }

    /// At another root, version included.
    pub fn at(root: impl Into<String>) -> Self {
        let root: String = root.into();
        Office365 { root: root.trim_end_matches('/').to_owned(), resource: Resource::Me }
    }

    /// Whose data accounts open when nothing else is said; `me` unless this is called.
    ///
    /// ```
    /// use o365_core::protocol::{Office365, Protocol};
    ///
    /// let protocol = Office365::v2().resource("shared@example.com");
    /// assert_eq!(protocol.default_resource().to_string(), "/users/shared@example.com");
    /// ```
    #[must_use]
    pub fn resource(mut self, resource: impl Into<Resource>) -> Self {
        self.resource = resource.into();
        self
    }
}

impl Protocol for Office365 {
    fn root(&self) -> &str {
        &self.root
    }

    fn scope_prefix(&self) -> &str {
        "https://outlook.office.com/"
    }

    fn casing(&self) -> Casing {
        Casing::Pascal
    }

    fn namespace(&self) -> &str {
        "Microsoft.OutlookServices"
    }

    fn default_resource(&self) -> Resource {
        self.resource.clone()
    }
}
