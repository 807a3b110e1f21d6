//! Imports a `.vcf` file into a folder of its own. `O365_VCF` names the file; without it, two cards are made up.

mod common;

use std::fs;

use o365::contacts::vcard;
use o365::{Error, Result, scopes};

const CARDS: &str = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Best;George;;;\r\nFN:George Best\r\n\
    EMAIL;TYPE=work:george@best.com\r\nTEL;TYPE=cell:+44 161 868 8000\r\nBDAY:1946-05-22\r\nEND:VCARD\r\n\
    BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Denis Law\r\nEMAIL:denis@law.example\r\nTEL;TYPE=fax:+44 1\r\nEND:VCARD\r\n";

fn main() -> Result<()> {
    let file = std::env::var("O365_VCF").ok();
    let text = match &file {
        Some(path) => fs::read_to_string(path).map_err(|error| Error::io(path, error))?,
        None => CARDS.to_owned(),
    };
    let (account, _sandbox) = common::account(&[scopes::CONTACTS_READ_WRITE])?;
    let book = account.address_book();
    let name = "Imported";
    let folder = match book.folder_by_name(name)? {
        Some(folder) => folder,
        None => book.create_folder(name)?,
    };

    let (mut made, mut refused) = (0, 0);
    for contact in book.folder(&folder).read_vcards(&text) {
        match contact {
            Ok(contact) => {
                made += 1;
                println!("{}", contact.display_name.unwrap_or_default());
            }
            Err(error) => {
                refused += 1;
                eprintln!("{error}");
            }
        }
    }
    println!("{made} imported into {name}, {refused} refused");

    // What a contact has no place for.
    for card in vcard::read(&text).flatten().filter(|card| !card.left_out.is_empty()) {
        let name = card.contact.display_name.unwrap_or_default();
        println!("{name}: without {}", card.left_out.join(", "));
    }
    Ok(())
}
