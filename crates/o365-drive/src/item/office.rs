//! What else there is to an item: versions, small pictures, checking out, numbers, columns.

use http::Method;
use o365_core::query::Query;
use o365_core::time::Date;
use o365_core::{Endpoint, Error, Id, List, Result};
use serde::{Serialize, de::DeserializeOwned};

use super::ItemHandle;
use crate::model::{
    ActivityInterval, CheckIn, DriveItem, DriveItemVersion, ItemActivityStat, ItemAnalytics,
    Preview, PreviewDraft, Thumbnail, ThumbnailSet, ThumbnailSize,
};
use crate::version::VersionHandle;

/// Bytes of a small picture that the service takes.
const LARGEST_PICTURE: usize = 4_000_000;

impl ItemHandle {
    /// Its versions, the newest first.
    ///
    /// `GET …/drive/items/{id}/versions`; needs `Files.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-list-versions).
    pub fn versions(&self) -> List<DriveItemVersion> {
        List::new(self.at.child("versions"))
    }

    /// One version of it, by id or from what a list gave.
    pub fn version(&self, version: impl Into<Id<DriveItemVersion>>) -> VersionHandle {
        VersionHandle::new(self.at.child("versions").child(version.into()))
    }

    /// Its small pictures, in sizes of the service's. What the service can draw no picture of has none.
    ///
    /// `GET …/drive/items/{id}/thumbnails`; needs `Files.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-list-thumbnails).
    pub fn thumbnails(&self) -> List<ThumbnailSet> {
        List::new(self.at.child("thumbnails"))
    }

    /// Its small pictures in these sizes: [`ThumbnailSet::get`] picks one.
    ///
    /// `GET …/drive/items/{id}/thumbnails?$select=c300x400_crop`; needs `Files.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-list-thumbnails).
    pub fn thumbnails_sized(
        &self,
        sizes: impl IntoIterator<Item = ThumbnailSize>,
    ) -> List<ThumbnailSet> {
        let sizes: Vec<String> = sizes.into_iter().map(|size| size.to_string()).collect();
        // Not a name of a property: it isn't to be spelt in another way.
        self.thumbnails().query(&Query::new().set("$select", format!("id,{}", sizes.join(","))))
    }

    /// One small picture of it, or `None` where the service can draw none.
    ///
    /// `GET …/drive/items/{id}/thumbnails/0/{id}`; needs `Files.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/thumbnail-get).
    ///
    /// # Errors
    /// Those of every request.
    pub fn thumbnail(&self, size: ThumbnailSize) -> Result<Option<Thumbnail>> {
        found(self.picture(&size).get(&Query::new()))
    }

    /// The picture itself, mostly as JPEG, or `None` where the service can draw none. It is held in memory: such pictures are of a few
    /// hundred kilobytes.
    ///
    /// `GET …/drive/items/{id}/thumbnails/0/{id}/content`; needs `Files.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/thumbnail-get).
    ///
    /// # Errors
    /// Those of every request.
    pub fn thumbnail_content(&self, size: ThumbnailSize) -> Result<Option<Vec<u8>>> {
        let content = self.picture(&size).child("content");
        let answer = content.request(Method::GET).header("accept", "*/*").send();
        Ok(found(answer)?.map(|answer| answer.into_bytes()))
    }

    /// Sets the picture that the service makes the small ones of, as JPEG or PNG. Less than 4 MB. OneDrive at home only.
    ///
    /// `PUT …/drive/items/{id}/thumbnails/0/source/content`; needs `Files.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-list-thumbnails).
    ///
    /// # Errors
    /// Bad input for nothing, or for too much; not found; those of every request.
    pub fn set_thumbnail(&self, content_type: &str, picture: impl Into<Vec<u8>>) -> Result<()> {
        let picture = picture.into();
        if picture.is_empty() || picture.len() > LARGEST_PICTURE {
            let size = picture.len();
            let reason =
                format!("a picture of {size} bytes: the service takes 1 to {LARGEST_PICTURE}");
            return Err(Error::input(reason));
        }
        let content = self.picture(&ThumbnailSize::Source).child("content");
        content.request(Method::PUT).bytes(content_type, picture).send().map(drop)
    }

