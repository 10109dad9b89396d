//! Passing events on to a target as they arrive: what a target is, which request an event becomes, and what is tried again.
//!
//! The request is an unedited resend: the event's method, its end-to-end header lines and its body, byte for byte. Where it goes
//! is the target's URL as it is given, whatever the event's path, as other tools that pass webhooks on do it; a URL without a
//! query gets the event's. Kept out: how it is sent, and when (`app/forward`).

use std::time::Duration;

use hookglass_request::{
    capture::Capture,
    outgoing::{Outcome, Outgoing, end_to_end},
};

/// Where events are passed on to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Its id in the database; 0 for one that is not kept yet.
    pub id: i64,
    /// Absolute `http:` or `https:` URL.
    pub url: String,
    /// The filter that events have to pass, as it was written.
    pub filter: String,
    /// Whether events are passed on to it.
    pub on: bool,
    /// Who gets its answers.
    pub mode: Mode,
    /// Whether an event that it does not take is sent again until it does. Only in the background.
    pub retry: bool,
    /// Whether its certificate has to be believed.
    pub verify_tls: bool,
    /// How long to wait for its answer, if that is for the sender, in milliseconds; as long as the sender waits, if `None`.
    pub deadline_ms: Option<u64>,
}

/// Who gets a target's answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// The event's sender.
    Answer,
    /// Nobody: it is asked after the sender has an answer.
    Background,
}

impl Mode {
    /// The word in the database and over IPC.
    pub fn word(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Background => "background",
        }
    }

    /// The value of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Answer, Self::Background].into_iter().find(|mode| mode.word() == word)
    }
}

/// What came of one event at a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It took it: a status of 2xx.
    Yes,
    /// It answered with another status, and would again.
    No,
    /// It did not answer, or said that it may take it later (408, 429, 5xx).
    NotNow,
}

impl Taken {
    /// What an outcome says.
    pub fn of(outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Response(response) => match response.status {
                200..300 => Self::Yes,
                408 | 429 | 500.. => Self::NotNow,
                _ => Self::No,
            },
            Outcome::Failed(_) => Self::NotNow,
        }
    }
}

/// How long to wait before an event is sent again that was not taken so many times: 0.5 s, twice as long each time, at most 30 s.
pub fn back_off(failures: u32) -> Duration {
    let doubled = 500_u64.saturating_mul(1 << failures.saturating_sub(1).min(10));
    Duration::from_millis(doubled.min(30_000))
}

/// The request that an event becomes.
pub fn request(capture: &Capture, url: &str) -> Outgoing {
    Outgoing {
        method: capture.method.clone(),
        url: url_for(url, &capture.target),
        headers: end_to_end(&capture.headers).0,
        body: capture.body.clone(),
    }
}

/// A target's URL with the query of an event's target, if it has none of its own. Bytes that no URL can have are
/// percent-encoded.
fn url_for(url: &str, target: &[u8]) -> String {
    let Some(at) = target.iter().position(|&byte| byte == b'?') else { return url.to_owned() };
    let query = target[at + 1..].split(|&byte| byte == b'#').next().unwrap_or_default();
    let (base, fragment) = url.split_once('#').map_or((url, None), |(base, fragment)| (base, Some(fragment)));
    if query.is_empty() || base.contains('?') {
        return url.to_owned();
    }
    let mut whole = format!("{base}?");
    for &byte in query {
        if byte.is_ascii_graphic() && !b"<>".contains(&byte) {
            whole.push(char::from(byte));
        } else {
            whole.push_str(&format!("%{byte:02X}"));
        }
    }
    fragment.into_iter().for_each(|fragment| whole.extend(["#", fragment]));
    whole
}

#[cfg(test)]
mod tests {
    use super::*;
    use hookglass_request::{
        headers::Headers,
        outgoing::{Failure, Response, Why},
    };

    #[test]
    fn the_url_stays_as_given_and_gets_a_query_only_if_it_has_none() {
        for (url, target, expected) in [
            ("http://a.test/hooks", "/in/1", "http://a.test/hooks"),
            ("http://a.test/hooks", "/in?x=%20&y", "http://a.test/hooks?x=%20&y"),
            ("http://a.test", "/?x", "http://a.test?x"),
            ("http://a.test/hooks?own=1", "/in?x=1", "http://a.test/hooks?own=1"),
            ("http://a.test/hooks?", "/in?x=1", "http://a.test/hooks?"),
            ("http://a.test/hooks", "/in?", "http://a.test/hooks"),
            ("http://a.test/hooks#top", "/in?x", "http://a.test/hooks?x#top"),
            ("http://a.test/hooks", "/in?n=ä<>?\"", "http://a.test/hooks?n=%C3%A4%3C%3E?\""),
            ("http://a.test/hooks", "*", "http://a.test/hooks"),
        ] {
            assert_eq!(url_for(url, target.as_bytes()), expected, "{url} {target}");
        }
    }

    #[test]
    fn what_may_be_taken_later_is_told_from_what_never_is() {
        let status = |status| {
            let (version, headers) = ("HTTP/1.1".to_owned(), Headers::default());
            Taken::of(&Outcome::Response(Response { status, version, headers, body: Default::default(), size: 0 }))
        };
        assert_eq!([200, 204, 299].map(status), [Taken::Yes; 3]);
        assert_eq!([302, 400, 404, 410, 422].map(status), [Taken::No; 5], "a redirect is not followed");
        assert_eq!([408, 429, 500, 503, 599].map(status), [Taken::NotNow; 5]);
        let failed = Outcome::Failed(Failure { why: Why::Refused, sentence: String::new() });
        assert_eq!(Taken::of(&failed), Taken::NotNow);
    }

    #[test]
    fn the_wait_grows_to_half_a_minute() {
        let waits: Vec<_> = (1..=9).map(|failures| back_off(failures).as_millis()).collect();
        assert_eq!(waits, [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
        assert_eq!(back_off(u32::MAX), Duration::from_secs(30));
    }
}
