//! Time.
pub(crate) mod http_date;
