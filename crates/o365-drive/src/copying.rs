//! A copy that the service makes by and by.

use o365_core::Result;
use o365_core::connection::Response;

use crate::place::Place;

/// A copy that the service makes by and by.
#[derive(Debug)]
pub struct Copying {
    location: Option<String>,
    drive: Place,
}

impl Copying {
    pub(crate) fn started(answer: Response, drive: &Place) -> Result<Self> {
        let location = answer.header("location").map(str::to_owned);
        Ok(Copying { location, drive: drive.clone() })
    }
}
