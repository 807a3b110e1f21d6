//! Opening the system's browser.

use std::{
    io,
    process::{Command, Stdio},
    thread,
};

/// Opens an address in the person's browser and comes back at once.
pub(super) fn open(url: &str) -> io::Result<()> {
    let mut command = if cfg!(windows) {
        // Not `cmd /c start`: its shell would read the `&`s of the address.
        let mut command = Command::new("rundll32");
        command.arg("url.dll,FileProtocolHandler");
        command
    } else if cfg!(target_os = "macos") {
        Command::new("open")
    } else {
        Command::new("xdg-open")
    };
    command.arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn()?;
    // It may live as long as the browser does; somebody has to take note of its end.
    thread::Builder::new().name("o365-browser".into()).spawn(move || child.wait()).map(drop)
}
