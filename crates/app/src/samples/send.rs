//! Makes samples, signs them as Authgear does, and sends them.

use hookglass_json::edit::{self, Edit};
use hookglass_outbound::check;
use hookglass_request::{headers::Headers, outgoing::Outgoing};
use hookglass_senders::{
    catalog::EventType,
    sample::{MAX_SEQ_GAP, MAX_STEP_SECONDS, Sample, Story},
    signature::{Scheme, Secret, re_signed},
};
use jiff::{SignedDuration, Timestamp};
use std::{
    collections::VecDeque,
    hash::{BuildHasher, Hasher, RandomState},
    sync::Arc,
    time::Duration,
};

use super::{
    catalog::{signs, type_named},
    context::Samples,
    error::SamplesError,
    place::Place,
    run::{Prepared, SampleRun},
};
use crate::view::SampleSent;

/// The samples of the welcome screen, in order.
const FIRST_SAMPLES: [&str; 10] = [
    "api.dataTable_updated",
    "auth.user_signedUp",
    "user.pre_create",
    "user.created",
    "user.authenticated",
    "oidc.jwt.pre_create",
    "user.profile.updated",
    "identity.phone.updated",
    "identity.username.updated",
    "identity.email.updated",
];

/// The seed of the samples that are only shown.
const EXAMPLE_SEED: u64 = 1;

/// How samples are sent. By default they go unedited to the running receiver, about another user in each run.
#[derive(Debug, Clone, Default)]
pub struct Trigger {
    /// The target; `None` is the running receiver.
    pub to: Option<String>,
    /// Edits of each body, before it is signed.
    pub edits: Vec<Edit>,
    /// Makes the samples reproducible, with their times.
    pub seed: Option<u64>,
    /// How long to wait for each answer; `None` waits as long as the sender.
    pub timeout: Option<Duration>,
}

/// The example of a type. It is always the same.
pub(crate) fn example(entry: &'static EventType) -> Sample {
    Story::of_seed(EXAMPLE_SEED).next(entry)
}

impl Samples {
    /// The example of a type as indented JSON. It is always the same.
    pub fn example(name: &str) -> Result<String, SamplesError> {
        Ok(example(type_named(name)?).pretty())
    }

    /// Makes one sample of each type; together they tell one story. Everything is checked before the first is sent.
    pub async fn trigger(&self, names: &[String], how: &Trigger) -> Result<SampleRun, SamplesError> {
        let types: Vec<_> = names.iter().map(|name| type_named(name)).collect::<Result<_, _>>()?;
        self.run(&types, how).await
    }

