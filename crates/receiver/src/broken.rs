//! Leaving a sender without a whole answer, as a rule wants it.
//!
//! What is to break is said by the service's error: of that hyper resets the stream of an HTTP/2 request, and drops the
//! connection of an HTTP/1.1 one.

use axum::body::{Body, HttpBody};
use bytes::Bytes;
use hyper::body::{Frame, SizeHint};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Sleep, sleep};

/// How long the first half has to leave: what hyper still holds is lost with the connection.
const TO_LEAVE: Duration = Duration::from_millis(20);

/// Stands at a response that is not to be sent.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("a rule wants this request to go without an answer")]
pub(crate) struct Broken;

/// The first half of a body that is announced whole.
pub(crate) struct Half {
    whole: u64,
    first: Option<Bytes>,
    leaving: Option<Pin<Box<Sleep>>>,
}

impl Half {
    pub(crate) fn of(body: Vec<u8>) -> Body {
        let whole = body.len() as u64;
        let mut first = Bytes::from(body);
        first.truncate(first.len() / 2);
        Body::new(Self { whole, first: Some(first).filter(|first| !first.is_empty()), leaving: None })
    }
}

impl HttpBody for Half {
    type Data = Bytes;
    type Error = Broken;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Broken>>> {
        let half = self.get_mut();
        if let Some(first) = half.first.take() {
            return Poll::Ready(Some(Ok(Frame::data(first))));
        }
        let leaving = half.leaving.get_or_insert_with(|| Box::pin(sleep(TO_LEAVE)));
        leaving.as_mut().poll(cx).map(|()| Some(Err(Broken)))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.whole)
    }
}
