//! Copies requests for other tools, and imports cURL commands.

use hookglass_request::{
    capture::{Capture, split_target},
    headers::Headers,
    outgoing::{Outgoing, end_to_end},
    text::{self, CopyFormat},
};
use hookglass_senders::{
    envelope::Vendor,
    parsed_request::{Budget, ParsedRequest},
    redact,
    signature::Scheme,
};
use hookglass_store::StoredEvent;
use std::str;

use super::{context::Replay, error::ReplayError, generated::Numbers, options::Resend};
use crate::{
    base::blocking,
    view::{CopiedRequest, HeaderDraft, ImportedRequest, SendRequest},
};

impl Replay {
    /// The request of a draft, as text for another tool. Without `reveal`, secrets are redacted.
    pub async fn copy(
        &self,
        request: &SendRequest,
        form: CopyFormat,
        reveal: bool,
    ) -> Result<CopiedRequest, ReplayError> {
        let opened = self.events.opened(request.event_id).await?;
        let prepared = self.prepared_request(&opened, request, Numbers::Shown).await?;
        blocking(move || copied(&opened.event, prepared.outgoing, form, reveal)).await?
    }

    /// The request of a resend from the command line, as text for another tool. Without `reveal`,
    /// secrets are redacted.
    pub async fn copy_resend(
        &self,
        id: i64,
        how: &Resend,
        form: CopyFormat,
        reveal: bool,
    ) -> Result<CopiedRequest, ReplayError> {
        let opened = self.events.opened(id).await?;
        let prepared = self.prepared_for_command(&opened, how, Numbers::Shown).await?;
        blocking(move || copied(&opened.event, prepared.outgoing, form, reveal)).await?
    }

    /// A stored request as it arrived, addressed to a receiver (`http://127.0.0.1:4665`), as text for
    /// another tool. Without `reveal`, secrets are redacted.
    pub async fn copy_event(
        &self,
        id: i64,
        receiver: &str,
        form: CopyFormat,
        reveal: bool,
    ) -> Result<CopiedRequest, ReplayError> {
        let opened = self.events.opened(id).await?;
        let url = format!("{receiver}{}", ascii_target(&opened.event.capture.target));
        blocking(move || {
            let capture = &opened.event.capture;
            let (headers, _) = end_to_end(&capture.headers);
            let request = Outgoing { method: capture.method.clone(), url, headers, body: capture.body.clone() };
            let mut copied = copied(&opened.event, request, form, reveal)?;
            if capture.cut.is_some() {
                copied.notes.push("The sender did not send the whole body.".to_owned());
            }
            Ok(copied)
        })
        .await?
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

/// Path and query of a request target, with other bytes than visible ASCII percent-encoded.
fn ascii_target(target: &[u8]) -> String {
    let (path, query) = split_target(target);
    let mut text = String::with_capacity(target.len() + 1);
    if !path.starts_with(b"/") {
        text.push('/');
    }
    let separator = query.map(|_| &b'?');
    for &byte in path.iter().chain(separator).chain(query.unwrap_or_default()) {
        match byte {
            b'!'..=b'~' => text.push(char::from(byte)),
            _ => text.push_str(&format!("%{byte:02X}")),
        }
    }
    text
}

fn copied(
    event: &StoredEvent,
    request: Outgoing,
    form: CopyFormat,
    reveal: bool,
) -> Result<CopiedRequest, ReplayError> {
    let (request, masked) = if reveal { (request, Vec::new()) } else { redacted(event, request) };
    let mut copied = text::copy(&request, form)?;
    if matches!(Scheme::of(&request.headers), Some(Scheme::StandardWebhooks | Scheme::Stripe)) {
        let note = "The signature contains a timestamp: most receivers reject it after five minutes.";
        copied.notes.push(note.to_owned());
    }
    if !masked.is_empty() {
        copied.notes.push(format!("Redacted: {}.", masked.join(", ")));
    }
    Ok(CopiedRequest { text: copied.text, notes: copied.notes, masked: !masked.is_empty() })
}

/// A request with its secrets redacted, and the names of what is redacted. URLs and headers are
/// ASCII in every format.
fn redacted(event: &StoredEvent, request: Outgoing) -> (Outgoing, Vec<String>) {
    let in_ascii = |text: String| text.replace(redact::MASK, redact::ASCII_MASK);
    let (_, mut masked) = redact::headers(&request.headers);
    let line = |(name, value): (&str, &[u8])| {
        let value = redact::header(name, value).map_or_else(|| value.to_vec(), |text| in_ascii(text).into_bytes());
        (name.to_owned(), value)
    };
    let url = redact::url(request.url.as_bytes()).map(in_ascii);
    masked.extend(url.is_some().then(|| "the URL".to_owned()));
    let mut lines: Vec<_> = request.headers.iter().map(line).collect();
    let capture =
        Capture { headers: request.headers.clone(), body: request.body.clone(), cut: None, ..event.capture.clone() };
    let mut parsed = ParsedRequest::of(&capture, Budget::LOOKING);
    if parsed.envelope.vendor == Vendor::Generic {
        // Without its signature, the request can be unrecognizable.
        parsed.envelope = event.envelope.clone();
    }
    let spans = parsed.masked();
    let mut body = request.body;
    if !spans.is_empty() {
        let decoded = &parsed.decoded.bytes;
        body = redact::cover_text(decoded, (0, decoded.len()), &spans).into();
        lines.retain(|(name, _)| !name.eq_ignore_ascii_case("content-encoding"));
        masked.extend(parsed.masked_members());
    }
    let url = url.unwrap_or(request.url);
    (Outgoing { method: request.method, url, headers: Headers::from_pairs(lines), body }, masked)
}
