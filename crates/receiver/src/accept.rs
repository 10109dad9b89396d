//! The accept loop and its graceful shutdown.
//!
//! axum's `serve` would be shorter but hides the socket, and the [`Tap`] has to sit between the
//! socket and hyper. This module holds all numbers of the protocol.

use axum::{
    Router,
    extract::{Extension, Request},
};
use hookglass_clock::Clock;
use hookglass_request::capture::Capture;
use hyper::body::Incoming;
use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::{conn::auto::Builder, graceful::GracefulShutdown},
};
use std::{io, net::SocketAddr, sync::Arc, time::Duration};
use tokio::{net::TcpStream, sync::mpsc};
use tower_service::Service;

use crate::{
    bind::Bound,
    budget::Budget,
    caller::{Caller, ConnectionState, Flag},
    config::{Config, Limits, RoomCheck},
    connections::{Connections, InProgress},
    detach::DetachOnDrop,
    exchange::{self, Connection, Handling},
    fault::Fault,
    heads::{HeadQueue, MAX_HEAD, MAX_HEADERS},
    refused,
    reply::{NotStored, Reply},
    tap::Tap,
    timer::ClockTimer,
    tracker::Tracker,
};

/// How long a shutdown waits for connections with an unfinished request.
const CONNECTIONS_TIMEOUT: Duration = Duration::from_secs(4);
/// How long a shutdown takes in total. The difference leaves time to store the requests of
/// connections that were cut.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(5);
/// The pause after an accept that failed for lack of a resource, usually a file descriptor.
const ACCEPT_RETRY_DELAY: Duration = Duration::from_millis(100);
/// HTTP/2 flow control: a body of some MiB should not wait for a window update every 64 KiB.
const STREAM_WINDOW: u32 = 1 << 20;
const CONNECTION_WINDOW: u32 = 4 << 20;
/// The maximum size of an HTTP/2 header list. A few bytes on the wire can expand to many, because
/// HPACK refers to earlier fields.
const MAX_HTTP2_HEADER_LIST: u32 = 64 << 10;
/// How long an HTTP/2 connection is silent before it gets a ping, and how long the other end has to
/// reply. Connections to a computer that vanished close this way.
const PING_INTERVAL: Duration = Duration::from_secs(60);
const PING_TIMEOUT: Duration = Duration::from_secs(20);

impl Bound {
    /// Receives requests until `stop` completes.
    ///
    /// Each request becomes a [`Capture`], goes to `handle`, and gets the reply that `handle`
    /// returns. After `stop`, the receiver accepts no connections, closes idle ones, and gives
    /// unfinished requests up to five seconds. Handlers learn of the shutdown from their
    /// [`Caller`].
    pub async fn serve<H, F>(self, config: Config, handle: H, stop: impl Future<Output = ()>)
    where
        H: Fn(Capture, Caller) -> F + Send + Sync + 'static,
        F: Future<Output = Result<Reply, NotStored>> + Send + 'static,
    {
        let Config { limits, clock, max_connections, room, refused } = config;
        let (request_guard, mut requests_done) = mpsc::channel::<()>(1);
        let shutdown = Arc::new(Flag::default());
        let budget = Budget::new();
        let router = router(limits, budget.clone(), room, handle, request_guard, Arc::clone(&shutdown));
        let graceful = GracefulShutdown::new();
        let builder = builder(&clock);
        let mut connections = Connections::new(max_connections, clock.clone());
        let mut failing = false;
        let mut stop = std::pin::pin!(stop);
        loop {
            let accepted = tokio::select! {
                () = &mut stop => break,
                accepted = self.listener.accept(), if connections.has_room() => accepted,
                () = connections.tend() => continue,
            };
            match accepted {
                Ok((socket, peer)) => {
                    failing = false;
                    let watcher = graceful.watcher();
                    let state = Arc::new(ConnectionState::new(clock.now()));
                    let connected = Connected { socket, peer, state: Arc::clone(&state), clock: clock.clone() };
                    let (connection, heads) = connection(&builder, connected, router.clone(), &budget);
                    let refused = refused.clone();
                    connections.spawn(state, async move {
                        // Requests that have begun are stored.
                        if let Err(error) = watcher.watch(connection).await {
                            tracing::debug!(%peer, error, "a connection ended early");
                            if let Some(refusal) = refused::refusal(&*error, &heads, peer) {
                                refused.push(refusal);
                            }
                        }
                    });
                }
                Err(error) if concerns_one_connection(&error) => {}
                Err(error) => {
                    if !failing {
                        failing = true;
                        tracing::error!(%error, "cannot accept connections; retrying");
                    }
                    connections.close_longest_idle();
                    tokio::select! {
                        () = &mut stop => break,
                        () = clock.sleep(ACCEPT_RETRY_DELAY) => {}
                    }
                }
            }
        }
        drop(self.listener);
        drop(router);
        shutdown.raise();
        let stopped_at = clock.now();
        let _ = clock.timeout_at(stopped_at + CONNECTIONS_TIMEOUT, graceful.shutdown()).await;
        connections.shut_down().await;
        // Each request holds a guard until it has been handled, even if its connection is gone.
        let _ = clock.timeout_at(stopped_at + SHUTDOWN_TIMEOUT, requests_done.recv()).await;
    }
}

