//! Reads a body up to the limit. Keeps the first part of a body that is too large or breaks off.
//!
//! A body takes memory from the receiver's [`Budget`] as it arrives, and must arrive at a minimum
//! rate.

use axum::body::{Body, HttpBody};
use bytes::Bytes;
use hookglass_clock::Clock;
use hookglass_request::capture::Truncation;
use http_body_util::BodyExt;
use std::time::Duration;

use crate::budget::{Budget, NoRoom, Reservation};

/// The part of a body over the limit that is kept.
const MAX_KEPT_OVER_LIMIT: usize = 1 << 20;
/// A caller that sends no byte of its body for this long counts as gone.
const STALL_TIMEOUT: Duration = Duration::from_secs(60);
/// A body may take this long, and a second more for each [`MIN_BYTES_PER_SECOND`]. A slower caller
/// counts as gone.
const SLOW_TIMEOUT: Duration = Duration::from_secs(60);
const MIN_BYTES_PER_SECOND: usize = 1 << 10;
/// How long and how far the rest of a body over the limit is read. Without it, a caller that writes
/// everything before it reads would get a connection reset instead of the answer.
const DISCARD_TIMEOUT: Duration = Duration::from_secs(10);
const MAX_DISCARDED: u64 = 256 << 20;
/// The sizes of the parts in which a body is collected. They grow with it.
const MIN_PART: usize = 16 << 10;
const MAX_PART: usize = 1 << 20;

/// The outcome of reading a body.
pub(crate) struct ReceivedBody {
    pub(crate) kept: Bytes,
    pub(crate) cut: Option<Truncation>,
    /// The rest of a body over the limit, still to be discarded.
    pub(crate) rest: Option<Body>,
}

/// How many bytes of a body with an announced length are kept; 0 if none is announced.
pub(crate) fn announced(body: &Body, limit: usize) -> usize {
    match body.size_hint().exact().map(usize::try_from) {
        None => 0,
        Some(Ok(length)) if length <= limit => length,
        Some(_) => limit.min(MAX_KEPT_OVER_LIMIT),
    }
}

