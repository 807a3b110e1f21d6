//! Certificates of clients: the name that assertions give them, and what their keys have signed.

use base64::{
    Engine as _,
    prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD},
};
use sha2::{Digest as _, Sha256};

/// A certificate that a client has registered.
#[derive(Clone, Debug)]
pub(crate) struct Registered {
    /// Its SHA-256, as an assertion has it.
    pub(super) thumbprint: String,
    /// The whole of it, in DER.
    #[cfg(feature = "signatures")]
    der: Vec<u8>,
}

impl Registered {
    /// The first certificate of a PEM text.
    pub(crate) fn from_pem(pem: &str) -> Option<Self> {
        let (_, rest) = pem.split_once("-----BEGIN CERTIFICATE-----")?;
        let (body, _) = rest.split_once("-----END CERTIFICATE-----")?;
        let der = BASE64_STANDARD.decode(body.split_whitespace().collect::<String>()).ok()?;
        Some(Self {
            thumbprint: BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(&der)),
            #[cfg(feature = "signatures")]
            der,
        })
    }

    /// Whether its key signed the text.
    #[cfg(feature = "signatures")]
    pub(super) fn signed(&self, algorithm: &str, text: &str, signature: &[u8]) -> bool {
        use ring::signature::{
            RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256, RsaParameters, UnparsedPublicKey,
        };
        let algorithm: &'static RsaParameters = match algorithm {
            "RS256" => &RSA_PKCS1_2048_8192_SHA256,
            "PS256" => &RSA_PSS_2048_8192_SHA256,
            _ => return false,
        };
        let key = der::public_key(&self.der);
        key.is_some_and(|key| {
            UnparsedPublicKey::new(algorithm, key).verify(text.as_bytes(), signature).is_ok()
        })
    }

    /// Without the feature only the name counts.
    #[cfg(not(feature = "signatures"))]
    pub(super) fn signed(&self, _algorithm: &str, _text: &str, _signature: &[u8]) -> bool {
        true
    }
}

/// As much of DER as it takes to find the key in a certificate.
#[cfg(feature = "signatures")]
mod der {
    const SEQUENCE: u8 = 0x30;
    const BIT_STRING: u8 = 0x03;
    /// What the version of a certificate is wrapped in.
    const VERSION: u8 = 0xa0;

    /// An element: its tag, what is in it, and what comes after it.
    fn element(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
        let (&[tag, length], rest) = bytes.split_first_chunk::<2>()?;
        let (length, rest) = match length {
            0..=0x7f => (usize::from(length), rest),
            0x81..=0x84 => {
                let (digits, rest) = rest.split_at_checked(usize::from(length - 0x80))?;
                (digits.iter().fold(0, |sum, digit| (sum << 8) | usize::from(*digit)), rest)
            }
            _ => return None,
        };
        let (content, rest) = rest.split_at_checked(length)?;
        Some((tag, content, rest))
    }

    /// What is in the first element, if it has this tag, and what comes after it.
    fn expect(bytes: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
        let (found, content, rest) = element(bytes)?;
        (found == tag).then_some((content, rest))
    }

    /// The RSA key of a certificate, in the form of PKCS #1.
    pub(super) fn public_key(certificate: &[u8]) -> Option<&[u8]> {
        let (certificate, _) = expect(certificate, SEQUENCE)?;
        let (mut rest, _) = expect(certificate, SEQUENCE)?;
        if let Some((_, after)) = expect(rest, VERSION) {
            rest = after;
        }
        // The serial number, the algorithm, the issuer, the time, the subject.
        for _ in 0..5 {
            rest = element(rest)?.2;
        }
        let (key, _) = expect(rest, SEQUENCE)?;
        let (_, _, key) = element(key)?;
        let (bits, _) = expect(key, BIT_STRING)?;
        // No bit of the last byte is left over.
        bits.strip_prefix(&[0])
    }
}

/// A certificate to test with, and signatures of its key.
#[cfg(test)]
pub(super) mod testing {
    #[cfg(feature = "signatures")]
    use super::*;

    pub(crate) const PEM: &str = include_str!("testdata/certificate.pem");

    /// Signs as a client does.
    #[cfg(feature = "signatures")]
    pub(crate) fn sign(algorithm: &str, text: &str) -> Vec<u8> {
        use ring::{
            rand::SystemRandom,
            signature::{RSA_PKCS1_SHA256, RSA_PSS_SHA256, RsaEncoding, RsaKeyPair},
        };
        let key: String = include_str!("testdata/key.pem")
            .lines()
            .filter(|line| !line.starts_with('-'))
            .collect();
        let key = RsaKeyPair::from_pkcs8(&BASE64_STANDARD.decode(key).unwrap()).unwrap();
        let padding: &'static dyn RsaEncoding = match algorithm {
            "PS256" => &RSA_PSS_SHA256,
            _ => &RSA_PKCS1_SHA256,
        };
        let mut signature = vec![0; key.public().modulus_len()];
        key.sign(padding, &SystemRandom::new(), text.as_bytes(), &mut signature).unwrap();
        signature
    }

    /// Something as long as a signature.
    #[cfg(not(feature = "signatures"))]
    pub(crate) fn sign(_algorithm: &str, _text: &str) -> Vec<u8> {
        vec![7; 256]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_a_certificate_is_none() {
        for text in ["", "-----BEGIN CERTIFICATE-----\nQUJD", "QUJD"] {
            assert!(Registered::from_pem(text).is_none(), "{text}");
        }
    }

    #[cfg(feature = "signatures")]
    #[test]
    fn a_signature_is_that_of_the_key_over_the_text() {
        let certificate = Registered::from_pem(testing::PEM).unwrap();
        for name in ["RS256", "PS256"] {
            let mut signature = testing::sign(name, "head.claims");
            assert!(certificate.signed(name, "head.claims", &signature), "{name}");
            assert!(!certificate.signed(name, "head.claim", &signature), "{name}");
            assert!(!certificate.signed("none", "head.claims", &signature), "{name}");
            signature[7] ^= 1;
            assert!(!certificate.signed(name, "head.claims", &signature), "{name}");
        }
    }

    #[cfg(feature = "signatures")]
    #[test]
    fn rubbish_has_no_key() {
        let whole = Registered::from_pem(testing::PEM).unwrap().der;
        assert!(der::public_key(&whole).is_some());
        for end in 0..whole.len() {
            assert_eq!(der::public_key(&whole[..end]), None, "{end}");
        }
        for bytes in [&[0x30, 0x84, 0xff, 0xff, 0xff, 0xff][..], &[0x30, 0x80], &[0x30, 0x89, 1]] {
            assert_eq!(der::public_key(bytes), None);
        }
    }
}
