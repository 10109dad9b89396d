//! Builds the request for a send, a preview, a copy and a comparison.
//!
//! Unedited parts of the body and the header lines keep their received bytes. Headers that belong
//! to one connection are removed, and their names are returned. Kept out: headers that the
//! connection adds (`hookglass_outbound::head`).

use bytes::Bytes;
use hookglass_json::edit::{self, Edit};
use hookglass_request::{
    headers::Headers,
    outgoing::{Outgoing, Signed, end_to_end},
};
use hookglass_senders::signature::NamedSecret;
use hookglass_store::StoredEvent;
use jiff::Timestamp;
use std::{fs::File, io::Read as _, sync::Arc};

use super::{context::Replay, error::ReplayError, generated::Numbers, options::Resend};
use crate::{
    base::blocking,
    events::Opened,
    view::{BodyDraft, GenerateOnSend, SendRequest, SigningChoice},
};

/// Bytes of the largest file that can be sent as a body.
const MAX_BODY_FILE_BYTES: u64 = 256 << 20;

/// A request that is ready to send, without the headers that the connection adds.
#[derive(Debug, Clone)]
pub(crate) struct Prepared {
    pub(crate) outgoing: Outgoing,
    /// How it is signed.
    pub(crate) signed: Signed,
    /// The generated members.
    pub(crate) fresh: Vec<Edit>,
    /// Names of headers that are not sent, because they belong to one connection or to another
    /// signature.
    pub(crate) dropped: Vec<String>,
    /// The header lines of the draft, before the request is signed.
    pub(crate) drafted: Headers,
}

/// The parts of a request, before edits and the signature.
struct Parts {
    method: String,
    url: String,
    headers: Headers,
    body: Bytes,
    fresh: GenerateOnSend,
    /// Applied after the generated members.
    edits: Vec<Edit>,
    signing: SigningChoice,
}

impl Replay {
    /// The request of a draft in the window.
    pub(crate) async fn prepared_request(
        &self,
        opened: &Arc<Opened>,
        request: &SendRequest,
        numbers: Numbers,
    ) -> Result<Prepared, ReplayError> {
        let parts = Parts {
            method: request.method.trim().to_owned(),
            url: request.url.trim().to_owned(),
            headers: drafted(opened, request)?,
            body: body(opened, &request.body).await?,
            fresh: request.fresh,
            edits: Vec::new(),
            signing: request.signing.clone(),
        };
        self.prepare(opened, parts, numbers).await
    }

    /// The request of the command line.
    pub(crate) async fn prepared_for_command(
        &self,
        opened: &Arc<Opened>,
        how: &Resend,
        numbers: Numbers,
    ) -> Result<Prepared, ReplayError> {
        let (id, capture) = (opened.event.id, &opened.event.capture);
        let (method, received, body) = match &how.request {
            Some(request) => (&request.method, request.headers.clone(), &request.body),
            None => (&capture.method, end_to_end(&capture.headers).0, &capture.body),
        };
        how.headers.iter().try_for_each(|(name, value)| ensure_one_line(name, value))?;
        let parts = Parts {
            method: method.clone(),
            url: self.url_for_command(id, how).await?,
            headers: replaced(&received, &how.headers),
            body: how.body.as_ref().unwrap_or(body).clone(),
            fresh: how.fresh,
            edits: how.edits.clone(),
            signing: how.signing.clone(),
        };
        self.prepare(opened, parts, numbers).await
    }

    /// The target URL of a resend from the command line.
    pub(super) async fn url_for_command(&self, id: i64, how: &Resend) -> Result<String, ReplayError> {
        let url = how.to.as_ref().or(how.request.as_ref().map(|request| &request.url));
        match url {
            Some(url) => Ok(url.clone()),
            None => self.last_url(id).await?.ok_or(ReplayError::NoTarget(id)),
        }
    }

    async fn prepare(&self, opened: &Arc<Opened>, parts: Parts, numbers: Numbers) -> Result<Prepared, ReplayError> {
        let Parts { method, url, headers: drafted, body, fresh, edits, signing } = parts;
        let event = &opened.event;
        let fresh = self.fresh_edits(event, fresh, numbers).await?;
        let (headers, mut dropped) = without_connection_headers(&drafted);
        let edits = [fresh.clone(), edits].concat();
        let secrets = self.secrets.named_secrets();
        let (opened, now) = (Arc::clone(opened), self.clock.wall());
        // Each edit parses the body, and the signature hashes it.
        blocking(move || {
            let outgoing = Outgoing { method, url, headers, body };
            let (outgoing, signed) = finished(&opened.event, outgoing, &edits, &signing, &secrets, now)?;
            let of_connection = end_to_end(&opened.event.capture.headers).1;
            let removed = drafted.iter().map(|(name, _)| name).filter(|name| outgoing.headers.get(name).is_none());
            dropped.extend(of_connection.into_iter().chain(removed.map(str::to_owned)));
            let mut seen: Vec<String> = Vec::new();
            dropped.retain(|name| {
                let is_new = !seen.iter().any(|other| other.eq_ignore_ascii_case(name));
                seen.push(name.clone());
                is_new
            });
            Ok(Prepared { outgoing, signed, fresh, dropped, drafted })
        })
        .await?
    }
}

