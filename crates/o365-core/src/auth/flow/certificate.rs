//! An application proves itself with a certificate.

use std::{fmt, fs, path::Path};

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use ring::{
    digest::{SHA256, digest},
    rand::SystemRandom,
    signature::{RSA_PKCS1_SHA256, RSA_PSS_SHA256, RsaEncoding, RsaKeyPair},
};
use serde_json::json;
use time::OffsetDateTime;

use super::Credential;
use crate::auth::Secret;
use crate::error::{Error, Result};
use crate::guid::guid;

/// Seconds that the assertion begins before now, for a clock that is fast, and ends after now. Ten minutes in all.
const BEFORE: i64 = 2 * 60;
const AFTER: i64 = 8 * 60;

/// A certificate and its RSA key, which sign what the application sends instead of a secret.
///
/// [Certificate credentials](https://learn.microsoft.com/entra/identity-platform/certificate-credentials).
///
/// ```no_run
/// use o365_core::auth::{App, Certificate, ClientCredentials, OAuth};
///
/// let app = App::new("6731de76-14a6-49ae-97bc-6eba6914391e").tenant("contoso.com");
/// let certificate = Certificate::from_files("key.pem", "certificate.pem")?;
/// let source = OAuth::builder(app).flow(ClientCredentials::new(certificate.into())).build()?;
/// # Ok::<_, o365_core::Error>(())
/// ```
pub struct Certificate {
    key: RsaKeyPair,
    thumbprint: String,
    algorithm: &'static str,
}

impl Certificate {
    /// From PEM texts: the private key (`PRIVATE KEY` or `RSA PRIVATE KEY`, not encrypted) and the certificate. They may
    /// be one text.
    ///
    /// # Errors
    /// When they can't be read, or don't belong together.
    pub fn from_pem(key: &str, certificate: &str) -> Result<Self> {
        let key = read_key(key)?;
        let certificate = block(certificate, "CERTIFICATE")
            .ok_or_else(|| Error::config("there is no certificate in the PEM text"))?;
        // A certificate holds its public key as it is.
        let public = key.public().as_ref();
        if !certificate.windows(public.len()).any(|piece| piece == public) {
            return Err(Error::config("the certificate isn't that of the private key"));
        }
        let thumbprint = URL_SAFE_NO_PAD.encode(digest(&SHA256, &certificate));
        Ok(Certificate { key, thumbprint, algorithm: "PS256" })
    }

    /// From PEM files.
    ///
    /// # Errors
    /// As [`from_pem`](Self::from_pem), and when a file can't be read.
    pub fn from_files(key: impl AsRef<Path>, certificate: impl AsRef<Path>) -> Result<Self> {
        let read = |path: &Path| fs::read_to_string(path).map_err(|error| Error::io(path, error));
        Certificate::from_pem(&read(key.as_ref())?, &read(certificate.as_ref())?)
    }

    /// Signs with RS256 instead of PS256: for older services.
    #[must_use]
    pub fn rs256(mut self) -> Self {
        self.algorithm = "RS256";
        self
    }

    fn assertion(&self, client_id: &str, audience: &str, now: OffsetDateTime) -> Result<Secret> {
        let head = json!({"alg": self.algorithm, "typ": "JWT", "x5t#S256": self.thumbprint});
        let now = now.unix_timestamp();
        let claims = json!({
            "aud": audience, "iss": client_id, "sub": client_id, "jti": guid(),
            "nbf": now.saturating_sub(BEFORE), "exp": now.saturating_add(AFTER),
        });
        let encode = |json: serde_json::Value| URL_SAFE_NO_PAD.encode(json.to_string());
        let text = format!("{}.{}", encode(head), encode(claims));
        let padding: &dyn RsaEncoding = match self.algorithm {
            "RS256" => &RSA_PKCS1_SHA256,
            _ => &RSA_PSS_SHA256,
        };
        let mut signature = vec![0; self.key.public().modulus_len()];
        self.key
            .sign(padding, &SystemRandom::new(), text.as_bytes(), &mut signature)
            .map_err(|_| Error::config("the private key can't sign"))?;
        Ok(Secret::new(format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature))))
    }
}

impl From<Certificate> for Credential {
    fn from(certificate: Certificate) -> Self {
        Credential::signer(move |app| {
            certificate.assertion(&app.client_id, &app.token_url()?, OffsetDateTime::now_utc())
        })
    }
}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Certificate").field("thumbprint", &self.thumbprint).finish_non_exhaustive()
    }
}

fn read_key(pem: &str) -> Result<RsaKeyPair> {
    let unusable = |reason| {
        Error::config(format!(
            "the private key can't be used ({reason}): it must be RSA with 2048 bits or more"
        ))
    };
    if pem.contains("ENCRYPTED") {
        return Err(Error::config(
            "the private key is encrypted: decrypt it first, with `openssl pkey -in key.pem -out plain.pem` say",
        ));
    }
    if let Some(der) = block(pem, "PRIVATE KEY") {
        return RsaKeyPair::from_pkcs8(&der).map_err(unusable);
    }
    if let Some(der) = block(pem, "RSA PRIVATE KEY") {
        return RsaKeyPair::from_der(&der).map_err(unusable);
    }
    Err(Error::config("there is no RSA private key in the PEM text"))
}