    pub(crate) async fn run(&self, types: &[&'static EventType], how: &Trigger) -> Result<SampleRun, SamplesError> {
        let place = self.place(how.to.as_deref()).await?;
        let mut story = match how.seed {
            Some(seed) => Story::of_seed(seed),
            None => self.new_story(types.len()).await?,
        };
        let samples: Vec<_> = types.iter().map(|entry| (*entry, story.next(entry))).collect();
        let prepare = |(entry, sample): (_, Sample)| self.prepared(entry, &sample, &place, &how.edits);
        let waiting = samples.into_iter().map(prepare).collect::<Result<_, _>>()?;
        Ok(self.sample_run(place, waiting, how.timeout))
    }

    /// Sends a sample as the next event of the window's story.
    pub async fn send(&self, name: &str, to: Option<String>) -> Result<SampleSent, SamplesError> {
        let entry = type_named(name)?;
        let place = self.place(to.as_deref()).await?;
        let sample = self.next_of_story(entry).await?;
        let waiting = VecDeque::from([self.prepared(entry, &sample, &place, &[])?]);
        let mut run = self.sample_run(place, waiting, None);
        // One sample is waiting, so there is a result.
        run.next().await?.map(|triggered| triggered.sent).ok_or(SamplesError::NotListening)
    }

    /// Sends the first ten samples to the receiver, and returns how many were accepted.
    pub async fn send_first(&self) -> Result<u64, SamplesError> {
        self.receiver.address().ok_or(SamplesError::NotListening)?;
        let mut accepted = 0;
        for name in FIRST_SAMPLES {
            accepted += u64::from(self.send(name, None).await?.result.ok);
        }
        Ok(accepted)
    }

    fn sample_run(&self, place: Place, waiting: VecDeque<Prepared>, timeout: Option<Duration>) -> SampleRun {
        let (store, outbound) = (Arc::clone(&self.store), Arc::clone(&self.outbound));
        SampleRun { store, outbound, place, waiting, timeout, is_first: true }
    }

    /// The next event of the window's story.
    async fn next_of_story(&self, entry: &'static EventType) -> Result<Sample, SamplesError> {
        let mut current = self.story.lock().await;
        let story = match current.take() {
            Some(story) => current.insert(story),
            None => current.insert(self.new_story(1).await?),
        };
        story.catch_up(self.clock.wall(), self.replay.hand_out_seqs(MAX_SEQ_GAP).await?);
        Ok(story.next(entry))
    }

    /// A story that ends now after `events` events.
    async fn new_story(&self, events: usize) -> Result<Story, SamplesError> {
        let events = i64::try_from(events).unwrap_or(i64::MAX);
        let seconds = MAX_STEP_SECONDS.saturating_mul(events);
        let now = self.clock.wall();
        let begins = now.checked_sub(SignedDuration::from_secs(seconds)).unwrap_or(now);
        let above = self.replay.hand_out_seqs(MAX_SEQ_GAP.saturating_mul(events)).await?;
        Ok(Story::new(random_seed(), begins, above))
    }

    fn prepared(
        &self,
        entry: &'static EventType,
        sample: &Sample,
        place: &Place,
        edits: &[Edit],
    ) -> Result<Prepared, SamplesError> {
        let body = edit::apply(&sample.body, edits)?;
        let secret = self.samples_secret().filter(|_| signs(entry.vendor));
        let headers = match &secret {
            Some(secret) => signed(&sample.headers, secret, &body),
            None => sample.headers.clone(),
        };
        let outgoing = Outgoing { method: "POST".to_owned(), url: place.url(sample), headers, body };
        check(&outgoing)?;
        Ok(Prepared { entry, outgoing, signed: secret.is_some() })
    }

    /// Authgear's secret.
    fn samples_secret(&self) -> Option<Secret> {
        self.secrets.signing_secret(Scheme::Authgear)
    }
}

/// Puts the signature where Authgear has it: after its own headers, before the one that Go's client adds last.
fn signed(headers: &Headers, secret: &Secret, body: &[u8]) -> Headers {
    let mut placed = Headers::default();
    for (name, value) in headers.iter() {
        if name.eq_ignore_ascii_case("accept-encoding") {
            placed.push(b"X-Authgear-Body-Signature", b"");
        }
        placed.push(name.as_bytes(), value);
    }
    // Authgear's scheme does not sign the time.
    re_signed(&placed, secret, body, Timestamp::UNIX_EPOCH)
}

/// A random seed: the standard library seeds its hash maps from the system.
fn random_seed() -> u64 {
    RandomState::new().build_hasher().finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use hookglass_senders::signature::{self, NamedSecret};

    #[test]
    fn the_signature_header_has_the_same_place_as_with_authgear() {
        let sample = Story::of_seed(1).next(type_named("user.created").unwrap());
        let secret = Secret::parse(Scheme::Authgear, "key").unwrap();
        let headers = signed(&sample.headers, &secret, &sample.body);
        let names: Vec<_> = headers.iter().map(|(name, _)| name).collect();
        let expected = ["User-Agent", "Content-Type", "Traceparent", "X-Authgear-Body-Signature", "Accept-Encoding"];
        assert_eq!(names, expected);
        let secrets = [NamedSecret { name: "a".to_owned(), secret }];
        let verdict = signature::check(&headers, &sample.body, Timestamp::UNIX_EPOCH, &secrets);
        assert_eq!(verdict, signature::Verdict::Valid);
    }
}
