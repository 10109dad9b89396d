//! An answer as it would be sent, and what its sender would make of it.

use bytes::Bytes;
use hookscope_domain::{
    envelope::{Envelope, Kind, Vendor},
    headers::Headers,
    json::Document,
};

use super::mutated::judged;
use crate::{
    body::{Opened, off_the_async_threads},
    error::AppError,
    hookscope::Hookscope,
    replay::unit_of,
    view::{AnswerCheck, AnswerDraft, JsonError},
};

/// An answer, ready to be sent.
#[derive(Debug, Clone)]
pub(crate) struct Made {
    pub(crate) status: u16,
    pub(crate) headers: Headers,
    pub(crate) body: Bytes,
}

impl Hookscope {
    /// What the sender of an event would make of an answer. Nothing is sent.
    pub async fn check_answer(&self, event_id: i64, answer: AnswerDraft) -> Result<AnswerCheck, AppError> {
        let opened = self.opened(event_id).await?;
        off_the_async_threads(move || check(&opened, &answer)).await?
    }
}

fn check(opened: &Opened, draft: &AnswerDraft) -> Result<AnswerCheck, AppError> {
    let envelope = &opened.event.envelope;
    let Made { status, headers, body } = Made::of(draft, envelope)?;
    let (verdict, mutated) = judged(envelope, opened.document().as_ref().ok(), status, &headers, &body);
    let text = String::from_utf8_lossy(&body).into_owned();
    let json_error = match draft {
        AnswerDraft::Body { .. } => Document::parse(body.clone()).err().filter(|error| !error.gave_up),
        _ => None,
    };
    let json_error =
        json_error.map(|error| JsonError { sentence: error.to_string(), unit: unit_of(&text, error.offset) });
    Ok(AnswerCheck { size: body.len() as u64, text, status, verdict: verdict.into(), json_error, mutated })
}

/// The body of an answer that lets things take their course.
pub(super) fn default_body(envelope: &Envelope) -> &'static str {
    let waits = envelope.vendor == Vendor::Authgear && envelope.kind == Some(Kind::Blocking);
    if waits { r#"{"is_allowed":true}"# } else { "{}" }
}

impl Made {
    /// The answer that a draft means for an event.
    pub(crate) fn of(draft: &AnswerDraft, envelope: &Envelope) -> Result<Self, AppError> {
        let json = |body: String| Self {
            status: 200,
            headers: Headers::from_pairs([("content-type", "application/json")]),
            body: body.into(),
        };
        Ok(match draft {
            AnswerDraft::Allow => json(default_body(envelope).to_owned()),
            AnswerDraft::Deny { title, reason } => json(denial(title, reason)),
            AnswerDraft::Body { text } => json(text.clone()),
            AnswerDraft::Respond { status, headers, body } => {
                Self { status: *status, headers: lines(headers)?, body: Bytes::copy_from_slice(body.as_bytes()) }
            }
        })
    }
}

/// A denial; what is empty is left out.
fn denial(title: &str, reason: &str) -> String {
    let mut body = r#"{"is_allowed":false"#.to_owned();
    for (name, text) in [("title", title), ("reason", reason)] {
        if !text.is_empty() {
            body.push_str(&format!(",\"{name}\":{}", serde_json::Value::from(text)));
        }
    }
    body.push('}');
    body
}

fn lines(lines: &[String]) -> Result<Headers, AppError> {
    let mut headers = Headers::default();
    for (at, line) in lines.iter().enumerate() {
        let wrong = |what: &str| AppError::Setting(format!("header {}: {what}", at + 1));
        let (name, value) = line.split_once(':').ok_or_else(|| wrong("write it as 'Name: value'"))?;
        let name = http::HeaderName::try_from(name.trim()).map_err(|_| wrong("this is not the name of a header"))?;
        let value = http::HeaderValue::try_from(value.trim())
            .map_err(|_| wrong("its value holds a character that no header can have"))?;
        headers.push(name.as_str().as_bytes(), value.as_bytes());
    }
    Ok(headers)
}
