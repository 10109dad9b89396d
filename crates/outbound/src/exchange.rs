//! Sends a request over an open connection and reads the response.

use bytes::{Bytes, BytesMut};
use hookglass_clock::{Clock, Elapsed};
use hookglass_request::{
    headers::Headers,
    outgoing::{Failure, FailureKind, Response},
};
use http_body_util::{BodyExt, Full};
use hyper::{
    body::{Body, Incoming},
    client::conn::http1,
};
use hyper_util::rt::TokioIo;
use std::{
    error::Error,
    io,
    pin::{Pin, pin},
};

use crate::{
    attempt::Progress,
    connect::{Stream, connect},
    failure::failure,
    options::Options,
    request::Request,
    verbatim_stream::{HeadSlot, MAX_HEAD, MAX_HEADERS, ResponseCapture, VerbatimStream},
};

/// An open connection. Dropping it closes it.
///
/// The future that awaits a result also drives the connection. A separate task would cost two
/// wake-ups per step.
pub(crate) struct Connection {
    sender: http1::SendRequest<Full<Bytes>>,
    next_head: HeadSlot,
    driver: Driver,
}

/// The connection's own work; `None` after it has ended.
struct Driver(Option<Pin<Box<dyn Future<Output = ()> + Send>>>);

impl Driver {
    /// Runs `work` and the connection's own work concurrently.
    async fn run_with<T>(&mut self, work: impl Future<Output = T>) -> T {
        let mut work = pin!(work);
        if let Some(driver) = &mut self.0 {
            tokio::select! {
                biased;
                done = &mut work => return done,
                () = driver => self.0 = None,
            }
        }
        work.await
    }
}

impl Connection {
    /// Connects to the address of a request.
    pub(crate) async fn to(request: &Request, options: &Options, progress: &mut Progress<'_>) -> Result<Self, Failure> {
        let stream = connect(request, options, progress).await?;
        progress.stopwatch.set_connected();
        Self::open(stream, &options.clock, &request.display_address()).await
    }

    pub(crate) async fn open(stream: Box<dyn Stream>, clock: &Clock, place: &str) -> Result<Self, Failure> {
        let next_head = HeadSlot::default();
        let (sender, driver) = http1::Builder::new()
            .max_buf_size(MAX_HEAD)
            .max_headers(MAX_HEADERS)
            .handshake(TokioIo::new(VerbatimStream::new(stream, next_head.clone(), clock.clone())))
            .await
            .map_err(|error| head_failure(&error, &ResponseCapture::default(), place))?;
        let driver = Driver(Some(Box::pin(async move {
            // The response or its body ends with the same error.
            let _ = driver.await;
        })));
        Ok(Self { sender, next_head, driver })
    }

    /// Waits for the end of the previous exchange. Returns `false` if the other end has closed the
    /// connection or is about to.
    pub(crate) async fn is_ready(&mut self) -> bool {
        let Self { sender, driver, .. } = self;
        driver.run_with(sender.ready()).await.is_ok() && !self.sender.is_closed()
    }
}

/// Sends a request over a connection that is ready. Reads and keeps the response's body up to the
/// limits of `options`.
pub(crate) async fn exchange(
    request: &Request,
    connection: &mut Connection,
    options: &Options,
    progress: &mut Progress<'_>,
) -> Result<Response, Failure> {
    let Connection { sender, next_head, driver } = connection;
    next_head.set(request.head.clone(), progress.capture.clone());
    driver.run_with(send_and_receive(request, sender, options, progress)).await
}

async fn send_and_receive(
    request: &Request,
    sender: &mut http1::SendRequest<Full<Bytes>>,
    options: &Options,
    progress: &mut Progress<'_>,
) -> Result<Response, Failure> {
    let Progress { capture, deadline, .. } = progress;
    let place = request.display_address();
    let response = deadline
        .within(send_head(request, sender, capture, &place), |timeout| {
            let so_far = if capture.has_begun() {
                "the response began, but its head did not end"
            } else {
                "the connection was made, but nothing came back"
            };
            format!("No answer from {place} within {timeout}: {so_far}.")
        })
        .await?;

    let (head, body) = response.into_parts();
    let mut received = ReceivedBody { announced: body.size_hint().exact(), kept: BytesMut::new(), size: 0 };
    match deadline.race(received.read(body, options, &place)).await {
        Ok(read) => read?,
        Err(Elapsed) => {
            let (timeout, amount) = (deadline.timeout(), received.amount());
            let sentence =
                format!("The response of {place} did not end within {timeout}: {amount} arrived before that.");
            return Err(failure(FailureKind::Timeout, sentence));
        }
    }
    if let Some(announced) = received.announced
        && request.method != http::Method::HEAD
        && capture.after_head() > announced
    {
        return Err(failure(
            FailureKind::BrokenResponse,
            format!(
                "The response of {place} is longer than it says: its Content-Length is {announced}, and more bytes \
                 follow."
            ),
        ));
    }
    Ok(Response {
        status: head.status.as_u16(),
        version: format!("{:?}", head.version),
        headers: capture
            .take_headers()
            .unwrap_or_else(|| Headers::from_pairs(head.headers.iter().map(|(name, value)| (name.as_str(), value)))),
        body: received.kept.freeze(),
        size: received.size,
    })
}

