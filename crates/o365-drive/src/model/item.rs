//! Items of a drive, as they are read.

use o365_core::json::{Extra, null_default};
use o365_core::time::OffsetDateTime;
use o365_core::{Id, IdentitySet, ItemReference, Publication, SharepointIds};
use serde::{Deserialize, Serialize};

use super::facet::{
    Bundle, Deleted, File, FileSystemInfo, Folder, Hashes, Malware, Package, PendingOperations,
    RemoteItem, Root, SearchResult, Shared, SpecialFolderFacet,
};
use super::media::{Audio, Dimensions, GeoLocation, Image, Photo, Video};
use super::{
    Drive, DriveItemVersion, Permission, PreauthenticatedUrl, ThumbnailSet, whole_drive_id,
};

/// A file, a folder, or something else in a drive, as the service told it.
///
/// What it is, its facets say, and several can be there at once: a photo is an image and a file.
/// What wasn't selected, and what the service has no value for, is `None` or empty. What this version doesn't model is in
/// [`extra`](Self::extra).
///
/// [driveItem](https://learn.microsoft.com/graph/api/resources/driveitem).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct DriveItem {
    /// Its id. It stays when the item moves within its drive.
    #[serde(deserialize_with = "null_default")]
    pub id: Id<DriveItem>,
    /// Its name, with the extension.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What somebody says of it. OneDrive at home only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its size in bytes; of a folder, the sum of what is in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// Its version, for `If-Match`: changes with the item and its content.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub e_tag: Option<String>,
    /// The version of its content. Of folders only OneDrive at home tells one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub c_tag: Option<String>,
    /// Who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_by: Option<IdentitySet>,
    /// When the service saw it first.
    #[serde(with = "o365_core::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub created_date_time: Option<OffsetDateTime>,
    /// Who changed it last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_modified_by: Option<IdentitySet>,
    /// When the service saw a change last.
    #[serde(with = "o365_core::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub last_modified_date_time: Option<OffsetDateTime>,
    /// Times as the computer has them that it was uploaded from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_system_info: Option<FileSystemInfo>,
    /// Its drive and the folder it is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_reference: Option<ItemReference>,
    /// Where a browser shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub web_url: Option<String>,
    /// Where it is by WebDAV.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub web_dav_url: Option<String>,
    /// Where its content is, for an hour or so and without sign-in. Files only.
    #[serde(rename = "@microsoft.graph.downloadUrl", skip_serializing_if = "Option::is_none")]
    pub download_url: Option<PreauthenticatedUrl>,
    /// It is a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<File>,
    /// It is a folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub folder: Option<Folder>,
    /// It is a package, such as a notebook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub package: Option<Package>,
    /// It is a bundle, such as an album.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bundle: Option<Bundle>,
    /// It is the root of its drive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub root: Option<Root>,
    /// It is a special folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub special_folder: Option<SpecialFolderFacet>,
    /// It is a link to an item of another drive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remote_item: Option<Box<RemoteItem>>,
    /// It is gone: among changes only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deleted: Option<Deleted>,
    /// It is an image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
    /// It is a photo.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub photo: Option<Box<Photo>>,
    /// Where the photo was taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<GeoLocation>,
    /// It is a film.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub video: Option<Box<Video>>,
    /// It is a piece of sound.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio: Option<Box<Audio>>,
    /// There is malware in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub malware: Option<Malware>,
    /// What the service is still doing with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pending_operations: Option<PendingOperations>,
    /// Whether it is checked out. Only there when selected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publication: Option<Box<Publication>>,
    /// A search found it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub search_result: Option<SearchResult>,
    /// It is shared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shared: Option<Box<Shared>>,
    /// What SharePoint calls it. Only there when selected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sharepoint_ids: Option<Box<SharepointIds>>,
    /// What is in it. Only there when expanded.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<DriveItem>,
    /// Its small pictures. Only there when expanded.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub thumbnails: Vec<ThumbnailSet>,
    /// Its versions. Only there when expanded.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<DriveItemVersion>,
    /// Who may do what with it. Only there when expanded.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub permissions: Vec<Permission>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

