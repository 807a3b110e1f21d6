//! Finds the hours of a day in which three people are free.

mod common;

use o365::calendar::FreeBusyRequest;
use o365::time::{Duration, macros::datetime};
use o365::{Result, scopes};

fn main() -> Result<()> {
    let (account, sandbox) = common::account(&[scopes::CALENDARS_READ])?;
    if let Some(sandbox) = &sandbox {
        common::fill_calendars(sandbox)?;
    }

    let people = ["george@best.com", "pele@santos.br", "bobby@manutd.uk"];
    let day = datetime!(2026-03-16 8:00 UTC)..datetime!(2026-03-16 18:00 UTC);
    let ask = FreeBusyRequest::new(people, day).interval(Duration::minutes(30));
    let availability = account.schedule().availability(&ask)?;

    for person in &availability.schedules {
        match &person.error {
            Some(error) => {
                let why = error.message.as_deref().unwrap_or("for no reason that is told");
                println!("{}: not known, {why}", person.schedule_id);
            }
            None => println!("{}: busy {} times", person.schedule_id, person.busy().count()),
        }
    }
    match availability.free(Duration::HOUR).first() {
        Some(free) => println!("all are free from {} to {}", free.start, free.end),
        None => println!("there is no hour in which all are free"),
    }
    Ok(())
}
