//! How much something matters.

crate::open_enum! {
    /// How much a message matters to its sender, or an event to who made it.
    pub enum Importance {
        /// Little.
        Low = "low",
        /// As usual.
        Normal = "normal",
        /// Much.
        High = "high",
    }
}
