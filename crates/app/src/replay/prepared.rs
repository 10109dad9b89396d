//! The request that goes out. Whoever asks for it, it is made here: for a send, a preview, a copy, a comparison.
//!
//! Promises: what is not edited is the received bytes, body and header lines; headers that belong to one connection stay
//! behind and are named. Kept out: what the connection adds (`hookglass_outbound::head`).

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

use super::{Numbers, Resend};
use crate::{
    base::blocking,
    error::AppError,
    events::Opened,
    replay::Replay,
    view::{BodyDraft, FreshDraft, SendRequest, SigningChoice},
};

/// The largest file that is sent as a body, in bytes.
const MOST_OF_A_FILE: u64 = 256 << 20;

/// A request as it goes out, but for what the connection adds.
#[derive(Debug, Clone)]
pub(crate) struct Prepared {
    pub(crate) outgoing: Outgoing,
    /// What was done about the signature.
    pub(crate) signed: Signed,
    /// What was made new.
    pub(crate) fresh: Vec<Edit>,
    /// Names of the headers that came or were written and belong to one connection, or to another signature.
    pub(crate) dropped: Vec<String>,
    /// The header lines as drafted, before the signature.
    pub(crate) drafted: Headers,
}

/// What somebody wants sent.
struct Wanted {
    method: String,
    url: String,
    headers: Headers,
    body: Bytes,
    fresh: FreshDraft,
    /// After what is made new.
    edits: Vec<Edit>,
    signing: SigningChoice,
}

impl Replay {
    /// The request that the window's draft is of.
    pub(crate) async fn prepared_request(
        &self,
        opened: &Arc<Opened>,
        request: &SendRequest,
        numbers: Numbers,
    ) -> Result<Prepared, AppError> {
        let wanted = Wanted {
            method: request.method.trim().to_owned(),
            url: request.url.trim().to_owned(),
            headers: drafted(opened, request)?,
            body: body(opened, &request.body).await?,
            fresh: request.fresh,
            edits: Vec::new(),
            signing: request.signing.clone(),
        };
        self.prepare(opened, wanted, numbers).await
    }

    /// The request that the command line asks for.
    pub(crate) async fn prepared_for_command(
        &self,
        opened: &Arc<Opened>,
        how: &Resend,
        numbers: Numbers,
    ) -> Result<Prepared, AppError> {
        let (id, capture) = (opened.event.id, &opened.event.capture);
        let (method, received, body) = match &how.request {
            Some(given) => (&given.method, given.headers.clone(), &given.body),
            None => (&capture.method, end_to_end(&capture.headers).0, &capture.body),
        };
        how.headers.iter().try_for_each(|(name, value)| is_one_line(name, value))?;
        let wanted = Wanted {
            method: method.clone(),
            url: self.url_for_command(id, how).await?,
            headers: replaced(&received, &how.headers),
            body: how.body.as_ref().unwrap_or(body).clone(),
            fresh: how.fresh,
            edits: how.edits.clone(),
            signing: how.signing.clone(),
        };
        self.prepare(opened, wanted, numbers).await
    }

    /// Where the command line sends to.
    pub(super) async fn url_for_command(&self, id: i64, how: &Resend) -> Result<String, AppError> {
        let given = how.to.as_ref().or(how.request.as_ref().map(|request| &request.url));
        match given {
            Some(url) => Ok(url.clone()),
            None => self.last_url(id).await?.ok_or(AppError::NoTarget(id)),
        }
    }

    async fn prepare(&self, opened: &Arc<Opened>, wanted: Wanted, numbers: Numbers) -> Result<Prepared, AppError> {
        let Wanted { method, url, headers: drafted, body, fresh, edits, signing } = wanted;
        let event = &opened.event;
        let fresh = self.fresh_edits(event, fresh, numbers).await?;
        let (headers, mut dropped) = without_hops(&drafted);
        let edits = [fresh.clone(), edits].concat();
        let secrets = self.secrets.named_secrets();
        let opened = Arc::clone(opened);
        // As long as the body is large: it is taken apart for each edit, and hashed.
        blocking(move || {
            let outgoing = Outgoing { method, url, headers, body };
            let (outgoing, signed) = made(&opened.event, outgoing, &edits, &signing, &secrets, Timestamp::now())?;
            let received = end_to_end(&opened.event.capture.headers).1;
            let gone = drafted.iter().map(|(name, _)| name).filter(|name| outgoing.headers.get(name).is_none());
            dropped.extend(received.into_iter().chain(gone.map(str::to_owned)));
            let mut named: Vec<String> = Vec::new();
            dropped.retain(|name| {
                let is_new = !named.iter().any(|other| other.eq_ignore_ascii_case(name));
                named.push(name.clone());
                is_new
            });
            Ok(Prepared { outgoing, signed, fresh, dropped, drafted })
        })
        .await?
    }
}