/// Reads a body. Never holds more than `limit` bytes. Without room in the budget, returns the rest,
/// still to be discarded.
pub(crate) async fn read(mut body: Body, limit: usize, budget: &Budget, clock: &Clock) -> Result<ReceivedBody, Body> {
    let too_large = body.size_hint().exact().is_some_and(|length| length > limit as u64);
    let kept_over_limit = limit.min(MAX_KEPT_OVER_LIMIT);
    let max_kept = if too_large { kept_over_limit } else { limit };
    let mut buffer = BodyBuffer::new(budget);
    let began = clock.now();
    loop {
        let now = clock.now();
        let slow_at = began + SLOW_TIMEOUT + Duration::from_secs((buffer.length / MIN_BYTES_PER_SECOND) as u64);
        if now >= slow_at {
            return Ok(buffer.into_body(Some(Truncation::SenderLeft), None));
        }
        let frame = match clock.timeout_at(slow_at.min(now + STALL_TIMEOUT), body.frame()).await {
            Ok(None) => return Ok(buffer.into_body(None, None)),
            Ok(Some(Ok(frame))) => frame,
            Ok(Some(Err(_))) | Err(_) => return Ok(buffer.into_body(Some(Truncation::SenderLeft), None)),
        };
        // Trailers are not kept: no webhook sender is known to send any.
        let Ok(data) = frame.into_data() else {
            continue;
        };
        let room = max_kept - buffer.length;
        let is_over_limit = data.len() > room;
        if buffer.push(data.slice(..data.len().min(room)), clock).await.is_err() {
            return Err(body);
        }
        if is_over_limit {
            buffer.truncate(kept_over_limit);
            return Ok(buffer.into_body(Some(Truncation::OverLimit), Some(body)));
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

/// The bytes read so far, with their part of the budget.
///
/// Memory grows with what has arrived, never with the announced length, which costs a caller
/// nothing. What arrives is collected in parts and joined at the end: a buffer that grows would
/// leave the allocator all its smaller versions.
struct BodyBuffer {
    /// Most bodies arrive in one frame, which is kept without a copy.
    first: Bytes,
    parts: Vec<Vec<u8>>,
    length: usize,
    /// Bytes of memory that the first frame and the parts take.
    capacity: usize,
    reservation: Reservation,
}

impl BodyBuffer {
    fn new(budget: &Budget) -> Self {
        Self { first: Bytes::new(), parts: Vec::new(), length: 0, capacity: 0, reservation: budget.reservation() }
    }

    async fn push(&mut self, data: Bytes, clock: &Clock) -> Result<(), NoRoom> {
        let spare = self.parts.last_mut().map_or(0, |part| part.capacity() - part.len()).min(data.len());
        let added = match data.len() - spare {
            0 => 0,
            missing if self.length == 0 => missing,
            missing => missing.max(self.length.clamp(MIN_PART, MAX_PART)),
        };
        self.reservation.extend_to(self.capacity + added, clock).await?;
        self.capacity += added;
        self.length += data.len();
        if self.length == data.len() {
            self.first = data;
            return Ok(());
        }
        if let Some(part) = self.parts.last_mut() {
            part.extend_from_slice(&data[..spare]);
        }
        if added > 0 {
            let mut part = Vec::with_capacity(added);
            part.extend_from_slice(&data[spare..]);
            self.parts.push(part);
        }
        Ok(())
    }

    fn truncate(&mut self, length: usize) {
        self.length = self.length.min(length);
    }

    fn into_body(mut self, cut: Option<Truncation>, rest: Option<Body>) -> ReceivedBody {
        let kept = if self.parts.is_empty() {
            self.first.slice(..self.length)
        } else {
            let mut joined = Vec::with_capacity(self.length);
            // Each part is freed once it has been copied.
            for part in std::iter::once(self.first).chain(self.parts.into_iter().map(Bytes::from)) {
                let length = part.len().min(self.length - joined.len());
                joined.extend_from_slice(&part[..length]);
            }
            self.reservation.shrink_to(joined.capacity());
            Bytes::from(joined)
        };
        ReceivedBody { kept: self.reservation.attach(kept), cut, rest }
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

    fn budget() -> Budget {
        Budget::new()
    }

    #[tokio::test]
    async fn a_buffer_grows_with_the_bytes_that_arrive() {
        let clock = ManualClock::at(Timestamp::UNIX_EPOCH).clock();
        let mut buffer = BodyBuffer::new(&budget());
        for _ in 0..1000 {
            buffer.push(Bytes::from_static(&[b'x'; 100]), &clock).await.unwrap();
        }
        assert!(buffer.capacity <= 2 * 100_000, "{} bytes of memory", buffer.capacity);
        let body = buffer.into_body(None, None);
        assert_eq!(body.kept, vec![b'x'; 100_000]);
    }

    #[tokio::test]
    async fn the_parts_of_a_body_are_joined_in_order() {
        let clock = ManualClock::at(Timestamp::UNIX_EPOCH).clock();
        for frame in [1, 999, 16_384, 70_000, 1 << 20] {
            let all: Vec<u8> = (0..3_000_000).map(|at| (at % 251) as u8).collect();
            let mut buffer = BodyBuffer::new(&budget());
            for data in all.chunks(frame) {
                buffer.push(Bytes::copy_from_slice(data), &clock).await.unwrap();
            }
            assert!(buffer.capacity <= all.len() + MAX_PART, "{} bytes of memory", buffer.capacity);
            buffer.truncate(2_500_000);
            assert_eq!(buffer.into_body(None, None).kept, all[..2_500_000], "in frames of {frame}");
        }
    }

    #[tokio::test]
    async fn a_caller_that_stalls_counts_as_gone() {
        let manual = ManualClock::at(Timestamp::UNIX_EPOCH);
        let (clock, budget) = (manual.clock(), budget());
        let received =
            takes(STALL_TIMEOUT, &manual, read(stalling(&["ha", "lf"]), 100, &budget, &clock)).await.unwrap();
        assert_eq!(&received.kept[..], b"half");
        assert_eq!(received.cut, Some(Truncation::SenderLeft));
    }

    /// Sends one byte at each poll after a step of the clock.
    struct Trickling(ManualClock, u32);

    impl HttpBody for Trickling {
        type Data = Bytes;
        type Error = Infallible;

        fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
            self.1 += 1;
            assert!(self.1 < 1000, "the body ends by itself");
            self.0.advance(Duration::from_secs(1));
            Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(b"x")))))
        }
    }

    #[tokio::test]
    async fn a_caller_that_sends_byte_after_byte_counts_as_gone() {
        let manual = ManualClock::at(Timestamp::UNIX_EPOCH);
        let clock = manual.clock();
        let body = Body::new(BoxBody::new(Trickling(manual, 0)));
        let received = read(body, 1 << 20, &budget(), &clock).await.unwrap();
        assert_eq!(received.cut, Some(Truncation::SenderLeft));
        let seconds = received.kept.len() as u64;
        assert!(seconds.abs_diff(SLOW_TIMEOUT.as_secs()) <= 1, "{seconds} bytes, one a second");
    }

    #[tokio::test]
    async fn a_body_without_room_leaves_the_rest_to_be_discarded() {
        let clock = ManualClock::at(Timestamp::UNIX_EPOCH);
        let budget = budget();
        let mut others = budget.reservation();
        others.try_extend_to(usize::MAX).unwrap();
        let large = Body::from(vec![b'x'; 1 << 20]);
        let reading = tokio::spawn({
            let clock = clock.clock();
            async move { read(large, 2 << 20, &budget, &clock).await.is_err() }
        });
        clock.waiters(1).await;
        clock.advance(Duration::from_secs(5));
        assert!(reading.await.unwrap(), "it waited for room");
        drop(others);
    }

    #[tokio::test]
    async fn discarding_ends_after_a_timeout() {
        let manual = ManualClock::at(Timestamp::UNIX_EPOCH);
        let clock = manual.clock();
        let received = read(stalling(&["large", "r"]), 5, &budget(), &clock).await.unwrap();
        assert_eq!(&received.kept[..], b"large");
        assert_eq!(received.cut, Some(Truncation::OverLimit));
        takes(DISCARD_TIMEOUT, &manual, discard(received.rest.unwrap(), &clock)).await;
    }
}
