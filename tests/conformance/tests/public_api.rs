//! The tour takes every operation that the SDK has: what is public and asks the service is in its list.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, in its helpers too"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use conformance::tour;
use syn::{
    Attribute, GenericArgument, ImplItem, Item, PathArguments, ReturnType, Signature, Type,
    TypeParamBound, Visibility,
};

/// Crates, and what their operations are called by.
const CRATES: [(&str, &str); 7] = [
    ("o365", "o365"),
    ("o365-core", "core"),
    ("o365-mail", "mail"),
    ("o365-calendar", "calendar"),
    ("o365-contacts", "contacts"),
    ("o365-drive", "drive"),
    ("o365-sharepoint", "sharepoint"),
];

/// Modules of the core whose things do no I/O or none with the service.
const WORDS: [&str; 25] = [
    "path",
    "casing",
    "field",
    "json",
    "base64",
    "open_enum",
    "id",
    "draft",
    "guid",
    "time",
    "error",
    "file_name",
    "save",
    "query",
    "recipient",
    "body",
    "location",
    "meeting",
    "extended_property",
    "cloud",
    "resource",
    "transport",
    "mock",
    "retry",
    "protocol",
];

/// What asks the service once it is looped over or read.
const LAZY: [&str; 11] = [
    "List",
    "Pager",
    "Pages",
    "Delta",
    "FolderTree",
    "ManyMessages",
    "ManyAnswers",
    "SendAll",
    "SendAllKeyed",
    "TranslateIds",
    "Stream",
];

/// What looks like an operation and is none, or can't be on the tour, and why.
const EXCEPTIONS: &[(&str, &[&str])] = &[
    (
        "v1.0 has no property for where a link leads, so that these go to the beta version, whose schema is another",
        &[
            "core::AttachmentHandle::reference",
            "core::ReferenceDraft::attach_at",
            "calendar::EventHandle::attach_reference",
            "mail::MessageHandle::attach_reference",
        ],
    ),
    (
        "words about signing in, without a request",
        &[
            "core::App::authorize_url",
            "core::App::device_code_url",
            "core::App::token_url",
            "core::Certificate::from_files",
            "core::Certificate::from_pem",
            "core::Scopes::for_application",
            "core::Scopes::for_person",
            "core::Scopes::new",
            "core::StoreKey::new",
            "core::auth::scopes_for",
        ],
    ),
    (
        "where tokens are kept on this machine",
        &["core::FileStore::accounts", "core::FileStore::user", "core::KeyringStore::new"],
    ),
    (
        "what is sent, before it is sent",
        &[
            "core::AttachmentDraft::file_name",
            "core::AttachmentDraft::load",
            "core::AttachmentDraft::load_all",
            "core::AttachmentDraft::read_from",
            "core::AttachmentDraft::size",
            "core::FolderPath::check",
            "core::Hasher::read",
            "core::Source::file",
            "core::Source::into_bytes",
        ],
    ),
    (
        "what has been answered or posted to us, read from memory",
        &[
            "core::EncryptedContent::decrypt",
            "core::Notifications::parse",
            "core::Page::into_vec",
            "core::Response::json",
            "core::Response::text",
        ],
    ),
    ("settings, without a request", &["core::ConnectionBuilder::build"]),
];

#[test]
fn the_tour_takes_every_public_operation() {
    let taken: BTreeSet<&str> = tour::names().collect();
    let excepted: BTreeSet<&str> =
        EXCEPTIONS.iter().flat_map(|(_, names)| names.iter().copied()).collect();
    let public = public_functions(gives_answer);
    assert!(public.len() > 200, "{} operations found", public.len());
    let missing: Vec<_> = public
        .iter()
        .filter(|name| !taken.contains(name.as_str()) && !excepted.contains(name.as_str()))
        .collect();
    assert!(missing.is_empty(), "not on the tour, and no exception: {missing:#?}");
    let stale: Vec<_> =
        excepted.iter().filter(|name| !public.contains(**name) || taken.contains(**name)).collect();
    assert!(stale.is_empty(), "exceptions that are none: {stale:#?}");
}

#[test]
fn the_tour_takes_nothing_that_is_gone() {
    let public = public_functions(|_| true);
    let gone: Vec<_> = tour::names().filter(|name| !public.contains(*name)).collect();
    assert!(gone.is_empty(), "on the tour, but nowhere in the sources: {gone:#?}");
    let names: Vec<_> = tour::names().collect();
    assert_eq!(names.len(), names.iter().collect::<BTreeSet<_>>().len(), "a name is there twice");
}

