//! An HTTP client that sends the bytes it is given and adds nothing that it was not told to, but for the length of a body.

use std::io::{BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::Duration;

use crate::message;

/// How long a read may take before a test is called failed instead of hanging.
const PATIENCE: Duration = Duration::from_secs(20);

/// A response, as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// HTTP status.
    pub status: u16,
    /// Header lines, in order.
    pub headers: Vec<(String, Vec<u8>)>,
    /// The body, without chunk framing.
    pub body: Vec<u8>,
}

impl Response {
    /// The first value of a header, as text.
    pub fn header(&self, name: &str) -> Option<&str> {
        message::header(&self.headers, name)
    }
}

/// Posts a body on a connection of its own. `Host` and `Content-Length` are added.
pub fn post(address: SocketAddr, target: &str, headers: &[(&str, &str)], body: &[u8]) -> Response {
    let mut connection = Connection::open(address);
    connection.post(target, headers, body);
    connection.response()
}

/// Sends bytes, says that no more will come, and returns all that comes back until the other side is done.
pub fn raw(address: SocketAddr, bytes: &[u8]) -> Vec<u8> {
    let mut connection = Connection::open(address);
    connection.send(bytes);
    connection.finish();
    connection.rest()
}

/// A connection that is kept open over several requests.
#[derive(Debug)]
pub struct Connection {
    reader: BufReader<TcpStream>,
}

impl Connection {
    /// Connects.
    pub fn open(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).unwrap_or_else(|error| panic!("connecting to {address}: {error}"));
        stream.set_read_timeout(Some(PATIENCE)).expect("a time-out that is not zero");
        stream.set_nodelay(true).expect("a connected socket");
        Self { reader: BufReader::new(stream) }
    }

    /// Sends bytes as they are, and tells whether all of them were taken. That the other side has stopped reading is not
    /// an error: what it answered is to be read.
    pub fn send(&mut self, bytes: &[u8]) -> bool {
        self.reader.get_mut().write_all(bytes).is_ok()
    }

    /// Sends a request with `Host` and `Content-Length`, and the headers between them.
    pub fn post(&mut self, target: &str, headers: &[(&str, &str)], body: &[u8]) -> bool {
        let peer = self.reader.get_ref().peer_addr().expect("a peer");
        let mut bytes = format!("POST {target} HTTP/1.1\r\nHost: {peer}\r\n").into_bytes();
        for (name, value) in headers {
            bytes.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
        }
        bytes.extend_from_slice(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes());
        bytes.extend_from_slice(body);
        self.send(&bytes)
    }

    /// Says that no more will be sent, while the answer can still be read.
    pub fn finish(&mut self) {
        let _ = self.reader.get_ref().shutdown(Shutdown::Write);
    }

    /// The next response; interim ones (100) come one by one too.
    pub fn response(&mut self) -> Response {
        self.read_response(true)
    }

    /// The response to a HEAD request: its length is that of a body which does not follow.
    pub fn response_without_body(&mut self) -> Response {
        self.read_response(false)
    }

    /// All bytes until the other side is done; a reset ends them too.
    pub fn rest(&mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let _ = self.reader.read_to_end(&mut bytes);
        bytes
    }

    fn read_response(&mut self, has_body: bool) -> Response {
        let head = message::read_head(&mut self.reader)
            .expect("a response head in time")
            .expect("a response before the connection ends");
        let (line, headers) = message::parse_head(&head).expect("a well-formed response head");
        let status =
            String::from_utf8_lossy(&line).split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        let body = if has_body && status >= 200 && status != 204 && status != 304 {
            message::read_body(&mut self.reader, &headers, true).expect("a whole body")
        } else {
            Vec::new()
        };
        Response { status, headers, body }
    }
}
