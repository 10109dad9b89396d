//! Rules: which answer an event gets.
//!
//! A rule is a condition and what is then done. Rules stand in an order; of those that are on, the first whose condition an
//! event meets decides. Conditions are filters (`filter.rs`), so that a rule and a list never disagree on what an event
//! is. `docs/rules.md` is the file format. Here is what a rule is, as a form shows it; [`Book`] is rules that have been
//! checked and decide. Kept out: waiting, sending, breaking a connection, which are the receiver's.

use serde::{Deserialize, Serialize};
use std::time::Duration;
use ts_rs::TS;

mod book;
mod condition;
mod file;
mod reply;
mod template;

#[cfg(test)]
mod tests;

pub use book::{Book, Decision, Turns};
pub use file::{RuleFileError, read, write};
pub use reply::{Break, Reply};

/// A rule, as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Rule {
    /// What a person calls it. Two rules have two names.
    pub name: String,
    /// Whether it counts.
    pub on: bool,
    /// Which events it is for.
    pub when: Condition,
    /// What they get.
    pub then: Then,
}

/// Which events a rule is for: those that meet all of it. What is empty asks for nothing. In texts, `*` stands for any
/// characters; of several texts one is enough.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(rename = "RuleCondition")]
pub struct Condition {
    /// Who sent it.
    pub vendor: Vec<String>,
    /// The type, as its sender calls it.
    #[serde(rename = "type")]
    pub event_type: Vec<String>,
    /// The method; capitals do not matter.
    pub method: Vec<String>,
    /// The path, without the query.
    pub path: Vec<String>,
    /// Header lines that have to be there, all of them: `name`, or `name=value`.
    pub header: Vec<String>,
    /// Tests of members, as filters write them, all of which have to hold: `/payload/user/is_verified=false`.
    pub member: Vec<String>,
    /// Any filter besides.
    pub filter: String,
    /// Of the events that meet the rest, only every so-manieth; 0 and 1 are all.
    pub every: u32,
}

/// What an event gets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "RuleThen")]
pub struct Then {
    /// Milliseconds before it is done.
    #[serde(default)]
    pub delay_ms: u32,
    /// What is done.
    pub action: Action,
}

impl Then {
    /// How long to wait before it is done.
    pub fn delay(&self) -> Duration {
        Duration::from_millis(self.delay_ms.into())
    }
}

/// What is done. Texts can hold places of the event, such as `{{/payload/user/id}}`; JSON is given as its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "RuleAction")]
pub enum Action {
    /// Authgear's operation goes on. Each member of the answer is an object of JSON, or left out.
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
    /// Authgear's operation is forbidden; the person gets to see these.
    Deny {
        /// Left out when empty.
        #[serde(default)]
        title: String,
        /// Left out when empty.
        #[serde(default)]
        reason: String,
    },
    /// Any answer.
    Respond {
        /// HTTP status, from 200 to 599.
        status: u16,
        /// `Name: value`, in order.
        #[serde(default)]
        headers: Vec<String>,
        /// The body.
        #[serde(default)]
        body: Body,
    },
    /// The event goes to another URL, and what that answers is the answer.
    Forward {
        /// An `http:` or `https:` URL.
        to: String,
    },
    /// The sender waits until a person decides.
    Hold,
    /// The sender gets no answer it can use.
    Fail {
        /// In which way.
        how: Failure,
    },
}

/// The body of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(tag = "form", content = "text", rename_all = "snake_case")]
#[ts(rename = "RuleBody")]
pub enum Body {
    /// None.
    #[default]
    Empty,
    /// A text. In one that is JSON, a place between quotes becomes text and any other becomes JSON.
    Text(String),
    /// JSON. A string that is one place and nothing else becomes the value that stands there.
    Json(String),
}

/// Ways in which an answer can be wanting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "RuleFailure")]
pub enum Failure {
    /// The connection stays open, and nothing comes.
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
    /// All of them.
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

    /// The value of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|failure| failure.word() == word)
    }
}

/// Why a rule cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, TS)]
#[error("rule {number} ('{name}'), {pointer}: {what}")]
pub struct RuleError {
    /// Which, from 1.
    pub number: usize,
    /// Its name, shortened.
    pub name: String,
    /// Where in the rule, as a JSON Pointer into its form in a file.
    pub pointer: String,
    /// What is wrong, and what to do.
    pub what: String,
}

/// What is wrong at a place of a rule, before it is known which rule it is.
#[derive(Debug, PartialEq, Eq)]
struct Wrong {
    pointer: String,
    what: String,
}

impl Wrong {
    fn at(pointer: impl Into<String>, what: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), what: what.into() }
    }
}
