//! Checks and completes a body in the editor. The window counts positions in UTF-16 code units.

use bytes::Bytes;
use hookglass_filter::body_completion;
use hookglass_request::capture::Capture;
use hookglass_senders::parsed_request::{Budget, ParsedRequest};

use super::{context::Replay, error::ReplayError};
use crate::{
    base::blocking,
    view::{DraftCheck, DraftCompletion, DraftCompletionItem, JsonError},
};

impl Replay {
    /// The findings for an event with this body.
    pub async fn check_draft(&self, event_id: i64, body: String) -> Result<DraftCheck, ReplayError> {
        let opened = self.events.opened(event_id).await?;
        Ok(blocking(move || {
            let capture = Capture { body: Bytes::from(body.clone()), cut: None, ..opened.event.capture.clone() };
            let parsed = ParsedRequest::of(&capture, Budget::LOOKING);
            let error = parsed.document.as_ref().err().filter(|error| !error.gave_up);
            let error =
                error.map(|error| JsonError { sentence: error.to_string(), unit: unit_of(&body, error.offset) });
            DraftCheck { findings: parsed.findings(&capture), error }
        })
        .await?)
    }

    /// Completions at a position in a body.
    pub async fn complete_draft(&self, event_id: i64, body: String, unit: u64) -> Result<DraftCompletion, ReplayError> {
        let opened = self.events.opened(event_id).await?;
        Ok(blocking(move || {
            let completion = body_completion::complete(&opened.event.envelope, &body, byte_of(&body, unit));
            let choices = completion.options.into_iter();
            DraftCompletion {
                from: unit_of(&body, completion.from),
                to: unit_of(&body, completion.to),
                options: choices.map(|choice| DraftCompletionItem { text: choice.text, about: choice.about }).collect(),
            }
        })
        .await?)
    }
}

/// The UTF-16 unit of a byte offset. An offset inside a character counts as the start of the
/// character.
pub(crate) fn unit_of(text: &str, byte: usize) -> u64 {
    let before = text.char_indices().take_while(|(at, character)| at + character.len_utf8() <= byte);
    before.map(|(_, character)| character.len_utf16() as u64).sum()
}

/// The byte offset of a UTF-16 unit. The second unit of a surrogate pair counts as the start of the
/// pair.
fn byte_of(text: &str, unit: u64) -> usize {
    let mut units = 0;
    for (at, character) in text.char_indices() {
        if units + character.len_utf16() as u64 > unit {
            return at;
        }
        units += character.len_utf16() as u64;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf_16_units_and_byte_offsets_convert_at_character_boundaries() {
        let text = "aä😀b";
        for (unit, byte) in [(0, 0), (1, 1), (2, 3), (4, 7), (5, 8)] {
            assert_eq!((byte_of(text, unit), unit_of(text, byte)), (byte, unit));
        }
        assert_eq!((byte_of(text, 3), unit_of(text, 5)), (3, 2), "inside a surrogate pair");
        assert_eq!((byte_of(text, 99), unit_of(text, 99)), (8, 5));
    }
}
