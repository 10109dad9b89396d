//! The request goes out, the response comes in.

use bytes::{Bytes, BytesMut};
use hookglass_request::headers::Headers;
use hookglass_request::outgoing::{Failure, FailureKind, Response};
use http_body_util::{BodyExt, Full};
use hyper::body::{Body, Incoming};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use std::error::Error;
use std::io;
use std::pin::{Pin, pin};

use crate::connect::Stream;
use crate::exact::{Came, Exact, MAX_HEAD, MAX_HEADERS, Turns};
use crate::request::Request;
use crate::{Deadline, failure};

/// An open connection. Dropping it ends it.
///
/// It is driven by whoever waits for something of it: a task of its own would be woken for each step, and wake the other one.
pub(crate) struct Line {
    sender: http1::SendRequest<Full<Bytes>>,
    turns: Turns,
    driver: Driver,
}

/// The connection's own work; nothing after it has ended.
struct Driver(Option<Pin<Box<dyn Future<Output = ()> + Send>>>);

impl Driver {
    /// Does some work, and the connection's beside it.
    async fn beside<T>(&mut self, work: impl Future<Output = T>) -> T {
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

impl Line {
    pub(crate) async fn open(stream: Box<dyn Stream>, place: &str) -> Result<Self, Failure> {
        let turns = Turns::default();
        let (sender, driver) = http1::Builder::new()
            .max_buf_size(MAX_HEAD)
            .max_headers(MAX_HEADERS)
            .handshake(TokioIo::new(Exact::new(stream, turns.clone())))
            .await
            .map_err(|error| head_failure(&error, &Came::default(), place))?;
        let driver = Driver(Some(Box::pin(async move {
            // What goes wrong on the connection is also what the response or its body ends with.
            let _ = driver.await;
        })));
        Ok(Self { sender, turns, driver })
    }

    /// Waits until the exchange before is over; `false` when the other end has closed it, or wants to.
    pub(crate) async fn is_ready(&mut self) -> bool {
        let Self { sender, driver, .. } = self;
        driver.beside(sender.ready()).await.is_ok() && !self.sender.is_closed()
    }
}

/// Sends over a connection that is ready. At most `kept_body` bytes of the response's body are kept.
pub(crate) async fn exchange(
    request: &Request,
    line: &mut Line,
    deadline: &Deadline,
    kept_body: usize,
    came: &Came,
) -> Result<Response, Failure> {
    let Line { sender, turns, driver } = line;
    turns.next(request.head.clone(), came.clone());
    driver.beside(exchanged(request, sender, deadline, kept_body, came)).await
}

async fn exchanged(
    request: &Request,
    sender: &mut http1::SendRequest<Full<Bytes>>,
    deadline: &Deadline,
    kept_body: usize,
    came: &Came,
) -> Result<Response, Failure> {
    let place = request.place();
    let response = deadline
        .within(head(request, sender, came, &place), |after| {
            let so_far = if came.any() {
                "the response began, but its head did not end"
            } else {
                "the connection was made, but nothing came back"
            };
            format!("No answer from {place} within {after}: {so_far}.")
        })
        .await?;

    let (head, body) = response.into_parts();
    let mut received = Received { announced: body.size_hint().exact(), kept: BytesMut::new(), size: 0 };
    let read = deadline.within(received.read(body, kept_body, &place), |_| String::new()).await;
    if let Err(failed) = read {
        return Err(match failed.why {
            FailureKind::Timeout => failure(
                FailureKind::Timeout,
                format!(
                    "The response of {place} did not end within {}: {} came until then.",
                    deadline.after,
                    received.amount()
                ),
            ),
            _ => failed,
        });
    }
    if let Some(announced) = received.announced
        && request.method != http::Method::HEAD
        && came.after_head() > announced
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
        headers: came
            .headers()
            .unwrap_or_else(|| Headers::from_pairs(head.headers.iter().map(|(name, value)| (name.as_str(), value)))),
        body: received.kept.freeze(),
        size: received.size,
    })
}

async fn head(
    request: &Request,
    sender: &mut http1::SendRequest<Full<Bytes>>,
    came: &Came,
    place: &str,
) -> Result<http::Response<Incoming>, Failure> {
    // hyper needs to know the method and the length of the body; the rest of the head is in `exact`.
    let mut message = http::Request::new(Full::new(request.body.clone()));
    *message.method_mut() = request.method.clone();
    sender.send_request(message).await.map_err(|error| head_failure(&error, came, place))
}

fn head_failure(error: &hyper::Error, came: &Came, place: &str) -> Failure {
    if error.is_parse() {
        return failure(
            FailureKind::BrokenResponse,
            format!(
                "What {place} sent back is not an HTTP/1 response ({error}). Check that the URL names a web server."
            ),
        );
    }
    if came.any() {
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

/// What has come of a response's body.
struct Received {
    announced: Option<u64>,
    kept: BytesMut,
    size: u64,
}

impl Received {
    async fn read(&mut self, mut body: Incoming, most: usize, place: &str) -> Result<(), Failure> {
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
            let room = most - self.kept.len();
            self.kept.extend_from_slice(&data[..data.len().min(room)]);
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

/// The kind of the I/O error at the bottom of an error.
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
