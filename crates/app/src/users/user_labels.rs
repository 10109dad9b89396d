//! The labels of users: email address, phone number, username and name in the newest state.
//!
//! Labels are not stored. The newest state of a user is read on demand, and its labels are cached
//! by the user's newest event. A search covers the [`MAX_USERS`] users with the newest events. Kept
//! out: the list columns (`store`).

use hookglass_senders::{
    parsed_request::{Budget, ParsedRequest},
    snapshot::{self, ObjectKind},
};
use hookglass_store::StoredEvent;
use std::collections::{HashMap, VecDeque};

use crate::{
    base::blocking,
    users::{
        Users, UsersError,
        snapshots::known_state,
        unread::{MAX_BYTES, within},
    },
};

/// Email address, phone number, username, name.
pub(super) type Labels = [Option<String>; 4];

/// Maximum users that a search covers and the cache holds.
const MAX_USERS: usize = 20_000;
/// Users whose states are read in one step.
const BATCH_USERS: usize = 500;
/// Events that are tried for one user. An event of an unknown type may or may not contain a user.
const MAX_TRIED: usize = 3;
/// Minimum digits of a text that is searched as a part of a phone number.
const MIN_DIGITS: usize = 5;

impl Users {
    /// The labels of users, given by their newest events. Omits users whose states were not read
    /// because other states in the batch are too large.
    pub(super) async fn labels(&self, lasts: &[i64]) -> Result<HashMap<i64, Labels>, UsersError> {
        let (mut found, mut left) = (HashMap::new(), MAX_BYTES);
        let mut unread: Vec<(i64, i64)> = Vec::new();
        {
            let mentions = self.mentions_now().await?;
            for last in lasts {
                match mentions.described_by(*last) {
                    Some(event) => unread.push((*last, event)),
                    None => drop(found.insert(*last, Labels::default())),
                }
            }
        }
        for _ in 0..MAX_TRIED {
            let ids: Vec<i64> = unread.iter().map(|(_, event)| *event).collect();
            if ids.is_empty() || left == 0 {
                break;
            }
            let events = within(self.store.events().by_ids(ids, left).await?, &mut left);
            let read: HashMap<i64, Option<Labels>> =
                blocking(move || events.iter().map(|event| (event.id, labels_in(event))).collect()).await?;
            let mentions = self.mentions_now().await?;
            let mut without_labels = Vec::new();
            for (last, event) in unread {
                match read.get(&event) {
                    Some(Some(labels)) => drop(found.insert(last, labels.clone())),
                    Some(None) => {
                        found.insert(last, Labels::default());
                        without_labels.extend(mentions.described_before(event).map(|before| (last, before)));
                    }
                    None => {}
                }
            }
            unread = without_labels;
        }
        Ok(found)
    }

    /// The newest event of each user whose labels contain a text, ignoring case.
    pub(super) async fn with_label(&self, text: &str) -> Result<Vec<i64>, UsersError> {
        let (lasts, generation) = {
            let mentions = self.mentions_now().await?;
            let lasts: Vec<i64> = mentions.recent(None, 0, MAX_USERS).0.iter().map(|user| user.last).collect();
            (lasts, mentions.generation())
        };
        let mut cached = self.labels.of(generation).await;
        let mut unread: VecDeque<i64> = lasts.iter().copied().filter(|last| !cached.has(*last)).collect();
        while !unread.is_empty() {
            let mut batch: Vec<i64> = unread.drain(..unread.len().min(BATCH_USERS)).collect();
            for (last, labels) in self.labels(&batch).await? {
                cached.insert(last, lines(&labels));
            }
            let read = batch.len();
            batch.retain(|last| !cached.has(*last));
            // Nothing was read, so the first state is too large even alone. Do not try it again
            // until the user has a newer event.
            if batch.len() == read {
                cached.insert(batch.remove(0), String::new());
            }
            unread.extend(batch);
        }
        cached.retain(&lasts);
        let (text, number) = (text.to_lowercase(), phone_digits(text));
        let matches = |line: &str| line.contains(&text) || number.as_ref().is_some_and(|number| line.contains(number));
        Ok(lasts.into_iter().filter(|last| cached.get(*last).is_some_and(|lines| lines.lines().any(matches))).collect())
    }
}

/// The digits of a text that looks like a part of a phone number. States contain phone numbers
/// without separators.
fn phone_digits(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let is_number = text.chars().all(|sign| sign.is_ascii_digit() || "+-./() \u{a0}".contains(sign));
    (is_number && digits.len() >= MIN_DIGITS).then_some(digits)
}

fn lines(labels: &Labels) -> String {
    let texts: Vec<_> = labels.iter().flatten().map(|text| text.to_lowercase()).collect();
    texts.join("\n")
}

/// The labels of the event's own user, not of other users in it.
fn labels_in(event: &StoredEvent) -> Option<Labels> {
    let parsed = ParsedRequest::of(&event.capture, Budget::WAITING);
    let states = snapshot::snapshots(&event.envelope, parsed.document.as_ref().ok()?);
    Some(snapshot::contacts(known_state(&states, ObjectKind::User, event.envelope.user_id.as_deref()?)?.value))
}
