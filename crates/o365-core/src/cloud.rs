//! Microsoft's clouds.

/// One of Microsoft's clouds: where people sign in and where their data is.
///
/// [National clouds](https://learn.microsoft.com/graph/deployments). GCC (not High) is part of [`Cloud::Global`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Cloud {
    /// The worldwide cloud.
    #[default]
    Global,
    /// US government, L4 (GCC High).
    UsGovernment,
    /// US government, L5 (Department of Defense).
    UsDod,
    /// China, operated by 21Vianet.
    China,
}

impl Cloud {
    /// `https://login.microsoftonline.com`: where people sign in.
    pub fn login_url(self) -> &'static str {
        match self {
            Cloud::Global => "https://login.microsoftonline.com",
            Cloud::UsGovernment | Cloud::UsDod => "https://login.microsoftonline.us",
            Cloud::China => "https://login.partner.microsoftonline.cn",
        }
    }

    /// `https://graph.microsoft.com`: where Graph is.
    pub fn graph_url(self) -> &'static str {
        match self {
            Cloud::Global => "https://graph.microsoft.com",
            Cloud::UsGovernment => "https://graph.microsoft.us",
            Cloud::UsDod => "https://dod-graph.microsoft.us",
            Cloud::China => "https://microsoftgraph.chinacloudapi.cn",
        }
    }
}
