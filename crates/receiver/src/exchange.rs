//! One request and its reply: builds the [`Capture`], passes it to `handle`, and makes the
//! response.
//!
//! A request that has begun is always handled, even if its caller disconnects. hyper drops the
//! request's future when the connection breaks; [`DetachOnDrop`](crate::detach::DetachOnDrop) then
//! finishes it.

use axum::{body::Body, response::Response};
use hookglass_clock::Clock;
use hookglass_request::{
    answer::Fault,
    capture::{Capture, Truncation, Version},
    headers::Headers,
};
use http::{
    HeaderMap, HeaderValue,
    header::{CONNECTION, EXPECT},
    request::Parts,
};
use jiff::Timestamp;
use std::{net::SocketAddr, sync::Arc};

use crate::{
    body::{self, ReceivedBody},
    budget::Budget,
    caller::{Caller, ConnectionState, Flag},
    config::RoomCheck,
    fault::HalfBody,
    heads::{Framing, Head, HeadQueue},
    reply::{NotStored, Reply},
    response,
};

const NO_ROOM: &str = "too many large bodies are being received; send the request again";
const RETRY_AFTER_SECONDS: u32 = 5;

/// What the requests of one connection share.
#[derive(Debug)]
pub(crate) struct Connection {
    pub(crate) peer: SocketAddr,
    pub(crate) heads: Arc<HeadQueue>,
    pub(crate) state: Arc<ConnectionState>,
    pub(crate) clock: Clock,
}

/// What one request needs besides its connection.
pub(crate) struct Handling<H> {
    pub(crate) body_limit: usize,
    pub(crate) budget: Budget,
    pub(crate) room: RoomCheck,
    pub(crate) handle: Arc<H>,
    /// Raised when hyper drops the request.
    pub(crate) dropped: Arc<Flag>,
    /// Raised when the receiver shuts down.
    pub(crate) shutdown: Arc<Flag>,
}

/// Answers one request.
pub(crate) async fn answer<H, F>(
    connection: Arc<Connection>,
    request: axum::extract::Request,
    handling: Handling<H>,
) -> Response
where
    H: Fn(Capture, Caller) -> F,
    F: Future<Output = Result<Reply, NotStored>>,
{
    let Handling { body_limit, budget, room, handle, dropped, shutdown } = handling;
    let clock = &connection.clock;
    let (parts, body) = request.into_parts();
    let head = connection.head(&parts);
    let is_http2 = head.version == Version::Http2;
    let rejected = |not_stored: &NotStored| {
        let mut response = response::not_stored(not_stored);
        if !is_http2 {
            response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        }
        response
    };
    if let Err(full) = room.check(body::announced(&body, body_limit)) {
        // Reading would invite the caller to send a body that it holds back.
        if !holds_back_body(&parts.headers) {
            body::discard(body, clock).await;
        }
        return rejected(&full);
    }
    let received = body::read(body, body_limit, &budget, clock).await;
    let ReceivedBody { kept, mut cut, rest } = match received {
        Ok(received) => received,
        Err(rest) => {
            tracing::warn!(peer = %connection.peer, "rejected a body: the bodies being received use all memory for them");
            body::discard(rest, clock).await;
            return rejected(&NotStored::unavailable(NO_ROOM).retry_after(RETRY_AFTER_SECONDS));
        }
    };
    if cut == Some(Truncation::SenderLeft) && !is_http2 && connection.heads.is_in_trailers() {
        // The trailers broke off, for example because their lines end with a bare LF; the body is
        // complete.
        cut = None;
    }
    let close = cut == Some(Truncation::OverLimit) && !is_http2;
    let caller = || Caller::new(Arc::clone(&dropped), Arc::clone(&connection.state), Arc::clone(&shutdown));
    let capture = Capture {
        began_at: head.began_at,
        received_at: clock.wall(),
        peer: connection.peer,
        version: head.version,
        method: parts.method.as_str().to_owned(),
        target: head.target,
        headers: Headers::from_block(head.block),
        body: kept,
        cut,
    };
    let discarded = async {
        if let Some(rest) = rest {
            body::discard(rest, clock).await;
        }
    };
    let (outcome, ()) = tokio::join!(handle(capture, caller()), discarded);
    let mut response = match outcome {
        Ok(Reply::Answer(answer)) => response::answered(answer, Body::from),
        Ok(Reply::Fault(Fault::HalfBody(answer))) => {
            response::answered(answer, |body| HalfBody::boxed(body, clock.clone()))
        }
        Ok(Reply::Fault(Fault::NoAnswer)) => {
            let caller = caller();
            tokio::select! {
                () = caller.disconnected() => {}
                () = caller.shutting_down() => {}
            }
            response::faulted()
        }
        Ok(Reply::Fault(Fault::Reset)) => {
            if !is_http2 {
                connection.state.end_with_reset();
            }
            response::faulted()
        }
        Err(not_stored) => response::not_stored(&not_stored),
    };
    if close {
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

/// Whether the caller sends its body only after it is asked to (RFC 9110, 10.1.1).
fn holds_back_body(headers: &HeaderMap) -> bool {
    headers.get(EXPECT).is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"100-continue"))
}

impl Connection {
    /// The verbatim head of a request. HTTP/2 requests, and requests whose bytes the tracker could
    /// not follow, get hyper's view of the head.
    fn head(&self, parts: &Parts) -> Head {
        let verbatim = match parts.version {
            http::Version::HTTP_2 => None,
            _ => self.heads.take(parts),
        };
        verbatim.unwrap_or_else(|| head_from(parts, self.clock.wall()))
    }
}

/// A head from hyper's view. HTTP/2 has no header lines: its fields are written as lines,
/// `:authority` as `host` (RFC 9113, 8.3.1).
fn head_from(parts: &Parts, began_at: Timestamp) -> Head {
    let mut headers = Headers::default();
    if let Some(authority) = parts.uri.authority()
        && parts.version == http::Version::HTTP_2
        && !parts.headers.contains_key(http::header::HOST)
    {
        headers.push(b"host", authority.as_str().as_bytes());
    }
    for (name, value) in &parts.headers {
        headers.push(name.as_str().as_bytes(), value.as_bytes());
    }
    let target = match parts.uri.path_and_query() {
        Some(origin_form) => origin_form.as_str().to_owned(),
        None => parts.uri.to_string(),
    };
    Head {
        began_at,
        method: parts.method.clone(),
        target: target.into_bytes(),
        version: match parts.version {
            http::Version::HTTP_2 => Version::Http2,
            http::Version::HTTP_10 => Version::Http10,
            _ => Version::Http11,
        },
        block: headers.block().to_vec(),
        framing: Framing::default(),
    }
}