impl DriveItem {
    /// Whether it is a folder, be it of this drive or of another's that is linked here.
    pub fn is_folder(&self) -> bool {
        self.folder.is_some() || self.remote_item.as_ref().is_some_and(|it| it.folder.is_some())
    }

    /// Whether it is a file, be it of this drive or of another's that is linked here. Images, photos and the like are.
    pub fn is_file(&self) -> bool {
        self.file.is_some() || self.remote_item.as_ref().is_some_and(|it| it.file.is_some())
    }

    /// Whether it is an image. Photos mostly are.
    pub fn is_image(&self) -> bool {
        self.image.is_some() || self.remote_item.as_ref().is_some_and(|it| it.image.is_some())
    }

    /// Whether it is a photo: there is more known of it than its size.
    pub fn is_photo(&self) -> bool {
        self.photo.is_some()
    }

    /// Whether it is a package, such as a notebook: opened as one, neither file nor folder.
    pub fn is_package(&self) -> bool {
        self.package.is_some() || self.remote_item.as_ref().is_some_and(|it| it.package.is_some())
    }

    /// Whether it is a link to an item of another drive: see [`DriveHandle::target`](crate::DriveHandle::target).
    pub fn is_remote(&self) -> bool {
        self.remote_item.is_some()
    }

    /// Width and height of an image or a film.
    ///
    /// ```
    /// use o365_drive::DriveItem;
    ///
    /// let item: DriveItem = serde_json::from_str(r#"{"id": "1", "image": {"width": 1024, "height": 768}}"#)?;
    /// assert_eq!(item.dimensions().unwrap().to_string(), "1024x768");
    /// # Ok::<_, serde_json::Error>(())
    /// ```
    pub fn dimensions(&self) -> Option<Dimensions> {
        let image = self.image.as_ref().and_then(|it| Dimensions::of(it.width, it.height));
        let film = || self.video.as_ref().and_then(|it| Dimensions::of(it.width, it.height));
        image.or_else(film)
    }

    /// What the content is: `image/png`.
    pub fn mime_type(&self) -> Option<&str> {
        self.file.as_ref()?.mime_type.as_deref()
    }

    /// Sums of the content.
    pub fn hashes(&self) -> Option<&Hashes> {
        self.file.as_ref()?.hashes.as_ref()
    }

    /// What stands behind the last dot of the name: `xlsx`. Names that begin with their only dot have none.
    pub fn extension(&self) -> Option<&str> {
        let (stem, extension) = self.name.as_deref()?.rsplit_once('.')?;
        (!stem.is_empty() && !extension.is_empty()).then_some(extension)
    }

    /// The drive it is in.
    pub fn drive_id(&self) -> Option<Id<Drive>> {
        Some(Id::from(self.parent_reference.as_ref()?.drive_id.as_deref()?))
    }

    /// The folder it is in.
    pub fn parent_id(&self) -> Option<Id<DriveItem>> {
        Some(Id::from(self.parent_reference.as_ref()?.id.as_deref()?))
    }

    /// Where it really is, by drive and id: for a link to another's item, there.
    ///
    /// ```
    /// use o365_drive::DriveItem;
    ///
    /// let link: DriveItem = serde_json::from_str(
    ///     r#"{"id": "A!1", "remoteItem": {"id": "B!7", "parentReference": {"driveId": "b!B"}}}"#,
    /// )?;
    /// let (drive, id) = link.target();
    /// assert_eq!((drive.unwrap().as_str(), id.as_str()), ("b!B", "B!7"));
    /// # Ok::<_, serde_json::Error>(())
    /// ```
    pub fn target(&self) -> (Option<Id<Drive>>, Id<DriveItem>) {
        let (parent, id) = match &self.remote_item {
            Some(remote) if !remote.id.is_empty() => (&remote.parent_reference, &remote.id),
            _ => (&self.parent_reference, &self.id),
        };
        let drive = parent.as_ref().and_then(|parent| parent.drive_id.as_deref());
        (drive.map(|id| Id::from(whole_drive_id(id))), id.clone())
    }

