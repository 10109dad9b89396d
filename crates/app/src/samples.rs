//! Sending samples: made-up events of any type, to the running receiver or to a person's own application.
//!
//! What a sample is made of is the domain's to say (`sample`). Here is where it goes, that it is signed as it goes out,
//! and how long its sender would wait for the answer. What comes of it is kept by target (`coverage`).

pub(crate) mod catalog;
mod coverage;

use bytes::Bytes;
use coverage::Tours;
use hookglass_clock::Clock;
use hookglass_json::edit::{self, Edit};
use hookglass_outbound::{check, send};
use hookglass_request::{
    headers::Headers,
    outgoing::{Attempt, FailureKind, Outcome, Outgoing},
};
use hookglass_senders::{
    catalog::EventType,
    envelope::Kind,
    sample::{MAX_SEQ_GAP, MAX_STEP_SECONDS, Sample, Story},
    signature::{Scheme, Secret, re_signed},
};
use hookglass_store::Store;
use jiff::{SignedDuration, Timestamp};
use std::{
    collections::VecDeque,
    hash::{BuildHasher, Hasher, RandomState},
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use crate::{
    base::{
        jobs::Jobs,
        receiver_state::{LISTENING, ReceiverState, socket_address},
    },
    error::AppError,
    inbox::Inbox,
    outbound::Outbound,
    replay::Replay,
    samples::{
        catalog::{signs, type_named},
        coverage::{covered, entry_of},
    },
    secrets::Secrets,
    settings::{DEFAULT_LISTEN, Settings},
    view::{CoverageEntry, SampleSent},
};

/// What the welcome screen sends, in this order.
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

/// The seed of the samples that are shown and not sent.
const SHOWN: u64 = 1;

/// How samples are sent. By default: to the running receiver, as they are, each run another person.
#[derive(Debug, Clone, Default)]
pub struct Trigger {
    /// Where to; to the running receiver, if `None`.
    pub to: Option<String>,
    /// Edits of each body, before it is signed.
    pub edits: Vec<Edit>,
    /// From which everything in the samples follows, time included.
    pub seed: Option<u64>,
    /// How long to wait for each answer; as long as the sender, if `None`.
    pub timeout: Option<Duration>,
}

/// A sample that was sent, exactly.
#[derive(Debug, Clone)]
pub struct Triggered {
    /// What, where, and how it was answered.
    pub sent: SampleSent,
    /// The headers that went out, without those that the connection adds.
    pub headers: Headers,
    /// The bytes that went out.
    pub body: Bytes,
    /// Nobody listens there, so the others were not sent.
    pub ends_the_run: bool,
}

/// Samples that are made and wait to be sent, one after the other.
#[derive(Debug)]
pub struct Run {
    place: Place,
    waiting: VecDeque<Prepared>,
    timeout: Option<Duration>,
    is_first: bool,
}

#[derive(Debug)]
struct Prepared {
    entry: &'static EventType,
    outgoing: Outgoing,
    signed: bool,
}

/// Where samples go.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    /// The URL under which answers are kept.
    pub(crate) target: String,
    /// The address of Hookglass's own receiver, which has a path for each vendor.
    own: Option<SocketAddr>,
}

impl Place {
    fn url(&self, sample: &Sample) -> String {
        if self.own.is_some() { format!("{}{}", self.target, sample.path) } else { self.target.clone() }
    }
}

/// The window's story goes on from sample to sample.
#[derive(Debug, Default)]
struct OwnStory(tokio::sync::Mutex<Option<Story>>);

/// The example of a type that is always the same.
pub(crate) fn example(entry: &'static EventType) -> Sample {
    Story::of_seed(SHOWN).next(entry)
}

/// Makes sample events and sends them.
#[derive(Debug)]
pub struct Samples {
    store: Arc<Store>,
    clock: Clock,
    jobs: Jobs,
    settings: Arc<Settings>,
    secrets: Arc<Secrets>,
    inbox: Arc<Inbox>,
    outbound: Arc<Outbound>,
    replay: Arc<Replay>,
    receiver: ReceiverState,
    own_story: OwnStory,
    tours: Tours,
}

