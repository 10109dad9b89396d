//! A running receiver whose captures a test takes one by one.

use hookglass_receiver::{Limits, NotStored, Reply, Sender, bind};
use hookglass_request::answer::Answer;
use hookglass_request::capture::{Capture, Truncation};
use std::net::SocketAddr;
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;

/// Long enough for a loaded computer; a test that passes does not wait for it.
pub(crate) const SOON: Duration = Duration::from_secs(20);

pub(crate) struct Running {
    pub(crate) address: SocketAddr,
    pub(crate) limits: Limits,
    captures: mpsc::Receiver<Capture>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Running {
    /// Everything is stored and answered by default.
    pub(crate) fn start() -> Self {
        Self::deciding(|capture| std::future::ready(Ok(default_answer(&capture))))
    }

    /// `decide` answers.
    pub(crate) fn deciding<F>(decide: impl Fn(Capture) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<Answer, NotStored>> + Send + 'static,
    {
        Self::replying(move |capture, _| {
            let decided = decide(capture);
            async move { decided.await.map(Reply::Answer) }
        })
    }

    /// `decide` says what the sender gets.
    pub(crate) fn replying<F>(decide: impl Fn(Capture, Sender) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<Reply, NotStored>> + Send + 'static,
    {
        let limits = Limits::default();
        let (captured, captures) = mpsc::channel();
        let (stop, stopped) = oneshot::channel();
        let (bound, address) = mpsc::channel();
        let shared = limits.clone();
        let thread = std::thread::spawn(move || {
            Runtime::new().unwrap().block_on(async move {
                let receiver = bind(([127, 0, 0, 1], 0).into()).await.unwrap();
                bound.send(receiver.address()).unwrap();
                let handle = move |capture: Capture, sender: Sender| {
                    // The test may have seen enough and be gone.
                    let _ = captured.send(capture.clone());
                    decide(capture, sender)
                };
                let stop = async {
                    let _ = stopped.await;
                };
                tokio::spawn(receiver.serve(shared, handle, stop)).await.unwrap();
            });
        });
        Self { address: address.recv_timeout(SOON).unwrap(), limits, captures, stop: Some(stop), thread: Some(thread) }
    }

    /// The next request that was handed on.
    pub(crate) fn capture(&self) -> Capture {
        self.captures.recv_timeout(SOON).expect("a request was captured")
    }

    /// Whether nothing more was captured so far.
    pub(crate) fn captured_no_more(&self) -> bool {
        self.captures.try_recv().is_err()
    }

    /// Asks it to stop, without waiting.
    pub(crate) fn ask_to_stop(&mut self) {
        self.stop = None;
    }

    /// Waits until it has stopped.
    pub(crate) fn join(&mut self) {
        self.ask_to_stop();
        if let Some(thread) = self.thread.take() {
            thread.join().expect("the receiver did not panic");
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.ask_to_stop();
    }
}

pub(crate) fn default_answer(capture: &Capture) -> Answer {
    match capture.cut {
        Some(Truncation::OverLimit) => Answer::json(413, "too large"),
        Some(Truncation::SenderLeft) => Answer::json(400, "too short"),
        None => Answer::json(200, "{}"),
    }
}