    /// The way to it from the root of its drive, decoded: `/Reports/March.xlsx`. `None` where the service didn't tell
    /// the parent's, as among [changes](crate::ItemHandle::delta).
    pub fn path(&self) -> Option<String> {
        if self.root.is_some() {
            return Some(String::from("/"));
        }
        let parent = self.parent_reference.as_ref()?.folder_path()?;
        Some(format!("{}/{}", parent.trim_end_matches('/'), self.name.as_deref()?))
    }
}

impl From<&DriveItem> for Id<DriveItem> {
    fn from(item: &DriveItem) -> Self {
        item.id.clone()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::*;

    fn item(json: Value) -> DriveItem {
        serde_json::from_value(json).unwrap()
    }

    fn full() -> Value {
        serde_json::from_str(
            r#"{
            "id": "01N", "name": "goal.jpg", "description": "1968", "size": 37810, "eTag": "\"{86EB},1\"", "cTag": "\"c:{86EB},0\"",
            "createdBy": {"user": {"id": "efee", "displayName": "Ryan Gregg"}}, "createdDateTime": "2016-03-21T20:01:37Z",
            "lastModifiedBy": {"application": {"id": "a"}}, "lastModifiedDateTime": "2016-03-21T20:01:37.5Z",
            "fileSystemInfo": {"createdDateTime": "2016-03-21T20:01:37Z", "lastModifiedDateTime": "2016-03-21T20:01:37Z", "lastAccessedDateTime": "2017-02-20T19:13:00Z"},
            "parentReference": {"driveId": "b!x", "id": "01P", "path": "/drive/root:/Match%20days"},
            "webUrl": "https://contoso-my.sharepoint.com/1", "webDavUrl": "https://contoso-my.sharepoint.com/2",
            "@microsoft.graph.downloadUrl": "https://contoso-my.sharepoint.com/_layouts/15/download.aspx?tempauth=hush",
            "file": {"mimeType": "image/jpeg", "hashes": {"quickXorHash": "AAA=", "sha1Hash": "AB", "sha256Hash": "CD", "crc32Hash": "EF"}, "processingMetadata": false},
            "folder": {"childCount": 7, "view": {"sortBy": "name", "sortOrder": "ascending", "viewType": "thumbnails"}},
            "package": {"type": "oneNote"}, "bundle": {"childCount": 3, "album": {"coverImageItemId": "9"}}, "root": {},
            "specialFolder": {"name": "photos"}, "deleted": {"state": "deleted"},
            "remoteItem": {"id": "B!1", "name": "x", "size": 1, "file": {}, "parentReference": {"driveId": "b!y"}, "createdDateTime": "2016-03-21T20:01:37Z",
                "shared": {"scope": "users"}, "webUrl": "https://x", "webDavUrl": "https://y", "specialFolder": {"name": "music"}, "video": {"width": 1}},
            "image": {"width": 1024, "height": 768},
            "photo": {"takenDateTime": "2014-04-22T07:00:00Z", "cameraMake": "Apple", "cameraModel": "iPhone 5s", "exposureNumerator": 1.0,
                "exposureDenominator": 33.0, "fNumber": 2.2, "focalLength": 4.15, "iso": 100, "orientation": 1},
            "location": {"latitude": 53.46, "longitude": -2.29, "altitude": 30.0},
            "video": {"width": 1920, "height": 1080, "duration": 8053, "bitrate": 18204960, "frameRate": 29.97, "fourCC": "H264", "audioFormat": "AAC",
                "audioChannels": 2, "audioBitsPerSample": 16, "audioSamplesPerSecond": 44100},
            "audio": {"title": "Belfast Boy", "artist": "Don Fardon", "album": "I've Paid My Dues", "albumArtist": "Don Fardon", "composers": "T", "genre": "Pop",
                "copyright": "C", "year": 1970, "track": 1, "trackCount": 2, "disc": 1, "discCount": 1, "duration": 171000, "bitrate": 128, "isVariableBitrate": false, "hasDrm": false},
            "malware": {"description": "W32"}, "pendingOperations": {"pendingContentUpdate": {"queuedDateTime": "2016-03-21T20:01:37Z"}},
            "publication": {"level": "checkout", "versionId": "1.2", "checkedOutBy": {"user": {"displayName": "R"}}},
            "searchResult": {"onClickTelemetryUrl": "https://bing.com/1"},
            "shared": {"scope": "anonymous", "owner": {"user": {"id": "1"}}, "sharedBy": {"user": {"id": "2"}}, "sharedDateTime": "2016-03-21T20:01:37Z"},
            "sharepointIds": {"listId": "l", "listItemId": "3"},
            "children": [{"id": "c", "name": "c"}],
            "thumbnails": [{"id": "0", "small": {"height": 64, "width": 96, "url": "https://sn3302/?tempauth=hush"}}],
            "versions": [{"id": "1.0", "size": 3}], "permissions": [{"id": "p", "roles": ["read"]}]
        }"#,
        )
        .unwrap()
    }