/// The received request with generated members and the chosen signature, without the headers of its
/// connection.
pub(crate) fn request_for_resend(
    event: &StoredEvent,
    to: &str,
    fresh: &[Edit],
    signing: &SigningChoice,
    secrets: &[NamedSecret],
    now: Timestamp,
) -> Result<Outgoing, ReplayError> {
    let capture = &event.capture;
    let outgoing = Outgoing {
        method: capture.method.clone(),
        url: to.to_owned(),
        headers: end_to_end(&capture.headers).0,
        body: capture.body.clone(),
    };
    Ok(finished(event, outgoing, fresh, signing, secrets, now)?.0)
}

/// A request after its edits, signed as chosen.
fn finished(
    event: &StoredEvent,
    mut outgoing: Outgoing,
    edits: &[Edit],
    signing: &SigningChoice,
    secrets: &[NamedSecret],
    now: Timestamp,
) -> Result<(Outgoing, Signed), ReplayError> {
    outgoing.body = edit::apply(&outgoing.body, edits)?;
    let signed = super::signing::sign(event, secrets, signing, &mut outgoing, now)?;
    Ok((outgoing, signed))
}

/// The enabled header lines of a draft. Untouched ones keep their exact bytes.
fn drafted(opened: &Opened, request: &SendRequest) -> Result<Headers, ReplayError> {
    let (originals, _) = end_to_end(&opened.event.capture.headers);
    let originals: Vec<_> = originals.iter().collect();
    let mut headers = Headers::default();
    for header in request.headers.iter().filter(|header| header.on) {
        match header.original.and_then(|at| originals.get(at as usize)) {
            Some((name, value)) => headers.push(name.as_bytes(), value),
            None => {
                ensure_one_line(&header.name, &header.value)?;
                headers.push(header.name.trim().as_bytes(), header.value.trim().as_bytes());
            }
        }
    }
    Ok(headers)
}

/// Removes headers that belong to one connection, which a person may have typed. Keeps a custom
/// `Host`.
fn without_connection_headers(headers: &Headers) -> (Headers, Vec<String>) {
    let (_, mut removed) = end_to_end(headers);
    removed.retain(|name| !name.eq_ignore_ascii_case("host"));
    let stays = |name: &str| !removed.iter().any(|other| other.eq_ignore_ascii_case(name));
    let remaining = Headers::from_pairs(headers.iter().filter(|(name, _)| stays(name)));
    (remaining, removed)
}

async fn body(opened: &Opened, draft: &BodyDraft) -> Result<Bytes, ReplayError> {
    match draft {
        BodyDraft::Received => Ok(opened.event.capture.body.clone()),
        BodyDraft::Text { text } => Ok(Bytes::copy_from_slice(text.as_bytes())),
        BodyDraft::File { path } => {
            let path = path.clone();
            blocking(move || read_body_file(&path)).await?
        }
    }
}

/// Reads the current contents of a plain file. Other files are rejected, because reading a device
/// may never end.
fn read_body_file(path: &str) -> Result<Bytes, ReplayError> {
    let failure = |why: String| ReplayError::BodyFile { path: path.to_owned(), why };
    let failed = |error: std::io::Error| failure(error.to_string());
    // Checked before the file is opened, because opening a pipe waits for a writer.
    if !std::fs::metadata(path).map_err(failed)?.is_file() {
        return Err(failure("it is not a plain file; choose one".to_owned()));
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(failed)?;
    file.take(MAX_BODY_FILE_BYTES + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > MAX_BODY_FILE_BYTES {
        return Err(failure("it is larger than 256 MiB; choose a smaller one".to_owned()));
    }
    Ok(bytes.into())
}

/// Replaces header lines by name. Lines with new names are appended.
fn replaced(headers: &Headers, new: &[(String, String)]) -> Headers {
    let mut out = Headers::default();
    let mut placed: Vec<&str> = Vec::new();
    for (name, value) in headers.iter() {
        if values_of(new, name).next().is_none() {
            out.push(name.as_bytes(), value);
        } else if !placed.iter().any(|other| other.eq_ignore_ascii_case(name)) {
            values_of(new, name).for_each(|value| out.push(name.as_bytes(), value.as_bytes()));
            placed.push(name);
        }
    }
    let added = new.iter().filter(|(name, _)| !placed.iter().any(|other| other.eq_ignore_ascii_case(name)));
    added.for_each(|(name, value)| out.push(name.as_bytes(), value.as_bytes()));
    out
}

fn values_of<'a>(headers: &'a [(String, String)], name: &'a str) -> impl Iterator<Item = &'a str> {
    headers.iter().filter(move |(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

/// Fails if a header has a character that would end it, such as a line break.
fn ensure_one_line(name: &str, value: &str) -> Result<(), ReplayError> {
    if name.contains(['\r', '\n', ':']) || value.contains(['\r', '\n', '\0']) {
        return Err(ReplayError::HeaderCharacter(name.trim().to_owned()));
    }
    Ok(())
}
