//! Reporting the progress of cancellable work.

use hookglass_clock::Clock;
use std::time::Duration;

/// The shortest time between two reports.
const REPORT_INTERVAL: Duration = Duration::from_millis(100);

/// Reports the state of a job: at once, then after each change but at most ten times a second, and when it has ended.
pub(crate) async fn report_until_over<V: PartialEq + Clone, F: Future>(
    clock: &Clock,
    look: impl Fn() -> (V, bool),
    over: impl Fn() -> F,
    mut signal: impl FnMut(V),
) {
    let mut reported = None;
    loop {
        let (view, is_over) = look();
        if reported.as_ref() != Some(&view) {
            signal(view.clone());
            reported = Some(view);
        }
        if is_over {
            return;
        }
        tokio::select! {
            _ = over() => {}
            () = clock.sleep(REPORT_INTERVAL) => {}
        }
    }
}
