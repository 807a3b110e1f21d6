//! Things that come encrypted with their notifications.

use serde::{Deserialize, Serialize};

use crate::base64::Base64;
use crate::json::null_default;

/// The thing that changed, encrypted for the key of a certificate.
///
/// With the feature `rich-notifications` it can be decrypted.
///
/// [changeNotificationEncryptedContent](https://learn.microsoft.com/graph/api/resources/changenotificationencryptedcontent).
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct EncryptedContent {
    /// The thing as JSON, by AES in CBC mode.
    #[serde(deserialize_with = "null_default")]
    pub data: Base64,
    /// The hash of `data`, by HMAC-SHA256.
    #[serde(deserialize_with = "null_default")]
    pub data_signature: Base64,
    /// The key of both, by RSA-OAEP (SHA-1) for the certificate's key.
    #[serde(deserialize_with = "null_default")]
    pub data_key: Base64,
    /// What the program calls the certificate.
    #[serde(deserialize_with = "null_default")]
    pub encryption_certificate_id: String,
    /// The certificate's hash.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encryption_certificate_thumbprint: Option<String>,
}

#[cfg(feature = "rich-notifications")]
mod decrypt {
    use std::error::Error as StdError;

    use aes::Aes256;
    use cbc::Decryptor;
    use cbc::cipher::{BlockDecryptMut, KeyIvInit, block_padding::Pkcs7};
    use hmac::{Hmac, Mac};
    use serde::de::DeserializeOwned;
    use sha2::Sha256;

    use super::EncryptedContent;
    use crate::base64::Base64;
    use crate::error::{AuthError, DecodeError, Error, ErrorKind, Result};

    /// Bytes of an initialization vector.
    const BLOCK: usize = 16;

    impl EncryptedContent {
        /// Decrypts the thing and reads it into a `T`.
        ///
        /// `unwrap_key` decrypts a key with the private key of the certificate that
        /// [`encryption_certificate_id`](Self::encryption_certificate_id) names: RSA with OAEP padding and SHA-1. It is
        /// yours, since the private key is: in a key store, on a card, or in a file. It has to take the same time whatever
        /// is wrong with what it is given, since anybody can post to your address; of the crates, `aws-lc-rs` does, and
        /// `rsa` [doesn't](https://rustsec.org/advisories/RUSTSEC-2023-0071.html).
        ///
        /// The signature is checked before anything is decrypted.
        ///
        /// ```no_run
        /// # fn run(notification: &o365_core::subscriptions::ChangeNotification) -> o365_core::Result<()> {
        /// # fn unwrap_with_key_store(id: &str, key: &[u8]) -> std::io::Result<Vec<u8>> { unimplemented!() }
        /// if let Some(content) = &notification.encrypted_content {
        ///     let id = &content.encryption_certificate_id;
        ///     let message: serde_json::Value = content.decrypt(|key| unwrap_with_key_store(id, key))?;
        ///     println!("{}", message["subject"]);
        /// }
        /// # Ok(())
        /// # }
        /// ```
        ///
        /// [Microsoft's page](https://learn.microsoft.com/graph/change-notifications-with-resource-data#decrypting-resource-data-from-change-notifications).
        ///
        /// # Errors
        /// When `unwrap_key` fails; when the signature doesn't fit, so that somebody else made it or changed it; when it isn't
        /// a `T`.
        pub fn decrypt<T, E>(
            &self,
            unwrap_key: impl FnOnce(&[u8]) -> std::result::Result<Vec<u8>, E>,
        ) -> Result<T>
        where
            T: DeserializeOwned,
            E: Into<Box<dyn StdError + Send + Sync>>,
        {
            let key = unwrap_key(&bytes(&self.data_key, "dataKey")?).map_err(|source| {
                let error = AuthError::other("the key of a notification can't be decrypted");
                Error::new(ErrorKind::Auth(error.with_source(source)))
            })?;
            let json = self.open(&key)?;
            let text = std::str::from_utf8(&json).map_err(|_| bad("the content isn't UTF-8"))?;
            serde_json::from_str(text).map_err(|source| {
                let error = DecodeError::locate::<T>(text, source).without_snippet();
                Error::new(ErrorKind::Decode(error))
            })
        }