/// One route for every method and path.
fn router<H, F>(
    limits: Limits,
    budget: Budget,
    room: RoomCheck,
    handle: H,
    request_guard: mpsc::Sender<()>,
    shutdown: Arc<Flag>,
) -> Router
where
    H: Fn(Capture, Caller) -> F + Send + Sync + 'static,
    F: Future<Output = Result<Reply, NotStored>> + Send + 'static,
{
    let handle = Arc::new(handle);
    Router::new().fallback(move |Extension(connection): Extension<Arc<Connection>>, request: Request| {
        let dropped = Arc::new(Flag::default());
        let handling = Handling {
            body_limit: limits.body_limit(),
            budget: budget.clone(),
            room: room.clone(),
            handle: Arc::clone(&handle),
            dropped: Arc::clone(&dropped),
            shutdown: Arc::clone(&shutdown),
        };
        let request_guard = request_guard.clone();
        let answered = async move {
            let response = exchange::answer(connection, request, handling).await;
            drop(request_guard);
            response
        };
        DetachOnDrop::new(answered, dropped)
    })
}

/// An accepted connection.
struct Connected {
    socket: TcpStream,
    peer: SocketAddr,
    state: Arc<ConnectionState>,
    clock: Clock,
}

fn connection(
    builder: &Builder<TokioExecutor>,
    connected: Connected,
    router: Router,
    budget: &Budget,
) -> (
    impl hyper_util::server::graceful::GracefulConnection<Error = Box<dyn std::error::Error + Send + Sync>> + use<>,
    Arc<HeadQueue>,
) {
    let Connected { socket, peer, state, clock } = connected;
    // An answer is one small write, and its caller waits for it.
    let _ = socket.set_nodelay(true);
    let heads = Arc::new(HeadQueue::default());
    let tracker = Tracker::new(Arc::clone(&heads));
    let tap = Tap::new(socket, tracker, Arc::clone(&state), budget.reservation(), clock.clone());
    let connection = Arc::new(Connection { peer, heads: Arc::clone(&heads), state, clock });
    let service = hyper::service::service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(Arc::clone(&connection));
        let in_progress = InProgress::begin(Arc::clone(&connection.state), connection.clock.clone());
        let answered = router.clone().call(request);
        async move {
            let Ok(response) = answered.await;
            drop(in_progress);
            match response.extensions().get::<Fault>() {
                Some(fault) => Err(*fault),
                None => Ok(response),
            }
        }
    });
    (builder.serve_connection(TokioIo::new(tap), service).into_owned(), heads)
}

fn builder(clock: &Clock) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        // A caller that half-closes the connection still waits for its answer.
        .half_close(true)
        .max_buf_size(MAX_HEAD)
        .max_headers(MAX_HEADERS);
    builder
        .http2()
        .initial_stream_window_size(STREAM_WINDOW)
        .initial_connection_window_size(CONNECTION_WINDOW)
        .max_header_list_size(MAX_HTTP2_HEADER_LIST)
        .timer(ClockTimer(clock.clone()))
        .keep_alive_interval(PING_INTERVAL)
        .keep_alive_timeout(PING_TIMEOUT);
    builder
}

/// Whether an accept failed because of the connection that was about to be accepted.
fn concerns_one_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionRefused | io::ErrorKind::ConnectionReset
    )
}
