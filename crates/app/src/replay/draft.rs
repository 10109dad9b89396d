//! An event, opened to be edited, and what was edited of it and not answered yet.

use hookglass_request::outgoing::end_to_end;
use hookglass_senders::signature::Scheme;
use std::str;

use super::signing::scheme_of;
use crate::{
    error::AppError,
    inbox::header_lines::header_lines,
    replay::Replay,
    view::{DraftView, SendRequest, Signing, SigningSecret},
};

/// The largest body that is opened in an editor.
const MOST_EDITABLE: usize = 4 << 20;
const MOST_URLS: usize = 12;

impl Replay {
    /// A request as it would go out, for the editor.
    pub async fn draft(&self, id: i64) -> Result<DraftView, AppError> {
        let opened = self.events.opened(id).await?;
        let event = &opened.event;
        let (headers, dropped) = end_to_end(&event.capture.headers);
        let body = &event.capture.body;
        let not_editable = if body.len() > MOST_EDITABLE {
            Some("The body is larger than 4 MiB. It goes out as it was received.")
        } else if str::from_utf8(body).is_err() {
            Some("The body is not UTF-8 text. It goes out as it was received, byte for byte.")
        } else {
            None
        };
        Ok(DraftView {
            event_id: id,
            method: event.capture.method.clone(),
            url: self.last_url(id).await?.unwrap_or_default(),
            recent_urls: self.store.resends().recent_urls(MOST_URLS).await?,
            headers: header_lines(&headers),
            dropped,
            editable: not_editable.is_none(),
            not_editable: not_editable.map(str::to_owned),
            size: body.len() as u64,
            signing: match scheme_of(event).map(|scheme| self.secrets.signing_secret(scheme)) {
                Some(Some(_)) => Signing::SignsEdits,
                Some(None) if Scheme::of(&event.capture.headers).is_some() => Signing::NoSecret,
                Some(None) | None => Signing::Unsigned,
            },
            secrets: self
                .secrets
                .named_secrets()
                .iter()
                .map(|named| SigningSecret { name: named.name.clone(), scheme: named.secret.scheme() })
                .collect(),
            kept: self.kept_draft(id).await?,
        })
    }

    /// Keeps what a person edited, over restarts. An answer to it, or [`Replay::forget_draft`], ends that.
    pub async fn keep_draft(&self, request: SendRequest) -> Result<(), AppError> {
        let id = request.event_id;
        // Whoever opens it again is asked again.
        let request = SendRequest { confirmed: false, ..request };
        let text = serde_json::to_string(&request).map_err(|error| AppError::Setting(error.to_string()))?;
        if self.store.drafts_mut().put(id, text).await? { Ok(()) } else { Err(AppError::NoEvent(id)) }
    }

    /// Forgets what a person edited.
    pub async fn forget_draft(&self, event_id: i64) -> Result<(), AppError> {
        Ok(self.store.drafts_mut().remove(event_id).await?)
    }

    /// A draft that cannot be read is of another version.
    async fn kept_draft(&self, id: i64) -> Result<Option<SendRequest>, AppError> {
        let kept = self.store.drafts().get(id).await?;
        Ok(kept.and_then(|text| {
            serde_json::from_str(&text)
                .inspect_err(|error| tracing::warn!(%error, id, "a kept draft cannot be read and is left out"))
                .ok()
        }))
    }
}
