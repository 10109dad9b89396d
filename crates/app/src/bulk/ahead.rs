//! The events of the next steps, read a page at a time: one question to the database for many requests.
//!
//! A page has what is due by now or shortly. What was read before a pause is read again after it, since an event can have gone
//! meanwhile.

use hookscope_domain::bulk::{Step, Steps};
use hookscope_store::{Store, StoredEvent};
use std::{collections::VecDeque, iter::Peekable, time::Duration};

/// Steps of a page.
const MOST_STEPS: usize = 64;
/// Bytes of bodies after which a page ends.
const MOST_BYTES: usize = 2 << 20;
/// How long before it is due a step is read.
const EARLY: Duration = Duration::from_millis(250);

/// The steps that are left, in order.
pub(super) struct Ahead {
    steps: Peekable<Steps>,
    /// Those that were taken for a page and did not fit, or have to be read again.
    unread: VecDeque<Step>,
    read: VecDeque<(Step, Event)>,
}

/// What a step is made from.
pub(super) enum Event {
    /// It.
    Read(Box<StoredEvent>),
    /// It cannot be had: why, in a sentence.
    Missing(String),
}

impl Ahead {
    pub(super) fn new(steps: Steps) -> Self {
        Self { steps: steps.peekable(), unread: VecDeque::new(), read: VecDeque::new() }
    }

    /// The next step, which stays where it is.
    pub(super) fn peek(&mut self) -> Option<Step> {
        let known = self.read.front().map(|(step, _)| step).or(self.unread.front());
        known.or_else(|| self.steps.peek()).copied()
    }

    /// Passes over the next step.
    pub(super) fn skip(&mut self) {
        if self.read.pop_front().is_none() && self.unread.pop_front().is_none() {
            self.steps.next();
        }
    }

    /// Everything has to be read again.
    pub(super) fn forget(&mut self) {
        for (step, _) in self.read.drain(..).rev() {
            self.unread.push_front(step);
        }
    }

    /// The next step with its event. `now` is how long the steps have been under way.
    pub(super) async fn take(&mut self, store: &Store, now: Duration) -> Option<(Step, Event)> {
        if self.read.is_empty() {
            self.read_a_page(store, now).await;
        }
        self.read.pop_front()
    }

    async fn read_a_page(&mut self, store: &Store, now: Duration) {
        let until = now.saturating_add(EARLY);
        while self.unread.len() < MOST_STEPS
            && let Some(step) = self.steps.next_if(|step| self.unread.is_empty() || step.due <= until)
        {
            self.unread.push_back(step);
        }
        let wanted: Vec<_> = self.unread.iter().take(MOST_STEPS).map(|step| step.id).collect();
        let events = match store.some(wanted.clone(), MOST_BYTES).await {
            Ok(events) => events,
            Err(error) => {
                let missing = self.unread.drain(..wanted.len());
                return self.read.extend(missing.map(|step| (step, Event::Missing(error.to_string()))));
            }
        };
        // An event that has gone is left out of a page; what did not fit is after the last of it.
        let is_whole = events.iter().map(|event| event.capture.body.len() + 512).sum::<usize>() < MOST_BYTES;
        let mut events = events.into_iter().peekable();
        while let Some(step) = self.unread.front().copied() {
            let event = match events.next_if(|event| event.id == step.id) {
                Some(event) => Event::Read(Box::new(event)),
                None if events.peek().is_some() || (is_whole && self.read.len() < wanted.len()) => {
                    Event::Missing("The event has gone meanwhile.".to_owned())
                }
                None => break,
            };
            self.unread.pop_front();
            self.read.push_back((step, event));
        }
    }
}
