//! One request and its answer: the [`Capture`] is made, handed to `handle`, and what `handle` decides is written.
//!
//! Once a request has begun it is kept, whatever its sender does. hyper drops the future of a request when the
//! connection breaks, so that future goes [`on by itself`](ToTheEnd) when it is dropped; the [`Sender`] has gone then.

use axum::body::Body;
use axum::response::Response;
use hookglass_automation::rule::Break;
use hookglass_request::answer::Answer;
use hookglass_request::capture::{Capture, Truncation, Version};
use hookglass_request::headers::Headers;
use http::header::{CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER, TRANSFER_ENCODING};
use http::request::Parts;
use http::{HeaderName, HeaderValue, StatusCode};
use jiff::Timestamp;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use crate::body;
use crate::broken::{Broken, Half};
use crate::heads::{Head, Heads};
use crate::now;
use crate::sender::{Flag, Line, Sender};

/// What a sender gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// This answer.
    Answer(Answer),
    /// No whole one. Over HTTP/2 each of them ends the request's stream with a reset, and not the connection.
    Break(Break),
}

/// Why an event could not be stored, for its sender.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotStored {
    /// Which status this is.
    pub cause: Cause,
    /// What happened and what to do, in a sentence.
    pub reason: String,
    /// After how many seconds it is worth another try.
    pub retry_after: Option<u32>,
}

/// The two ways in which storing fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// 503: it cannot be done now.
    Unavailable,
    /// 507: there is no room.
    Full,
}

impl NotStored {
    /// 503 with a reason.
    pub fn unavailable(reason: impl Into<String>) -> Self {
        Self { cause: Cause::Unavailable, reason: reason.into(), retry_after: None }
    }

    /// 507 with a reason.
    pub fn full(reason: impl Into<String>) -> Self {
        Self { cause: Cause::Full, ..Self::unavailable(reason) }
    }

    /// Adds `Retry-After`.
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }
}

/// What the requests of one connection have in common.
#[derive(Debug, Clone)]
pub(crate) struct Connection {
    pub(crate) peer: SocketAddr,
    pub(crate) heads: Arc<Heads>,
    pub(crate) line: Arc<Line>,
}

/// What one request is received with.
pub(crate) struct Terms<H> {
    /// The body limit.
    pub(crate) limit: usize,
    pub(crate) handle: Arc<H>,
    /// Raised when nobody waits for the response any more.
    pub(crate) dropped: Arc<Flag>,
    /// Raised when the receiver is to stop.
    pub(crate) stop: Arc<Flag>,
}

/// Answers one request.
pub(crate) async fn answer<H, F>(connection: Connection, request: axum::extract::Request, terms: Terms<H>) -> Response
where
    H: Fn(Capture, Sender) -> F,
    F: Future<Output = Result<Reply, NotStored>>,
{
    let Terms { limit, handle, dropped, stop } = terms;
    let (parts, body) = request.into_parts();
    let head = connection.head(&parts);
    let body::Read { kept, cut, rest } = body::read(body, limit).await;
    let is_http2 = head.version == Version::Http2;
    let close = cut == Some(Truncation::OverLimit) && !is_http2;
    let sender = || Sender::new(Arc::clone(&dropped), Arc::clone(&connection.line), Arc::clone(&stop));
    let capture = Capture {
        began_at: head.began_at,
        received_at: now(),
        peer: connection.peer,
        version: head.version,
        method: parts.method.as_str().to_owned(),
        target: head.target,
        headers: Headers::from_block(head.block),
        body: kept,
        cut,
    };
    let outcome = match rest {
        None => handle(capture, sender()).await,
        Some(rest) => tokio::join!(handle(capture, sender()), body::discard(rest)).0,
    };
    let mut response = match outcome {
        Ok(Reply::Answer(answer)) => written(answer, Body::from),
        Ok(Reply::Break(Break::HalfBody(answer))) => written(answer, Half::of),
        Ok(Reply::Break(Break::NoAnswer)) => {
            let sender = sender();
            tokio::select! {
                () = sender.gone() => {}
                () = sender.stopping() => {}
            }
            broken()
        }
        Ok(Reply::Break(Break::Reset)) => {
            if !is_http2 {
                connection.line.end_with_reset();
            }
            broken()
        }
        Err(not_stored) => refused(&not_stored),
    };
    if close {
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

impl Connection {
    /// The head of a request as it was sent; as hyper sees it when the bytes are not known, and for HTTP/2.
    fn head(&self, parts: &Parts) -> Head {
        let seen = match parts.version {
            http::Version::HTTP_2 => None,
            _ => self.heads.take(&parts.method, &parts.uri),
        };
        seen.unwrap_or_else(|| head_from(parts, now()))
    }
}

/// hyper's view of a head. HTTP/2 has no header lines; its fields are written as such, with `:authority` as `host`
/// (RFC 9113, 8.3.1).
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
        Some(local) => local.as_str().to_owned(),
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
    }
}