impl Samples {
    pub(crate) fn new(
        store: Arc<Store>,
        clock: Clock,
        jobs: Jobs,
        settings: Arc<Settings>,
        secrets: Arc<Secrets>,
        inbox: Arc<Inbox>,
        outbound: Arc<Outbound>,
        replay: Arc<Replay>,
        receiver: ReceiverState,
    ) -> Self {
        Self {
            store,
            clock,
            jobs,
            settings,
            secrets,
            inbox,
            outbound,
            replay,
            receiver,
            own_story: OwnStory::default(),
            tours: Tours::default(),
        }
    }

    /// An example of a type, laid out to be read. Always the same.
    pub fn sample(name: &str) -> Result<String, AppError> {
        Ok(example(type_named(name)?).pretty())
    }

    /// Makes one sample of each of these types, which together are one story. Everything is looked at before anything
    /// is sent.
    pub async fn trigger(&self, names: &[String], how: &Trigger) -> Result<Run, AppError> {
        let types: Vec<_> = names.iter().map(|name| type_named(name)).collect::<Result<_, _>>()?;
        self.run(&types, how).await
    }

    pub(crate) async fn run(&self, types: &[&'static EventType], how: &Trigger) -> Result<Run, AppError> {
        let place = self.place(how.to.as_deref()).await?;
        let mut story = match how.seed {
            Some(seed) => Story::of_seed(seed),
            None => self.new_story(types.len()).await?,
        };
        let samples: Vec<_> = types.iter().map(|entry| (*entry, story.next(entry))).collect();
        let prepare = |(entry, sample): (_, Sample)| self.prepared(entry, &sample, &place, &how.edits);
        let waiting = samples.into_iter().map(prepare).collect::<Result<_, _>>()?;
        Ok(Run { place, waiting, timeout: how.timeout, is_first: true })
    }

    /// Sends a sample as the next event of the window's story.
    pub async fn send_sample(&self, name: &str, to: Option<String>) -> Result<SampleSent, AppError> {
        let entry = type_named(name)?;
        let place = self.place(to.as_deref()).await?;
        let sample = self.next_of_own_story(entry).await?;
        let waiting = VecDeque::from([self.prepared(entry, &sample, &place, &[])?]);
        let mut run = Run { place, waiting, timeout: None, is_first: true };
        // There is one that waits.
        run.next(self).await?.map(|triggered| triggered.sent).ok_or(AppError::NotListening)
    }

    /// Sends the first ten samples to the receiver, and returns how many were taken.
    pub async fn send_samples(&self) -> Result<u64, AppError> {
        self.receiver.address().ok_or(AppError::NotListening)?;
        let mut taken = 0;
        for name in FIRST_SAMPLES {
            taken += u64::from(self.send_sample(name, None).await?.result.ok);
        }
        Ok(taken)
    }

    /// The next event of the story that the window tells as long as it is open.
    async fn next_of_own_story(&self, entry: &'static EventType) -> Result<Sample, AppError> {
        let mut own = self.own_story.0.lock().await;
        let story = match own.take() {
            Some(story) => own.insert(story),
            None => own.insert(self.new_story(1).await?),
        };
        story.catch_up(Timestamp::now(), self.replay.hand_out_seqs(MAX_SEQ_GAP).await?);
        Ok(story.next(entry))
    }

    /// A story that ends now, when it has so many events.
    async fn new_story(&self, events: usize) -> Result<Story, AppError> {
        let events = i64::try_from(events).unwrap_or(i64::MAX);
        let seconds = MAX_STEP_SECONDS.saturating_mul(events);
        let now = Timestamp::now();
        let begins = now.checked_sub(SignedDuration::from_secs(seconds)).unwrap_or(now);
        let above = self.replay.hand_out_seqs(MAX_SEQ_GAP.saturating_mul(events)).await?;
        Ok(Story::new(by_chance(), begins, above))
    }

    /// The running receiver, of this process or of another on the same database, if nobody says where.
    pub(crate) async fn place(&self, to: Option<&str>) -> Result<Place, AppError> {
        if let Some(url) = to {
            return Ok(Place { target: url.trim().to_owned(), own: None });
        }
        let address = match self.receiver.address() {
            Some(address) => address,
            None => match self.store.settings().get(LISTENING).await?.and_then(|text| text.parse().ok()) {
                Some(address) => address,
                None => socket_address(&self.settings.now().listen).or_else(|_| socket_address(DEFAULT_LISTEN))?,
            },
        };
        let address = reachable(address);
        Ok(Place { target: format!("http://{address}"), own: Some(address) })
    }

    fn prepared(
        &self,
        entry: &'static EventType,
        sample: &Sample,
        place: &Place,
        edits: &[Edit],
    ) -> Result<Prepared, AppError> {
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

    /// The key that Authgear would sign with.
    fn samples_secret(&self) -> Option<Secret> {
        self.secrets.signing_secret(Scheme::Authgear)
    }
}

impl Run {
    /// Where the answers are kept.
    pub fn target(&self) -> &str {
        &self.place.target
    }

    /// Whether somebody listens, when that is to be Hookglass itself; another target is for the first sample to find out.
    pub(crate) async fn finds_somebody(&self) -> Result<(), AppError> {
        let Some(address) = self.place.own else { return Ok(()) };
        match tokio::net::TcpStream::connect(address).await {
            Ok(_) => Ok(()),
            Err(_) => Err(AppError::NothingListens(self.place.target.clone())),
        }
    }

    /// Samples that were not sent yet.
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// Sends the next sample and keeps how it was answered; `None` after the last. When the first finds nobody there,
    /// the others are not sent.
    pub async fn next(&mut self, app: &Samples) -> Result<Option<Triggered>, AppError> {
        let Some(Prepared { entry, outgoing, signed }) = self.waiting.pop_front() else { return Ok(None) };
        let timeout = self.timeout.unwrap_or_else(|| patience(entry.kind));
        let options = app.outbound.sending(Some(timeout), true);
        let attempt = send(&outgoing, &options, std::future::pending()).await?;
        let nobody = matches!(&attempt.outcome, Outcome::Failed(failure) if failure.why == FailureKind::Refused);
        let ends_the_run = std::mem::take(&mut self.is_first) && nobody;
        if ends_the_run {
            self.waiting.clear();
            if self.place.own.is_some() {
                // That Samples does not run says nothing about it.
                return Err(AppError::NothingListens(self.place.target.clone()));
            }
        }
        let result = self.keep(app, entry, &attempt).await?;
        let Outgoing { url, headers, body, .. } = outgoing;
        let sent = SampleSent { name: entry.full_name(), url, signed, result };
        Ok(Some(Triggered { sent, headers, body, ends_the_run }))
    }

    async fn keep(&self, app: &Samples, entry: &EventType, attempt: &Attempt) -> Result<CoverageEntry, AppError> {
        let covered = covered(entry, attempt);
        app.store.coverage_mut().put(self.place.target.clone(), covered.clone()).await?;
        Ok(entry_of(entry, covered))
    }
}

/// How long its sender waits for an answer: Authgear 5 seconds where it waits, 60 where it does not
/// (authgear-server, `pkg/lib/config/hook.go`, `pkg/lib/hook/hook_web.go`). What Fastgen does is not known.
pub(crate) fn patience(kind: Kind) -> Duration {
    Duration::from_secs(match kind {
        Kind::Blocking => 5,
        Kind::NonBlocking => 60,
        Kind::System => 30,
    })
}

/// The signature stands where Authgear has it: behind its own headers, before the one that Go adds last.
fn signed(headers: &Headers, secret: &Secret, body: &[u8]) -> Headers {
    let mut placed = Headers::default();
    for (name, value) in headers.iter() {
        if name.eq_ignore_ascii_case("accept-encoding") {
            placed.push(b"X-Authgear-Body-Signature", b"");
        }
        placed.push(name.as_bytes(), value);
    }
    // Authgear's scheme signs no time.
    re_signed(&placed, secret, body, Timestamp::UNIX_EPOCH)
}

/// An address that says "every one of this computer" is reached through the loopback.
fn reachable(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}

/// A seed that nobody chose: the standard library seeds its hash maps from the system.
fn by_chance() -> u64 {
    RandomState::new().build_hasher().finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use hookglass_senders::signature::{self, NamedSecret};

    #[test]
    fn the_signature_stands_where_authgear_has_it() {
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

    #[test]
    fn an_address_for_everybody_is_reached_through_the_loopback() {
        let reached = |text: &str| reachable(text.parse().unwrap()).to_string();
        assert_eq!(reached("0.0.0.0:80"), "127.0.0.1:80");
        assert_eq!(reached("[::]:80"), "[::1]:80");
        assert_eq!(reached("192.0.2.1:80"), "192.0.2.1:80");
    }
}
