//! An answer that a person writes.

use hookglass_json::encode_string;
use hookglass_request::{
    answer::{Answer, Decider},
    headers::{self, Headers},
};

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
                let pairs = headers.iter().filter(|line| !line.trim().is_empty()).map(|line| headers::parse_line(line));
                let pairs: Vec<_> = pairs.collect::<Result<_, _>>().map_err(AppError::Answer)?;
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
