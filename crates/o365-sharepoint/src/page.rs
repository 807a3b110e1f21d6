//! A place: one page of a site.

use http::Method;
use o365_core::query::{Expand, Query};
use o365_core::{Endpoint, Result};

use crate::model::{SitePage, SitePageDraft};

/// What a page is among the pages of a site: its own type has more to tell.
pub(crate) const TYPE: &str = "microsoft.graph.sitePage";

/// One page of a site. No request is made until a verb is called.
#[derive(Clone, Debug)]
pub struct PageHandle {
    at: Endpoint,
}

impl PageHandle {
    pub(crate) fn new(at: Endpoint) -> Self {
        PageHandle { at }
    }

    /// The place itself, for requests that this crate doesn't have.
    pub fn endpoint(&self) -> &Endpoint {
        &self.at
    }

    /// Reads it, with its [sections and web parts](SitePage::canvas_layout).
    ///
    /// `GET …/pages/{id}/microsoft.graph.sitePage?$expand=canvasLayout`, needs `Sites.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/sitepage-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn get(&self) -> Result<SitePage> {
        self.at.child(TYPE).get(&Query::new().expand(Expand::new("canvasLayout")))
    }

    /// Changes what the draft says, and gives the page back as it is now. People see it once it is
    /// [published](Self::publish).
    ///
    /// `PATCH …/pages/{id}/microsoft.graph.sitePage`, needs `Sites.ReadWrite.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/sitepage-update).
    ///
    /// # Errors
    /// Not found; a web part that the service doesn't take; those of every request.
    pub fn update(&self, draft: impl Into<SitePageDraft>) -> Result<SitePage> {
        self.at.child(TYPE).patch(&draft.into().for_update())
    }

    /// Shows it to people, and checks it in if it is checked out.
    ///
    /// `POST …/pages/{id}/microsoft.graph.sitePage/publish`, needs `Sites.ReadWrite.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/sitepage-publish).
    ///
    /// # Errors
    /// Not found; one that somebody else has checked out; those of every request.
    pub fn publish(&self) -> Result<()> {
        self.at.child(TYPE).child("publish").request(Method::POST).send().map(drop)
    }

    /// Deletes it: to the recycle bin of the site.
    ///
    /// `DELETE …/pages/{id}`; needs `Sites.ReadWrite.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/basesitepage-delete).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn delete(&self) -> Result<()> {
        self.at.delete()
    }
}
