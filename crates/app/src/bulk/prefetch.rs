//! Reads the events of the next steps in pages, so that one query serves many requests.
//!
//! A page holds the steps that are due soon. While they are sent, the next page is read. After a
//! pause, pages are read again, because events can be deleted during the pause.

use hookglass_automation::bulk::{Step, Steps};
use hookglass_store::{Store, StoreError, StoredEvent};
use std::{collections::VecDeque, iter::Peekable, sync::Arc, time::Duration};
use tokio_util::task::AbortOnDropHandle;

use crate::base::jobs::Jobs;

/// Steps in a page.
const MAX_PAGE_STEPS: usize = 64;
/// Bytes of bodies in a page.
const MAX_PAGE_BYTES: usize = 2 << 20;
/// How long before its due time a step is read.
const LEAD_TIME: Duration = Duration::from_millis(250);

/// The remaining steps, in order.
pub(super) struct Prefetch {
    store: Arc<Store>,
    jobs: Jobs,
    steps: Peekable<Steps>,
    /// The current page.
    read: VecDeque<(Step, StepEvent)>,
    /// The next page.
    next: Option<NextPage>,
    /// Steps that did not fit into a page or must be read again.
    unread: VecDeque<Step>,
}

/// A page that is being read.
struct NextPage {
    steps: VecDeque<Step>,
    events: AbortOnDropHandle<Result<Vec<StoredEvent>, StoreError>>,
}

/// The event of a step.
pub(super) enum StepEvent {
    /// The event was read.
    Read(Box<StoredEvent>),
    /// The event cannot be sent, for this reason.
    Missing(String),
}

impl Prefetch {
    pub(super) fn new(store: Arc<Store>, jobs: Jobs, steps: Steps) -> Self {
        Self { store, jobs, steps: steps.peekable(), read: VecDeque::new(), next: None, unread: VecDeque::new() }
    }

    /// Returns the next step without removing it.
    pub(super) fn peek(&mut self) -> Option<Step> {
        let read = self.read.front().map(|(step, _)| step);
        let next = self.next.as_ref().and_then(|page| page.steps.front());
        let known = read.or(next).or(self.unread.front());
        known.or_else(|| self.steps.peek()).copied()
    }

    /// Discards the pages, so that their events are read again.
    pub(super) fn discard(&mut self) {
        let next = self.next.take().map(|page| page.steps).unwrap_or_default();
        let again = self.read.drain(..).map(|(step, _)| step).chain(next);
        let again: VecDeque<_> = again.chain(self.unread.drain(..)).collect();
        self.unread = again;
    }

    /// Removes the next step and returns it with its event. `now` is the time since the first step.
    pub(super) async fn take(&mut self, now: Duration) -> Option<(Step, StepEvent)> {
        if self.read.is_empty() {
            if self.next.is_none() {
                // The caller waits for one step, even if it is not due yet.
                self.begin_page(Duration::MAX, 1);
            }
            if let Some(page) = self.next.take() {
                self.end_page(page).await;
            }
        }
        if self.next.is_none() {
            self.begin_page(now.saturating_add(LEAD_TIME), MAX_PAGE_STEPS);
        }
        self.read.pop_front()
    }

    /// Starts to read at most `max` steps that are due by `until`.
    fn begin_page(&mut self, until: Duration, max: usize) {
        while self.unread.len() < max
            && let Some(step) = self.steps.next_if(|step| step.due <= until)
        {
            self.unread.push_back(step);
        }
        let steps: VecDeque<_> = self.unread.drain(..self.unread.len().min(max)).collect();
        if steps.is_empty() {
            return;
        }
        let (store, ids) = (Arc::clone(&self.store), steps.iter().map(|step| step.id).collect());
        let events = self.jobs.spawn(async move { store.events().by_ids(ids, MAX_PAGE_BYTES).await });
        self.next = Some(NextPage { steps, events: AbortOnDropHandle::new(events) });
    }

    async fn end_page(&mut self, page: NextPage) {
        let NextPage { mut steps, events } = page;
        let events = match events.await {
            Ok(Ok(events)) => events,
            Ok(Err(error)) => return self.mark_missing(steps, &error.to_string()),
            Err(_) => return self.mark_missing(steps, "The event could not be read."),
        };
        // A deleted event is missing from the page. Events that did not fit come after its last
        // event.
        let is_complete = events.iter().map(|event| event.capture.body.len() + 512).sum::<usize>() < MAX_PAGE_BYTES;
        let mut events = events.into_iter().peekable();
        while let Some(step) = steps.front().copied() {
            let event = match events.next_if(|event| event.id == step.id) {
                Some(event) => StepEvent::Read(Box::new(event)),
                None if is_complete || events.peek().is_some() => {
                    StepEvent::Missing("The event was deleted before it was sent.".to_owned())
                }
                None => break,
            };
            steps.pop_front();
            self.read.push_back((step, event));
        }
        steps.extend(self.unread.drain(..));
        self.unread = steps;
    }

    fn mark_missing(&mut self, steps: VecDeque<Step>, why: &str) {
        self.read.extend(steps.into_iter().map(|step| (step, StepEvent::Missing(why.to_owned()))));
    }
}