/// The event as it came but for what belonged to its connection, with members made new and a signature as it was chosen.
pub(crate) fn again(
    event: &StoredEvent,
    to: &str,
    fresh: &[Edit],
    signing: &SigningChoice,
    secrets: &[NamedSecret],
    now: Timestamp,
) -> Result<Outgoing, AppError> {
    let capture = &event.capture;
    let outgoing = Outgoing {
        method: capture.method.clone(),
        url: to.to_owned(),
        headers: end_to_end(&capture.headers).0,
        body: capture.body.clone(),
    };
    Ok(made(event, outgoing, fresh, signing, secrets, now)?.0)
}

/// A request after its edits, signed as it was chosen.
fn made(
    event: &StoredEvent,
    mut outgoing: Outgoing,
    edits: &[Edit],
    signing: &SigningChoice,
    secrets: &[NamedSecret],
    now: Timestamp,
) -> Result<(Outgoing, Signed), AppError> {
    outgoing.body = edit::apply(&outgoing.body, edits)?;
    let signed = super::signing::sign(event, secrets, signing, &mut outgoing, now)?;
    Ok((outgoing, signed))
}

/// The header lines of a draft that are on. One that is untouched has its exact bytes.
fn drafted(opened: &Opened, request: &SendRequest) -> Result<Headers, AppError> {
    let (originals, _) = end_to_end(&opened.event.capture.headers);
    let originals: Vec<_> = originals.iter().collect();
    let mut headers = Headers::default();
    for header in request.headers.iter().filter(|header| header.on) {
        match header.original.and_then(|at| originals.get(at as usize)) {
            Some((name, value)) => headers.push(name.as_bytes(), value),
            None => {
                is_one_line(&header.name, &header.value)?;
                headers.push(header.name.trim().as_bytes(), header.value.trim().as_bytes());
            }
        }
    }
    Ok(headers)
}

/// Headers that were written by hand can belong to one connection, too. Another `Host` than the URL's is meant.
fn without_hops(headers: &Headers) -> (Headers, Vec<String>) {
    let (_, mut hops) = end_to_end(headers);
    hops.retain(|name| !name.eq_ignore_ascii_case("host"));
    let stays = |name: &str| !hops.iter().any(|hop| hop.eq_ignore_ascii_case(name));
    let kept = Headers::from_pairs(headers.iter().filter(|(name, _)| stays(name)));
    (kept, hops)
}

async fn body(opened: &Opened, draft: &BodyDraft) -> Result<Bytes, AppError> {
    match draft {
        BodyDraft::Received => Ok(opened.event.capture.body.clone()),
        BodyDraft::Text { text } => Ok(Bytes::copy_from_slice(text.as_bytes())),
        BodyDraft::File { path } => {
            let path = path.clone();
            blocking(move || read(&path)).await?
        }
    }
}

/// Reads a file as it is now. What is no plain file could be read without end.
fn read(path: &str) -> Result<Bytes, AppError> {
    let told = |why: String| AppError::BodyFile { path: path.to_owned(), why };
    let failed = |error: std::io::Error| told(error.to_string());
    // Looked at before it is opened: opening a pipe waits for its other end.
    if !std::fs::metadata(path).map_err(failed)?.is_file() {
        return Err(told("it is not a plain file; choose one".to_owned()));
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(failed)?;
    file.take(MOST_OF_A_FILE + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > MOST_OF_A_FILE {
        return Err(told("it is larger than 256 MiB; choose a smaller one".to_owned()));
    }
    Ok(bytes.into())
}

/// The same lines with new ones in the place of all lines of their names; a name that was not there comes at the end.
fn replaced(headers: &Headers, new: &[(String, String)]) -> Headers {
    let mut out = Headers::default();
    let mut placed: Vec<&str> = Vec::new();
    for (name, value) in headers.iter() {
        if named(new, name).next().is_none() {
            out.push(name.as_bytes(), value);
        } else if !placed.iter().any(|other| other.eq_ignore_ascii_case(name)) {
            named(new, name).for_each(|value| out.push(name.as_bytes(), value.as_bytes()));
            placed.push(name);
        }
    }
    let rest = new.iter().filter(|(name, _)| !placed.iter().any(|other| other.eq_ignore_ascii_case(name)));
    rest.for_each(|(name, value)| out.push(name.as_bytes(), value.as_bytes()));
    out
}

fn named<'a>(headers: &'a [(String, String)], name: &'a str) -> impl Iterator<Item = &'a str> {
    headers.iter().filter(move |(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

/// A line break would end the header and begin another.
fn is_one_line(name: &str, value: &str) -> Result<(), AppError> {
    if name.contains(['\r', '\n', ':']) || value.contains(['\r', '\n', '\0']) {
        return Err(AppError::Setting(format!("the header '{}' has a character that no header can have", name.trim())));
    }
    Ok(())
}
