//! Drives that are watched: their subscribers are told that something has changed, and not what.

use crate::schema::Refusal;
use crate::service::{
    Caller, Service,
    drive::{
        address::{self, Base, Spot},
        ask::Ask,
        stock::Drives,
        tree::{DriveKind, ROOT},
    },
};
use crate::wire::Request;

impl Service {
    /// The drive that a resource such as `me/drive/root` names, and how many changes it has seen; `None` if it names
    /// something else.
    ///
    /// # Errors
    /// 400 for a folder of a drive that lets only its root be watched, 403 and 404 as for whoever reads it.
    pub(crate) fn watched_drive(
        &self,
        caller: &Caller,
        resource: &str,
    ) -> Result<Option<(usize, u64)>, Refusal> {
        let segments: Vec<_> =
            resource.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
        let Some(read) = address::read(&segments) else { return Ok(None) };
        let (base, spot) = read?;
        let (mut drives, state) = (self.drives(), self.read());
        let request = Request {
            method: "GET".to_owned(),
            target: resource.to_owned(),
            segments,
            query: Vec::new(),
            headers: Vec::new(),
            body: Vec::new(),
            blob: None,
            root: String::new(),
        };
        let ask = Ask::new(&request, &state, caller);
        let number = match &base {
            Base::Default(owner) => ask.default_drive(&mut drives, owner)?,
            Base::Id(id) => drives.find(id)?,
            Base::All(_) | Base::Share(_) => return Ok(None),
        };
        let key = match spot {
            Spot::Item(start, names, tail) if tail.is_empty() => {
                ask.find(&mut drives, number, &start, &names)?.item()?
            }
            _ => return Ok(None),
        };
        let drive = drives.drive(number)?;
        ask.may(drive, key, false)?;
        if key != ROOT && drive.kind != DriveKind::Personal {
            let text = "Only the root of a drive of an organisation can be watched.";
            return Err(Refusal::new(400, "ValidationError", text));
        }
        Ok(Some((number, drive.head() as u64)))
    }
}

impl Drives {
    /// How many changes a drive has seen.
    pub(crate) fn changes_of(&self, number: usize) -> u64 {
        self.drive(number).map_or(0, |drive| drive.head() as u64)
    }
}
