//! An HTTP client that sends the given bytes. Only `post` adds header lines: `Host` and
//! `Content-Length`.

use std::io::{BufReader, ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};

use crate::{HANG_GUARD, message};

/// A response, as received.
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

/// Posts a body on a new connection. `Host` and `Content-Length` are added.
pub fn post(address: SocketAddr, target: &str, headers: &[(&str, &str)], body: &[u8]) -> Response {
    let mut connection = Connection::open(address);
    connection.post(target, headers, body);
    connection.response()
}

/// Sends bytes, half-closes the connection, and returns all bytes until the other side closes it.
pub fn raw(address: SocketAddr, bytes: &[u8]) -> Vec<u8> {
    let mut connection = Connection::open(address);
    connection.send(bytes);
    connection.finish();
    connection.rest()
}

/// A connection for several requests.
#[derive(Debug)]
pub struct Connection {
    reader: BufReader<TcpStream>,
}

impl Connection {
    /// Connects.
    pub fn open(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).unwrap_or_else(|error| panic!("connecting to {address}: {error}"));
        stream.set_read_timeout(Some(HANG_GUARD)).expect("a timeout that is not zero");
        stream.set_nodelay(true).expect("a connected socket");
        Self { reader: BufReader::new(stream) }
    }

    /// Sends bytes unchanged, and returns whether all of them were written. It is not an error if
    /// the other side has stopped reading: its answer can still be read.
    pub fn send(&mut self, bytes: &[u8]) -> bool {
        self.reader.get_mut().write_all(bytes).is_ok()
    }

    /// Sends a request with `Host`, the given headers, and `Content-Length`.
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

    /// Half-closes the connection. The answer can still be read.
    pub fn finish(&mut self) {
        let _ = self.reader.get_ref().shutdown(Shutdown::Write);
    }

    /// The next response. Interim responses (100) count.
    pub fn response(&mut self) -> Response {
        self.read_response(true)
    }

    /// The response to a HEAD request, whose length announces a body that does not follow.
    pub fn response_without_body(&mut self) -> Response {
        self.read_response(false)
    }

    /// All bytes until the other side closes or resets the connection, which it must.
    pub fn rest(&mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        if let Err(error) = self.reader.read_to_end(&mut bytes) {
            let is_open = matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut);
            assert!(!is_open, "the other side keeps the connection open");
        }
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
