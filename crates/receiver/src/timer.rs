//! hyper's timers on the receiver's clock.

use hookglass_clock::Clock;
use hyper::rt::{Sleep, Timer};
use std::{
    pin::Pin,
    sync::{Mutex, PoisonError},
    task::{Context, Poll},
    time::{Duration, Instant},
};

pub(crate) struct ClockTimer(pub(crate) Clock);

impl Timer for ClockTimer {
    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Sleep>> {
        self.sleep_until(self.now() + duration)
    }

    fn sleep_until(&self, deadline: Instant) -> Pin<Box<dyn Sleep>> {
        let clock = self.0.clone();
        let sleep = async move { clock.sleep_until(deadline.into()).await };
        Box::pin(ClockSleep(Mutex::new(Box::pin(sleep))))
    }

    fn now(&self) -> Instant {
        self.0.now().into_std()
    }
}

/// A wait for the clock. hyper shares it between threads, hence the mutex, which is never locked.
struct ClockSleep(Mutex<Pin<Box<dyn Future<Output = ()> + Send>>>);

impl Future for ClockSleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.0.get_mut().unwrap_or_else(PoisonError::into_inner).as_mut().poll(cx)
    }
}

impl Sleep for ClockSleep {}
