//! How a request is sent.

use hookglass_clock::Clock;
use std::time::Duration;

use crate::{confirmed::Confirmed, tls::Trust};

/// A response that does not end is read up to here.
const MAX_READ_BODY: u64 = 64 << 20;

/// How a request is sent.
#[derive(Debug, Clone)]
pub struct Options {
    /// From the lookup of the host name to the last byte of the response.
    pub timeout: Duration,
    /// The part of a response's body that is kept, in bytes. The rest is counted.
    pub max_kept_body: usize,
    /// The part of a response's body that is read, in bytes. A longer response is cut, and its
    /// connection closes.
    pub max_read_body: u64,
    /// Which certificates are trusted.
    pub trust: Trust,
    /// The origins outside this computer that may be reached; `None` for all.
    pub confirmed: Option<Confirmed>,
    /// The time of timeouts and measurements.
    pub clock: Clock,
}

/// 30 s, 16 MiB of 64 MiB, the certificates that this computer trusts, and its clock.
impl Default for Options {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(30),
            max_kept_body: 16 << 20,
            max_read_body: MAX_READ_BODY,
            trust: Trust::default(),
            confirmed: None,
            clock: Clock::system(),
        }
    }
}
