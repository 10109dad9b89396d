//! Finishes a request after its connection is gone.

use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use crate::caller::Flag;

/// A future that completes even if it is dropped: the rest of it runs in a separate task.
///
/// Spawning a task for every request would do the same, but costs each request a change of threads.
pub(crate) struct DetachOnDrop<T: 'static> {
    future: Option<Pin<Box<dyn Future<Output = T> + Send>>>,
    dropped: Arc<Flag>,
}

impl<T: 'static> DetachOnDrop<T> {
    /// `dropped` is raised if the future is dropped before it completes.
    pub(crate) fn new(future: impl Future<Output = T> + Send + 'static, dropped: Arc<Flag>) -> Self {
        Self { future: Some(Box::pin(future)), dropped }
    }
}

impl<T: 'static> Future for DetachOnDrop<T> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        let Some(future) = &mut self.future else {
            // Polled after completion, which no caller of a future does.
            return Poll::Pending;
        };
        let poll = future.as_mut().poll(cx);
        if poll.is_ready() {
            self.future = None;
        }
        poll
    }
}

impl<T: 'static> Drop for DetachOnDrop<T> {
    fn drop(&mut self) {
        let Some(future) = self.future.take() else { return };
        self.dropped.raise();
        // A future that panicked must not be polled again.
        if !std::thread::panicking()
            && let Ok(runtime) = tokio::runtime::Handle::try_current()
        {
            runtime.spawn(async move {
                future.await;
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::sync::{Notify, oneshot};

    #[tokio::test]
    async fn a_dropped_future_runs_to_completion() {
        let release = Arc::new(Notify::new());
        let released = Arc::clone(&release);
        let (done, is_done) = oneshot::channel();
        let dropped = Arc::new(Flag::default());
        let handled = async move {
            released.notified().await;
            done.send(()).unwrap();
        };
        let mut request = DetachOnDrop::new(handled, Arc::clone(&dropped));
        let is_pending = std::future::poll_fn(|cx| Poll::Ready(Pin::new(&mut request).poll(cx).is_pending()));
        assert!(is_pending.await);
        drop(request);
        dropped.raised().await;
        release.notify_one();
        assert!(is_done.await.is_ok(), "the future completes without its connection");
    }
}
