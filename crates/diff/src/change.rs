//! A change, and what about it is invisible.

use serde::Serialize;
use ts_rs::TS;

use crate::form::same_type;
use crate::limits::MAX_LEVELS;
use crate::trail::ChangePath;
use crate::{sameness, strings};
use hookglass_json::{Form, Value};

/// The kind of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "ChangeOp")]
pub enum Op {
    /// Only the new side has the value.
    Added,
    /// Only the old side has the value.
    Removed,
    /// Another value of the same type.
    Changed,
    /// A value of another type.
    Retyped,
    /// An element in another position among the elements of both sides.
    Moved,
}

/// One change.
#[derive(Debug, Clone)]
pub struct Change<'a> {
    /// The kind of change.
    pub op: Op,
    /// The path. [`Diff::pointer`](crate::Diff::pointer) and [`Diff::from`](crate::Diff::from)
    /// write it out.
    pub path: ChangePath,
    /// The old value.
    pub old: Option<Value<'a>>,
    /// The new value.
    pub new: Option<Value<'a>>,
}

/// What about the change of two values is invisible when they are displayed.
pub(crate) fn note(old: Value<'_>, new: Value<'_>) -> Option<String> {
    match (old.form(), new.form()) {
        (Form::Number, Form::Number) => sameness::note(old, new),
        (Form::Object | Form::Array, after) if after == old.form() => {
            Some(format!("nested more than {MAX_LEVELS} levels deep, compared as a whole"))
        }
        (Form::String, Form::String) => {
            let (before, after) = (old.string()?, new.string()?);
            match before == after && old.string_bytes() != new.string_bytes() {
                // Both are displayed as U+FFFD.
                true => Some("only characters that are not Unicode differ".to_owned()),
                false => sameness::note(old, new).or_else(|| strings::note(&before, &after)),
            }
        }
        (before, after) if !same_type(before, after) => Some(format!("{} became {}", before.word(), after.word())),
        _ => None,
    }
}

impl Change<'_> {
    /// What about the change is invisible when it is displayed.
    pub fn note(&self) -> Option<String> {
        match self.op {
            Op::Moved => None,
            _ => note(self.old?, self.new?),
        }
    }
}