/// The first block of this name.
fn block(pem: &str, name: &str) -> Option<Vec<u8>> {
    let (_, rest) = pem.split_once(&format!("-----BEGIN {name}-----"))?;
    let (body, _) = rest.split_once(&format!("-----END {name}-----"))?;
    STANDARD.decode(body.split_whitespace().collect::<String>()).ok()
}

#[cfg(test)]
mod tests {
    use ring::signature::{
        RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256, UnparsedPublicKey,
        VerificationAlgorithm,
    };
    use serde_json::Value;

    use super::*;
    use crate::auth::{
        App, ClientCredentials, Flow, SignIn,
        testing::{Net, Reply},
    };

    const KEY: &str = include_str!("testdata/key.pem");
    const RSA_KEY: &str = include_str!("testdata/rsa-key.pem");
    const OTHER_KEY: &str = include_str!("testdata/other-key.pem");
    const CERTIFICATE: &str = include_str!("testdata/certificate.pem");
    /// `openssl x509 -fingerprint -sha256`
    const THUMBPRINT: &str = include_str!("testdata/thumbprint.txt");

    fn decode(part: &str) -> Vec<u8> {
        URL_SAFE_NO_PAD.decode(part).unwrap()
    }

    fn check(
        certificate: &Certificate,
        algorithm: &'static dyn VerificationAlgorithm,
    ) -> (Value, Value) {
        let now = OffsetDateTime::from_unix_timestamp(1_000_000).unwrap();
        let jwt = certificate.assertion("id", "https://login/t/oauth2/v2.0/token", now).unwrap();
        let (text, signature) = jwt.reveal().rsplit_once('.').unwrap();
        let public = UnparsedPublicKey::new(algorithm, certificate.key.public().as_ref().to_vec());
        public.verify(text.as_bytes(), &decode(signature)).unwrap();
        let (head, claims) = text.split_once('.').unwrap();
        let json = |part| serde_json::from_slice(&decode(part)).unwrap();
        (json(head), json(claims))
    }

    #[test]
    fn signs_what_the_platform_wants() {
        let certificate = Certificate::from_pem(KEY, CERTIFICATE).unwrap();
        let (head, claims) = check(&certificate, &RSA_PSS_2048_8192_SHA256);
        let hex: String =
            decode(head["x5t#S256"].as_str().unwrap()).iter().map(|b| format!("{b:02X}")).collect();
        assert_eq!(hex, THUMBPRINT.trim().replace(':', ""));
        assert_eq!((head["alg"].as_str(), head["typ"].as_str()), (Some("PS256"), Some("JWT")));
        assert_eq!(claims["aud"], "https://login/t/oauth2/v2.0/token");
        assert_eq!((&claims["iss"], &claims["sub"]), (&json!("id"), &json!("id")));
        assert_eq!((&claims["nbf"], &claims["exp"]), (&json!(999_880), &json!(1_000_480)));
        let (_, again) = check(&certificate, &RSA_PSS_2048_8192_SHA256);
        assert_ne!(claims["jti"], again["jti"]);
        let (head, _) = check(&certificate.rs256(), &RSA_PKCS1_2048_8192_SHA256);
        assert_eq!(head["alg"], "RS256");
    }

    #[test]
    fn reads_every_kind_of_pem() {
        Certificate::from_pem(RSA_KEY, CERTIFICATE).unwrap();
        let both = format!("some words\n{CERTIFICATE}\r\n{KEY}").replace('\n', "\r\n");
        Certificate::from_pem(&both, &both).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("both.pem");
        fs::write(&path, both).unwrap();
        Certificate::from_files(&path, &path).unwrap();
        assert!(Certificate::from_files(&path, folder.path().join("none")).is_err());
    }

    #[test]
    fn says_what_is_wrong() {
        let encrypted = KEY.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY");
        let rubbish = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----";
        for (key, certificate, words) in [
            (OTHER_KEY, CERTIFICATE, "isn't that of"),
            (encrypted.as_str(), CERTIFICATE, "encrypted"),
            (rubbish, CERTIFICATE, "can't be used"),
            ("", CERTIFICATE, "no RSA private key"),
            (CERTIFICATE, CERTIFICATE, "no RSA private key"),
            (KEY, KEY, "no certificate"),
            (KEY, "-----BEGIN CERTIFICATE-----\n%%\n-----END CERTIFICATE-----", "no certificate"),
            (KEY, "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----", "isn't that of"),
        ] {
            let error = Certificate::from_pem(key, certificate).unwrap_err().to_string();
            assert!(error.contains(words), "{error}");
        }
    }

    #[test]
    fn an_application_signs_in_with_it() {
        let net = Net::new(|_, call| {
            assert_eq!(call.field("client_assertion").split('.').count(), 3);
            assert!(!call.form.contains_key("client_secret"));
            Reply::Json(200, json!({"access_token": "a"}))
        });
        let credential = Credential::from(Certificate::from_pem(KEY, CERTIFICATE).unwrap());
        let (app, scopes) = (App::new("id").tenant("t.com"), Default::default());
        ClientCredentials::new(credential).run(&SignIn::new(&app, &scopes, &net)).unwrap();
    }
}
