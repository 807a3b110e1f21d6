//! What the identity platform remembers.

use crate::login::{assertion::Assertions, code::Codes, device::Devices, tokens::Tokens};

#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) assertions: Assertions,
    pub(super) tokens: Tokens,
    pub(super) devices: Devices,
    pub(super) codes: Codes,
}
