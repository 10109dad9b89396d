//! An answer that a person writes.

use bytes::Bytes;
use hookscope_domain::{
    answer::{Answer, Decider},
    headers::Headers,
    json::encode_string,
    outgoing::{Attempt, Outcome, Response},
};
use jiff::Timestamp;
use std::time::Duration;

use crate::{error::AppError, view::AnswerDraft};

impl AnswerDraft {
    /// The answer, or what is wrong with it.
    pub(crate) fn answer(&self) -> Result<Answer, AppError> {
        let json = |body: String| Answer { decided_by: Decider::Person, ..Answer::json(200, body) };
        match self {
            Self::Allow => Ok(json(r#"{"is_allowed":true}"#.to_owned())),
            Self::Deny { title, reason } => {
                let told = [("title", title), ("reason", reason)].into_iter().filter(|(_, text)| !text.is_empty());
                let told: String = told.map(|(name, text)| format!(",\"{name}\":{}", encode_string(text))).collect();
                Ok(json(format!("{{\"is_allowed\":false{told}}}")))
            }
            Self::Body { text } => Ok(json(text.clone())),
            Self::Respond { status, headers, body } => {
                if !(200..600).contains(status) {
                    return Err(AppError::Answer(format!("{status} is not a status from 200 to 599")));
                }
                if !body.is_empty() && matches!(status, 204 | 304) {
                    return Err(AppError::Answer(format!("an answer with status {status} has no body; leave it out")));
                }
                let pairs = headers.iter().filter(|line| !line.trim().is_empty()).map(|line| header(line));
                let pairs: Vec<_> = pairs.collect::<Result<_, _>>()?;
                Ok(Answer {
                    status: *status,
                    headers: Headers::from_pairs(pairs),
                    body: body.clone().into_bytes(),
                    decided_by: Decider::Person,
                })
            }
        }
    }
}

fn header(line: &str) -> Result<(&str, &str), AppError> {
    let Some((name, value)) = line.split_once(':') else {
        return Err(AppError::Answer("a header is written as 'Name: value'".to_owned()));
    };
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if name.is_empty() || !name.bytes().all(is_token) {
        return Err(AppError::Answer(format!("'{}' is not the name of a header", name.escape_debug())));
    }
    if value.chars().any(|character| character.is_control() && character != '\t') {
        return Err(AppError::Answer(format!("the value of '{name}' holds a control character")));
    }
    Ok((name, value.trim()))
}

/// An answer as what came back in no time, to be judged.
pub(super) fn as_attempt(answer: &Answer) -> Attempt {
    let response = Response {
        status: answer.status,
        version: "HTTP/1.1".to_owned(),
        headers: answer.headers.clone(),
        body: Bytes::from(answer.body.clone()),
        size: answer.body.len() as u64,
    };
    Attempt {
        sent_at: Timestamp::UNIX_EPOCH,
        duration: Duration::ZERO,
        steps: None,
        outcome: Outcome::Response(response),
    }
}