    /// Where it can be seen in the frame of a page, for a short while and without sign-in.
    ///
    /// `POST …/drive/items/{id}/preview`; needs `Files.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-preview).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn preview(&self, draft: &PreviewDraft) -> Result<Preview> {
        self.at.child("preview").request(Method::POST).repeatable().json(draft).send()?.json()
    }

    /// Checks it out: nobody else can change it, nor see what is changed, before it is checked in. Document libraries only.
    ///
    /// `POST …/drive/items/{id}/checkout`; needs `Files.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-checkout).
    ///
    /// # Errors
    /// Locked, where somebody else has it; not found; those of every request.
    pub fn check_out(&self) -> Result<()> {
        self.to_child("checkout").send().map(drop)
    }

    /// Checks it in, with a comment: everybody sees what was changed.
    ///
    /// `POST …/drive/items/{id}/checkin`; needs `Files.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-checkin).
    ///
    /// # Errors
    /// Not found; where it isn't checked out; those of every request.
    pub fn check_in(&self, said: impl Into<CheckIn>) -> Result<()> {
        self.to_child("checkin").json(&said.into()).send().map(drop)
    }

    /// Gives it back as it was before it was checked out.
    ///
    /// `POST …/drive/items/{id}/discardCheckout`; needs `Files.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-discardcheckout).
    ///
    /// # Errors
    /// Not found; where it isn't checked out; those of every request.
    pub fn discard_checkout(&self) -> Result<()> {
        self.to_child("discardCheckout").send().map(drop)
    }

    /// Follows it: [`DriveHandle::following`](crate::DriveHandle::following) has it then. OneDrive for work and SharePoint only.
    ///
    /// `POST …/drive/items/{id}/follow`; needs `Files.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-follow).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn follow(&self) -> Result<DriveItem> {
        self.at.child("follow").request(Method::POST).repeatable().send()?.json()
    }

    /// Follows it no more.
    ///
    /// `POST …/drive/items/{id}/unfollow`; needs `Files.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-unfollow).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn unfollow(&self) -> Result<()> {
        self.at.child("unfollow").request(Method::POST).repeatable().send().map(drop)
    }

    /// How much was done with it, all the time and in the last seven days. OneDrive for work and SharePoint only.
    ///
    /// `GET …/drive/items/{id}/analytics`; needs `Files.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/itemanalytics-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn analytics(&self) -> Result<ItemAnalytics> {
        self.at.child("analytics").get(&Query::new())
    }

    /// How much was done with it from the first day to the last, by days, weeks or months. OneDrive for work and SharePoint only.
    ///
    /// `GET …/drive/items/{id}/getActivitiesByInterval(startDateTime='…',endDateTime='…',interval='day')`; needs `Files.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/itemactivitystat-getactivitybyinterval).
    pub fn activities(
        &self,
        first: Date,
        last: Date,
        interval: ActivityInterval,
    ) -> List<ItemActivityStat> {
        let (first, last) = (first.to_string(), last.to_string());
        let arguments =
            [("startDateTime", &*first), ("endDateTime", &*last), ("interval", interval.as_str())];
        List::new(self.at.function("getActivitiesByInterval", &arguments))
    }

    /// The columns that its library has for it, by their internal names: into a map, or a struct of your own. Document libraries only.
    ///
    /// ```no_run
    /// # fn run(drive: o365_drive::DriveHandle) -> o365_core::Result<()> {
    /// let fields: serde_json::Map<String, serde_json::Value> = drive.path("/Plan.docx").fields()?;
    /// println!("{:?}", fields.get("Status"));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// `GET …/drive/items/{id}/listItem/fields`; needs `Sites.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/listitem-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn fields<T: DeserializeOwned>(&self) -> Result<T> {
        self.columns().get(&Query::new())
    }

    /// Changes those columns that are said, and gives all of them back. Document libraries only.
    ///
    /// `PATCH …/drive/items/{id}/listItem/fields`; needs `Sites.ReadWrite.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/listitem-update).
    ///
    /// # Errors
    /// A column that isn't there, or takes no such value; stale, with [`if_match`](Self::if_match); not found; those of every request.
    pub fn update_fields<T: DeserializeOwned>(
        &self,
        fields: &(impl Serialize + ?Sized),
    ) -> Result<T> {
        self.conditional(self.columns().request(Method::PATCH)).json(fields).send()?.json()
    }

    fn picture(&self, size: &ThumbnailSize) -> Endpoint {
        self.at.child("thumbnails").child("0").child(size.to_string())
    }

    fn columns(&self) -> Endpoint {
        self.at.child("listItem").child("fields")
    }
}

/// What isn't there is `None`.
pub(super) fn found<T>(answer: Result<T>) -> Result<Option<T>> {
    match answer {
        Err(error) if error.is_not_found() => Ok(None),
        answer => answer.map(Some),
    }
}
