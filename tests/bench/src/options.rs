//! What the command line says.

use std::{error::Error, fs, path::PathBuf, time::Duration};

use lexopt::{Arg, Parser, ValueExt};

/// What the command line says.
#[derive(Debug, Default)]
pub(crate) struct Options {
    /// `T1` to `T9`.
    pub(crate) task: String,
    /// The server: `http://127.0.0.1:PORT`.
    pub(crate) base: String,
    /// The name of the client, and what is special about it.
    pub(crate) variant: String,
    /// How many messages.
    pub(crate) items: usize,
    /// The page size for the variants that don't take the SDK's own.
    pub(crate) top: u32,
    /// Ids of messages.
    pub(crate) ids: Vec<String>,
    /// The file to send.
    pub(crate) file: PathBuf,
    /// Where to save what is downloaded.
    pub(crate) out: PathBuf,
    /// What the caller spends on each message.
    pub(crate) work: Duration,
}

impl Options {
    pub(crate) fn from_args() -> Result<Self, Box<dyn Error>> {
        let mut options = Options { variant: "o365".into(), items: 1, top: 999, ..Self::default() };
        let mut parser = Parser::from_env();
        while let Some(arg) = parser.next()? {
            match arg {
                Arg::Value(task) => options.task = task.string()?,
                Arg::Long("base") => options.base = parser.value()?.string()?,
                Arg::Long("variant") => options.variant = parser.value()?.string()?,
                Arg::Long("n") => options.items = parser.value()?.parse()?,
                Arg::Long("top") => options.top = parser.value()?.parse()?,
                Arg::Long("ids") => {
                    let text = fs::read_to_string(PathBuf::from(parser.value()?))?;
                    options.ids = text.lines().map(str::to_owned).collect();
                }
                Arg::Long("file") => options.file = parser.value()?.into(),
                Arg::Long("out") => options.out = parser.value()?.into(),
                // Whoever downloads is told the size by the service.
                Arg::Long("size") => drop(parser.value()?),
                Arg::Long("work-us") => {
                    options.work = Duration::from_micros(parser.value()?.parse()?);
                }
                _ => return Err(arg.unexpected().into()),
            }
        }
        options.ids.truncate(options.items);
        Ok(options)
    }
}