        /// Checks the signature, then decrypts.
        fn open(&self, key: &[u8]) -> Result<Vec<u8>> {
            let data = bytes(&self.data, "data")?;
            let signature = bytes(&self.data_signature, "dataSignature")?;
            let mut mac = Hmac::<Sha256>::new_from_slice(key)
                .map_err(|_| bad("the key has a wrong length"))?;
            mac.update(&data);
            mac.verify_slice(&signature).map_err(|_| {
                bad("the signature doesn't fit: it was made or changed by somebody else")
            })?;
            let vector = key.get(..BLOCK).ok_or_else(|| bad("the key has a wrong length"))?;
            let cipher = Decryptor::<Aes256>::new_from_slices(key, vector)
                .map_err(|_| bad("the key has a wrong length"))?;
            cipher.decrypt_padded_vec_mut::<Pkcs7>(&data).map_err(|_| bad("the padding is wrong"))
        }
    }

    fn bytes(text: &Base64, name: &str) -> Result<Vec<u8>> {
        text.decode().ok_or_else(|| bad(&format!("{name} isn't base64")))
    }

    fn bad(what: &str) -> Error {
        let what = format!("an encrypted notification: {what}");
        Error::new(ErrorKind::Decode(DecodeError::unexpected(what, "")))
    }

    #[cfg(test)]
    mod tests {
        use cbc::Encryptor;
        use cbc::cipher::BlockEncryptMut;
        use serde_json::{Value, json};

        use super::*;

        const KEY: [u8; 32] = *b"0123456789abcdefghijklmnopqrstuv";

        fn sealed(json: &[u8]) -> EncryptedContent {
            let cipher = Encryptor::<Aes256>::new_from_slices(&KEY, &KEY[..16]).unwrap();
            let data = cipher.encrypt_padded_vec_mut::<Pkcs7>(json);
            let mut mac = Hmac::<Sha256>::new_from_slice(&KEY).unwrap();
            mac.update(&data);
            EncryptedContent {
                data: Base64::encode(data),
                data_signature: Base64::encode(mac.finalize().into_bytes()),
                // The stand-in for RSA turns the key around.
                data_key: Base64::encode(KEY.iter().rev().copied().collect::<Vec<u8>>()),
                encryption_certificate_id: "key-1".into(),
                encryption_certificate_thumbprint: None,
            }
        }

        fn unwrapped(key: &[u8]) -> std::result::Result<Vec<u8>, std::io::Error> {
            Ok(key.iter().rev().copied().collect())
        }

        #[test]
        fn opens_what_was_sealed_for_it() {
            for subject in ["", "Pelé", "sixteen bytes....", &"long ".repeat(10_000)] {
                let thing = json!({"subject": subject});
                let content = sealed(thing.to_string().as_bytes());
                let json = serde_json::to_string(&content).unwrap();
                let content: EncryptedContent = serde_json::from_str(&json).unwrap();
                assert_eq!(content.decrypt::<Value, _>(unwrapped).unwrap(), thing);
            }
        }

        #[test]
        fn refuses_what_was_changed() {
            let content = sealed(br#"{"subject":"x"}"#);
            let refused = |content: &EncryptedContent| {
                content.decrypt::<Value, _>(unwrapped).unwrap_err().to_string()
            };
            let mut data = content.data.decode().unwrap();
            data[3] ^= 1;
            let changed = EncryptedContent { data: Base64::encode(data), ..content.clone() };
            assert!(refused(&changed).contains("signature"), "{}", refused(&changed));
            for signature in [Base64::default(), Base64::encode([0; 32])] {
                let changed = EncryptedContent { data_signature: signature, ..content.clone() };
                assert!(refused(&changed).contains("signature"));
            }
            let short = EncryptedContent { data_key: Base64::encode([1; 8]), ..content.clone() };
            assert!(refused(&short).contains("signature"));
            let odd: Base64 = serde_json::from_str("\"%\"").unwrap();
            assert!(refused(&EncryptedContent { data: odd, ..content.clone() }).contains("base64"));
            assert!(refused(&sealed(b"[")).len() > 10);
            let error = content.decrypt::<Value, _>(|_| Err("no such key")).unwrap_err();
            assert!(format!("{error:?}").contains("no such key"));
        }
    }
}
