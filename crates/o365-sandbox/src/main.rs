//! A Microsoft 365 to try a Graph client on by hand.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program speaks to its user")]

use o365_sandbox::{CLIENT_ID, CLIENT_SECRET, LoggedRequest, PASSWORD, Sandbox, TENANT_ID};
use std::{
    io::{self, Write as _},
    process::ExitCode,
    thread,
    time::Duration,
};

const HELP: &str = "\
A stateful Microsoft 365 on the loopback interface.

Usage: o365-sandbox [OPTIONS]

Options:
      --port PORT               The port; 0 is any free one [default: 8365]
      --gzip                    Compress answers for clients that accept it
      --messages N              How many messages the inbox begins with [default: 0]
      --files N                 How many files the drive begins with [default: 12]
      --token-lifetime SECONDS  How long access tokens are good [default: 3600]
  -h, --help                    Print this
";

#[derive(Debug, PartialEq, Eq)]
struct Arguments {
    port: u16,
    gzip: bool,
    messages: usize,
    files: usize,
    token_lifetime: Duration,
}

fn main() -> ExitCode {
    let arguments = match Arguments::read(std::env::args().skip(1)) {
        Ok(Some(arguments)) => arguments,
        Ok(None) => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        Err(text) => {
            eprintln!("o365-sandbox: {text}\nTry --help.");
            return ExitCode::from(2);
        }
    };
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("o365-sandbox: port {}: {error}", arguments.port);
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> io::Result<()> {
    let sandbox = Sandbox::builder()
        .port(arguments.port)
        .gzip(arguments.gzip)
        .token_lifetime(arguments.token_lifetime)
        .on_request(log)
        .start()?;
    sandbox.seed_inbox(arguments.messages);
    sandbox.seed_drive(arguments.files);
    println!("Graph          {}", sandbox.graph_url());
    println!("Other host     {}", sandbox.media_url());
    println!("Login          {}/{TENANT_ID}/oauth2/v2.0", sandbox.login_url());
    println!("Device codes   {}/sandbox/device", sandbox.url());
    println!("User           {} (password {PASSWORD})", sandbox.user());
    println!("Client         {CLIENT_ID} (secret {CLIENT_SECRET})");
    println!("Bearer token   {}", sandbox.token());
    println!();
    io::stdout().flush()?;
    loop {
        thread::park();
    }
}

/// One line a request. Who reads the lines may be gone; that is no reason to end.
fn log(request: &LoggedRequest) {
    let LoggedRequest { method, target, connection, .. } = request;
    let status = request.status.map_or_else(|| "---".to_owned(), |status| status.to_string());
    let millis = request.received.elapsed().as_secs_f64() * 1000.0;
    let mut out = io::stdout().lock();
    let _ = writeln!(out, "{status} {method} {target} #{connection} {millis:.1} ms");
    let _ = out.flush();
}

impl Arguments {
    /// Reads the arguments after the program's name; `None` when help is asked for.
    fn read(arguments: impl IntoIterator<Item = String>) -> Result<Option<Self>, String> {
        let hour = Duration::from_secs(3600);
        let mut read =
            Arguments { port: 8365, gzip: false, messages: 0, files: 12, token_lifetime: hour };
        let mut arguments = arguments.into_iter();
        while let Some(argument) = arguments.next() {
            let (name, given) = match argument.split_once('=') {
                Some((name, value)) => (name, Some(value.to_owned())),
                None => (argument.as_str(), None),
            };
            let mut value = || {
                given.clone().or_else(|| arguments.next()).ok_or(format!("{name} needs a value"))
            };
            match name {
                "-h" | "--help" => return Ok(None),
                "--gzip" if given.is_none() => read.gzip = true,
                "--messages" => read.messages = number(name, &value()?)?,
                "--files" => read.files = number(name, &value()?)?,
                "--port" => read.port = number(name, &value()?)?,
                "--token-lifetime" => {
                    read.token_lifetime = Duration::from_secs(number(name, &value()?)?);
                }
                _ => return Err(format!("unknown option {argument}")),
            }
        }
        Ok(Some(read))
    }
}

fn number<T: std::str::FromStr>(name: &str, text: &str) -> Result<T, String> {
    text.parse().map_err(|_| format!("{name}: {text} is not a number that fits"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Option<Arguments>, String> {
        Arguments::read(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn options_are_read_in_both_forms() {
        let five = Duration::from_secs(5);
        let expected =
            Arguments { port: 0, gzip: true, messages: 7, files: 3, token_lifetime: five };
        let line = "--port 0 --gzip --token-lifetime 5 --files 3 --messages=7";
        assert_eq!(read(line), Ok(Some(expected)));
        assert_eq!(read("--port=1").map(|a| a.map(|a| a.port)), Ok(Some(1)));
        assert_eq!(read("--gzip -h --nonsense"), Ok(None));
    }

    #[test]
    fn what_is_not_an_option_is_refused() {
        for line in ["--port", "--port x", "--port 70000", "--gzip=yes", "--verbose", "8365"] {
            assert!(read(line).is_err(), "{line}");
        }
    }
}