/// An answer for the wire. What HTTP does not allow in it is left out: the event is stored, and an answer with a line
/// less is better than none.
fn written(answer: Answer, body: impl FnOnce(Vec<u8>) -> Body) -> Response {
    let mut response = Response::new(body(answer.body));
    *response.status_mut() =
        StatusCode::from_u16(answer.status).ok().filter(|status| !status.is_informational()).unwrap_or_else(|| {
            tracing::warn!(
                status = answer.status,
                "an answer's status is not a final HTTP status; 500 is sent instead"
            );
            StatusCode::INTERNAL_SERVER_ERROR
        });
    for (name, value) in answer.headers.iter() {
        match (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_bytes(value)) {
            // The length is the body's; a second one would break the connection.
            (Ok(name), _) if name == CONTENT_LENGTH || name == TRANSFER_ENCODING => {}
            (Ok(name), Ok(value)) => {
                response.headers_mut().append(name, value);
            }
            _ => tracing::warn!(name, "an answer's header is not HTTP; it is left out"),
        }
    }
    response
}

/// A response that is not sent: the request ends in an error instead.
fn broken() -> Response {
    let mut response = Response::new(Body::empty());
    response.extensions_mut().insert(Broken);
    response
}

fn refused(not_stored: &NotStored) -> Response {
    let body = serde_json::json!({ "error": not_stored.reason }).to_string();
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = match not_stored.cause {
        Cause::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        Cause::Full => StatusCode::INSUFFICIENT_STORAGE,
    };
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if let Some(seconds) = not_stored.retry_after {
        headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// A future that is never given up: dropped before its end, it goes on in a task of its own. A task for every request
/// from the start would do the same, and cost every request a change of threads.
pub(crate) struct ToTheEnd<T: 'static> {
    future: Option<Pin<Box<dyn Future<Output = T> + Send>>>,
    dropped: Arc<Flag>,
}

impl<T: 'static> ToTheEnd<T> {
    /// `dropped` is raised when it is dropped before its end.
    pub(crate) fn new(future: impl Future<Output = T> + Send + 'static, dropped: Arc<Flag>) -> Self {
        Self { future: Some(Box::pin(future)), dropped }
    }
}

impl<T: 'static> Future for ToTheEnd<T> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        let Some(future) = &mut self.future else {
            // Polled after its end, which no caller of a future does.
            return Poll::Pending;
        };
        let poll = future.as_mut().poll(cx);
        if poll.is_ready() {
            self.future = None;
        }
        poll
    }
}

impl<T: 'static> Drop for ToTheEnd<T> {
    fn drop(&mut self) {
        // A future that panicked must not be polled again.
        if self.future.is_some() {
            self.dropped.raise();
        }
        if let Some(future) = self.future.take()
            && !std::thread::panicking()
            && let Ok(runtime) = tokio::runtime::Handle::try_current()
        {
            runtime.spawn(async move {
                future.await;
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Flag, ToTheEnd};
    use std::sync::Arc;
    use tokio::sync::{Notify, oneshot};

    #[tokio::test]
    async fn a_dropped_request_is_handled_to_its_end() {
        let release = Arc::new(Notify::new());
        let released = Arc::clone(&release);
        let (done, is_done) = oneshot::channel();
        let dropped = Arc::new(Flag::default());
        let handled = async move {
            released.notified().await;
            done.send(()).unwrap();
        };
        let mut request = ToTheEnd::new(handled, Arc::clone(&dropped));
        let first_poll = std::future::poll_fn(|cx| {
            let poll = Future::poll(std::pin::Pin::new(&mut request), cx);
            std::task::Poll::Ready(poll.is_pending())
        });
        assert!(first_poll.await);
        drop(request);
        dropped.raised().await;
        release.notify_one();
        assert!(is_done.await.is_ok(), "it went on without its connection");
    }
}