/// Sends the request and waits for the head of the response.
async fn send_head(
    request: &Request,
    sender: &mut http1::SendRequest<Full<Bytes>>,
    capture: &ResponseCapture,
    place: &str,
) -> Result<http::Response<Incoming>, Failure> {
    // hyper needs the method and the length of the body. `VerbatimStream` writes the head.
    let mut message = http::Request::new(Full::new(request.body.clone()));
    *message.method_mut() = request.method.clone();
    sender.send_request(message).await.map_err(|error| head_failure(&error, capture, place))
}

fn head_failure(error: &hyper::Error, capture: &ResponseCapture, place: &str) -> Failure {
    if error.is_parse() {
        return failure(
            FailureKind::BrokenResponse,
            format!(
                "What {place} sent back is not an HTTP/1 response ({error}). Check that the URL names a web server."
            ),
        );
    }
    if capture.has_begun() {
        return failure(
            FailureKind::BrokenResponse,
            format!("{place} ended the connection inside the head of its response."),
        );
    }
    let how = match io_kind(error) {
        Some(io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted) => "reset",
        _ => "closed",
    };
    failure(
        FailureKind::Reset,
        format!("{place} {how} the connection without a response. Look into the target's own log."),
    )
}

/// The received part of a response's body.
struct ReceivedBody {
    announced: Option<u64>,
    kept: BytesMut,
    size: u64,
}

impl ReceivedBody {
    /// Reads a body to its end or to the limit. Dropping the rest closes the connection.
    async fn read(&mut self, mut body: Incoming, options: &Options, place: &str) -> Result<(), Failure> {
        while let Some(frame) = body.frame().await {
            let data: Bytes = match frame.map(|frame| frame.into_data()) {
                Ok(Ok(data)) => data,
                Ok(Err(_trailers)) => continue,
                Err(error) => {
                    let how = match io_kind(&error) {
                        Some(io::ErrorKind::ConnectionReset) => "was reset",
                        Some(io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData) => "has broken chunks",
                        _ => "ended too early",
                    };
                    return Err(failure(
                        FailureKind::BrokenResponse,
                        format!("The response of {place} {how}: {} came.", self.amount()),
                    ));
                }
            };
            self.size += data.len() as u64;
            let room = options.max_kept_body - self.kept.len();
            self.kept.extend_from_slice(&data[..data.len().min(room)]);
            if self.size > options.max_read_body {
                self.size = self.size.max(self.announced.unwrap_or(0));
                return Ok(());
            }
        }
        Ok(())
    }

    fn amount(&self) -> String {
        match self.announced {
            Some(announced) => format!("{} of {announced} bytes of its body", self.size),
            None => format!("{} bytes of its body", self.size),
        }
    }
}

/// The kind of the I/O error that caused an error.
fn io_kind(error: &hyper::Error) -> Option<io::ErrorKind> {
    let mut source = error.source();
    while let Some(error) = source {
        if let Some(error) = error.downcast_ref::<io::Error>() {
            return Some(error.kind());
        }
        source = error.source();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timing::{Deadline, Stopwatch};
    use hookglass_request::outgoing::Outgoing;
    use hookglass_testkit::ManualClock;
    use jiff::Timestamp;
    use std::task::Poll;
    use std::time::Duration;
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    /// The failure of an exchange that times out after the target has sent `response`.
    ///
    /// Runs over a pipe, so that the response is certainly read before the clock advances.
    async fn timed_out_after(response: &[u8]) -> Failure {
        let (manual, timeout) = (ManualClock::at(Timestamp::UNIX_EPOCH), Duration::from_millis(100));
        let clock = manual.clock();
        let (near, mut target) = duplex(1024);
        let outgoing = Outgoing {
            method: "POST".to_owned(),
            url: "http://a.test".to_owned(),
            headers: Headers::default(),
            body: Bytes::new(),
        };
        let request = Request::check(&outgoing).unwrap();
        let mut connection = Connection::open(Box::new(near), &clock, "a.test").await.unwrap();
        let (stopwatch, capture) = (Stopwatch::new(clock.clone()), ResponseCapture::default());
        let expired = pin!(clock.sleep(timeout));
        let deadline = Deadline::new(expired, timeout);
        let mut progress = Progress { stopwatch: &stopwatch, capture: &capture, deadline };
        let options = Options::default();
        let mut exchanging = pin!(exchange(&request, &mut connection, &options, &mut progress));
        // The polls until the exchange waits for the target again.
        let mut settle = async || {
            for _ in 0..16 {
                assert!(std::future::poll_fn(|cx| Poll::Ready(exchanging.as_mut().poll(cx).is_pending())).await);
            }
        };
        settle().await;
        target.read_exact(&mut vec![0; request.head.len()]).await.unwrap();
        target.write_all(response).await.unwrap();
        settle().await;
        manual.advance(timeout);
        exchanging.await.unwrap_err()
    }

    #[tokio::test]
    async fn a_timeout_says_how_much_of_the_response_has_arrived() {
        for (response, sentence) in [
            (&b""[..], "No answer from a.test:80 within 0.1 s: the connection was made, but nothing came back."),
            (
                b"HTTP/1.1 200 OK\r\n",
                "No answer from a.test:80 within 0.1 s: the response began, but its head did not end.",
            ),
            (
                b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf",
                "The response of a.test:80 did not end within 0.1 s: 4 of 9 bytes of its body arrived before that.",
            ),
        ] {
            let failure = timed_out_after(response).await;
            assert_eq!((failure.why, failure.sentence.as_str()), (FailureKind::Timeout, sentence));
        }
    }
}
