//! An HTTP server on this computer that records each request exactly and answers from a script:
//! whole answers, late ones, and every kind of broken one. It stops when it is dropped.

use std::io::{BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

use tokio::sync::watch;

use crate::{HANG_GUARD, message};

/// What a target does after it has received a whole request.
#[derive(Debug, Clone)]
pub enum Reply {
    /// A whole answer; `content-length` is added.
    Answer {
        /// HTTP status.
        status: u16,
        /// Header lines, in order.
        headers: Vec<(String, String)>,
        /// The body.
        body: Vec<u8>,
    },
    /// Exactly these bytes, then the connection is closed: garbage, or half a body.
    Bytes(Vec<u8>),
    /// These bytes (or none), then the connection is reset.
    Reset(Vec<u8>),
    /// Nothing, for as long as the target lives.
    Hang,
    /// Another reply, once the gate is open.
    Gated(Gate, Box<Reply>),
    /// Another reply, after a real delay. Only for tests of a whole program, whose clock a test
    /// cannot drive; others use [`Reply::Gated`].
    Later(Duration, Box<Reply>),
}

impl Reply {
    /// A complete answer without additional headers.
    pub fn status(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self::Answer { status, headers: Vec::new(), body: body.into() }
    }

    /// An answer that announces twice the length of its body.
    pub fn half_body(body: &[u8]) -> Self {
        let mut bytes = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len() * 2).into_bytes();
        bytes.extend_from_slice(body);
        Self::Bytes(bytes)
    }
}

/// Holds replies back until the test opens it. Clones are the same gate.
#[derive(Debug, Clone, Default)]
pub struct Gate(watch::Sender<bool>);

impl Gate {
    /// A closed gate.
    pub fn new() -> Self {
        Self::default()
    }

    /// Lets all replies pass, now and later.
    pub fn open(&self) {
        self.0.send_replace(true);
    }
}

/// A recorded request.
#[derive(Debug, Clone)]
pub struct Received {
    /// The bytes of its head, including the empty line.
    pub head: Vec<u8>,
    /// The method.
    pub method: String,
    /// The request target.
    pub target: String,
    /// Header lines, in order.
    pub headers: Vec<(String, Vec<u8>)>,
    /// The body, without chunk framing.
    pub body: Vec<u8>,
}

impl Received {
    /// The first value of a header, as text.
    pub fn header(&self, name: &str) -> Option<&str> {
        message::header(&self.headers, name)
    }
}

/// The server.
#[derive(Debug)]
pub struct Target {
    address: SocketAddr,
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    script: Vec<Reply>,
    record: Mutex<Record>,
    changed: Condvar,
    /// The number of received requests, for async tests.
    count: watch::Sender<usize>,
    stopped: watch::Sender<bool>,
}

#[derive(Debug, Default)]
struct Record {
    received: Vec<Received>,
    stopped: bool,
}

impl Target {
    /// Answers every request with the same reply.
    pub fn answering(reply: Reply) -> Self {
        Self::scripted(vec![reply])
    }

    /// Answers the first request with the first reply and so on. The last reply repeats.
    pub fn scripted(script: Vec<Reply>) -> Self {
        Self::listening(TcpListener::bind("127.0.0.1:0").expect("a free port on 127.0.0.1"), script)
    }

    /// Listens on a free address, such as that of a dropped target.
    pub fn at(address: SocketAddr, script: Vec<Reply>) -> Self {
        Self::listening(TcpListener::bind(address).expect("the address is free"), script)
    }

