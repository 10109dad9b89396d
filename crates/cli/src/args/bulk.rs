//! The arguments of `hookglass bulk`.

use clap::{ArgGroup, ValueEnum};
use hookglass_app::{MAX_CONCURRENCY, view::SigningChoice};
use hookglass_automation::bulk::FaultInjection;

use super::{
    help,
    sending::Sending,
    values::{GeneratedMember, duration, signing},
};
use crate::output::sentence;

/// How many places an event moves at most, by default.
const DEFAULT_WINDOW: u32 = 10;
/// How long an event is held back at most, by default.
const DEFAULT_MAX_DELAY_MS: u32 = 1_000;

#[derive(Debug, clap::Args)]
#[command(group = ArgGroup::new("pace"))]
pub(crate) struct Bulk {
    /// Event ids, or one filter in quotes ('' for all); put -- before a leading hyphen
    #[arg(value_name = "FILTER|ID", required = true)]
    pub(crate) what: Vec<String>,
    /// Target URL
    #[arg(long, value_name = "URL", help_heading = help::SENDING)]
    pub(crate) to: String,
    /// Order of the requests
    #[arg(long, value_enum, default_value_t = Order::Oldest, help_heading = help::SENDING)]
    pub(crate) order: Order,
    /// Requests per second [default: as fast as the target answers]
    #[arg(long, value_name = "N", group = "pace", help_heading = help::SENDING)]
    pub(crate) rate: Option<f64>,
    /// Keep the original pauses, times a factor: =0.5 is twice as fast
    #[arg(
        long,
        value_name = "FACTOR",
        group = "pace",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "1",
        help_heading = help::SENDING
    )]
    pub(crate) as_received: Option<f64>,
    /// Send all events N times
    #[arg(long, value_name = "N", default_value_t = 1, help_heading = help::SENDING)]
    pub(crate) repeat: u32,
    /// Parallel requests
    #[arg(
        long,
        value_name = "N",
        default_value_t = 8,
        value_parser = clap::value_parser!(u32).range(1..=i64::from(MAX_CONCURRENCY)),
        help_heading = help::SENDING
    )]
    pub(crate) concurrency: u32,
    /// Faults to inject, such as duplicate=0.1,shuffle=0.2,seed=1
    ///
    /// Shares of all events, from 0 to 1: duplicate (sent twice), shuffle (sent later), delay (held
    /// back), drop (not sent), break-signature, truncate (the end of the body is missing).
    /// window=10 limits how many places an event moves, longest-delay=1s how long it is held back.
    /// The same seed repeats the same faults.
    #[arg(
        long,
        verbatim_doc_comment,
        value_name = "LIST",
        value_parser = fault_injection,
        help_heading = help::FAULTS
    )]
    pub(crate) adversary: Option<FaultInjection>,
    /// Members of Authgear events to generate; an id is the hexadecimal of its seq
    #[arg(long, value_name = "MEMBERS", value_delimiter = ',', help_heading = help::EDITS)]
    pub(crate) fresh: Vec<GeneratedMember>,
    /// Sign with this secret, or send the original, no or a wrong signature [default: re-sign
    /// edits]
    #[arg(long, value_name = "NAME|original|none|wrong", value_parser = signing, help_heading = help::EDITS)]
    pub(crate) sign: Option<SigningChoice>,
    #[command(flatten)]
    pub(crate) sending: Sending,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Order {
    /// In order of arrival
    Oldest,
    /// Newest first
    Newest,
    /// In the order of the ids; for a filter, newest first as `list` prints them
    Given,
}

/// `NAME=VALUE`, separated by commas.
fn fault_injection(text: &str) -> Result<FaultInjection, String> {
    let mut faults =
        FaultInjection { window: DEFAULT_WINDOW, longest_delay_ms: DEFAULT_MAX_DELAY_MS, ..FaultInjection::default() };
    for part in text.split(',') {
        let Some((name, value)) = part.split_once('=') else {
            return Err(sentence(&format!("'{part}' has no '='"), Some("NAME=VALUE, such as duplicate=0.1")));
        };
        let share = match name {
            "duplicate" => &mut faults.duplicate,
            "shuffle" => &mut faults.shuffle,
            "delay" => &mut faults.delay,
            "drop" => &mut faults.drop,
            "break-signature" => &mut faults.break_signature,
            "truncate" => &mut faults.truncate,
            "seed" => {
                faults.seed = number(name, value)?;
                continue;
            }
            "window" => {
                faults.window = number(name, value)?;
                continue;
            }
            "longest-delay" => {
                let delay = duration(value).map_err(|problem| format!("{name}: {problem}"))?;
                faults.longest_delay_ms = u32::try_from(delay.as_millis()).unwrap_or(u32::MAX);
                continue;
            }
            _ => {
                return Err(format!(
                    "'{name}' is not a fault; expected duplicate, shuffle, delay, drop, break-signature, truncate, \
                     window, longest-delay or seed"
                ));
            }
        };
        *share = number(name, value)?;
    }
    Ok(faults)
}

fn number<T: std::str::FromStr>(name: &str, value: &str) -> Result<T, String> {
    value.parse().map_err(|_| format!("{name}: needs a number, not '{value}'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_named_faults_are_injected() {
        let parsed = fault_injection("duplicate=0.1,seed=7,longest-delay=2s").unwrap();
        let expected = FaultInjection {
            duplicate: 0.1,
            seed: 7,
            window: 10,
            longest_delay_ms: 2_000,
            ..FaultInjection::default()
        };
        assert_eq!(parsed, expected);
        for invalid in ["", "duplicate", "duplicate=x", "seed=-1", "steal=1", "longest-delay=2"] {
            assert!(fault_injection(invalid).is_err(), "{invalid}");
        }
    }
}
