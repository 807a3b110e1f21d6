//! Exports all contacts, of all folders, into one `.vcf` file with their photos: `contacts.vcf` in the folder for temporary
//! files, or the one that `O365_VCF` names.

mod common;

use std::env;
use std::fs::File;
use std::io::BufWriter;
use std::path::PathBuf;

use o365::contacts::vcard::Version;
use o365::contacts::{AddressBook, ContactFolder};
use o365::{Error, List, Result, scopes};

fn main() -> Result<()> {
    let (account, sandbox) = common::account(&[scopes::CONTACTS_READ])?;
    if let Some(sandbox) = &sandbox {
        for (name, address) in [("George", "george@best.com"), ("Denis", "denis@law.example")] {
            let contact =
                serde_json::json!({"givenName": name, "emailAddresses": [{"address": address}]});
            let added = sandbox.add_contact(sandbox.user(), "contacts", contact);
            added.map_err(|error| Error::config(error.to_string()))?;
        }
    }
    let path = env::var_os("O365_VCF").map(PathBuf::from);
    let path = path.unwrap_or_else(|| env::temp_dir().join("contacts.vcf"));
    let file = File::create(&path).map_err(|error| Error::io(&path, error))?;
    let mut file = BufWriter::new(file);

    let book = account.address_book();
    let mut count = book.write_vcards(book.contacts(), &mut file, Version::V3)?;
    count += export(&book, book.folders(), &mut file)?;
    let file = file.into_inner().map_err(|error| Error::io(&path, error.into_error()))?;
    file.sync_all().map_err(|error| Error::io(&path, error))?;
    println!("{count} contacts in {}", path.display());
    Ok(())
}

/// The contacts of these folders and of the folders in them.
fn export(
    book: &AddressBook,
    folders: List<ContactFolder>,
    file: &mut BufWriter<File>,
) -> Result<usize> {
    let mut count = 0;
    for folder in folders {
        let at = book.folder(&folder?);
        count += book.write_vcards(at.contacts(), &mut *file, Version::V3)?;
        count += export(book, at.folders(), file)?;
    }
    Ok(count)
}
