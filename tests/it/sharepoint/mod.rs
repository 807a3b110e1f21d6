//! Sites and lists, over real HTTP against the sandbox.