    #[test]
    fn nothing_is_lost_on_the_way_there_and_back() {
        let whole = item(full());
        assert!(whole.extra.is_empty(), "{:?}", whole.extra);
        assert_eq!(serde_json::to_value(&whole).unwrap(), full());
        let shown = format!("{whole:?}");
        assert!(!shown.contains("hush"), "addresses that open what they lead to are secrets");
        assert_eq!(whole.photo.as_ref().unwrap().camera_model.as_deref(), Some("iPhone 5s"));
    }

    #[test]
    fn null_missing_and_unknown_never_break() {
        let names = full().as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        let nulls: Map<String, Value> = names.into_iter().map(|name| (name, Value::Null)).collect();
        let nothing = item(Value::Object(nulls));
        assert!(
            nothing.id.is_empty()
                && !nothing.is_file()
                && !nothing.is_folder()
                && nothing.path().is_none()
        );
        item(json!({}));
        let odd = json!({"id": "1", "shared": {"scope": "everyone"}, "specialFolder": {"name": "attic"}, "hologram": {"depth": 3}, "createdDateTime": "0001-01-01T00:00:00Z"});
        assert_eq!(serde_json::to_value(item(odd.clone())).unwrap(), odd);
        assert_eq!(
            item(json!({"createdDateTime": "-0001-11-30T00:00:00Z"})).created_date_time,
            None
        );
    }

    #[test]
    fn what_an_item_is_its_facets_say_and_several_at_once() {
        let photo = item(
            json!({"name": "goal.JPG", "file": {"mimeType": "image/jpeg"}, "image": {"width": 2, "height": 1}, "photo": {}}),
        );
        assert!(photo.is_photo() && photo.is_image() && photo.is_file() && !photo.is_folder());
        assert_eq!((photo.mime_type(), photo.extension()), (Some("image/jpeg"), Some("JPG")));
        assert_eq!(photo.dimensions().unwrap().to_string(), "2x1");
        let notes = item(json!({"name": "Notes", "package": {"type": "oneNote"}}));
        assert!(
            notes.is_package()
                && !notes.is_file()
                && !notes.is_folder()
                && notes.extension().is_none()
        );
        let link = item(json!({"remoteItem": {"id": "x", "folder": {"childCount": 1}}}));
        assert!(link.is_folder() && link.is_remote() && !link.is_file());
        let film = item(json!({"video": {"width": 1920, "height": 1080}, "image": {}}));
        assert_eq!(film.dimensions().unwrap().to_string(), "1920x1080");
        assert_eq!(item(json!({"name": ".bashrc", "image": {"width": 3}})).extension(), None);
        assert_eq!(item(json!({"image": {"width": 3}})).dimensions(), None);
    }

    #[test]
    fn the_path_is_decoded() {
        let path = |json| item(json).path();
        assert_eq!(path(full()).as_deref(), Some("/"), "it is the root");
        let file =
            json!({"name": "50% #1.txt", "parentReference": {"path": "/drives/b!x/root:/A%20b"}});
        assert_eq!(path(file).as_deref(), Some("/A b/50% #1.txt"));
        assert_eq!(
            path(json!({"name": "a", "parentReference": {"path": "/drive/root:"}})).as_deref(),
            Some("/a")
        );
        assert_eq!(path(json!({"name": "a", "parentReference": {"id": "1"}})), None);
    }
}
