//! Builds an answer from a draft that a person wrote.

use hookglass_json::encode_string;
use hookglass_request::{
    answer::{Answer, Decider},
    headers::{self, Headers},
};

use super::error::AnswerDraftError;
use crate::view::AnswerDraft;

impl AnswerDraft {
    /// Returns the answer, or an error if the draft is invalid.
    pub(crate) fn answer(&self) -> Result<Answer, AnswerDraftError> {
        let json = |body: String| Answer { decided_by: Decider::Person, ..Answer::json(200, body) };
        match self {
            Self::Allow => Ok(json(r#"{"is_allowed":true}"#.to_owned())),
            Self::Deny { title, reason } => {
                let texts = [("title", title), ("reason", reason)].into_iter().filter(|(_, text)| !text.is_empty());
                let members: String =
                    texts.map(|(name, text)| format!(",\"{name}\":{}", encode_string(text))).collect();
                Ok(json(format!("{{\"is_allowed\":false{members}}}")))
            }
            Self::Body { text } => Ok(json(text.clone())),
            Self::Respond { status, headers, body } => {
                if !(200..600).contains(status) {
                    return Err(AnswerDraftError::Status(*status));
                }
                if !body.is_empty() && matches!(status, 204 | 304) {
                    return Err(AnswerDraftError::BodyNotAllowed(*status));
                }
                let pairs = headers.iter().filter(|line| !line.trim().is_empty()).map(|line| headers::parse_line(line));
                let pairs: Vec<_> = pairs.collect::<Result<_, _>>().map_err(AnswerDraftError::Header)?;
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
