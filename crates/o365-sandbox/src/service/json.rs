//! JSON, written straight into bytes: a page of a thousand messages builds no tree.

use std::borrow::Cow;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::service::person::Person;

/// One property's value, borrowed where it can be.
#[derive(Clone, Debug)]
pub(crate) enum Field<'a> {
    Null,
    Flag(bool),
    Text(Cow<'a, str>),
    Texts(&'a [Box<str>]),
    Person(&'a Person),
    People(&'a [Arc<Person>]),
    /// Whether it is HTML, and the content.
    Body(bool, Cow<'a, str>),
    Json(Cow<'a, Value>),
}

impl Field<'_> {
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Null => out.extend(b"null"),
            Self::Flag(flag) => out.extend(if *flag { &b"true"[..] } else { b"false" }),
            Self::Text(text) => write_text(text, out),
            Self::Texts(texts) => array(texts, out, |text, out| write_text(text, out)),
            Self::Person(person) => write_person(person, out),
            Self::People(people) => array(people, out, |person, out| write_person(person, out)),
            Self::Body(html, content) => {
                out.extend(b"{\"contentType\":");
                out.extend(if *html { &b"\"html\""[..] } else { b"\"text\"" });
                out.extend(b",\"content\":");
                write_text(content, out);
                out.push(b'}');
            }
            Self::Json(value) => out.extend(value.to_string().as_bytes()),
        }
    }

    pub(crate) fn into_value(self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Flag(flag) => Value::Bool(flag),
            Self::Text(text) => Value::String(text.into_owned()),
            Self::Texts(texts) => texts.iter().map(|text| Value::from(&**text)).collect(),
            Self::Person(person) => person_value(person),
            Self::People(people) => people.iter().map(|person| person_value(person)).collect(),
            Self::Body(html, content) => {
                json!({"contentType": if html { "html" } else { "text" }, "content": content})
            }
            Self::Json(value) => value.into_owned(),
        }
    }
}

fn person_value(person: &Person) -> Value {
    json!({"emailAddress": {"name": person.name, "address": person.address}})
}

fn write_person(person: &Person, out: &mut Vec<u8>) {
    out.extend(b"{\"emailAddress\":{\"name\":");
    write_text(&person.name, out);
    out.extend(b",\"address\":");
    write_text(&person.address, out);
    out.extend(b"}}");
}

fn array<T>(items: &[T], out: &mut Vec<u8>, write: impl Fn(&T, &mut Vec<u8>)) {
    out.push(b'[');
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        write(item, out);
    }
    out.push(b']');
}

/// A member's name with its colon, after a comma where one is due.
pub(crate) fn write_name(name: &str, out: &mut Vec<u8>) {
    if out.last() != Some(&b'{') {
        out.push(b',');
    }
    write_text(name, out);
    out.push(b':');
}

/// A string in quotes.
pub(crate) fn write_text(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|b| b < 0x20 || b == b'"' || b == b'\\') {
        let (before, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.extend_from_slice(before.as_bytes());
        let byte = after.bytes().next().unwrap_or_default();
        match byte {
            b'"' => out.extend(b"\\\""),
            b'\\' => out.extend(b"\\\\"),
            b'\n' => out.extend(b"\\n"),
            b'\r' => out.extend(b"\\r"),
            b'\t' => out.extend(b"\\t"),
            other => out.extend(format!("\\u{other:04x}").as_bytes()),
        }
        rest = after.get(1..).unwrap_or_default();
    }
    out.extend_from_slice(rest.as_bytes());
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_and_built_are_the_same() {
        let person = Arc::new(Person {
            name: "A \"B\" \\".into(),
            address: "a@b\u{1}\u{7f}é\r\n\t".into(),
        });
        let (people, texts) = ([person.clone(), person.clone()], ["x".into(), "\u{0}".into()]);
        let fields = [
            Field::Null,
            Field::Flag(true),
            Field::Text("tab\tquote\" end\\".into()),
            Field::Texts(&texts),
            Field::Texts(&[]),
            Field::Person(&person),
            Field::People(&people),
            Field::Body(true, "<p>\r\n</p>".into()),
            Field::Json(Cow::Owned(json!({"a": [1, null]}))),
        ];
        for field in fields {
            let mut out = Vec::new();
            field.write(&mut out);
            assert_eq!(serde_json::from_slice::<Value>(&out).unwrap(), field.into_value());
        }
    }
}
