//! Thumbnails: small pictures of one colour, and the sizes of real ones.

use std::io::Write as _;

use flate2::{Compression, Crc, write::ZlibEncoder};
use serde_json::{Map, Value, json};

use crate::blob::Blob;
use crate::service::drive::{
    item::Item,
    names::extension,
    stock::{Drives, Pass},
    tree::Drive,
};

/// The edges of the sizes that every set has.
const SIZES: &[(&str, u32)] = &[("small", 96), ("medium", 176), ("large", 800)];
/// The most pixels that a side of a picture may have.
const LONGEST: u32 = 2000;
const PICTURED: &[&str] = &[
    "jpg", "jpeg", "png", "gif", "heic", "bmp", "tif", "mp4", "mov", "pdf", "docx", "xlsx", "pptx",
];

/// The set of an item, with one more size if that was asked for; `None` if there are no pictures of it.
pub(super) fn set(drives: &Drives, drive: &Drive, item: &Item, more: &[&str]) -> Option<Value> {
    if !PICTURED.contains(&extension(&item.name).as_str()) {
        return None;
    }
    let mut set = Map::new();
    set.insert("id".to_owned(), "0".into());
    for name in SIZES.iter().map(|(name, _)| *name).chain(more.iter().copied()) {
        let Some((width, height)) = size(name) else { continue };
        let (drive, key, what) = (drive.number, item.key, name.to_owned());
        let url = drives.url(&Pass { kind: "thumbnail", drive, key, what });
        set.insert(name.to_owned(), json!({"height": height, "width": width, "url": url}));
    }
    Some(Value::Object(set))
}

/// Width and height of `small`, `large`, `c300x400` or `c300x400_crop`.
pub(super) fn size(name: &str) -> Option<(u32, u32)> {
    if let Some((_, edge)) = SIZES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
        return Some((*edge, *edge));
    }
    let lower = name.to_lowercase();
    let (width, height) = lower.strip_prefix('c')?.trim_end_matches("_crop").split_once('x')?;
    let side = |text: &str| text.parse().ok().filter(|side| (1..=LONGEST).contains(side));
    Some((side(width)?, side(height)?))
}

/// A PNG of one colour, which depends on what it is a picture of.
pub(super) fn png(width: u32, height: u32, seed: u64) -> Vec<u8> {
    let [red, green, blue, ..] = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes();
    let mut row = vec![0];
    for _ in 0..width {
        row.extend([red, green, blue]);
    }
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
    for _ in 0..height {
        // Into memory nothing fails.
        let _ = packed.write_all(&row);
    }
    let mut head = [width.to_be_bytes(), height.to_be_bytes()].concat();
    head.extend([8, 2, 0, 0, 0]);
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, data) in
        [(b"IHDR", head), (b"IDAT", packed.finish().unwrap_or_default()), (b"IEND", Vec::new())]
    {
        png.extend(u32::try_from(data.len()).unwrap_or_default().to_be_bytes());
        let mut crc = Crc::new();
        crc.update(name);
        crc.update(&data);
        png.extend(name);
        png.extend(data);
        png.extend(crc.sum().to_be_bytes());
    }
    png
}

/// The size of a PNG.
pub(super) fn dimensions(blob: &Blob) -> Option<(u32, u32)> {
    let mut head = [0; 24];
    let count = blob.read_at(0, &mut head).ok()?;
    let sides = head.get(16..count).filter(|_| head.starts_with(b"\x89PNG\r\n\x1a\n"))?;
    let (width, height) = sides.split_at_checked(4)?;
    let side = |bytes: &[u8]| Some(u32::from_be_bytes(bytes.try_into().ok()?));
    Some((side(width)?, side(height)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_the_size_that_was_asked_for() {
        assert_eq!(size("Small"), Some((96, 96)));
        assert_eq!(size("c300x400_Crop"), Some((300, 400)));
        for bad in ["c0x5", "c5x9999", "300x400", "huge", "cx"] {
            assert_eq!(size(bad), None, "{bad}");
        }
        let picture = png(30, 40, 7);
        assert_eq!(dimensions(&Blob::new(picture)), Some((30, 40)));
        assert_eq!(dimensions(&Blob::new(b"GIF89a".to_vec())), None);
        assert_eq!(dimensions(&Blob::new(b"\x89PNG\r\n\x1a\n123".to_vec())), None);
    }
}
