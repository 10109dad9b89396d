//! The actions of rules.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The action of a rule. Texts can contain placeholders such as `{{/payload/user/id}}`. JSON is
/// given as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "RuleAction")]
pub enum Action {
    /// Allow Authgear's operation. Each member is a JSON object.
    Allow {
        /// `mutations`
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mutations: Option<String>,
        /// `constraints`
        #[serde(default, skip_serializing_if = "Option::is_none")]
        constraints: Option<String>,
        /// `bot_protection`
        #[serde(default, skip_serializing_if = "Option::is_none")]
        bot_protection: Option<String>,
        /// `rate_limits`
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rate_limits: Option<String>,
    },
    /// Deny Authgear's operation. The user sees the title and the reason.
    Deny {
        /// Omitted if empty.
        #[serde(default)]
        title: String,
        /// Omitted if empty.
        #[serde(default)]
        reason: String,
    },
    /// Send a custom answer.
    Respond {
        /// The HTTP status, from 200 to 599.
        status: u16,
        /// `Name: value`, in order.
        #[serde(default)]
        headers: Vec<String>,
        /// The body.
        #[serde(default)]
        body: Body,
    },
    /// Forward the event to another URL and return its answer.
    Forward {
        /// An `http:` or `https:` URL.
        to: String,
    },
    /// Hold the event until a person decides.
    Hold,
    /// Simulate a failing handler.
    Fail {
        /// How it fails.
        how: Failure,
    },
}

/// The body of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(tag = "form", content = "text", rename_all = "snake_case")]
#[ts(rename = "RuleBody")]
pub enum Body {
    /// No body.
    #[default]
    Empty,
    /// Text. If it is JSON, a placeholder in a string becomes text, and any other placeholder
    /// becomes JSON.
    Text(String),
    /// JSON. A string that consists of a single placeholder is replaced by the value itself.
    Json(String),
}

/// Answers that a sender cannot use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "RuleFailure")]
pub enum Failure {
    /// The connection stays open without an answer.
    NoAnswer,
    /// The connection is reset.
    Reset,
    /// The connection ends in the middle of the body.
    HalfBody,
    /// 200 with a body that is not JSON.
    InvalidJson,
    /// 500.
    #[serde(rename = "status_500")]
    Status500,
    /// 301, to `/`.
    #[serde(rename = "status_301")]
    Status301,
    /// 204.
    #[serde(rename = "status_204")]
    Status204,
    /// 200 without a body.
    Empty,
}

impl Failure {
    /// All failures.
    pub const ALL: [Self; 8] = [
        Self::NoAnswer,
        Self::Reset,
        Self::HalfBody,
        Self::InvalidJson,
        Self::Status500,
        Self::Status301,
        Self::Status204,
        Self::Empty,
    ];

    /// The word in a file.
    pub fn word(self) -> &'static str {
        match self {
            Self::NoAnswer => "no_answer",
            Self::Reset => "reset",
            Self::HalfBody => "half_body",
            Self::InvalidJson => "invalid_json",
            Self::Status500 => "status_500",
            Self::Status301 => "status_301",
            Self::Status204 => "status_204",
            Self::Empty => "empty",
        }
    }

    /// Parses [`Self::word`].
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|failure| failure.word() == word)
    }
}
