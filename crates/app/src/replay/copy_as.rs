//! Copies requests for other tools, and imports cURL commands.

use hookglass_request::{
    outgoing::Outgoing,
    text::{self, CopyFormat},
};
use hookglass_senders::signature::Scheme;
use std::str;

use super::{context::Replay, error::ReplayError, generated::Numbers, options::Resend, prepared::Prepared};
use crate::view::{CopiedRequest, HeaderDraft, ImportedRequest, SendRequest};

impl Replay {
    /// The request of a draft, as text for another tool.
    pub async fn copy(&self, request: &SendRequest, form: CopyFormat) -> Result<CopiedRequest, ReplayError> {
        let opened = self.events.opened(request.event_id).await?;
        copied(self.prepared_request(&opened, request, Numbers::Shown).await?, form)
    }

    /// The request of a resend from the command line, as text for another tool.
    pub async fn copy_resend(&self, id: i64, how: &Resend, form: CopyFormat) -> Result<CopiedRequest, ReplayError> {
        let opened = self.events.opened(id).await?;
        copied(self.prepared_for_command(&opened, how, Numbers::Shown).await?, form)
    }

    /// Reads a request from a cURL command.
    pub fn import_curl(text: &str) -> Result<ImportedRequest, ReplayError> {
        let (Outgoing { method, url, headers, body }, mut notes) = Self::outgoing_of_curl(text)?;
        let headers = headers.iter().map(|(name, value)| HeaderDraft {
            name: name.to_owned(),
            value: String::from_utf8_lossy(value).into_owned(),
            original: None,
            on: true,
        });
        let text = str::from_utf8(&body).map(str::to_owned);
        if text.is_err() {
            notes.push("The body is not UTF-8 text and was left out; send it from a file.".to_owned());
        }
        let body = text.ok().filter(|text| !text.is_empty());
        Ok(ImportedRequest { method, url, headers: headers.collect(), body, notes })
    }

    /// Reads a request with its exact bytes from a cURL command. Also returns notes about omissions
    /// and changes.
    pub fn outgoing_of_curl(text: &str) -> Result<(Outgoing, Vec<String>), ReplayError> {
        let imported = text::from_curl(text)?;
        Ok((imported.request, imported.notes))
    }
}

fn copied(prepared: Prepared, form: CopyFormat) -> Result<CopiedRequest, ReplayError> {
    let request = &prepared.outgoing;
    let mut copied = text::copy(request, form)?;
    if matches!(Scheme::of(&request.headers), Some(Scheme::StandardWebhooks | Scheme::Stripe)) {
        let note = "The signature contains a timestamp: most receivers reject it after five minutes.";
        copied.notes.push(note.to_owned());
    }
    Ok(CopiedRequest { text: copied.text, notes: copied.notes })
}
