//! Names and literals of queries against the schema.

use std::borrow::Cow;

use crate::odata::{
    expression::{Call, Literal, Operand, Step},
    lexer::syntax,
};
use crate::schema::{CASTS, Kind, Refusal, Type};

/// Follows a path from a type: its steps in their proper spelling, and the kind at its end.
pub(crate) fn resolve(path: &str, of: &'static Type) -> Result<(Vec<Step>, Kind), Refusal> {
    let mut here = Some(Kind::Complex(of));
    let mut steps = Vec::new();
    let mut kind = Kind::Open;
    for name in path.split('/') {
        let at = here.ok_or_else(|| no_members(name, &kind))?;
        kind = step(&at, name, &mut steps)?;
        here = match kind {
            Kind::Fields => Some(kind),
            _ => kind.members().map(Kind::Complex),
        };
    }
    Ok((steps, kind))
}

pub(crate) fn step(at: &Kind, name: &str, steps: &mut Vec<Step>) -> Result<Kind, Refusal> {
    // The list knows its columns; the type doesn't.
    if matches!(at, Kind::Fields) {
        steps.push(Cow::Owned(name.to_owned()));
        return Ok(Kind::Open);
    }
    let Some(of) = at.members() else { return Err(no_members(name, at)) };
    if name.contains('.') {
        let cast = CASTS.iter().find(|(cast, _)| cast.eq_ignore_ascii_case(name));
        return match cast {
            Some((_, cast)) => Ok(Kind::Complex(cast)),
            None => {
                Err(Refusal::bad_request(format!("The type '{name}' is not defined in the model.")))
            }
        };
    }
    let property = of.find_in_query(name).ok_or_else(|| Refusal::no_property(name, of.name))?;
    steps.push(Cow::Borrowed(property.name));
    Ok(property.kind)
}

fn no_members(name: &str, at: &Kind) -> Refusal {
    if at.element().is_some() {
        return invalid_nodes();
    }
    Refusal::no_property(name, &at.name())
}

pub(crate) fn invalid_nodes() -> Refusal {
    Refusal::new(
        400,
        "ErrorInvalidUrlQueryFilter",
        "The query filter contains one or more invalid nodes.",
    )
}

pub(crate) fn kind_of(operand: &Operand) -> Option<Kind> {
    match operand {
        Operand::Path(path) => Some(path.kind),
        Operand::Call(Call::Length, _) => Some(Kind::Int),
        Operand::Call(..) => Some(Kind::Text),
        Operand::Literal(_) => None,
    }
}

/// The literal as the kind has it.
pub(crate) fn typed(literal: Literal, kind: &Kind, operator: &str) -> Result<Literal, Refusal> {
    let found = match (&literal, kind) {
        (_, kind) if kind.element().is_some() => return Err(invalid_nodes()),
        (Literal::Null, Kind::Complex(_)) => return Ok(literal),
        (Literal::Null, _) => return Ok(literal),
        (Literal::Text(_), Kind::Text | Kind::Binary)
        | (Literal::Flag(_), Kind::Flag)
        | (Literal::Number(_), Kind::Int | Kind::Long)
        | (Literal::Instant(_), Kind::Instant)
        | (_, Kind::Open) => return Ok(literal),
        (Literal::Text(member), Kind::Enum(members)) => {
            let place = members.members.iter().position(|known| known.eq_ignore_ascii_case(member));
            return place.map(Literal::Member).ok_or_else(|| {
                syntax(&format!("The string '{member}' is not a valid enumeration type constant."))
            });
        }
        (Literal::Text(_), _) => "Edm.String",
        (Literal::Flag(_), _) => "Edm.Boolean",
        (Literal::Number(_), _) => "Edm.Int32",
        (Literal::Instant(_), _) => "Edm.DateTimeOffset",
        (Literal::Member(_), _) => "Edm.Int32",
    };
    Err(mismatch(&kind.name(), found, operator))
}

pub(crate) fn mismatch(left: &str, right: &str, operator: &str) -> Refusal {
    let operator = match operator {
        "Eq" => "Equal",
        "Ne" => "NotEqual",
        "Gt" => "GreaterThan",
        "Ge" => "GreaterThanOrEqual",
        "Lt" => "LessThan",
        "Le" => "LessThanOrEqual",
        other => other,
    };
    syntax(&format!(
        "A binary operator with incompatible types was detected. \
         Found operand types '{left}' and '{right}' for operator kind '{operator}'."
    ))
}

/// Reads `$select`: the names in their proper spelling, or `None` for `*`.
pub(crate) fn select(text: &str, of: &'static Type) -> Result<Option<Vec<&'static str>>, Refusal> {
    let mut names = Vec::new();
    let mut all = false;
    for name in text.split(',').map(str::trim) {
        match name {
            "*" => all = true,
            "" => {
                return Err(Refusal::bad_request(
                    "Parsing OData Select and Expand failed: an item is empty.",
                ));
            }
            _ => {
                let (steps, _) = resolve(name, of)?;
                if let Some(Cow::Borrowed(name)) = steps.first()
                    && !names.contains(name)
                {
                    names.push(*name);
                }
            }
        }
    }
    Ok((!all).then_some(names))
}
