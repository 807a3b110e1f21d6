//! Uploads a file with a progress bar, which Ctrl-C stops, and fetches it back: the file that `O365_FILE` names, or one of
//! 40 MiB that it makes.

mod common;

use std::path::PathBuf;

use indicatif::{ProgressBar, ProgressStyle};
use o365::drive::{Cancel, Conflict};
use o365::{Error, Result, scopes};

fn main() -> Result<()> {
    let (account, _sandbox) = common::account(&[scopes::FILES_READ_WRITE])?;
    let folder = std::env::temp_dir().join(format!("o365-upload-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let path = match std::env::var_os("O365_FILE") {
        Some(path) => PathBuf::from(path),
        None => {
            let path = folder.join("goals.bin");
            std::fs::write(&path, vec![7; 40 << 20])?;
            path
        }
    };

    let cancel = Cancel::new();
    let stop = cancel.clone();
    ctrlc::set_handler(move || stop.cancel()).map_err(|error| Error::config(error.to_string()))?;

    let drive = account.storage().default_drive();
    let bar = bar("up");
    let item = drive
        .root()
        .upload_file(&path)?
        .on_conflict(Conflict::Rename)
        .keep_times()
        .cancel(&cancel)
        .progress(|at| {
            bar.set_length(at.total);
            bar.set_position(at.done);
        })
        .send()?;
    bar.finish();
    println!("{}, {} bytes", item.name.as_deref().unwrap_or_default(), item.size.unwrap_or(0));

    let bar = self::bar("down");
    let fetched = drive
        .item(&item)
        .download()
        .ranges(4)
        .cancel(&cancel)
        .progress(|at| {
            bar.set_length(at.total);
            bar.set_position(at.done);
        })
        .to_path(folder.join("fetched.bin"))?;
    bar.finish();
    println!("{} bytes came back, checked by {:?}", fetched.bytes, fetched.verified);
    std::fs::remove_dir_all(folder)?;
    Ok(())
}

fn bar(name: &'static str) -> ProgressBar {
    let style = ProgressStyle::with_template("{prefix:4} {bar:40} {bytes}/{total_bytes} {eta}");
    let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(0).with_prefix(name).with_style(style)
}
