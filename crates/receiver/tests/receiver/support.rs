//! A running receiver whose captures a test takes one by one. Its clock stands still unless the
//! test advances it.

use hookglass_receiver::{Caller, Config, Limits, NotStored, RefusedRequests, Reply, bind};
use hookglass_request::{
    answer::Answer,
    capture::{Capture, Truncation},
    refusal::Refusal,
};
use hookglass_testkit::{
    HANG_GUARD, ManualClock,
    wire::{self, Response},
};
use hyper::client::conn::http2;
use hyper_util::rt::{TokioExecutor, TokioIo};
use std::{net::SocketAddr, thread::JoinHandle, time::Duration};
use tokio::{
    runtime::{Builder, Runtime},
    sync::{Mutex, mpsc, oneshot},
    time::timeout,
};

pub(crate) struct Running {
    pub(crate) address: SocketAddr,
    pub(crate) limits: Limits,
    pub(crate) refused: RefusedRequests,
    pub(crate) clock: ManualClock,
    captures: Mutex<mpsc::UnboundedReceiver<Capture>>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Running {
    /// Gives each request its default answer.
    pub(crate) fn start() -> Self {
        Self::answering(|capture| std::future::ready(Ok(default_answer(&capture))))
    }

    /// Gives each request the answer that `decide` returns.
    pub(crate) fn answering<F>(decide: impl Fn(Capture) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<Answer, NotStored>> + Send + 'static,
    {
        Self::replying(move |capture, _| {
            let decided = decide(capture);
            async move { decided.await.map(Reply::Answer) }
        })
    }

    /// Gives each request the reply that `decide` returns.
    pub(crate) fn replying<F>(decide: impl Fn(Capture, Caller) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<Reply, NotStored>> + Send + 'static,
    {
        Self::configured(Config::default(), decide)
    }

    /// Like [`Running::replying`], with a configuration. Its clock is replaced.
    pub(crate) fn configured<F>(config: Config, decide: impl Fn(Capture, Caller) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<Reply, NotStored>> + Send + 'static,
    {
        let (limits, clock) = (config.limits.clone(), ManualClock::at(jiff::Timestamp::UNIX_EPOCH));
        let refused = RefusedRequests::default();
        let config = Config { clock: clock.clock(), refused: refused.clone(), ..config };
        let (captured, captures) = mpsc::unbounded_channel();
        let (stop, stopped) = oneshot::channel();
        let (started, has_started) = std::sync::mpsc::channel();
        let thread = std::thread::spawn(move || {
            Runtime::new().unwrap().block_on(async move {
                let receiver = bind(([127, 0, 0, 1], 0).into()).await.unwrap();
                started.send(receiver.address()).unwrap();
                let handle = move |capture: Capture, caller: Caller| {
                    // The test may have ended.
                    let _ = captured.send(capture.clone());
                    decide(capture, caller)
                };
                let stop = async {
                    let _ = stopped.await;
                };
                tokio::spawn(receiver.serve(config, handle, stop)).await.unwrap();
            });
        });
        let address = has_started.recv_timeout(HANG_GUARD).unwrap();
        let captures = Mutex::new(captures);
        Self { address, limits, refused, clock, captures, stop: Some(stop), thread: Some(thread) }
    }

    /// The next captured request.
    pub(crate) async fn next_capture(&self) -> Capture {
        let next = timeout(HANG_GUARD, async { self.captures.lock().await.recv().await });
        next.await.expect("a request is captured").expect("the receiver runs")
    }

    /// Blocks until the next captured request.
    pub(crate) fn capture(&self) -> Capture {
        block_on(self.next_capture())
    }

    /// Blocks until the next refused request.
    pub(crate) fn refusal(&self) -> Refusal {
        let next = async { timeout(HANG_GUARD, self.refused.next()).await };
        block_on(next).expect("a request is refused").newest.remove(0).expect("a refusal")
    }

    /// Whether no other request has been captured.
    pub(crate) fn captured_no_more(&self) -> bool {
        self.captures.try_lock().is_ok_and(|mut captures| captures.try_recv().is_err())
    }

    /// Blocks until the receiver waits for its clock to advance by exactly `after`.
    pub(crate) fn wait_for_timer(&self, after: Duration) {
        let wait = async { timeout(HANG_GUARD, self.clock.timer(after)).await };
        block_on(wait).expect("the wait begins");
    }

    /// Sends a request on another connection, and returns its response.
    pub(crate) fn round_trip(&self) -> Response {
        wire::post(self.address, "/round-trip", &[], b"")
    }

    /// An HTTP/2 connection with prior knowledge.
    pub(crate) async fn http2<B>(&self) -> http2::SendRequest<B>
    where
        B: hyper::body::Body<Error: std::error::Error + Send + Sync> + Send + Unpin + 'static,
        B::Data: Send,
    {
        let socket = tokio::net::TcpStream::connect(self.address).await.unwrap();
        let (sender, connection) = http2::handshake(TokioExecutor::new(), TokioIo::new(socket)).await.unwrap();
        tokio::spawn(connection);
        sender
    }

    /// Begins the shutdown.
    pub(crate) fn begin_shutdown(&mut self) {
        self.stop = None;
    }

    /// Shuts down, and blocks until the receiver has ended.
    pub(crate) fn shut_down(&mut self) {
        self.begin_shutdown();
        if let Some(thread) = self.thread.take() {
            thread.join().expect("the receiver does not panic");
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.begin_shutdown();
    }
}

pub(crate) fn default_answer(capture: &Capture) -> Answer {
    match capture.cut {
        Some(Truncation::OverLimit) => Answer::json(413, "too large"),
        Some(Truncation::SenderLeft) => Answer::json(400, "too short"),
        Some(Truncation::Damaged) => unreachable!("only stored events are damaged"),
        None => Answer::json(200, "{}"),
    }
}

/// Runs a future of a test that is not async.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    Builder::new_current_thread().enable_time().build().unwrap().block_on(future)
}
