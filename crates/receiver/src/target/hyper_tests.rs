//! Targets with bytes that hyper does not accept, read by hyper in arbitrary pieces.

use crate::{
    budget::Budget,
    caller::ConnectionState,
    heads::HeadQueue,
    tap::{Socket, Tap},
    tracker::Tracker,
};
use hookglass_testkit::ManualClock;
use http_body_util::{BodyExt as _, Empty};
use hyper::{Request, Response, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use jiff::Timestamp;
use proptest::{collection::vec, prelude::*};
use std::{
    collections::VecDeque,
    convert::Infallible,
    io,
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll},
};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// A socket that returns one piece for each read, and forgets what is written.
struct Pieces(VecDeque<Vec<u8>>);

impl Socket for Pieces {
    fn poll_closed(&self, _: &mut Context<'_>) -> Poll<()> {
        Poll::Pending
    }

    fn poll_peek(&self, _: &mut Context<'_>, _: &mut ReadBuf<'_>) -> Poll<io::Result<usize>> {
        Poll::Pending
    }

    fn reset_on_drop(&self) {}
}

impl AsyncRead for Pieces {
    fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if let Some(mut piece) = self.0.pop_front() {
            let rest = piece.split_off(piece.len().min(buffer.remaining()));
            buffer.put_slice(&piece);
            if !rest.is_empty() {
                self.0.push_front(rest);
            }
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Pieces {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

/// The targets of the requests that hyper announces, as sent.
async fn announced(pieces: VecDeque<Vec<u8>>) -> Vec<Vec<u8>> {
    let heads = Arc::new(HeadQueue::default());
    let clock = ManualClock::at(Timestamp::UNIX_EPOCH).clock();
    let tracker = Tracker::new(Arc::clone(&heads));
    let state = Arc::new(ConnectionState::new(clock.now()));
    let tap = Tap::new(Pieces(pieces), tracker, state, Budget::new().reservation(), clock);
    let targets = Mutex::new(Vec::new());
    let service = service_fn(|request: Request<Incoming>| {
        let (parts, body) = request.into_parts();
        let head = heads.take(&parts).expect("the head of the announced request");
        targets.lock().unwrap().push(head.target);
        async move {
            body.collect().await.expect("a whole body");
            Ok::<_, Infallible>(Response::new(Empty::<&[u8]>::new()))
        }
    });
    let connection = http1::Builder::new().half_close(true).serve_connection(TokioIo::new(tap), service);
    connection.await.expect("hyper accepts all requests");
    targets.into_inner().unwrap()
}

/// A request as bytes on the wire, and its target.
fn request() -> impl Strategy<Value = (Vec<u8>, Vec<u8>)> {
    let target = vec(prop_oneof![3 => 0x21..=0x7e_u8, 2 => 0x80..=0xff_u8], 0..30);
    let body = "[ -~\r\n]{0,20}";
    (target, body, any::<bool>()).prop_map(|(target, body, empty_line)| {
        let target = [b"/", &target[..]].concat();
        let length = format!(" HTTP/1.1\r\nX: <\r\nContent-Length: {}\r\n\r\n{body}", body.len());
        let before = if empty_line { &b"\r\n"[..] } else { b"" };
        ([before, b"POST ", &target, length.as_bytes()].concat(), target)
    })
}

proptest! {
    #[test]
    fn hyper_accepts_pipelined_requests_and_their_targets_stay_exact(
        requests in vec(request(), 1..5),
        cuts in vec(any::<prop::sample::Index>(), 0..40),
    ) {
        let wire: Vec<u8> = requests.iter().flat_map(|(wire, _)| wire.clone()).collect();
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(wire.len())).collect();
        cuts.extend([0, wire.len()]);
        cuts.sort_unstable();
        cuts.dedup();
        let pieces = cuts.windows(2).map(|cut| wire[cut[0]..cut[1]].to_vec()).collect();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let found = runtime.block_on(announced(pieces));
        let sent: Vec<Vec<u8>> = requests.into_iter().map(|(_, target)| target).collect();
        prop_assert_eq!(found, sent);
    }
}
