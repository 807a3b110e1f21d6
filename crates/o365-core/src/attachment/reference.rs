//! Links to files elsewhere as attachments.

use serde::Deserialize;
use serde_json::Value;

use super::{Attachment, AttachmentHandle};
use crate::endpoint::Endpoint;
use crate::error::{Error, Result};

crate::open_enum! {
    /// Who keeps a file that is linked to.
    pub enum ReferenceProvider {
        /// Somebody else.
        Other = "other",
        /// OneDrive for work or school, or SharePoint.
        OneDriveBusiness = "oneDriveBusiness",
        /// OneDrive at home.
        OneDriveConsumer = "oneDriveConsumer",
        /// Dropbox.
        Dropbox = "dropbox",
    }
}

crate::open_enum! {
    /// What those who get a link may do.
    pub enum ReferencePermission {
        /// Something else.
        Other = "other",
        /// Recipients may read.
        View = "view",
        /// Recipients may write.
        Edit = "edit",
        /// Anybody with the link may read.
        AnonymousView = "anonymousView",
        /// Anybody with the link may write.
        AnonymousEdit = "anonymousEdit",
        /// Anybody in the organisation may read.
        OrganizationView = "organizationView",
        /// Anybody in the organisation may write.
        OrganizationEdit = "organizationEdit",
    }
}

crate::draft! {
    /// What to say of a link to a file elsewhere: to attach it.
    ///
    /// ```
    /// use o365_core::attachment::{ReferenceDraft, ReferencePermission, ReferenceProvider};
    ///
    /// let link = ReferenceDraft::new()
    ///     .name("Budget.xlsx")
    ///     .source_url("https://contoso-my.sharepoint.com/personal/mb/Documents/Budget.xlsx")
    ///     .provider_type(ReferenceProvider::OneDriveBusiness)
    ///     .permission(ReferencePermission::Edit);
    /// # let _ = link;
    /// ```
    ///
    /// [referenceAttachment](https://learn.microsoft.com/graph/api/resources/referenceattachment?view=graph-rest-beta).
    pub struct ReferenceDraft {
        /// What is shown.
        name: String,
        /// Where the file is.
        source_url: String,
        /// Who keeps it.
        provider_type: ReferenceProvider,
        /// What recipients may do.
        permission: ReferencePermission,
        /// Whether it is a folder.
        is_folder: bool,
    }
}

/// What is told of a link to a file elsewhere.
///
/// [referenceAttachment](https://learn.microsoft.com/graph/api/resources/referenceattachment?view=graph-rest-beta).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Reference {
    /// What is shown.
    pub name: Option<String>,
    /// Where the file is. Others have chosen it: look before you follow it.
    pub source_url: Option<String>,
    /// Who keeps it.
    pub provider_type: Option<ReferenceProvider>,
    /// What recipients may do.
    pub permission: Option<ReferencePermission>,
    /// A picture of it, small.
    pub thumbnail_url: Option<String>,
    /// A picture of it.
    pub preview_url: Option<String>,
    /// Whether it is a folder.
    pub is_folder: Option<bool>,
}

impl ReferenceDraft {
    /// Attaches it to what has its attachments at this place. For components: handles have a verb for it.
    ///
    /// `POST …/attachments` of the **beta** version: v1.0 can't say where the file is.
    ///
    /// # Errors
    /// Bad input without a name or an address, and those of every request.
    pub fn attach_at(&self, attachments: &Endpoint) -> Result<Attachment> {
        if self.name.as_set().is_none() || self.source_url.as_set().is_none() {
            return Err(Error::input("a link to attach needs a name and a source URL"));
        }
        let kind = Value::from("#microsoft.graph.referenceAttachment");
        let body = self.clone().set("@odata.type", kind);
        attachments.request(http::Method::POST).beta().json(&body).send()?.json()
    }
}

impl AttachmentHandle {
    /// Reads where a link leads.
    ///
    /// `GET …/attachments/{id}` of the **beta** version: v1.0 doesn't tell; needs `Mail.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/attachment-get?view=graph-rest-beta).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn reference(&self) -> Result<Reference> {
        self.at.request(http::Method::GET).beta().send()?.json()
    }
}
