//! What the `Prefer` headers ask for.

use crate::wire::Request;

#[derive(Clone, Debug, Default)]
pub(crate) struct Prefer {
    pub(crate) immutable: bool,
    /// `text` or `html`; `None` is the body as it was stored.
    pub(crate) body: Option<&'static str>,
    pub(crate) page: Option<usize>,
    /// The zone that times of events are to be shown in, by the name that was given.
    pub(crate) zone: Option<String>,
    /// Queries of columns without an index, as long as they work.
    pub(crate) unindexed: bool,
}

impl Prefer {
    /// Reads all `Prefer` headers: each may name several preferences.
    pub(crate) fn of(request: &Request) -> Self {
        let mut prefer = Self::default();
        let values = request.headers.iter().filter(|(name, _)| name == "prefer");
        for part in values.flat_map(|(_, value)| value.split(',')) {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let given = value.trim().trim_matches('"');
            let value = given.to_ascii_lowercase();
            match name.trim().to_ascii_lowercase().as_str() {
                "idtype" => prefer.immutable = value == "immutableid",
                "outlook.body-content-type" => {
                    prefer.body = ["text", "html"].into_iter().find(|known| *known == value);
                }
                "odata.maxpagesize" => {
                    prefer.page = value.parse().ok().filter(|page| (1..=1000).contains(page));
                }
                "honornonindexedquerieswarningmayfailrandomly" => prefer.unindexed = true,
                "outlook.timezone" => prefer.zone = Some(given.to_owned()),
                _ => {}
            }
        }
        prefer
    }

    /// What `Preference-Applied` says.
    pub(crate) fn applied(&self) -> Option<String> {
        let mut applied = Vec::new();
        applied.extend(self.immutable.then(|| "IdType=\"ImmutableId\"".to_owned()));
        applied.extend(self.body.map(|kind| format!("outlook.body-content-type=\"{kind}\"")));
        applied.extend(self.page.map(|page| format!("odata.maxpagesize={page}")));
        applied.extend(self.zone.iter().map(|zone| format!("outlook.timezone=\"{zone}\"")));
        (!applied.is_empty()).then(|| applied.join(", "))
    }
}
