//! Reporting the progress of cancellable work.

use std::time::Duration;
use tokio::time::sleep;

/// The shortest time between two reports.
const REPORT_INTERVAL: Duration = Duration::from_millis(100);

/// Tells of something under way: at once, whenever it has changed but at most ten times a second, and when it is over.
pub(crate) async fn report_until_over<V: PartialEq + Clone, F: Future>(
    look: impl Fn() -> (V, bool),
    over: impl Fn() -> F,
    mut signal: impl FnMut(V),
) {
    let mut told = None;
    loop {
        let (view, is_over) = look();
        if told.as_ref() != Some(&view) {
            signal(view.clone());
            told = Some(view);
        }
        if is_over {
            return;
        }
        tokio::select! {
            _ = over() => {}
            () = sleep(REPORT_INTERVAL) => {}
        }
    }
}
