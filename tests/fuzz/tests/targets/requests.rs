//! Requests in pieces: what the receiver captures from the socket agrees with what hyper reads from
//! the same bytes.

use bolero::check;
use bytes::Bytes;
use hookglass_receiver::{Config, Reply, bind};
use hookglass_request::capture::Capture;
use hookglass_senders::{
    answers::default_answer,
    parsed_request::{Budget, ParsedRequest},
};
use hookglass_testkit::{HANG_GUARD, ManualClock};
use http_body_util::{BodyExt as _, Full};
use hyper::{Request, Response, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use std::{
    collections::BTreeMap,
    convert::Infallible,
    net::SocketAddr,
    panic::AssertUnwindSafe,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    runtime::Builder,
    time::timeout,
};

use crate::spelling::spell;

/// Header lines by name.
type Lines = BTreeMap<String, Vec<Vec<u8>>>;

/// A request as hyper understands it.
#[derive(Debug)]
struct Understood {
    method: String,
    target: String,
    /// The lines of each name in their order.
    headers: Lines,
    body: Option<Bytes>,
}

/// Without the lengths that hyper removes: those beside a transfer encoding, and repeated ones.
fn grouped<'a>(lines: impl Iterator<Item = (String, &'a [u8])>) -> Lines {
    let mut groups = Lines::new();
    for (name, value) in lines {
        groups.entry(name.to_ascii_lowercase()).or_default().push(value.trim_ascii().to_vec());
    }
    if groups.contains_key("transfer-encoding") {
        groups.remove("content-length");
    }
    if let Some(lengths) = groups.get_mut("content-length") {
        lengths.dedup();
    }
    groups
}

impl Understood {
    fn head(&self) -> (&str, &str, &Lines) {
        (&self.method, &self.target, &self.headers)
    }

    fn of_capture(capture: &Capture) -> Self {
        Self {
            method: capture.method.clone(),
            target: String::from_utf8_lossy(&capture.target).into_owned(),
            headers: grouped(capture.headers.iter().map(|(name, value)| (name.to_owned(), value))),
            body: capture.cut.is_none().then(|| capture.body.clone()),
        }
    }

    async fn of_request(request: Request<Incoming>) -> Self {
        let (parts, body) = request.into_parts();
        Self {
            method: parts.method.to_string(),
            target: parts.uri.to_string(),
            headers: grouped(parts.headers.iter().map(|(name, value)| (name.to_string(), value.as_bytes()))),
            body: body.collect().await.ok().map(|body| body.to_bytes()),
        }
    }
}

/// What hyper alone reads from the bytes of a connection.
async fn with_hyper(bytes: &[u8]) -> Vec<Understood> {
    let (mut client, server) = tokio::io::duplex(1 << 20);
    client.write_all(bytes).await.unwrap();
    client.shutdown().await.unwrap();
    let requests = Arc::new(Mutex::new(Vec::new()));
    let service = service_fn(|request| {
        let requests = Arc::clone(&requests);
        async move {
            let understood = Understood::of_request(request).await;
            requests.lock().unwrap().push(understood);
            Ok::<_, Infallible>(Response::new(Full::new(Bytes::new())))
        }
    });
    // Invalid bytes end the connection with an error.
    let _ = http1::Builder::new().half_close(true).serve_connection(TokioIo::new(server), service).await;
    std::mem::take(&mut requests.lock().unwrap())
}

/// What the receiver captures from the bytes of a connection, sent in pieces.
async fn with_receiver(
    address: SocketAddr,
    pieces: impl Iterator<Item = &[u8]>,
    captures: &Captures,
) -> Vec<Understood> {
    let mut socket = TcpStream::connect(address).await.unwrap();
    socket.set_nodelay(true).unwrap();
    for piece in pieces {
        // The receiver may have closed the connection.
        if socket.write_all(piece).await.is_err() {
            break;
        }
        tokio::task::yield_now().await;
    }
    let _ = socket.shutdown().await;
    let mut answers = Vec::new();
    let _ = timeout(HANG_GUARD, socket.read_to_end(&mut answers)).await.expect("the receiver ends the connection");
    std::mem::take(&mut *captures.lock().unwrap()).iter().map(Understood::of_capture).collect()
}

type Captures = Arc<Mutex<Vec<Capture>>>;

#[test]
fn the_receiver_captures_what_hyper_reads() {
    let words: [&[u8]; 34] = [
        b"POST /a?b HTTP/1.1\r\n",
        b"GET / HTTP/1.1\r\n",
        b"PUT /%20 HTTP/1.0\r\n",
        b"\r\n",
        b"\r\n",
        b"\r\n\r\n",
        b"\n",
        b"\r",
        b"Host: a\r\n",
        b"X-A: 1\r\n",
        b"x-a:2 \r\n",
        b"X-B: \xff\r\n",
        b"Content-Length: 5\r\n",
        b"Content-Length: 0\r\n",
        b"content-length:5\n",
        b"Transfer-Encoding: chunked\r\n",
        b"transfer-encoding: gzip, chunked\r\n",
        b"Transfer-Encoding: gzip\r\n",
        b"5\r\nhello\r\n",
        b"5;x=y\r\nhello\r\n",
        b"0\r\n\r\n",
        b"0\r\nT: 1\r\n\r\n",
        b"0\r\nT: 1\n",
        b"hello",
        b"A: b\n\n",
        b"Connection: close\r\n",
        b"Connection: keep-alive\r\n",
        b"Expect: 100-continue\r\n",
        b":",
        b" ",
        b"POST /1 HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello",
        b"GET /2 HTTP/1.1\r\n\r\n",
        b"POST /3 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        b"HTTP/1.2",
    ];
    let runtime = AssertUnwindSafe(Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap());
    let captures = Captures::default();
    let clock = ManualClock::at(jiff::Timestamp::UNIX_EPOCH);
    let config = Config { clock: clock.clock(), ..Config::default() };
    let receiver = runtime.block_on(bind(([127, 0, 0, 1], 0).into())).unwrap();
    let address = receiver.address();
    let captured = Arc::clone(&captures);
    let handle = move |capture: Capture, _| {
        let envelope = ParsedRequest::of(&capture, Budget::WAITING).envelope;
        let answer = default_answer(&capture, &envelope);
        captured.lock().unwrap().push(capture);
        std::future::ready(Ok(Reply::Answer(answer)))
    };
    runtime.spawn(receiver.serve(config, handle, std::future::pending()));
    let compared = AtomicUsize::new(0);
    check!().with_iterations(3_000).with_max_len(24).for_each(|bytes: &[u8]| {
        let Some((cut, bytes)) = bytes.split_first() else { return };
        let wire = [b"POST /a?b HTTP/1.1\r\nHost: a\r\n", &spell(bytes, &words)[..]].concat();
        let (received, read) = runtime.block_on(async {
            let pieces = wire.chunks(usize::from(*cut) + 1);
            tokio::join!(with_receiver(address, pieces, &captures), with_hyper(&wire))
        });
        let text = String::from_utf8_lossy(&wire);
        for (received, read) in received.iter().zip(&read) {
            assert_eq!(received.head(), read.head(), "{text:?}");
            // The receiver knows that a body is complete if only its trailers are invalid.
            assert!(received.body == read.body || read.body.is_none(), "{text:?}: {received:?}, {read:?}");
            compared.fetch_add(1, Ordering::Relaxed);
        }
        assert_eq!(received.len(), read.len(), "{text:?}");
    });
    let compared = compared.into_inner();
    println!("{compared} requests were compared");
    assert!(compared > 200, "{compared}");
}
