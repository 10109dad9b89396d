//! Answers that a person gives.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An answer as a person decides it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "form", rename_all = "snake_case")]
#[ts(export)]
pub enum AnswerDraft {
    /// Let the operation go on.
    Allow,
    /// Forbid the operation.
    Deny {
        /// The title that the person gets to see; empty for none.
        title: String,
        /// The reason that the person gets to see; empty for none.
        reason: String,
    },
    /// 200, `application/json`, and exactly this text.
    Body {
        /// It.
        text: String,
    },
    /// Any answer.
    Respond {
        /// HTTP status, 200 to 599.
        status: u16,
        /// Lines of the form `Name: value`.
        headers: Vec<String>,
        /// The body.
        body: String,
    },
}
