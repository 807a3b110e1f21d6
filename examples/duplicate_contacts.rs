//! Finds contacts of the default folder that share an e-mail address, and says which of them is the oldest.

mod common;

use std::collections::BTreeMap;

use o365::contacts::{Contact, prop};
use o365::{Error, Result, scopes};

fn main() -> Result<()> {
    let (account, sandbox) = common::account(&[scopes::CONTACTS_READ])?;
    if let Some(sandbox) = &sandbox {
        for (name, address) in [
            ("George Best", "george@best.com"),
            ("G. Best", "George@Best.com"),
            ("Denis Law", "denis@law.example"),
        ] {
            let contact =
                serde_json::json!({"displayName": name, "emailAddresses": [{"address": address}]});
            let added = sandbox.add_contact(sandbox.user(), "contacts", contact);
            added.map_err(|error| Error::config(error.to_string()))?;
        }
    }

    let mut by_address: BTreeMap<String, Vec<Contact>> = BTreeMap::new();
    let book = account.address_book();
    let contacts =
        book.contacts().select((prop::DISPLAY_NAME, prop::EMAIL_ADDRESSES, prop::CREATED));
    for contact in contacts {
        let contact = contact?;
        let addresses = contact.email_addresses.iter().filter_map(|email| email.address.as_deref());
        let mut addresses: Vec<_> = addresses.map(str::to_lowercase).collect();
        addresses.sort();
        addresses.dedup();
        for address in addresses.into_iter().filter(|address| !address.is_empty()) {
            by_address.entry(address).or_default().push(contact.clone());
        }
    }

    for (address, mut contacts) in by_address.into_iter().filter(|(_, all)| all.len() > 1) {
        contacts.sort_by_key(|contact| contact.created_date_time);
        let names = contacts.iter().map(|contact| contact.display_name.as_deref().unwrap_or("?"));
        println!("{address}: {}", names.collect::<Vec<_>>().join(", then "));
    }
    Ok(())
}
