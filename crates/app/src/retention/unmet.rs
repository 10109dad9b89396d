//! What keeps the database larger than its limits, as sentences for a person.

use std::fmt;

/// A limit that is not met, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unmet {
    /// More events have a star or a note than the limit allows.
    KeptEvents { kept: u64, most: u64 },
    /// What pruning keeps is larger than the limit.
    KeptBytes { kept: u64, most: u64 },
    /// Events beyond the limit cannot be removed yet.
    Events { excess: u64, most: u64 },
    /// Bytes beyond the limit cannot be removed yet.
    Bytes { excess: u64, most: u64 },
    /// The clock made a step, so events are not pruned by age.
    ClockStepped { seconds: i64 },
    /// By the clock, all events are too old.
    AllOld { days: u64 },
}

impl Unmet {
    /// Whether two are the same limit with the same reason.
    pub(super) fn is_same(self, other: Self) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }
}

impl fmt::Display for Unmet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::KeptEvents { kept, most } => write!(
                f,
                "{kept} events have a star or a note and stay, which is more than the limit of {most} events."
            ),
            Self::KeptBytes { kept, most } => write!(
                f,
                "Starred events, events with a note and deleted events that can be restored take about {} and stay, \
                 which is more than the limit of {}.",
                mib(kept),
                mib(most)
            ),
            Self::Events { excess, most } => write!(
                f,
                "{excess} events more than the limit of {most} stay until Hookglass has had them for ten minutes."
            ),
            Self::Bytes { excess, most } => write!(
                f,
                "Events of about {} beyond the limit of {} stay until Hookglass has had them for ten minutes.",
                mib(excess),
                mib(most)
            ),
            Self::ClockStepped { seconds } => write!(
                f,
                "The clock of this computer moved by {}, so no event is pruned by its age until the clock has been \
                 steady for ten minutes.",
                span(seconds)
            ),
            Self::AllOld { days } => write!(
                f,
                "By the clock of this computer, all events are older than the limit of {days} days. None is pruned by \
                 its age until a newer one arrives. Check the clock."
            ),
        }
    }
}

fn mib(bytes: u64) -> String {
    format!("{} MiB", bytes.div_ceil(1 << 20))
}

/// A span of time in its largest unit, with the sign of its direction.
fn span(seconds: i64) -> String {
    let (size, unit) = match seconds.abs() {
        86_400.. => (86_400, "days"),
        3_600.. => (3_600, "hours"),
        _ => (60, "minutes"),
    };
    format!("{:+} {unit}", seconds / size)
}
