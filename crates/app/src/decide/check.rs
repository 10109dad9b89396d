//! Checks an answer before it is sent: its exact text, and the sender's verdict on it.

use bytes::Bytes;
use hookglass_json::Document;
use hookglass_request::answer::Answer;

use super::error::DecideError;
use crate::{
    base::blocking,
    decide::Decide,
    effects::verdict_and_effect,
    events::Opened,
    replay::unit_of,
    view::{AnswerCheck, AnswerDraft, JsonError},
};

impl Decide {
    /// The sender's verdict on an answer. Nothing is sent.
    pub async fn check_answer(&self, event_id: i64, answer: AnswerDraft) -> Result<AnswerCheck, DecideError> {
        let opened = self.events.opened(event_id).await?;
        blocking(move || check(&opened, &answer)).await?
    }
}

fn check(opened: &Opened, draft: &AnswerDraft) -> Result<AnswerCheck, DecideError> {
    let envelope = &opened.event.envelope;
    let Answer { status, headers, body, .. } = draft.answer()?;
    let body = Bytes::from(body);
    let (verdict, mutated) = verdict_and_effect(envelope, opened.document().as_ref().ok(), status, &headers, &body);
    let text = String::from_utf8_lossy(&body).into_owned();
    let json_error = match draft {
        AnswerDraft::Body { .. } => Document::parse(body.clone()).err().filter(|error| !error.gave_up),
        _ => None,
    };
    let json_error =
        json_error.map(|error| JsonError { sentence: error.to_string(), unit: unit_of(&text, error.offset) });
    Ok(AnswerCheck { size: body.len() as u64, text, status, verdict: verdict.into(), json_error, mutated })
}
