//! The events of the next steps, read a page at a time: one question to the database for many requests.
//!
//! A page has what is due by now or shortly, and while its steps go out the next one is read. What was read before a pause is read
//! again after it, since an event can have gone meanwhile.

use hookglass_automation::bulk::{Step, Steps};
use hookglass_store::{StoreError, StoredEvent};
use std::{collections::VecDeque, iter::Peekable, sync::Arc, time::Duration};
use tokio::task::JoinHandle;

use crate::bulk::Bulk;

/// Steps of a page.
const MOST_STEPS: usize = 64;
/// Bytes of bodies after which a page ends.
const MOST_BYTES: usize = 2 << 20;
/// How long before it is due a step is read.
const EARLY: Duration = Duration::from_millis(250);

/// The steps that are left, in order.
pub(super) struct Ahead {
    app: Arc<Bulk>,
    steps: Peekable<Steps>,
    /// The page that goes out.
    read: VecDeque<(Step, Event)>,
    /// The one after it.
    coming: Option<Coming>,
    /// Those that were taken for a page and did not fit, or have to be read again.
    unread: VecDeque<Step>,
}

/// A page that is being read.
struct Coming {
    steps: VecDeque<Step>,
    page: JoinHandle<Result<Vec<StoredEvent>, StoreError>>,
}

impl Drop for Coming {
    fn drop(&mut self) {
        self.page.abort();
    }
}

/// What a step is made from.
pub(super) enum Event {
    /// It.
    Read(Box<StoredEvent>),
    /// It cannot be had: why, in a sentence.
    Missing(String),
}

impl Ahead {
    pub(super) fn new(app: Arc<Bulk>, steps: Steps) -> Self {
        Self { app, steps: steps.peekable(), read: VecDeque::new(), coming: None, unread: VecDeque::new() }
    }

    /// The next step, which stays where it is.
    pub(super) fn peek(&mut self) -> Option<Step> {
        let read = self.read.front().map(|(step, _)| step);
        let coming = self.coming.as_ref().and_then(|coming| coming.steps.front());
        let known = read.or(coming).or(self.unread.front());
        known.or_else(|| self.steps.peek()).copied()
    }

    /// Everything has to be read again.
    pub(super) fn forget(&mut self) {
        let coming = self.coming.take().map(|mut coming| std::mem::take(&mut coming.steps)).unwrap_or_default();
        let again = self.read.drain(..).map(|(step, _)| step).chain(coming);
        let again: VecDeque<_> = again.chain(self.unread.drain(..)).collect();
        self.unread = again;
    }

    /// The next step with its event. `now` is how long the steps have been under way.
    pub(super) async fn take(&mut self, now: Duration) -> Option<(Step, Event)> {
        if self.read.is_empty() {
            if self.coming.is_none() {
                // At least one, which its time has come for.
                self.begin_a_page(Duration::MAX, 1);
            }
            if let Some(coming) = self.coming.take() {
                self.end_a_page(coming).await;
            }
        }
        if self.coming.is_none() {
            self.begin_a_page(now.saturating_add(EARLY), MOST_STEPS);
        }
        self.read.pop_front()
    }

    /// Begins to read the steps that are due until then, and no more than so many.
    fn begin_a_page(&mut self, until: Duration, most: usize) {
        while self.unread.len() < most
            && let Some(step) = self.steps.next_if(|step| step.due <= until)
        {
            self.unread.push_back(step);
        }
        let steps: VecDeque<_> = self.unread.drain(..self.unread.len().min(most)).collect();
        if steps.is_empty() {
            return;
        }
        let (app, wanted) = (Arc::clone(&self.app), steps.iter().map(|step| step.id).collect());
        let page = tokio::spawn(async move { app.store.events().by_ids(wanted, MOST_BYTES).await });
        self.coming = Some(Coming { steps, page });
    }

    async fn end_a_page(&mut self, mut coming: Coming) {
        let mut steps = std::mem::take(&mut coming.steps);
        let events = match (&mut coming.page).await {
            Ok(Ok(events)) => events,
            Ok(Err(error)) => return self.miss(steps, &error.to_string()),
            Err(_) => return self.miss(steps, "The event could not be read."),
        };
        // An event that has gone is left out of a page; what did not fit is after the last of it.
        let is_whole = events.iter().map(|event| event.capture.body.len() + 512).sum::<usize>() < MOST_BYTES;
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
