//! The accept loop: connections in, a graceful end.
//!
//! axum's own `serve` would be shorter, but hides the socket, and the [`Tap`] has to sit between the socket and hyper.
//! The numbers of the protocol are all here.

use axum::Router;
use axum::extract::{Extension, Request};
use hookglass_request::capture::Capture;
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout_at};
use tower_service::Service;

use crate::Limits;
use crate::bind::Bound;
use crate::broken::Broken;
use crate::exchange::{self, Connection, NotStored, Reply, Terms, ToTheEnd};
use crate::heads::{Heads, MAX_HEAD, MAX_HEADERS, Tracker};
use crate::sender::{Flag, Line, Sender};
use crate::tap::Tap;

/// How long a stop waits for the connections that are in the middle of a request.
const STOP_CONNECTIONS: Duration = Duration::from_secs(4);
/// How long a stop takes in all; the difference is for storing what came of the connections that were cut.
const STOP: Duration = Duration::from_secs(5);
/// The pause after an accept that failed for want of a resource (a file descriptor, as a rule).
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
/// HTTP/2 flow control: a body of some MiB should not wait for a window update every 64 KiB.
const STREAM_WINDOW: u32 = 1 << 20;
const CONNECTION_WINDOW: u32 = 4 << 20;

impl Bound {
    /// Receives until `stop`. Every request becomes a [`Capture`], goes to `handle`, and is answered with what `handle`
    /// returns. After `stop` nothing new is accepted, idle connections are closed, and requests that have begun get up to
    /// five seconds to end; who decides about one is told by its [`Sender`].
    pub async fn serve<H, F>(self, limits: Limits, handle: H, stop: impl Future<Output = ()>)
    where
        H: Fn(Capture, Sender) -> F + Send + Sync + 'static,
        F: Future<Output = Result<Reply, NotStored>> + Send + 'static,
    {
        let (begun, mut ended) = mpsc::channel::<()>(1);
        let stopping = Arc::new(Flag::default());
        let router = router(limits, handle, begun, Arc::clone(&stopping));
        let graceful = GracefulShutdown::new();
        let builder = builder();
        let mut connections = JoinSet::new();
        let mut failing = false;
        let mut stop = std::pin::pin!(stop);
        loop {
            let accepted = tokio::select! {
                () = &mut stop => break,
                accepted = self.listener.accept() => accepted,
                Some(_) = connections.join_next() => continue,
            };
            match accepted {
                Ok((socket, peer)) => {
                    failing = false;
                    let watcher = graceful.watcher();
                    let connection = connection(&builder, socket, peer, router.clone());
                    connections.spawn(async move {
                        // Garbage and broken connections are a sender's affair; what came of them is stored.
                        if let Err(error) = watcher.watch(connection).await {
                            tracing::debug!(%peer, error, "a connection ended early");
                        }
                    });
                }
                Err(error) if is_of_one_connection(&error) => {}
                Err(error) => {
                    if !failing {
                        failing = true;
                        tracing::error!(%error, "no connection can be accepted; trying again until it works");
                    }
                    tokio::select! {
                        () = &mut stop => break,
                        () = sleep(ACCEPT_PAUSE) => {}
                    }
                }
            }
        }
        drop(self.listener);
        drop(router);
        stopping.raise();
        let stopped_at = Instant::now();
        let _ = timeout_at(stopped_at + STOP_CONNECTIONS, graceful.shutdown()).await;
        connections.shutdown().await;
        // Every request holds a sender until it has been handled, also when its connection is gone.
        let _ = timeout_at(stopped_at + STOP, ended.recv()).await;
    }
}

/// One route: whatever the method and the path.
fn router<H, F>(limits: Limits, handle: H, begun: mpsc::Sender<()>, stop: Arc<Flag>) -> Router
where
    H: Fn(Capture, Sender) -> F + Send + Sync + 'static,
    F: Future<Output = Result<Reply, NotStored>> + Send + 'static,
{
    let handle = Arc::new(handle);
    Router::new().fallback(move |Extension(connection): Extension<Connection>, request: Request| {
        let dropped = Arc::new(Flag::default());
        let terms = Terms {
            limit: limits.body_limit(),
            handle: Arc::clone(&handle),
            dropped: Arc::clone(&dropped),
            stop: Arc::clone(&stop),
        };
        let begun = begun.clone();
        let answered = async move {
            let response = exchange::answer(connection, request, terms).await;
            drop(begun);
            response
        };
        ToTheEnd::new(answered, dropped)
    })
}

fn connection(
    builder: &Builder<TokioExecutor>,
    socket: TcpStream,
    peer: SocketAddr,
    router: Router,
) -> impl hyper_util::server::graceful::GracefulConnection<Error = Box<dyn std::error::Error + Send + Sync>> + use<> {
    // An answer is one small write, and its sender waits for it.
    let _ = socket.set_nodelay(true);
    let heads = Arc::new(Heads::default());
    let line = Arc::new(Line::default());
    let tap = Tap::new(socket, Tracker::new(Arc::clone(&heads)), Arc::clone(&line));
    let connection = Connection { peer, heads, line };
    let service = hyper::service::service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(connection.clone());
        let answered = router.clone().call(request);
        async move {
            let Ok(response) = answered.await;
            match response.extensions().get::<Broken>() {
                Some(broken) => Err(*broken),
                None => Ok(response),
            }
        }
    });
    builder.serve_connection(TokioIo::new(tap), service).into_owned()
}

fn builder() -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        // A sender that says it will send no more still waits for its answer.
        .half_close(true)
        .max_buf_size(MAX_HEAD)
        .max_headers(MAX_HEADERS);
    builder
        .http2()
        .initial_stream_window_size(STREAM_WINDOW)
        .initial_connection_window_size(CONNECTION_WINDOW)
        .max_header_list_size(MAX_HEAD as u32);
    builder
}

/// Whether an accept failed because of the connection that was to be accepted.
fn is_of_one_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionRefused | io::ErrorKind::ConnectionReset
    )
}
