//! The events of the next steps, read a page at a time, so that one query serves many requests.
//!
//! A page holds the steps that are due soon. While its steps go out, the next page is read. After a pause the pages are
//! read again, because events can be deleted meanwhile.

use hookglass_automation::bulk::{Step, Steps};
use hookglass_store::{Store, StoreError, StoredEvent};
use std::{collections::VecDeque, iter::Peekable, sync::Arc, time::Duration};
use tokio_util::task::AbortOnDropHandle;

use crate::base::jobs::Jobs;

/// Steps in a page.
const MAX_PAGE_STEPS: usize = 64;
/// Bytes of bodies after which a page ends.
const MAX_PAGE_BYTES: usize = 2 << 20;
/// How long before it is due a step is read.
const LEAD_TIME: Duration = Duration::from_millis(250);

/// The remaining steps, in order.
pub(super) struct Prefetch {
    store: Arc<Store>,
    jobs: Jobs,
    steps: Peekable<Steps>,
    /// The page whose steps go out.
    read: VecDeque<(Step, Event)>,
    /// The one after it.
    next: Option<NextPage>,
    /// Steps that did not fit into a page, or have to be read again.
    unread: VecDeque<Step>,
}

/// A page that is being read.
struct NextPage {
    steps: VecDeque<Step>,
    events: AbortOnDropHandle<Result<Vec<StoredEvent>, StoreError>>,
}

/// The event of a step.
pub(super) enum Event {
    /// It is there.
    Read(Box<StoredEvent>),
    /// It is not, for this reason.
    Missing(String),
}

impl Prefetch {
    pub(super) fn new(store: Arc<Store>, jobs: Jobs, steps: Steps) -> Self {
        Self { store, jobs, steps: steps.peekable(), read: VecDeque::new(), next: None, unread: VecDeque::new() }
    }

    /// The next step, without taking it.
    pub(super) fn peek(&mut self) -> Option<Step> {
        let read = self.read.front().map(|(step, _)| step);
        let next = self.next.as_ref().and_then(|page| page.steps.front());
        let known = read.or(next).or(self.unread.front());
        known.or_else(|| self.steps.peek()).copied()
    }

    /// Reads everything again.
    pub(super) fn forget(&mut self) {
        let next = self.next.take().map(|page| page.steps).unwrap_or_default();
        let again = self.read.drain(..).map(|(step, _)| step).chain(next);
        let again: VecDeque<_> = again.chain(self.unread.drain(..)).collect();
        self.unread = again;
    }

    /// The next step with its event. `now` is the time since the first step.
    pub(super) async fn take(&mut self, now: Duration) -> Option<(Step, Event)> {
        if self.read.is_empty() {
            if self.next.is_none() {
                // One step at least: the caller waits for it.
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

    /// Begins to read the steps that are due by `until`, `most` at most.
    fn begin_page(&mut self, until: Duration, most: usize) {
        while self.unread.len() < most
            && let Some(step) = self.steps.next_if(|step| step.due <= until)
        {
            self.unread.push_back(step);
        }
        let steps: VecDeque<_> = self.unread.drain(..self.unread.len().min(most)).collect();
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
            Ok(Err(error)) => return self.miss(steps, &error.to_string()),
            Err(_) => return self.miss(steps, "The event could not be read."),
        };
        // A deleted event is missing in the page; events that did not fit come after the last one in it.
        let is_whole = events.iter().map(|event| event.capture.body.len() + 512).sum::<usize>() < MAX_PAGE_BYTES;
        let mut events = events.into_iter().peekable();
        while let Some(step) = steps.front().copied() {
            let event = match events.next_if(|event| event.id == step.id) {
                Some(event) => Event::Read(Box::new(event)),
                None if is_whole || events.peek().is_some() => {
                    Event::Missing("The event has gone meanwhile.".to_owned())
                }
                None => break,
            };
            steps.pop_front();
            self.read.push_back((step, event));
        }
        steps.extend(self.unread.drain(..));
        self.unread = steps;
    }

    fn miss(&mut self, steps: VecDeque<Step>, why: &str) {
        self.read.extend(steps.into_iter().map(|step| (step, Event::Missing(why.to_owned()))));
    }
}
