//! Applications, workloads and machines: whoever signs in without a person.

use std::fs;

use o365::auth::{
    ClientCredentials, ClientSecret, Credential, Flow, ManagedIdentity, OAuth, OnBehalfOf, Secret,
};
use o365_sandbox::{CLIENT_ID, CLIENT_SECRET, Fault, IDENTITY_HEADER, Sandbox, TENANT_ID};

use super::{answers, app, person, token, transport, works};

const POD: &str = "system:serviceaccount:reports:mailer";

fn source(sandbox: &Sandbox, flow: impl Flow + 'static) -> OAuth {
    OAuth::builder(app(sandbox)).flow(flow).build().unwrap()
}

fn refusal(sandbox: &Sandbox, flow: impl Flow + 'static) -> o365::Error {
    source(sandbox, flow).sign_in(&transport()).unwrap_err()
}

#[test]
fn an_application_with_a_secret() {
    let sandbox = Sandbox::start().unwrap();
    works(&sandbox, source(&sandbox, ClientSecret::new(CLIENT_SECRET)));
    let error = refusal(&sandbox, ClientSecret::new("wrong"));
    assert_eq!((error.code(), error.needs_sign_in()), (Some("invalid_client"), false));
    assert!(error.to_string().contains("7000215"), "{error}");
}

#[test]
fn an_application_belongs_to_one_tenant() {
    let sandbox = Sandbox::start().unwrap();
    for tenant in ["common", "organizations", "consumers"] {
        let builder = OAuth::builder(app(&sandbox).tenant(tenant));
        let source = builder.flow(ClientSecret::new(CLIENT_SECRET)).build().unwrap();
        let error = source.sign_in(&transport()).unwrap_err();
        assert!(matches!(error.kind(), o365::ErrorKind::Config(_)), "{error}");
    }
    assert_eq!(sandbox.request_count(), 0);
}

#[cfg(feature = "certificate")]
#[test]
fn an_application_with_a_certificate() {
    use o365::auth::Certificate;

    const KEY: &str = include_str!("../../../crates/o365-core/src/auth/flow/testdata/key.pem");
    const CERTIFICATE: &str =
        include_str!("../../../crates/o365-core/src/auth/flow/testdata/certificate.pem");
    let certificate = || Certificate::from_pem(KEY, CERTIFICATE).unwrap();
    let sandbox = Sandbox::builder().certificate(CLIENT_ID, CERTIFICATE).start().unwrap();
    works(&sandbox, source(&sandbox, ClientCredentials::new(certificate().into())));
    works(&sandbox, source(&sandbox, ClientCredentials::new(certificate().rs256().into())));
    assert_eq!(answers(&sandbox), [200, 200]);
    // a person's sign-in can be proven by it as well
    let flow = o365::auth::AuthCode::pasted(|url| Ok(super::browse(url)));
    works(&sandbox, person(&sandbox).flow(flow.credential(certificate().into())).build().unwrap());

    let other = Sandbox::start().unwrap();
    let error = refusal(&other, ClientCredentials::new(certificate().into()));
    assert!(error.to_string().contains("AADSTS700027"), "{error}");
    assert!(!error.needs_sign_in(), "no person can help");
}

#[test]
fn a_workload_by_its_file_and_by_a_closure() {
    let sandbox = Sandbox::builder().workload(CLIENT_ID, POD).start().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("azure-identity-token");
    fs::write(&file, sandbox.workload_token(POD)).unwrap();
    works(&sandbox, source(&sandbox, ClientCredentials::new(Credential::assertion_file(&file))));
    let given = sandbox.workload_token(POD);
    let credential = Credential::assertion(move || Ok(Secret::from(given.as_str())));
    works(&sandbox, source(&sandbox, ClientCredentials::new(credential)));

    fs::write(&file, sandbox.workload_token("system:serviceaccount:other")).unwrap();
    let error = refusal(&sandbox, ClientCredentials::new(Credential::assertion_file(&file)));
    assert!(error.to_string().contains("AADSTS700213"), "{error}");
    fs::write(&file, "rubbish").unwrap();
    let error = refusal(&sandbox, ClientCredentials::new(Credential::assertion_file(&file)));
    assert_eq!(error.code(), Some("invalid_client"));
}

