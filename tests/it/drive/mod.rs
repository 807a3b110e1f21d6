//! Files, over real HTTP against the sandbox.
