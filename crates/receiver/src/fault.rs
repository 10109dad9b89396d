//! Faults: ends a request without a whole answer, as a rule demands.
//!
//! hyper ends a request whose service returns an error: it resets the stream of an HTTP/2 request,
//! and drops the connection of an HTTP/1.1 request. So a fault is an error of the service.

use axum::body::{Body, HttpBody};
use bytes::Bytes;
use hookglass_clock::Clock;
use hyper::body::{Frame, SizeHint};
use std::{
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

/// The time that the first half of a body has to leave. Bytes that hyper still buffers are lost
/// with the connection.
const FLUSH_DELAY: Duration = Duration::from_millis(20);

/// The error that ends a request. As an extension of a response it means that the response is not
/// sent.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("a fault ends this request without a whole answer")]
pub(crate) struct Fault;

/// A body that announces its full length and fails after its first half.
pub(crate) struct HalfBody {
    announced: u64,
    first_half: Option<Bytes>,
    clock: Clock,
    flush: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
}

impl HalfBody {
    pub(crate) fn boxed(body: Vec<u8>, clock: Clock) -> Body {
        let announced = body.len() as u64;
        let mut half = Bytes::from(body);
        half.truncate(half.len() / 2);
        let first_half = Some(half).filter(|half| !half.is_empty());
        Body::new(Self { announced, first_half, clock, flush: None })
    }
}

impl HttpBody for HalfBody {
    type Data = Bytes;
    type Error = Fault;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Fault>>> {
        let body = self.get_mut();
        if let Some(half) = body.first_half.take() {
            return Poll::Ready(Some(Ok(Frame::data(half))));
        }
        let flush = body.flush.get_or_insert_with(|| {
            let clock = body.clock.clone();
            Box::pin(async move { clock.sleep(FLUSH_DELAY).await })
        });
        flush.as_mut().poll(cx).map(|()| Some(Err(Fault)))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.announced)
    }
}
