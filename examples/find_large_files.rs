//! Walks through a whole drive and prints its largest files.

mod common;

use o365::{Result, scopes};

fn main() -> Result<()> {
    let (account, sandbox) = common::account(&[scopes::FILES_READ])?;
    if let Some(sandbox) = &sandbox {
        sandbox.seed_drive(40);
        sandbox.add_file("/Films/Goals/1968.mp4", vec![0; 3_000_000])?;
    }
    let mut files = Vec::new();
    for found in account.storage().default_drive().root().walk() {
        let found = found?;
        if found.item.is_file() {
            files.push((found.item.size.unwrap_or_default(), found.path));
        }
    }
    files.sort_unstable_by(|a, b| b.cmp(a));
    for (size, path) in files.iter().take(10) {
        println!("{size:>12} {path}");
    }
    Ok(())
}
