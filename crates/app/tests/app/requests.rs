//! Builders for the requests that the window sends.

use hookglass_app::view::{BodyDraft, DraftView, GenerateOnSend, HeaderDraft, SendRequest, SigningChoice};

/// A request with the received body and default options.
pub(crate) fn request(event_id: i64, url: impl Into<String>, headers: Vec<HeaderDraft>) -> SendRequest {
    SendRequest {
        event_id,
        method: "POST".into(),
        url: url.into(),
        headers,
        body: BodyDraft::Received,
        fresh: GenerateOnSend::default(),
        signing: SigningChoice::AsReceived,
        verify_tls: true,
        confirmed: false,
    }
}

/// An edited body.
pub(crate) fn text(text: impl Into<String>) -> BodyDraft {
    BodyDraft::Text { text: text.into() }
}

/// A header that a person typed.
pub(crate) fn header(name: &str, value: &str) -> HeaderDraft {
    HeaderDraft { name: name.into(), value: value.into(), original: None, on: true }
}

/// The unedited headers of a draft.
pub(crate) fn untouched(draft: &DraftView) -> Vec<HeaderDraft> {
    let lines = (0..).zip(&draft.headers);
    lines.map(|(at, line)| HeaderDraft { original: Some(at), ..header(&line.name, &line.value) }).collect()
}
