//! Integration tests over real HTTP, against the sandbox.

mod mail;
