//! The content of files.

use std::borrow::Cow;
use std::path::Path;

use http::Method;
use o365_core::download::{Content, Download, Downloaded};
use o365_core::query::Query;
use o365_core::{Endpoint, Error, Id, Result};

use super::ItemHandle;
use super::fit::{best_hash, is_page, is_rough};
use crate::model::DriveItem;
use crate::place::Place;
use crate::version::VersionHandle;

/// Another form that the service gives a file's content in.
///
/// [What becomes what](https://learn.microsoft.com/graph/api/driveitem-get-content-format).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// PDF: of documents of Office, text, e-mails, pictures and more.
    Pdf,
    /// HTML: of e-mails, Markdown, Loop and Whiteboard files.
    Html,
    /// GLB: of 3D models.
    Glb,
    /// JPEG of at most so many pixels: of pictures, films, 3D models and more.
    Jpg {
        /// In pixels.
        width: u32,
        /// In pixels.
        height: u32,
    },
}

impl Format {
    fn params(self) -> Vec<(&'static str, Cow<'static, str>)> {
        let format = |name: &'static str| vec![("format", Cow::from(name))];
        match self {
            Format::Pdf => format("pdf"),
            Format::Html => format("html"),
            Format::Glb => format("glb"),
            Format::Jpg { width, height } => {
                let mut params = format("jpg");
                params.push(("width", width.to_string().into()));
                params.push(("height", height.to_string().into()));
                params
            }
        }
    }
}

impl ItemHandle {
    /// Downloads the file's content to a path: it is there when it is whole and its size and hash are right, and replaces what
    /// was there before. An interrupted download goes on at the next call.
    ///
    /// `GET …/drive/items/{id}`, then `GET` of the address that it tells, without a token; needs `Files.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-get-content).
    ///
    /// # Errors
    /// Not found; bad input for a folder or a notebook, which have no content; a file that can't be written; malware (403);
    /// [`Integrity`](o365_core::ErrorKind::Integrity), if the wrong bytes arrived twice; those of every request.
    pub fn download_to(&self, path: impl AsRef<Path>) -> Result<Downloaded> {
        self.download().to_path(path)
    }

    /// The file's content, before it is downloaded: say where it goes, and who is told how far it is. See
    /// [`download`](o365_core::download).
    ///
    /// ```no_run
    /// # fn run(drive: o365_drive::DriveHandle) -> o365_core::Result<()> {
    /// use std::io::Read;
    ///
    /// let march = drive.path("/Reports/March.csv");
    /// march.download().ranges(4).progress(|at| println!("{} of {}", at.done, at.total)).to_path("March.csv")?;
    ///
    /// let mut text = String::new();
    /// march.download().reader()?.read_to_string(&mut text)?;
    ///
    /// let mut beginning = Vec::new();
    /// march.download().range(..1024).to_writer(&mut beginning)?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// `GET …/drive/items/{id}`, then `GET` of the address that it tells, without a token; needs `Files.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-get-content).
    pub fn download(&self) -> Download<'static> {
        let (at, drive) = (self.at.clone(), self.drive.clone());
        Download::new(self.at.connection(), move || content(&at, &drive))
    }

    /// The file's content in another form. What it is then can't be known before, so that nothing but the length that its host
    /// announces is checked.
    ///
    /// ```no_run
    /// # fn run(drive: o365_drive::DriveHandle) -> o365_core::Result<()> {
    /// use o365_drive::Format;
    ///
    /// drive.path("/Reports/March.docx").download_as(Format::Pdf).to_path("March.pdf")?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// `GET …/drive/items/{id}/content?format=pdf`; needs `Files.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-get-content-format).
    pub fn download_as(&self, format: Format) -> Download<'static> {
        let at = self.at.child("content");
        Download::new(self.at.connection(), move || {
            let request = at.request(Method::GET);
            let params = format.params();
            let request = params.iter().fold(request, |it, (name, value)| it.param(name, value));
            Ok(Content::request(request).page(true))
        })
    }
}

impl VersionHandle {
    /// The content that the file had in this version. The newest version is the file itself: some drives give its content there
    /// only.
    ///
    /// `GET …/drive/items/{id}/versions/{id}/content`; needs `Files.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitemversion-get-contents).
    pub fn download(&self) -> Download<'static> {
        let at = self.endpoint().child("content");
        Download::new(self.endpoint().connection(), move || {
            Ok(Content::request(at.request(Method::GET)).page(true))
        })
    }
}

/// Where the content of the item is, and what is known of it.
fn content(at: &Endpoint, drive: &Place) -> Result<Content> {
    let item: DriveItem = at.get(&Query::new())?;
    if item.is_remote() {
        let (there, id) = item.target();
        let place = there.map(|id| Place::by_id(at.connection(), id));
        let target = place.as_ref().unwrap_or(drive).item(&id);
        let item: DriveItem = target.get(&Query::new())?;
        return of(&item, &target);
    }
    of(&item, at)
}

/// The content of an item as it was read.
fn of(item: &DriveItem, at: &Endpoint) -> Result<Content> {
    if item.is_folder() || item.is_package() {
        let what = if item.is_folder() { "a folder" } else { "a notebook or another package" };
        return Err(Error::input(format!("{what} has no content")));
    }
    let content = match &item.download_url {
        Some(url) => Content::address(url.as_str()),
        None => Content::request(at.child("content").request(Method::GET)),
    };
    Ok(content
        .size(item.size)
        .hash(best_hash(item))
        .version(item.c_tag.clone().or_else(|| item.e_tag.clone()))
        .page(is_page(item))
        .rough(is_rough(item)))
}

