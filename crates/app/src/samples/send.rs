//! Generates samples, signs them as Authgear does, and sends them.

use hookglass_json::edit::{self, Edit};
use hookglass_outbound::check;
use hookglass_request::{headers::Headers, outgoing::Outgoing, trust::SAMPLE_HEADER};
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
    run::{Prepared, SampleRun},
    target::SampleTarget,
};
use crate::view::SampleSent;

/// The samples that the welcome screen sends, in order.
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

/// The seed of samples that are only displayed.
const EXAMPLE_SEED: u64 = 1;

/// The options of sending samples. By default, they are sent unedited to the running receiver, and
/// each run is about another user.
#[derive(Debug, Clone, Default)]
pub struct Trigger {
    /// The target; `None` means the running receiver.
    pub to: Option<String>,
    /// Edits of each body, applied before it is signed.
    pub edits: Vec<Edit>,
    /// Makes the samples and their times reproducible.
    pub seed: Option<u64>,
    /// How long to wait for each answer; `None` waits as long as the sender does.
    pub timeout: Option<Duration>,
    /// Marks the samples for a receiver of Hookglass, so that they are neither forwarded nor held.
    pub marked: bool,
}

/// The example of a type. Each call returns the same.
pub(crate) fn example(entry: &'static EventType) -> Sample {
    Story::of_seed(EXAMPLE_SEED).next(entry)
}

impl Samples {
    /// The example of a type as indented JSON. Each call returns the same.
    pub fn example(name: &str) -> Result<String, SamplesError> {
        Ok(example(type_named(name)?).pretty())
    }

    /// Generates one sample of each type, as events of one story. All samples are checked before
    /// the first is sent.
    pub async fn trigger(&self, names: &[String], how: &Trigger) -> Result<SampleRun, SamplesError> {
        let types: Vec<_> = names.iter().map(|name| type_named(name)).collect::<Result<_, _>>()?;
        self.run(&types, how).await
    }

    pub(crate) async fn run(&self, types: &[&'static EventType], how: &Trigger) -> Result<SampleRun, SamplesError> {
        let target = self.target(how.to.as_deref()).await?;
        let mut story = match how.seed {
            Some(seed) => Story::of_seed(seed),
            None => self.new_story(types.len()).await?,
        };
        let samples: Vec<_> = types.iter().map(|entry| (*entry, story.next(entry))).collect();
        let prepare = |(entry, sample): (_, Sample)| self.prepared(entry, &sample, &target, &how.edits, how.marked);
        let waiting = samples.into_iter().map(prepare).collect::<Result<_, _>>()?;
        Ok(self.sample_run(target, waiting, how.timeout))
    }

    /// Sends a sample as the next event of the window's story. A marked sample is neither forwarded
    /// nor held.
    pub async fn send(&self, name: &str, to: Option<String>, marked: bool) -> Result<SampleSent, SamplesError> {
        let entry = type_named(name)?;
        let target = self.target(to.as_deref()).await?;
        let sample = self.next_of_story(entry).await?;
        let waiting = VecDeque::from([self.prepared(entry, &sample, &target, &[], marked)?]);
        let mut run = self.sample_run(target, waiting, None);
        // One sample is waiting, so there is a result.
        run.next().await?.map(|triggered| triggered.sent).ok_or(SamplesError::NotListening)
    }

    /// Sends the ten samples of the welcome screen to the receiver. Returns how many were accepted.
    pub async fn send_first(&self, marked: bool) -> Result<u64, SamplesError> {
        self.receiver.address().ok_or(SamplesError::NotListening)?;
        let mut accepted = 0;
        for name in FIRST_SAMPLES {
            accepted += u64::from(self.send(name, None, marked).await?.result.ok);
        }
        Ok(accepted)
    }

    fn sample_run(&self, target: SampleTarget, waiting: VecDeque<Prepared>, timeout: Option<Duration>) -> SampleRun {
        let (store, outbound) = (Arc::clone(&self.store), Arc::clone(&self.outbound));
        SampleRun { store, outbound, target, waiting, timeout, is_first: true }
    }

    /// The next event of the window's story.
    async fn next_of_story(&self, entry: &'static EventType) -> Result<Sample, SamplesError> {
        let mut current = self.story.lock().await;
        let story = match current.take() {
            Some(story) => current.insert(story),
            None => current.insert(self.new_story(1).await?),
        };
        story.catch_up(self.clock.wall(), self.replay.reserve_seqs(MAX_SEQ_GAP).await?);
        Ok(story.next(entry))
    }

    /// A story of `events` events that ends now.
    async fn new_story(&self, events: usize) -> Result<Story, SamplesError> {
        let events = i64::try_from(events).unwrap_or(i64::MAX);
        let seconds = MAX_STEP_SECONDS.saturating_mul(events);
        let now = self.clock.wall();
        let start = now.checked_sub(SignedDuration::from_secs(seconds)).unwrap_or(now);
        let seqs_after = self.replay.reserve_seqs(MAX_SEQ_GAP.saturating_mul(events)).await?;
        Ok(Story::new(random_seed(), start, seqs_after))
    }

    fn prepared(
        &self,
        entry: &'static EventType,
        sample: &Sample,
        target: &SampleTarget,
        edits: &[Edit],
        marked: bool,
    ) -> Result<Prepared, SamplesError> {
        let body = edit::apply(&sample.body, edits)?;
        let secret = self.samples_secret().filter(|_| signs(entry.vendor));
        let mut headers = match &secret {
            Some(secret) => signed(&sample.headers, secret, &body),
            None => sample.headers.clone(),
        };
        if marked && target.is_receiver(self.receiver.address()) {
            headers.push(SAMPLE_HEADER.as_bytes(), b"1");
        }
        let outgoing = Outgoing { method: "POST".to_owned(), url: target.url(sample), headers, body };
        check(&outgoing)?;
        Ok(Prepared { entry, outgoing, signed: secret.is_some() })
    }

    /// The signing secret of Authgear.
    fn samples_secret(&self) -> Option<Secret> {
        self.secrets.signing_secret(Scheme::Authgear)
    }
}

/// Inserts the signature where Authgear sends it: after Authgear's headers and before
/// `Accept-Encoding`, which Go's client adds last.
fn signed(headers: &Headers, secret: &Secret, body: &[u8]) -> Headers {
    let mut placed = Headers::default();
    for (name, value) in headers.iter() {
        if name.eq_ignore_ascii_case("accept-encoding") {
            placed.push(b"X-Authgear-Body-Signature", b"");
        }
        placed.push(name.as_bytes(), value);
    }
    // Authgear's scheme does not sign a timestamp.
    re_signed(&placed, secret, body, Timestamp::UNIX_EPOCH)
}

/// A random seed. The standard library seeds its hash maps with randomness from the system.
fn random_seed() -> u64 {
    RandomState::new().build_hasher().finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use hookglass_senders::signature::{self, NamedSecret};

    #[test]
    fn the_signature_header_has_the_same_position_as_with_authgear() {
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
