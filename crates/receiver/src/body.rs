//! Reading a body within the limit, without losing what came of one that is too large or breaks off.

use axum::body::{Body, HttpBody};
use bytes::{Bytes, BytesMut};
use hookglass_request::capture::Truncation;
use http_body_util::BodyExt;
use std::time::Duration;
use tokio::time::timeout;

/// What is kept of a body over the limit: its first MiB.
const KEPT_OF_TOO_LARGE: usize = 1 << 20;
/// A sender that sends no byte of its body for so long has left.
const STALLED: Duration = Duration::from_secs(60);
/// How long, and how far, a body that is too large is read on after the part that is kept. A sender that writes all
/// before it reads anything would otherwise find a reset where the answer is.
const DISCARD_TIME: Duration = Duration::from_secs(10);
const DISCARD_BYTES: u64 = 256 << 20;

/// What came of a body.
pub(crate) struct Read {
    pub(crate) kept: Bytes,
    pub(crate) cut: Option<Truncation>,
    /// Of a body over the limit: what is still to be discarded.
    pub(crate) rest: Option<Body>,
}

/// Reads a body. Never holds more than `limit` bytes.
pub(crate) async fn read(mut body: Body, limit: usize) -> Read {
    let announced = body.size_hint().exact();
    let too_large = announced.is_some_and(|length| length > limit as u64);
    let kept_of_too_large = limit.min(KEPT_OF_TOO_LARGE);
    let most = if too_large { kept_of_too_large } else { limit };
    let mut kept = Kept::new(announced.map_or(0, |length| length.min(most as u64) as usize));
    loop {
        let frame = match timeout(STALLED, body.frame()).await {
            Ok(None) => return kept.into_read(None, None),
            Ok(Some(Ok(frame))) => frame,
            Ok(Some(Err(_))) | Err(_) => return kept.into_read(Some(Truncation::SenderLeft), None),
        };
        // Trailers are not kept: no sender of webhooks is known to send any.
        let Ok(data) = frame.into_data() else {
            continue;
        };
        let room = most - kept.len();
        if data.len() <= room {
            kept.push(data);
        } else {
            kept.push(data.slice(..room));
            kept.truncate(kept_of_too_large);
            return kept.into_read(Some(Truncation::OverLimit), Some(body));
        }
    }
}

/// Reads on without keeping anything, for a while.
pub(crate) async fn discard(mut body: Body) {
    let all = async {
        let mut read = 0;
        while let Some(Ok(frame)) = body.frame().await {
            read += frame.data_ref().map_or(0, |data| data.len() as u64);
            if read > DISCARD_BYTES {
                break;
            }
        }
    };
    let _ = timeout(DISCARD_TIME, all).await;
}

/// The bytes so far. Most bodies come in one frame, which is kept as it is; only a second one makes a copy necessary.
enum Kept {
    One { frame: Bytes, announced: usize },
    Many(BytesMut),
}

impl Kept {
    fn new(announced: usize) -> Self {
        Self::One { frame: Bytes::new(), announced }
    }

    fn len(&self) -> usize {
        match self {
            Self::One { frame, .. } => frame.len(),
            Self::Many(bytes) => bytes.len(),
        }
    }

    fn push(&mut self, data: Bytes) {
        match self {
            Self::One { frame, .. } if frame.is_empty() => *frame = data,
            Self::One { frame, announced } => {
                let mut bytes = BytesMut::with_capacity((*announced).max(frame.len() + data.len()));
                bytes.extend_from_slice(frame);
                bytes.extend_from_slice(&data);
                *self = Self::Many(bytes);
            }
            Self::Many(bytes) => bytes.extend_from_slice(&data),
        }
    }

    fn truncate(&mut self, length: usize) {
        match self {
            Self::One { frame, .. } => frame.truncate(length),
            Self::Many(bytes) => bytes.truncate(length),
        }
    }

    fn into_read(self, cut: Option<Truncation>, rest: Option<Body>) -> Read {
        let kept = match self {
            Self::One { frame, .. } => frame,
            Self::Many(bytes) => bytes.freeze(),
        };
        Read { kept, cut, rest }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http_body_util::combinators::BoxBody;
    use hyper::body::Frame;
    use std::collections::VecDeque;
    use std::convert::Infallible;
    use std::pin::Pin;
    use std::task::{Context, Poll};
    use tokio::time::Instant;

    /// Frames, and then silence.
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

    #[tokio::test(start_paused = true)]
    async fn a_sender_that_falls_silent_has_left() {
        let read = read(stalling(&["ha", "lf"]), 100).await;
        assert_eq!(&read.kept[..], b"half");
        assert_eq!(read.cut, Some(Truncation::SenderLeft));
    }

    #[tokio::test(start_paused = true)]
    async fn discarding_ends_by_itself() {
        let began = Instant::now();
        let read = read(stalling(&["large", "r"]), 5).await;
        assert_eq!(&read.kept[..], b"large");
        assert_eq!(read.cut, Some(Truncation::OverLimit));
        discard(read.rest.unwrap()).await;
        assert_eq!(began.elapsed(), DISCARD_TIME, "the answer waits no longer than this");
    }
}
