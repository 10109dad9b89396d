//! A checked request: where it goes, and its head as sent.

use bytes::Bytes;
use hookglass_request::{headers::Headers, outgoing::Outgoing};
use http::{HeaderName, HeaderValue, Method, uri::Uri};
use std::net::{IpAddr, SocketAddr};

use crate::invalid_request::InvalidRequest;

/// A request that can be sent.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) tls: bool,
    /// A name, or an address without brackets.
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) method: Method,
    /// From the request line to the empty line.
    pub(crate) head: Bytes,
    pub(crate) body: Bytes,
}

/// Where a connection leads. Requests with the same endpoint can share a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Endpoint {
    tls: bool,
    host: String,
    port: u16,
}

impl Request {
    pub(crate) fn check(outgoing: &Outgoing) -> Result<Self, InvalidRequest> {
        let uri = check_url(&outgoing.url)?;
        let tls = uri.scheme_str() == Some("https");
        let default_port = if tls { 443 } else { 80 };
        let host = uri.host().unwrap_or_default();
        let port = uri.port_u16().unwrap_or(default_port);
        let method = check_method(&outgoing.method)?;
        let authority = if port == default_port { host.to_owned() } else { format!("{host}:{port}") };
        let head = head(outgoing, &uri, &authority)?;
        Ok(Self {
            tls,
            host: host.trim_matches(['[', ']']).to_owned(),
            port,
            method,
            head: head.into(),
            body: outgoing.body.clone(),
        })
    }

    pub(crate) fn endpoint(&self) -> Endpoint {
        Endpoint { tls: self.tls, host: self.host.clone(), port: self.port }
    }

    /// The scheme and host, in lower case and without port.
    pub(crate) fn origin(&self) -> String {
        let scheme = if self.tls { "https" } else { "http" };
        let host = self.host.to_ascii_lowercase();
        if host.contains(':') { format!("{scheme}://[{host}]") } else { format!("{scheme}://{host}") }
    }

    /// The socket address, if the host is an IP address.
    pub(crate) fn address(&self) -> Option<SocketAddr> {
        let ip: IpAddr = self.host.parse().ok()?;
        Some(SocketAddr::new(ip, self.port))
    }

    /// The header lines of the head.
    pub(crate) fn header_lines(&self) -> Headers {
        let start = self.head.iter().position(|&byte| byte == b'\n').map_or(self.head.len(), |at| at + 1);
        let end = self.head.len().saturating_sub(2).max(start);
        Headers::from_block(self.head[start..end].to_vec())
    }

    /// `host:port`, for sentences.
    pub(crate) fn display_address(&self) -> String {
        if self.host.contains(':') {
            format!("[{}]:{}", self.host, self.port)
        } else {
            format!("{}:{}", self.host, self.port)
        }
    }
}

fn check_url(url: &str) -> Result<Uri, InvalidRequest> {
    let (scheme, rest) = url.split_once("://").unwrap_or_default();
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('@') {
        return Err(InvalidRequest::UserInfo);
    }
    let given = || url.to_owned();
    if !scheme.is_empty() && authority.is_empty() {
        return Err(InvalidRequest::Host { url: given() });
    }
    if let Some((_, port)) = authority.rsplit_once(':')
        && !port.ends_with(']')
        && !port.is_empty()
        && !port.parse::<u16>().is_ok_and(|port| port > 0)
    {
        return Err(InvalidRequest::Port { port: port.to_owned() });
    }
    let uri: Uri = url.parse().map_err(|_| InvalidRequest::Url { url: given() })?;
    match uri.scheme_str() {
        Some("http" | "https") if uri.host().is_some_and(|host| !host.is_empty()) => Ok(uri),
        Some("http" | "https") => Err(InvalidRequest::Host { url: given() }),
        Some(scheme) => Err(InvalidRequest::Scheme { scheme: scheme.to_owned() }),
        None => Err(InvalidRequest::Url { url: given() }),
    }
}

fn check_method(method: &str) -> Result<Method, InvalidRequest> {
    match Method::from_bytes(method.as_bytes()) {
        Ok(Method::CONNECT) => Err(InvalidRequest::Tunnel),
        Ok(known) => Ok(known),
        Err(_) => Err(InvalidRequest::Method { method: method.to_owned() }),
    }
}

