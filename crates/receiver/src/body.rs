//! Reads a body up to the limit. Keeps the first part of a body that is too large or breaks off.

use axum::body::{Body, HttpBody};
use bytes::{Bytes, BytesMut};
use hookglass_clock::Clock;
use hookglass_request::capture::Truncation;
use http_body_util::BodyExt;
use std::time::Duration;

/// The part of a body over the limit that is kept.
const MAX_KEPT_OVER_LIMIT: usize = 1 << 20;
/// A caller that sends no byte of its body for this long counts as gone.
const STALL_TIMEOUT: Duration = Duration::from_secs(60);
/// How long and how far the rest of a body over the limit is read. Without it, a caller that writes everything before it
/// reads would get a connection reset instead of the answer.
const DISCARD_TIMEOUT: Duration = Duration::from_secs(10);
const MAX_DISCARDED: u64 = 256 << 20;

/// The outcome of reading a body.
pub(crate) struct ReceivedBody {
    pub(crate) kept: Bytes,
    pub(crate) cut: Option<Truncation>,
    /// The rest of a body over the limit, still to be discarded.
    pub(crate) rest: Option<Body>,
}

/// Reads a body. Never holds more than `limit` bytes.
pub(crate) async fn read(mut body: Body, limit: usize, clock: &Clock) -> ReceivedBody {
    let announced = body.size_hint().exact();
    let too_large = announced.is_some_and(|length| length > limit as u64);
    let kept_over_limit = limit.min(MAX_KEPT_OVER_LIMIT);
    let max_kept = if too_large { kept_over_limit } else { limit };
    let mut buffer = BodyBuffer::default();
    loop {
        let frame = match clock.timeout(STALL_TIMEOUT, body.frame()).await {
            Ok(None) => return buffer.into_body(None, None),
            Ok(Some(Ok(frame))) => frame,
            Ok(Some(Err(_))) | Err(_) => return buffer.into_body(Some(Truncation::SenderLeft), None),
        };
        // Trailers are not kept: no webhook sender is known to send any.
        let Ok(data) = frame.into_data() else {
            continue;
        };
        let room = max_kept - buffer.len();
        if data.len() <= room {
            buffer.push(data);
        } else {
            buffer.push(data.slice(..room));
            buffer.truncate(kept_over_limit);
            return buffer.into_body(Some(Truncation::OverLimit), Some(body));
        }
    }
}

/// Reads the rest of a body without keeping it, up to a size and a time limit.
pub(crate) async fn discard(mut body: Body, clock: &Clock) {
    let drain = async {
        let mut discarded = 0;
        while let Some(Ok(frame)) = body.frame().await {
            discarded += frame.data_ref().map_or(0, |data| data.len() as u64);
            if discarded > MAX_DISCARDED {
                break;
            }
        }
    };
    let _ = clock.timeout(DISCARD_TIMEOUT, drain).await;
}

/// The bytes read so far. Most bodies arrive in one frame, which is kept without a copy; a second frame forces one.
///
/// Memory grows with what has arrived, never with the announced length, which costs a caller nothing.
enum BodyBuffer {
    OneFrame(Bytes),
    Copied(BytesMut),
}

impl Default for BodyBuffer {
    fn default() -> Self {
        Self::OneFrame(Bytes::new())
    }
}

impl BodyBuffer {

    fn len(&self) -> usize {
        match self {
            Self::OneFrame(frame) => frame.len(),
            Self::Copied(bytes) => bytes.len(),
        }
    }

    fn push(&mut self, data: Bytes) {
        match self {
            Self::OneFrame(frame) if frame.is_empty() => *frame = data,
            Self::OneFrame(frame) => {
                let mut bytes = BytesMut::with_capacity(2 * (frame.len() + data.len()));
                bytes.extend_from_slice(frame);
                bytes.extend_from_slice(&data);
                *self = Self::Copied(bytes);
            }
            Self::Copied(bytes) => bytes.extend_from_slice(&data),
        }
    }

    fn truncate(&mut self, length: usize) {
        match self {
            Self::OneFrame(frame) => frame.truncate(length),
            Self::Copied(bytes) => bytes.truncate(length),
        }
    }

    fn into_body(self, cut: Option<Truncation>, rest: Option<Body>) -> ReceivedBody {
        let kept = match self {
            Self::OneFrame(frame) => frame,
            Self::Copied(bytes) => bytes.freeze(),
        };
        ReceivedBody { kept, cut, rest }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hookglass_testkit::ManualClock;
    use http_body_util::combinators::BoxBody;
    use hyper::body::Frame;
    use jiff::Timestamp;
    use std::collections::VecDeque;
    use std::convert::Infallible;
    use std::pin::{Pin, pin};
    use std::task::{Context, Poll};

    /// Sends its frames, then stalls.
    struct Stalling(VecDeque<Bytes>);

    impl HttpBody for Stalling {
        type Data = Bytes;
        type Error = Infallible;

        fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
            match self.0.pop_front() {
                Some(data) => Poll::Ready(Some(Ok(Frame::data(data)))),
                None => Poll::Pending,
            }
        }
    }

    fn stalling(frames: &[&'static str]) -> Body {
        let frames = frames.iter().map(|frame| Bytes::from_static(frame.as_bytes()));
        Body::new(BoxBody::new(Stalling(frames.collect())))
    }

    /// Runs `work`, which must take exactly `duration` of the clock.
    async fn takes<T>(duration: Duration, clock: &ManualClock, work: impl Future<Output = T>) -> T {
        let mut work = pin!(work);
        let almost = duration - Duration::from_millis(1);
        for step in [Duration::ZERO, almost] {
            clock.advance(step);
            let is_pending = std::future::poll_fn(|cx| Poll::Ready(work.as_mut().poll(cx).is_pending())).await;
            assert!(is_pending, "it waits for the whole {duration:?}");
        }
        clock.advance(Duration::from_millis(1));
        work.await
    }

    #[test]
    fn a_buffer_grows_with_the_bytes_that_arrive() {
        let mut buffer = BodyBuffer::default();
        for _ in 0..1000 {
            buffer.push(Bytes::from_static(&[b'x'; 100]));
        }
        assert_eq!(buffer.len(), 100_000);
        let BodyBuffer::Copied(bytes) = buffer else { panic!("more than one frame is copied") };
        assert!(bytes.capacity() <= 4 * 100_000, "{} bytes reserved", bytes.capacity());
    }

    #[tokio::test]
    async fn a_caller_that_stalls_counts_as_gone() {
        let manual = ManualClock::at(Timestamp::UNIX_EPOCH);
        let clock = manual.clock();
        let received = takes(STALL_TIMEOUT, &manual, read(stalling(&["ha", "lf"]), 100, &clock)).await;
        assert_eq!(&received.kept[..], b"half");
        assert_eq!(received.cut, Some(Truncation::SenderLeft));
    }

    #[tokio::test]
    async fn discarding_ends_after_a_timeout() {
        let manual = ManualClock::at(Timestamp::UNIX_EPOCH);
        let clock = manual.clock();
        let received = read(stalling(&["large", "r"]), 5, &clock).await;
        assert_eq!(&received.kept[..], b"large");
        assert_eq!(received.cut, Some(Truncation::OverLimit));
        takes(DISCARD_TIMEOUT, &manual, discard(received.rest.unwrap(), &clock)).await;
    }
}
