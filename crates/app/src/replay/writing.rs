//! Help with a body that is being written: what stands out about it, and what can stand at the cursor. The window counts in
//! UTF-16 units.

use bytes::Bytes;
use hookglass_filter::body_completion;
use hookglass_request::capture::Capture;
use hookglass_senders::parsed_request::{Budget, Reading};

use crate::{
    base::blocking,
    error::AppError,
    replay::Replay,
    view::{DraftCheck, DraftChoice, DraftCompletion, JsonError},
};

impl Replay {
    /// What would stand out about an event if this were its body.
    pub async fn check_draft(&self, event_id: i64, body: String) -> Result<DraftCheck, AppError> {
        let opened = self.events.opened(event_id).await?;
        Ok(blocking(move || {
            let capture = Capture { body: Bytes::from(body.clone()), cut: None, ..opened.event.capture.clone() };
            let reading = Reading::of(&capture, Budget::LOOKING);
            let error = reading.document.as_ref().err().filter(|error| !error.gave_up);
            let error =
                error.map(|error| JsonError { sentence: error.to_string(), unit: unit_of(&body, error.offset) });
            DraftCheck { findings: reading.findings(&capture), error }
        })
        .await?)
    }

    /// What can stand at a place of a body.
    pub async fn complete_draft(&self, event_id: i64, body: String, unit: u64) -> Result<DraftCompletion, AppError> {
        let opened = self.events.opened(event_id).await?;
        Ok(blocking(move || {
            let found = body_completion::complete(&opened.event.envelope, &body, byte_of(&body, unit));
            let choices = found.options.into_iter();
            DraftCompletion {
                from: unit_of(&body, found.from),
                to: unit_of(&body, found.to),
                options: choices.map(|choice| DraftChoice { text: choice.text, about: choice.about }).collect(),
            }
        })
        .await?)
    }
}

/// The UTF-16 unit of a byte; of one inside a character, that of the character.
pub(crate) fn unit_of(text: &str, byte: usize) -> u64 {
    let before = text.char_indices().take_while(|(at, character)| at + character.len_utf8() <= byte);
    before.map(|(_, character)| character.len_utf16() as u64).sum()
}

/// The byte of a UTF-16 unit; of the second of a pair, that of the pair.
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
    fn units_and_bytes_are_counted_in_characters() {
        let text = "aä😀b";
        for (unit, byte) in [(0, 0), (1, 1), (2, 3), (4, 7), (5, 8)] {
            assert_eq!((byte_of(text, unit), unit_of(text, byte)), (byte, unit));
        }
        assert_eq!((byte_of(text, 3), unit_of(text, 5)), (3, 2), "inside the pair");
        assert_eq!((byte_of(text, 99), unit_of(text, 99)), (8, 5));
    }
}