/// The head: the given headers in their order. If they are needed and not given, `Host` comes
/// before them and `Content-Length` after them.
fn head(outgoing: &Outgoing, uri: &Uri, authority: &str) -> Result<Vec<u8>, InvalidRequest> {
    let lines = outgoing.headers.block().split(|&byte| byte == b'\n');
    if lines.filter(|line| !line.is_empty()).any(|line| !line.contains(&b':')) {
        return Err(InvalidRequest::HeaderLine);
    }
    let target = uri.path_and_query().map_or("/", |local| local.as_str());
    // A URL can have a query without a path; a request target cannot (RFC 9112, 3.2.1).
    let slash = if target.starts_with('?') { "/" } else { "" };
    let mut head = format!("{} {slash}{target} HTTP/1.1\r\n", outgoing.method).into_bytes();
    if outgoing.headers.get("host").is_none() {
        head.extend_from_slice(format!("Host: {authority}\r\n").as_bytes());
    }
    let length = outgoing.body.len().to_string();
    let mut has_length = false;
    for (name, value) in outgoing.headers.iter() {
        let given = || name.to_owned();
        if HeaderName::from_bytes(name.as_bytes()).is_err() {
            return Err(InvalidRequest::HeaderName { name: given() });
        }
        if HeaderValue::from_bytes(value).is_err() {
            return Err(InvalidRequest::HeaderValue { name: given() });
        }
        if name.eq_ignore_ascii_case("transfer-encoding") {
            return Err(InvalidRequest::Framing { name: given() });
        }
        if name.eq_ignore_ascii_case("content-length") {
            if has_length || value != length.as_bytes() {
                return Err(InvalidRequest::Framing { name: given() });
            }
            has_length = true;
        }
        head.extend_from_slice(name.as_bytes());
        head.extend_from_slice(b": ");
        head.extend_from_slice(value);
        head.extend_from_slice(b"\r\n");
    }
    // Methods that anticipate content send a length of 0 (RFC 9110, 8.6).
    let anticipates = matches!(outgoing.method.as_str(), "POST" | "PUT" | "PATCH");
    if !has_length && (anticipates || !outgoing.body.is_empty()) {
        head.extend_from_slice(format!("Content-Length: {length}\r\n").as_bytes());
    }
    head.extend_from_slice(b"\r\n");
    Ok(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn to(url: &str) -> Outgoing {
        Outgoing { method: "POST".to_owned(), url: url.to_owned(), headers: Headers::default(), body: Bytes::new() }
    }

    #[test]
    fn a_url_determines_endpoint_and_request_line() {
        for (url, tls, host, port, line, host_line) in [
            ("http://a.test", false, "a.test", 80, "POST / HTTP/1.1", "Host: a.test"),
            ("http://a.test:80/x", false, "a.test", 80, "POST /x HTTP/1.1", "Host: a.test"),
            ("https://a.test?q=%20#f", true, "a.test", 443, "POST /?q=%20 HTTP/1.1", "Host: a.test"),
            ("http://[::1]:3000/a//b", false, "::1", 3000, "POST /a//b HTTP/1.1", "Host: [::1]:3000"),
            ("HTTP://127.0.0.1:443/{}", false, "127.0.0.1", 443, "POST /{} HTTP/1.1", "Host: 127.0.0.1:443"),
        ] {
            let request = Request::check(&to(url)).unwrap();
            assert_eq!((request.tls, request.host.as_str(), request.port), (tls, host, port), "{url}");
            let head = String::from_utf8(request.head.to_vec()).unwrap();
            assert_eq!(head, format!("{line}\r\n{host_line}\r\nContent-Length: 0\r\n\r\n"), "{url}");
            let lines = request.header_lines();
            assert_eq!(lines.block(), format!("{host_line}\r\nContent-Length: 0\r\n").as_bytes(), "{url}");
        }
    }

    #[test]
    fn an_invalid_request_is_explained() {
        for (url, sentence) in [
            ("127.0.0.1:3000", "is not an absolute URL"),
            ("/path", "is not an absolute URL"),
            ("", "is not an absolute URL"),
            ("http://a b/", "is not an absolute URL"),
            ("http://münchen.example/", "is not an absolute URL"),
            ("ftp://a.test/", "ftp: URL"),
            ("http:///path", "names no host"),
            ("http://a.test:99999/", "\"99999\" is not a port"),
            ("http://a.test:0/", "\"0\" is not a port"),
            ("http://ada:secret@a.test/", "user name or a password"),
        ] {
            let error = Request::check(&to(url)).unwrap_err().to_string();
            assert!(error.contains(sentence), "{url}: {error}");
            assert!(!error.contains("secret"));
        }
        for (name, value, sentence) in [
            ("X Y", "1", "\"X Y\" is not a header name"),
            ("X-Y", "a\u{1}b", "value of the header X-Y"),
            ("Transfer-Encoding", "chunked", "Transfer-Encoding does not fit"),
            ("Content-Length", "5", "Content-Length does not fit"),
        ] {
            let mut outgoing = to("http://a.test");
            outgoing.headers = Headers::from_pairs([(name, value)]);
            let error = Request::check(&outgoing).unwrap_err().to_string();
            assert!(error.contains(sentence), "{name}: {error}");
        }
        let mut outgoing = to("http://a.test");
        outgoing.headers = Headers::from_block(b"A: 1\r\nno colon\r\n".to_vec());
        assert_eq!(Request::check(&outgoing).unwrap_err(), InvalidRequest::HeaderLine);
        for method in ["", "P OST", "CONNECT"] {
            let mut outgoing = to("http://a.test");
            outgoing.method = method.to_owned();
            assert!(Request::check(&outgoing).is_err(), "{method:?}");
        }
    }

    #[test]
    fn a_given_host_and_a_correct_length_keep_their_places() {
        let mut outgoing = to("http://127.0.0.1:1/");
        outgoing.headers = Headers::from_pairs([("x-A", "1"), ("content-length", "2"), ("HOST", "shop.test")]);
        outgoing.body = Bytes::from_static(b"{}");
        assert_eq!(
            Request::check(&outgoing).unwrap().head,
            "POST / HTTP/1.1\r\nx-A: 1\r\ncontent-length: 2\r\nHOST: shop.test\r\n\r\n"
        );
    }
}
