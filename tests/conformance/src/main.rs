//! The command line.

use std::fs::File;
use std::io::{self, BufReader};
use std::path::PathBuf;
use std::process::ExitCode;

use conformance::{decode, tour};
use lexopt::prelude::*;

const USAGE: &str = "\
conformance tour --graph URL [--login URL] [--token T] [--notify URL] [--site URL] [--only PREFIX] [--list]
    Calls every public operation of every service once.
conformance decode FILE.jsonl
    Decodes recorded answers and writes them back.";

enum Command {
    Help,
    Tour(tour::Options),
    List(tour::Options),
    Decode(PathBuf),
}

fn main() -> ExitCode {
    let done = read().map_err(|error| format!("{error}\n\n{USAGE}")).and_then(run);
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn run(command: Command) -> Result<bool, String> {
    let out = io::stdout().lock();
    match command {
        Command::Help => {
            println!("{USAGE}");
            Ok(true)
        }
        Command::List(options) => {
            for name in tour::names().filter(|name| options.includes(name)) {
                println!("{name}");
            }
            Ok(true)
        }
        Command::Tour(options) => {
            let tally = tour::run(&options, out).map_err(|error| error.to_string())?;
            Ok(tally.failed == 0)
        }
        Command::Decode(path) => {
            let shown = path.display().to_string();
            let file = File::open(&path).map_err(|error| format!("{shown}: {error}"))?;
            let tally =
                decode::run(BufReader::new(file), out).map_err(|error| error.to_string())?;
            Ok(tally.failed == 0)
        }
    }
}

fn read() -> Result<Command, lexopt::Error> {
    let mut arguments = lexopt::Parser::from_env();
    let Some(first) = arguments.next()? else {
        return Ok(Command::Help);
    };
    match first {
        Value(name) if name == "tour" => read_tour(arguments),
        Value(name) if name == "decode" => {
            let file = arguments.value()?.into();
            match arguments.next()? {
                None => Ok(Command::Decode(file)),
                Some(more) => Err(more.unexpected()),
            }
        }
        Long("help") | Short('h') => Ok(Command::Help),
        other => Err(other.unexpected()),
    }
}

fn read_tour(mut arguments: lexopt::Parser) -> Result<Command, lexopt::Error> {
    let mut options = tour::Options::default();
    let mut is_list = false;
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("graph") => options.graph = arguments.value()?.string()?,
            Long("login") => options.login = Some(arguments.value()?.string()?),
            Long("token") => options.token = Some(arguments.value()?.string()?),
            Long("notify") => options.notify = Some(arguments.value()?.string()?),
            Long("site") => options.site = Some(arguments.value()?.string()?),
            Long("only") => options.only = Some(arguments.value()?.string()?),
            Long("list") => is_list = true,
            Long("help") | Short('h') => return Ok(Command::Help),
            other => return Err(other.unexpected()),
        }
    }
    if is_list {
        return Ok(Command::List(options));
    }
    if options.graph.is_empty() {
        return Err("the tour needs --graph URL, such as https://graph.microsoft.com/v1.0".into());
    }
    Ok(Command::Tour(options))
}