    fn listening(listener: TcpListener, script: Vec<Reply>) -> Self {
        assert!(!script.is_empty(), "a target needs a reply");
        let address = listener.local_addr().expect("a bound address");
        let shared = Arc::new(Shared {
            script,
            record: Mutex::default(),
            changed: Condvar::new(),
            count: watch::Sender::new(0),
            stopped: watch::Sender::new(false),
        });
        let acceptor = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in listener.incoming() {
                if acceptor.record().stopped {
                    break;
                }
                let Ok(stream) = stream else { continue };
                let shared = Arc::clone(&acceptor);
                // A broken connection is the sender's problem, and often the subject of a test.
                thread::spawn(move || drop(shared.converse(&stream)));
            }
        });
        Self { address, shared }
    }

    /// The address that the target listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// `http://127.0.0.1:PORT`, without a trailing slash.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The requests received so far, in order.
    pub fn received(&self) -> Vec<Received> {
        self.shared.record().received.clone()
    }

    /// Blocks until `n` requests have been received, and returns all of them.
    pub fn wait_for(&self, n: usize) -> Vec<Received> {
        let record = self.shared.record();
        let (record, waited) = self
            .shared
            .changed
            .wait_timeout_while(record, HANG_GUARD, |record| record.received.len() < n)
            .expect("no thread of the target panics");
        assert!(!waited.timed_out(), "{} of {n} requests were received", record.received.len());
        record.received.clone()
    }

    /// Waits until `n` requests have been received, and returns all of them.
    pub async fn receives(&self, n: usize) -> Vec<Received> {
        let mut count = self.shared.count.subscribe();
        let waited = tokio::time::timeout(HANG_GUARD, count.wait_for(|count| *count >= n)).await;
        assert!(waited.is_ok(), "{} of {n} requests were received", self.received().len());
        drop(waited);
        self.received()
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        self.shared.record().stopped = true;
        self.shared.stopped.send_replace(true);
        // Nothing else wakes `accept`.
        let _ = TcpStream::connect(self.address);
    }
}

impl Shared {
    fn record(&self) -> MutexGuard<'_, Record> {
        self.record.lock().expect("no thread of the target panics")
    }

    fn converse(&self, mut stream: &TcpStream) -> std::io::Result<()> {
        stream.set_nodelay(true)?;
        let mut reader = BufReader::new(stream);
        while let Some(head) = message::read_head(&mut reader)? {
            let (line, headers) = message::parse_head(&head)?;
            if message::header(&headers, "expect").is_some() {
                stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
            }
            let body = message::read_body(&mut reader, &headers, false)?;
            let line = String::from_utf8_lossy(&line).into_owned();
            let mut words = line.split(' ').map(str::to_owned);
            let method = words.next().unwrap_or_default();
            let head_only = method == "HEAD";
            let target = words.next().unwrap_or_default();
            let reply = self.record_request(Received { head, method, target, headers, body });
            if !self.answer(stream, reply, head_only)? {
                break;
            }
        }
        Ok(())
    }

    /// Records a request, and returns the script's reply to it.
    fn record_request(&self, request: Received) -> Reply {
        let mut record = self.record();
        let turn = record.received.len().min(self.script.len() - 1);
        record.received.push(request);
        self.changed.notify_all();
        self.count.send_replace(record.received.len());
        self.script[turn].clone()
    }

    /// Returns whether the connection stays open.
    fn answer(&self, mut stream: &TcpStream, reply: Reply, head_only: bool) -> std::io::Result<bool> {
        match reply {
            Reply::Answer { status, headers, body } => {
                let mut bytes = format!("HTTP/1.1 {status} Scripted\r\n").into_bytes();
                for (name, value) in headers {
                    bytes.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
                }
                bytes.extend_from_slice(format!("content-length: {}\r\n\r\n", body.len()).as_bytes());
                if !head_only {
                    bytes.extend_from_slice(&body);
                }
                stream.write_all(&bytes)?;
                Ok(true)
            }
            Reply::Bytes(bytes) => {
                stream.write_all(&bytes)?;
                Ok(false)
            }
            Reply::Reset(bytes) => {
                stream.write_all(&bytes)?;
                // A linger of zero makes the close a reset.
                socket2::SockRef::from(stream).set_linger(Some(Duration::ZERO))?;
                Ok(false)
            }
            Reply::Hang => {
                self.unless_stopped(std::future::pending::<()>());
                Ok(false)
            }
            Reply::Gated(gate, reply) => {
                let mut gate = gate.0.subscribe();
                let opened = self.unless_stopped(async { gate.wait_for(|open| *open).await.is_ok() });
                if opened == Some(true) { self.answer(stream, *reply, head_only) } else { Ok(false) }
            }
            Reply::Later(delay, reply) => match self.unless_stopped(async move { tokio::time::sleep(delay).await }) {
                Some(()) => self.answer(stream, *reply, head_only),
                None => Ok(false),
            },
        }
    }

    /// Blocks on a future; `None` if the target stops first.
    fn unless_stopped<T>(&self, future: impl Future<Output = T>) -> Option<T> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
        let mut stopped = self.stopped.subscribe();
        runtime.block_on(async {
            tokio::select! {
                done = future => Some(done),
                _ = stopped.wait_for(|stopped| *stopped) => None,
            }
        })
    }
}