#[test]
fn a_service_acts_for_the_person_who_called_it() {
    let sandbox = Sandbox::start().unwrap();
    let acting = |callers: &str| {
        let flow = OnBehalfOf::new(Credential::secret(CLIENT_SECRET), callers);
        person(&sandbox).flow(flow).build().unwrap()
    };
    let callers = sandbox.token();
    let source = acting(&callers);
    works(&sandbox, source);
    assert_ne!(token(&acting(&callers)).unwrap(), callers);
    let no_person = acting(&sandbox.app_token()).sign_in(&transport()).unwrap_err();
    assert!(no_person.to_string().contains("AADSTS50013"), "{no_person}");
    sandbox.expire_tokens();
    let late = acting(&callers).sign_in(&transport()).unwrap_err();
    assert_eq!((late.code(), late.needs_sign_in()), (Some("invalid_grant"), true));
    let public = person(&sandbox).flow(OnBehalfOf::new(Credential::secret("wrong"), callers));
    let error = public.build().unwrap().sign_in(&transport()).unwrap_err();
    assert_eq!(error.code(), Some("invalid_client"));
}

#[test]
fn a_machine_asks_its_metadata_service() {
    let sandbox = Sandbox::builder().identity("assigned", "object").start().unwrap();
    let at = |identity: ManagedIdentity| identity.imds(sandbox.imds_url());
    for identity in [
        ManagedIdentity::system(),
        ManagedIdentity::client_id("assigned"),
        ManagedIdentity::object_id("object"),
    ] {
        works(&sandbox, source(&sandbox, at(identity)));
    }
    let error = refusal(&sandbox, at(ManagedIdentity::client_id("unknown")));
    assert!(error.to_string().contains("Identity not found"), "{error}");
    assert!(!error.needs_sign_in());
    // the service is slow to start; the flow tries again
    sandbox.clear_requests();
    sandbox.fault(Fault::status(500).on("GET", "/metadata/identity/oauth2/token"));
    works(&sandbox, source(&sandbox, at(ManagedIdentity::system())));
    assert_eq!(sandbox.pending_faults(), 0);
}

#[test]
fn an_app_asks_app_service() {
    let sandbox = Sandbox::builder().identity("assigned", "object").start().unwrap();
    let at = |identity: ManagedIdentity, header: &str| {
        identity.app_service(sandbox.identity_endpoint(), header)
    };
    for identity in [ManagedIdentity::system(), ManagedIdentity::object_id("object")] {
        works(&sandbox, source(&sandbox, at(identity, IDENTITY_HEADER)));
    }
    let error = refusal(&sandbox, at(ManagedIdentity::system(), "wrong"));
    assert!(error.to_string().contains("X-IDENTITY-HEADER"), "{error}");
}

#[test]
fn a_token_that_lapses_is_asked_for_again() {
    let sandbox = Sandbox::builder().token_lifetime(std::time::Duration::from_secs(2));
    let sandbox = sandbox.start().unwrap();
    let source = source(&sandbox, ClientSecret::new(CLIENT_SECRET));
    let first = token(&source).unwrap();
    assert_eq!(token(&source).unwrap(), first);
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    assert_ne!(token(&source).unwrap(), first);
    assert_eq!(answers(&sandbox), [200, 200]);
}

#[test]
fn each_tenant_has_its_own_address() {
    let sandbox = Sandbox::start().unwrap();
    for tenant in ["common", "organizations", "consumers", "contoso.com", TENANT_ID] {
        sandbox.clear_requests();
        let flow = o365::auth::AuthCode::pasted(|url| Ok(super::browse(url)));
        let builder = OAuth::builder(app(&sandbox).tenant(tenant)).scopes(["Mail.Read"]);
        let builder = builder.store(o365::auth::MemoryStore::new());
        works(&sandbox, builder.flow(flow).build().unwrap());
        let targets: Vec<String> = sandbox.requests().into_iter().map(|it| it.target).collect();
        assert!(
            targets[0].starts_with(&format!("/{tenant}/oauth2/v2.0/authorize?")),
            "{targets:?}"
        );
        assert_eq!(targets[1], format!("/{tenant}/oauth2/v2.0/token"));
    }
}
