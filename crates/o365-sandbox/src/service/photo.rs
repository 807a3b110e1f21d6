//! A photo, as it is kept.

use serde_json::{Value, json};

/// The sizes that the service makes.
pub(crate) const SIZES: &[&str] =
    &["48x48", "64x64", "96x96", "120x120", "240x240", "360x360", "432x432", "504x504", "648x648"];

#[derive(Clone, Debug)]
pub(crate) struct Photo {
    pub(crate) kind: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) version: u64,
}

impl Photo {
    /// What is told of it; `size` is `240x240`. The sandbox scales nothing: the image itself is the same in each size.
    pub(crate) fn json(&self, size: &str) -> Value {
        let sides =
            size.split_once('x').and_then(|(w, h)| Some((w.parse().ok()?, h.parse().ok()?)));
        let (width, height): (u32, u32) = sides.unwrap_or((1, 1));
        json!({
            "@odata.mediaContentType": self.kind,
            "@odata.mediaEtag": format!("\"{:08X}\"", self.version),
            "id": size,
            "width": width,
            "height": height,
        })
    }
}