#[test]
fn what_asks_the_service_is_told_by_what_it_gives() {
    let asks = |signature: &str| {
        let item: syn::ImplItemFn = syn::parse_str(&format!("pub fn f{signature} {{}}")).unwrap();
        gives_answer(&item.sig)
    };
    for yes in [
        "(&self) -> Result<()>",
        "(&self) -> List<Message>",
        "(self) -> o365_core::Result<Vec<u8>>",
        "(&self) -> impl Iterator<Item = Result<Contact>> + use<D>",
        "(&self) -> Result<Stream>",
    ] {
        assert!(asks(yes), "{yes}");
    }
    for no in [
        "(&self)",
        "(&self) -> MessageHandle",
        "(&self) -> impl Iterator<Item = &str>",
        "(&self) -> Result<(), String>",
        "(&self) -> Result<Filter, S::Error>",
    ] {
        assert!(!asks(no), "{no}");
    }
}

/// Names of the public functions whose signatures are such.
fn public_functions(is_such: fn(&Signature) -> bool) -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../crates");
    let mut found = BTreeSet::new();
    for (name, short) in CRATES {
        let src = root.join(name).join("src");
        for file in files(&src) {
            let inside = file.strip_prefix(&src).unwrap();
            let module = inside.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs");
            if short == "core" && WORDS.contains(&module) || module == "model" {
                continue;
            }
            let text = fs::read_to_string(&file).unwrap();
            let parsed = syn::parse_file(&text)
                .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            collect(&parsed.items, &format!("{short}::"), module, is_such, &mut found);
        }
    }
    found
}

fn collect(
    items: &[Item],
    prefix: &str,
    module: &str,
    is_such: fn(&Signature) -> bool,
    found: &mut BTreeSet<String>,
) {
    for item in items {
        match item {
            Item::Impl(block) if block.trait_.is_none() && !is_test(&block.attrs) => {
                let Some(owner) = name_of(&block.self_ty) else { continue };
                for inner in &block.items {
                    let ImplItem::Fn(function) = inner else { continue };
                    if is_public(&function.vis)
                        && !is_test(&function.attrs)
                        && is_such(&function.sig)
                    {
                        found.insert(format!("{prefix}{owner}::{}", function.sig.ident));
                    }
                }
            }
            Item::Fn(function)
                if is_public(&function.vis)
                    && !is_test(&function.attrs)
                    && is_such(&function.sig) =>
            {
                found.insert(format!("{prefix}{module}::{}", function.sig.ident));
            }
            Item::Mod(inner) if !is_test(&inner.attrs) => {
                if let Some((_, items)) = &inner.content {
                    collect(items, prefix, module, is_such, found);
                }
            }
            _ => {}
        }
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Whether it is there under `cfg(test)` only.
fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let text = match &attribute.meta {
            syn::Meta::List(list) if attribute.path().is_ident("cfg") => list.tokens.to_string(),
            _ => return false,
        };
        let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
        words.any(|word| word == "test") && !text.contains("not") && !text.contains("any")
    })
}

/// Whether it gives what a request can give: the SDK's own `Result`, or what asks as it is read.
fn gives_answer(signature: &Signature) -> bool {
    match &signature.output {
        ReturnType::Type(_, given) => is_answer(given),
        ReturnType::Default => false,
    }
}

fn is_answer(given: &Type) -> bool {
    match given {
        Type::Path(path) => path.path.segments.last().is_some_and(|last| {
            let name = last.ident.to_string();
            LAZY.contains(&name.as_str())
                || (name == "Result" && arguments(&last.arguments).count() == 1)
        }),
        Type::ImplTrait(given) => given.bounds.iter().any(|bound| match bound {
            TypeParamBound::Trait(bound) => {
                bound.path.segments.iter().any(|segment| gives_items(&segment.arguments))
            }
            _ => false,
        }),
        _ => false,
    }
}

/// `Iterator<Item = Result<T>>`.
fn gives_items(given: &PathArguments) -> bool {
    arguments(given).any(|argument| match argument {
        GenericArgument::AssocType(item) => is_answer(&item.ty),
        _ => false,
    })
}

fn arguments(given: &PathArguments) -> impl Iterator<Item = &GenericArgument> {
    let list = match given {
        PathArguments::AngleBracketed(list) => Some(list.args.iter()),
        _ => None,
    };
    list.into_iter().flatten()
}

fn name_of(owner: &Type) -> Option<String> {
    match owner {
        Type::Path(path) => Some(path.path.segments.last()?.ident.to_string()),
        _ => None,
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if path.file_name().is_none_or(|name| name != "tests" && name != "testdata") {
                found.extend(files(&path));
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}
