//! Requests as the window makes them of a draft.

use hookglass_app::view::{BodyDraft, DraftView, FreshDraft, HeaderDraft, SendRequest, SigningChoice};

/// To be sent as it is: received body, no switch on.
pub(crate) fn request(event_id: i64, url: impl Into<String>, headers: Vec<HeaderDraft>) -> SendRequest {
    SendRequest {
        event_id,
        method: "POST".into(),
        url: url.into(),
        headers,
        body: BodyDraft::Received,
        fresh: FreshDraft::default(),
        signing: SigningChoice::AsReceived,
        verify_tls: true,
        confirmed: false,
    }
}

/// A body as edited.
pub(crate) fn text(text: impl Into<String>) -> BodyDraft {
    BodyDraft::Text { text: text.into() }
}

/// A header as a person writes it.
pub(crate) fn header(name: &str, value: &str) -> HeaderDraft {
    HeaderDraft { name: name.into(), value: value.into(), original: None, on: true }
}

/// The headers of a draft, untouched.
pub(crate) fn untouched(draft: &DraftView) -> Vec<HeaderDraft> {
    let lines = (0..).zip(&draft.headers);
    lines.map(|(at, line)| HeaderDraft { original: Some(at), ..header(&line.name, &line.value) }).collect()
}
