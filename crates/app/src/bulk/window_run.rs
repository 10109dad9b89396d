//! A bulk resend that the window started.

use super::run::BulkRun;
use crate::{
    base::{lock, runs::Run},
    view::BulkView,
};

/// A bulk resend that the window started.
#[derive(Debug)]
pub(crate) struct WindowRun {
    pub(super) number: u64,
    pub(super) to: String,
    pub(super) events: u64,
    pub(super) bulk: BulkRun,
}

impl Run for WindowRun {
    type View = BulkView;

    fn view(&self) -> BulkView {
        let progress = lock(&self.bulk.progress);
        let forgotten = progress.results().forgotten();
        let progress = progress.view();
        let results = progress.done() + progress.dropped;
        BulkView { bulk: self.number, to: self.to.clone(), events: self.events, progress, results, forgotten }
    }

    fn is_over(&self) -> bool {
        self.bulk.is_over()
    }

    fn ended(&self) -> impl Future<Output = ()> + Send {
        self.bulk.ended()
    }
}
