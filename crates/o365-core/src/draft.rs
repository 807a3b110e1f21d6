//! Drafts: what both create and update take.

/// Declares a draft: for each property a setter that sets it or, given `None`, clears it. What isn't said isn't sent.
///
/// Properties after the first semicolon have no setter of their own: the draft's author writes one. Fields after the second
/// aren't part of its JSON. `set` is the way past the model, for a property that this version doesn't know; it wins over the
/// setters.
///
/// ```
/// o365_core::draft! {
///     /// What to say of a folder.
///     pub struct FolderDraft {
///         /// Its name.
///         display_name: String,
///         /// Whether it is hidden.
///         is_hidden: bool,
///     }
/// }
///
/// let draft = FolderDraft::new().display_name("Quotes").is_hidden(None);
/// assert_eq!(serde_json::to_string(&draft)?, r#"{"displayName":"Quotes","isHidden":null}"#);
/// let draft = draft.set("displayName", "Others");
/// assert_eq!(serde_json::to_string(&draft)?, r#"{"isHidden":null,"displayName":"Others"}"#);
/// # Ok::<_, serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! draft {
    ($(#[$meta:meta])* pub struct $name:ident {
        $($(#[$doc:meta])* $field:ident: $type:ty,)*
        $(; $($own:ident: $own_type:ty,)* $(; $($unsent:ident: $unsent_type:ty,)*)?)?
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default)]
        pub struct $name {
            $($field: $crate::Field<$type>,)*
            $($($own: $crate::Field<$own_type>,)*)?
            $($($($unsent: $unsent_type,)*)?)?
            extra: $crate::json::Extra,
        }

        impl $name {
            /// An empty draft.
            pub fn new() -> Self {
                Self::default()
            }

            $(
                $(#[$doc])*
                #[must_use]
                pub fn $field(mut self, value: impl Into<$crate::Field<$type>>) -> Self {
                    self.$field = value.into();
                    self
                }
            )*

            /// Sets any property by its name on the wire: the way past what this version models. `null` clears it.
            #[must_use]
            pub fn set(mut self, property: &str, value: impl Into<$crate::json::serde_json::Value>) -> Self {
                self.extra.insert(property.to_owned(), value.into());
                self
            }
        }

        impl $crate::json::serde::Serialize for $name {
            fn serialize<S: $crate::json::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                let mut said = $crate::json::Said::new(serializer, &self.extra)?;
                $(said.field(stringify!($field), &self.$field)?;)*
                $($(said.field(stringify!($own), &self.$own)?;)*)?
                said.end()
            }
        }
    };
}