impl ItemHandle {
    /// An item of the same drive, by its id.
    pub(super) fn sibling(&self, id: &Id<DriveItem>) -> ItemHandle {
        ItemHandle::by_id(&self.drive, id.clone())
    }
}

#[cfg(test)]
mod tests {
    use o365_core::auth::StaticToken;
    use o365_core::download::Verified;
    use o365_core::hash::{HashKind, Hasher};
    use o365_core::mock::Mock;
    use o365_core::{Connection, ErrorKind, Resource, Retry};
    use serde_json::{Value, json};

    use super::*;
    use crate::Storage;

    const URL: &str = "https://files.example/f?tempauth=x%2B";

    fn file(mock: &Mock) -> ItemHandle {
        let connection = Connection::builder(StaticToken::new("t"))
            .transport(mock.clone())
            .retry(Retry::none())
            .build()
            .unwrap();
        Storage::new(&connection, Resource::Me).default_drive().path("/R/a.txt")
    }

    fn item() -> Value {
        let mut hasher = Hasher::new(HashKind::Sha1);
        hasher.update(b"abc");
        json!({"id": "1", "name": "a.txt", "size": 3, "cTag": "c1",
            "file": {"hashes": {"sha1Hash": hasher.finish().to_string()}}})
    }

    fn with(mut item: Value, name: &str, value: Value) -> Value {
        item[name] = value;
        item
    }

    fn read(mock: &Mock) -> Result<(String, Verified)> {
        let mut text = Vec::new();
        let done = file(mock).download().to_writer(&mut text)?;
        Ok((String::from_utf8(text).unwrap(), done.verified))
    }

    fn lines(mock: &Mock) -> Vec<String> {
        let requests = mock.requests();
        requests.iter().map(|it| it.url().replace("https://graph.microsoft.com/v1.0", "")).collect()
    }

    #[test]
    fn goes_to_the_address_that_the_item_tells_or_is_led_there() {
        let by_hash = ("abc".to_owned(), Verified::Hash(HashKind::Sha1));
        let told = with(item(), "@microsoft.graph.downloadUrl", json!(URL));
        let mock = Mock::new().answer(200, told).answer(200, "abc");
        assert_eq!(read(&mock).unwrap(), by_hash);
        assert_eq!(lines(&mock), ["/me/drive/root:/R/a.txt", URL]);
        assert_eq!(mock.requests()[1].header("authorization"), None);
        let mock = Mock::new().answer(200, item()).answer(302, ()).header("location", URL);
        let mock = mock.answer(200, "abc");
        assert_eq!(read(&mock).unwrap(), by_hash);
        let content = "/me/drive/root:/R/a.txt:/content";
        assert_eq!(lines(&mock), ["/me/drive/root:/R/a.txt", content, URL]);
        assert_eq!(mock.requests()[2].header("authorization"), None);
        // What a link of another drive leads to.
        let link = json!({"id": "9", "remoteItem":
            {"id": "1", "parentReference": {"driveId": "b!x"}, "file": {}}});
        let mock = Mock::new().answer(200, link).answer(200, item()).answer(200, "abc");
        assert_eq!(read(&mock).unwrap(), by_hash);
        assert_eq!(lines(&mock)[1..], ["/drives/b!x/items/1", "/drives/b!x/items/1/content"]);
    }

    #[test]
    fn what_has_no_content_isn_t_asked_for_any() {
        for item in
            [with(item(), "folder", json!({})), json!({"id": "1", "package": {"type": "oneNote"}})]
        {
            let mock = Mock::new().answer(200, item);
            let error = read(&mock).unwrap_err();
            assert!(matches!(error.kind(), ErrorKind::Input(_)), "{error}");
        }
    }

    #[test]
    fn the_wrong_bytes_are_an_error_but_for_documents() {
        let mock = Mock::new().answer(200, item()).answer(200, "abd");
        assert!(read(&mock).unwrap_err().is_integrity());
        let document = with(item(), "name", json!("a.docx"));
        let mock = Mock::new().answer(200, document).answer(200, "abcd");
        assert_eq!(read(&mock).unwrap(), ("abcd".to_owned(), Verified::No));
    }

    #[test]
    fn other_forms_and_versions_have_addresses_of_their_own() {
        let mock = Mock::new().answer(200, "pdf").answer(200, "jpg").answer(200, "old");
        let file = file(&mock);
        let all = [
            file.download_as(Format::Pdf),
            file.download_as(Format::Jpg { width: 40, height: 30 }),
            file.version("1.0").download(),
        ];
        for download in all {
            assert_eq!(download.to_writer(std::io::sink()).unwrap().bytes, 3);
        }
        assert_eq!(
            lines(&mock),
            [
                "/me/drive/root:/R/a.txt:/content?format=pdf",
                "/me/drive/root:/R/a.txt:/content?format=jpg&width=40&height=30",
                "/me/drive/root:/R/a.txt:/versions/1.0/content",
            ]
        );
    }
}
