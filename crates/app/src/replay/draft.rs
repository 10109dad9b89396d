//! Drafts: opens events for editing, and stores the edits until they are sent.

use hookglass_request::outgoing::end_to_end;
use hookglass_senders::signature::Scheme;
use std::str;

use super::{context::Replay, error::ReplayError, signing::scheme_of};
use crate::{
    inbox::header_lines::header_lines,
    view::{DraftView, SendRequest, Signing, SigningSecret},
};

/// Bytes of the largest body that the editor opens.
const MAX_EDITABLE_BYTES: usize = 4 << 20;
/// Recent URLs that a draft offers.
const MAX_URLS: usize = 12;

impl Replay {
    /// The request of an event, for the editor.
    pub async fn draft(&self, id: i64) -> Result<DraftView, ReplayError> {
        let opened = self.events.opened(id).await?;
        let event = &opened.event;
        let (headers, dropped) = end_to_end(&event.capture.headers);
        let body = &event.capture.body;
        let not_editable = if body.len() > MAX_EDITABLE_BYTES {
            Some("The body is larger than 4 MiB, so it cannot be edited. It is sent as received.")
        } else if str::from_utf8(body).is_err() {
            Some("The body is not UTF-8 text, so it cannot be edited. It is sent byte for byte as received.")
        } else {
            None
        };
        Ok(DraftView {
            event_id: id,
            method: event.capture.method.clone(),
            url: self.last_url(id).await?.unwrap_or_default(),
            recent_urls: self.store.resends().recent_urls(MAX_URLS).await?,
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
            kept: self.stored_draft(id).await?,
        })
    }

    /// Stores a draft until its request is answered, or until [`Replay::delete_draft`].
    pub async fn save_draft(&self, request: SendRequest) -> Result<(), ReplayError> {
        let id = request.event_id;
        // A confirmation applies to one send only.
        let request = SendRequest { confirmed: false, ..request };
        self.confirm_tls(&request).await;
        let text = serde_json::to_string(&request)?;
        if self.store.drafts_mut().put(id, text).await? { Ok(()) } else { Err(ReplayError::NoEvent(id)) }
    }

    /// Deletes the stored draft of an event.
    pub async fn delete_draft(&self, event_id: i64) -> Result<(), ReplayError> {
        Ok(self.store.drafts_mut().remove(event_id).await?)
    }

    /// The stored draft of an event. A draft that cannot be read was stored by another version and
    /// is ignored.
    async fn stored_draft(&self, id: i64) -> Result<Option<SendRequest>, ReplayError> {
        let stored = self.store.drafts().get(id).await?;
        let draft: Option<SendRequest> = stored.and_then(|text| {
            serde_json::from_str(&text)
                .inspect_err(|error| tracing::warn!(%error, id, "a stored draft cannot be read and is ignored"))
                .ok()
        });
        // A draft from elsewhere must not turn the check of a certificate off.
        Ok(draft.map(|draft| {
            let verify_tls = draft.verify_tls || !self.outbound.is_unverified_confirmed(draft.url.trim());
            SendRequest { verify_tls, ..draft }
        }))
    }

    /// Remembers on this computer that a person turned the check of a certificate off.
    pub(super) async fn confirm_tls(&self, request: &SendRequest) {
        // The URL of a draft can be incomplete.
        if !request.verify_tls
            && let Err(error) = self.outbound.confirm_unverified(request.url.trim()).await
        {
            tracing::debug!(%error, "the URL of a draft has no host yet");
        }
    }
}
