//! Previews a request before it is sent.

use hookglass_json::edit::Edit;
use hookglass_outbound::head;
use hookglass_request::headers::Headers;

use super::{context::Replay, error::ReplayError, generated::Numbers, prepared::Prepared};
use crate::{
    error::AppError,
    inbox::header_lines::header_lines,
    view::{GeneratedValue, HeaderLine, RequestPreview, SendRequest},
};

impl Replay {
    /// The exact request that would be sent now. Sends nothing. A problem that prevents the send is
    /// part of the preview.
    pub async fn preview(&self, request: &SendRequest) -> Result<RequestPreview, ReplayError> {
        let opened = self.events.opened(request.event_id).await?;
        match self.prepared_request(&opened, request, Numbers::Shown).await {
            Ok(prepared) => Ok(of_prepared(prepared)),
            Err(error @ ReplayError::Store(_)) => Err(error),
            Err(error) => Ok(RequestPreview {
                headers: drafted(request),
                added: Vec::new(),
                dropped: Vec::new(),
                size: 0,
                signed: "none".to_owned(),
                fresh: Vec::new(),
                problem: Some(AppError::from(error).problem().detail),
            }),
        }
    }
}

fn of_prepared(prepared: Prepared) -> RequestPreview {
    let Prepared { outgoing, signed, fresh, mut dropped, drafted } = prepared;
    let (headers, problem) = match head(&outgoing) {
        Ok(headers) => (headers, None),
        Err(error) => (outgoing.headers, Some(error.to_string())),
    };
    let is_in = |headers: &Headers, name: &str| headers.get(name).is_some();
    let mut added: Vec<String> = Vec::new();
    for (name, _) in headers.iter().filter(|(name, _)| !is_in(&drafted, name)) {
        if !added.iter().any(|other| other.eq_ignore_ascii_case(name)) {
            added.push(name.to_owned());
        }
    }
    // A header that the connection generates is sent, so it is not dropped.
    dropped.retain(|name| !is_in(&headers, name));
    let fresh = fresh.into_iter().filter_map(|edit| match edit {
        Edit::Set { at, json } => Some(GeneratedValue { pointer: at.to_string(), json }),
        Edit::Unset { .. } => None,
    });
    RequestPreview {
        headers: header_lines(&headers),
        added,
        dropped,
        size: outgoing.body.len() as u64,
        signed: signed.word().to_owned(),
        fresh: fresh.collect(),
        problem,
    }
}

fn drafted(request: &SendRequest) -> Vec<HeaderLine> {
    let on = request.headers.iter().filter(|header| header.on);
    on.map(|header| HeaderLine { name: header.name.clone(), value: header.value.clone(), exact: true }).collect()
}
