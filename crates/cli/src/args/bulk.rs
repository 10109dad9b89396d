//! The arguments of `hookglass bulk`.

use clap::{ArgGroup, ValueEnum};
use hookglass_app::{MAX_CONCURRENCY, view::SigningChoice};
use hookglass_automation::bulk::FaultInjection;

use super::{
    sending::Sending,
    values::{FreshMember, duration, signing},
};

/// How many places an event moves at most, by default.
const DEFAULT_WINDOW: u32 = 10;
/// How long an event is held back at most, by default.
const DEFAULT_MAX_DELAY_MS: u32 = 1_000;

#[derive(Debug, clap::Args)]
#[command(group = ArgGroup::new("pace"))]
pub(crate) struct Bulk {
    /// Ids of events, or a filter as for `list`; '' is every event, and -- goes before one that begins with a hyphen
    #[arg(value_name = "FILTER|ID", required = true)]
    pub(crate) what: Vec<String>,
    /// Where to send them
    #[arg(long, value_name = "URL")]
    pub(crate) to: String,
    /// Which goes out first
    #[arg(long, value_enum, default_value_t = Order::Oldest)]
    pub(crate) order: Order,
    /// So many a second [default: as fast as the target answers]
    #[arg(long, value_name = "N", group = "pace")]
    pub(crate) rate: Option<f64>,
    /// With the pauses between which they arrived, times a factor: =0.5 is twice as fast
    #[arg(long, value_name = "FACTOR", group = "pace", num_args = 0..=1, require_equals = true, default_missing_value = "1")]
    pub(crate) as_received: Option<f64>,
    /// All of them so many times over
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) repeat: u32,
    /// Requests under way at once
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u32).range(1..=i64::from(MAX_CONCURRENCY)))]
    pub(crate) concurrency: u32,
    /// What happens to them on the way, as in duplicate=0.1,shuffle=0.2,seed=1
    ///
    /// Shares of all events, from 0 to 1: duplicate (sent twice), shuffle (sent behind later ones), delay (held back), drop
    /// (not sent), break-signature, truncate (without the end of the body). window=10 is how many places an event is moved
    /// at most, longest-delay=1s how long it is held back at most. The same seed does the same.
    #[arg(long, value_name = "LIST", value_parser = fault_injection)]
    pub(crate) adversary: Option<FaultInjection>,
    /// Members of Authgear's events to make new: id, seq, timestamp; an id is the hexadecimal of its seq
    #[arg(long, value_name = "MEMBERS", value_delimiter = ',')]
    pub(crate) fresh: Vec<FreshMember>,
    /// Sign with the secret of that name, or send the original signature, none, or a wrong one [default: sign what was made new]
    #[arg(long, value_name = "NAME|original|none|wrong", value_parser = signing)]
    pub(crate) sign: Option<SigningChoice>,
    #[command(flatten)]
    pub(crate) sending: Sending,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Order {
    /// As they arrived
    Oldest,
    /// The last one first
    Newest,
    /// As the ids are given; of a filter as listed, the last one first
    Given,
}

/// `NAME=VALUE`, separated by commas.
fn fault_injection(text: &str) -> Result<FaultInjection, String> {
    let mut faults =
        FaultInjection { window: DEFAULT_WINDOW, longest_delay_ms: DEFAULT_MAX_DELAY_MS, ..FaultInjection::default() };
    for part in text.split(',') {
        let (name, value) = part.split_once('=').ok_or_else(|| format!("'{part}' has no '='; write NAME=VALUE"))?;
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
                faults.longest_delay_ms = u32::try_from(duration(value)?.as_millis()).unwrap_or(u32::MAX);
                continue;
            }
            _ => {
                return Err(format!(
                    "'{name}' is nothing that can be done; there are duplicate, shuffle, delay, drop, break-signature, \
                     truncate, window, longest-delay and seed"
                ));
            }
        };
        *share = number(name, value)?;
    }
    Ok(faults)
}

fn number<T: std::str::FromStr>(name: &str, value: &str) -> Result<T, String> {
    value.parse().map_err(|_| format!("'{value}' is no number for {name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_that_are_not_named_are_not_injected() {
        let read = fault_injection("duplicate=0.1,seed=7,longest-delay=2s").unwrap();
        let expected = FaultInjection {
            duplicate: 0.1,
            seed: 7,
            window: 10,
            longest_delay_ms: 2_000,
            ..FaultInjection::default()
        };
        assert_eq!(read, expected);
        for wrong in ["", "duplicate", "duplicate=x", "seed=-1", "steal=1", "longest-delay=2"] {
            assert!(fault_injection(wrong).is_err(), "{wrong}");
        }
    }
}
