//! A CSV file becomes a list of a site, and the list a CSV again. `O365_CSV` names the file, `O365_SITE` the site's address;
//! without them, four rows are made up and go to the root site.

mod common;

use std::io;

use csv::{Reader, StringRecord, Writer};
use indicatif::{ProgressBar, ProgressStyle};
use o365::sharepoint::{
    ColumnDraft, FieldsDraft, ListDraft, NumberColumn, TextColumn, internal_name,
};
use o365::{Error, Result, scopes};

const ROWS: &str = "Player,Caps,Last club\nGeorge Best,37,United\nDenis Law,55,City\n\
    \"Charlton, Bobby\",106,United\nAlex Stepney,,Fort Lauderdale\n";

fn main() -> Result<()> {
    let (account, _sandbox) = common::account(&[scopes::SITES_MANAGE_ALL])?;
    let root = account.sharepoint().root_site();
    let site =
        std::env::var("O365_SITE").map_or(root, |url| account.sharepoint().site_by_url(&url));
    let (names, rows) = read()?;

    // A column is one of numbers if all that stands in it is a number. The first one is the title, which every list has.
    let is_number = |at: usize| {
        rows.iter()
            .filter_map(|row| row.get(at))
            .all(|text| text.is_empty() || number(text).is_some())
    };
    let mut draft = ListDraft::from("Imported from CSV");
    let mut columns = vec![("Title".to_owned(), false)];
    for (at, name) in names.iter().enumerate().skip(1) {
        let column = match is_number(at) {
            true => ColumnDraft::from((name, NumberColumn::new())),
            false => ColumnDraft::from((name, TextColumn::new())),
        };
        draft = draft.column(column);
        columns.push((internal_name(name), is_number(at)));
    }
    let made = site.create_list(draft)?;
    let list = site.list(&made);

    // Twenty rows in a request, a result for each.
    let drafts = rows.iter().map(|row| {
        let cells = columns.iter().zip(row).filter(|(_, text)| !text.is_empty());
        cells.fold(FieldsDraft::new(), |draft, ((name, is_number), text)| match number(text) {
            Some(number) if *is_number => draft.set(name, number),
            _ => draft.set(name, text),
        })
    });
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len}, {eta} left").map_err(odd)?;
    let bar = ProgressBar::new(rows.len() as u64).with_style(style);
    for (number, item) in list.create_items(drafts).enumerate() {
        if let Err(error) = item {
            bar.suspend(|| eprintln!("row {}: {error}", number + 1));
        }
        bar.inc(1);
    }
    bar.finish_and_clear();

    // And back.
    let mut csv = Writer::from_writer(io::stdout());
    csv.write_record(&names).map_err(odd)?;
    for item in
        list.items().select_fields(columns.iter().map(|(name, _)| &**name).collect::<Vec<_>>())
    {
        let fields = item?.fields;
        let cell = |name: &str| match fields.number(name) {
            Some(number) => number.to_string(),
            None => fields.text(name).unwrap_or_default().to_owned(),
        };
        csv.write_record(columns.iter().map(|(name, _)| cell(name))).map_err(odd)?;
    }
    csv.flush().map_err(odd)
}

/// The names of the columns, and the rows.
fn read() -> Result<(StringRecord, Vec<StringRecord>)> {
    let text = match std::env::var("O365_CSV") {
        Ok(path) => std::fs::read_to_string(&path).map_err(|error| Error::io(path, error))?,
        Err(_) => ROWS.to_owned(),
    };
    let mut csv = Reader::from_reader(text.as_bytes());
    let names = csv.headers().map_err(odd)?.clone();
    let rows = csv.records().collect::<Result<_, _>>().map_err(odd)?;
    Ok((names, rows))
}

fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

fn odd(error: impl std::fmt::Display) -> Error {
    Error::input(error.to_string())
}
