//! An HTTP server on this computer that records exactly what it got and answers as told: whole answers, late ones, and
//! every kind of broken one. It stops when it is dropped.

use std::io::{BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use crate::message;

/// What a target does with a request, once it has all of it.
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
    /// Something, later.
    Later(Duration, Box<Reply>),
}

impl Reply {
    /// A whole answer without headers of its own.
    pub fn status(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self::Answer { status, headers: Vec::new(), body: body.into() }
    }

    /// An answer that announces twice the body that it sends.
    pub fn half_body(body: &[u8]) -> Self {
        let mut bytes = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len() * 2).into_bytes();
        bytes.extend_from_slice(body);
        Self::Bytes(bytes)
    }
}

/// A request, as it came.
#[derive(Debug, Clone)]
pub struct Received {
    /// The bytes of its head, the empty line included.
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
}

#[derive(Debug, Default)]
struct Record {
    received: Vec<Received>,
    stopped: bool,
}

impl Target {
    /// Answers every request in one way.
    pub fn answering(reply: Reply) -> Self {
        Self::scripted(vec![reply])
    }

    /// Answers the first request with the first reply and so on; the last reply is for all that follow.
    pub fn scripted(script: Vec<Reply>) -> Self {
        Self::listening(TcpListener::bind("127.0.0.1:0").expect("a free port on 127.0.0.1"), script)
    }

    /// The same on an address that is free, such as that of a target that has gone.
    pub fn at(address: SocketAddr, script: Vec<Reply>) -> Self {
        Self::listening(TcpListener::bind(address).expect("the address is free"), script)
    }

    fn listening(listener: TcpListener, script: Vec<Reply>) -> Self {
        assert!(!script.is_empty(), "a target needs a reply");
        let address = listener.local_addr().expect("a bound address");
        let shared = Arc::new(Shared { script, record: Mutex::default(), changed: Condvar::new() });
        let acceptor = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in listener.incoming() {
                if acceptor.record().stopped {
                    break;
                }
                let Ok(stream) = stream else { continue };
                let shared = Arc::clone(&acceptor);
                // A connection that breaks is a sender's affair, and often what a test is about.
                thread::spawn(move || drop(shared.converse(&stream)));
            }
        });
        Self { address, shared }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// `http://127.0.0.1:PORT`, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What has been received so far, in order.
    pub fn received(&self) -> Vec<Received> {
        self.shared.record().received.clone()
    }

    /// Waits until `n` requests have been received, and returns all there are. Panics when they do not come in time.
    pub fn wait_for(&self, n: usize, timeout: Duration) -> Vec<Received> {
        let deadline = Instant::now() + timeout;
        let mut record = self.shared.record();
        while record.received.len() < n {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "{} of {n} requests after {timeout:?}", record.received.len());
            record = self.shared.changed.wait_timeout(record, left).expect("no thread of the target panics").0;
        }
        record.received.clone()
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        self.shared.record().stopped = true;
        self.shared.changed.notify_all();
        // `accept` has no other way of being woken.
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
            let reply = {
                let mut record = self.record();
                let turn = record.received.len().min(self.script.len() - 1);
                record.received.push(Received {
                    head,
                    method,
                    target: words.next().unwrap_or_default(),
                    headers,
                    body,
                });
                self.changed.notify_all();
                self.script[turn].clone()
            };
            if !self.answer(stream, reply, head_only)? {
                break;
            }
        }
        Ok(())
    }

    /// Whether the connection stays open.
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
                // Closing with a linger of zero is what sends a reset instead of an orderly end.
                socket2::SockRef::from(stream).set_linger(Some(Duration::ZERO))?;
                Ok(false)
            }
            Reply::Hang => {
                let record = self.record();
                let _stopped =
                    self.changed.wait_while(record, |record| !record.stopped).expect("no thread of the target panics");
                Ok(false)
            }
            Reply::Later(delay, reply) => {
                thread::sleep(delay);
                self.answer(stream, *reply, head_only)
            }
        }
    }
}
