//! Why the database is larger than it should be, as sentences for a person.

use std::fmt;

/// Why events beyond a limit stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    /// They are too new.
    New,
    /// Some have yet to be forwarded.
    Unsent,
}

/// A limit that is not met, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unmet {
    /// More events have a star or a note than the limit allows.
    KeptEvents { kept: u64, most: u64 },
    /// What pruning keeps is larger than the limit.
    KeptBytes { kept: u64, most: u64 },
    /// Events beyond the limit cannot be removed yet.
    Events { excess: u64, most: u64, why: Why },
    /// Bytes beyond the limit cannot be removed yet.
    Bytes { excess: u64, most: u64, why: Why },
    /// The clock made a step, so events are not pruned by age.
    ClockStepped { seconds: i64 },
    /// By the clock, all events are too old.
    AllOld { days: u64 },
    /// The log is large, and something has it in use.
    LogInUse { bytes: u64 },
    /// The log cannot be moved into the file.
    LogFailed { bytes: u64, error: String },
}

impl Unmet {
    /// Whether two are the same limit with the same reason.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let why = |unmet: &Self| match unmet {
            Self::Events { why, .. } | Self::Bytes { why, .. } => Some(*why),
            _ => None,
        };
        std::mem::discriminant(self) == std::mem::discriminant(other) && why(self) == why(other)
    }
}

impl fmt::Display for Unmet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::KeptEvents { kept, most } => write!(
                f,
                "{kept} events have a star or a note and stay, which is more than the limit of {most} events."
            ),
            Self::KeptBytes { kept, most } => write!(
                f,
                "Starred events, events with a note and deleted events that can be restored take about {} and stay, \
                 which is more than the limit of {}.",
                mib(*kept),
                mib(*most)
            ),
            Self::Events { excess, most, why } => {
                write!(f, "{excess} events more than the limit of {most} stay until {why}.")
            }
            Self::Bytes { excess, most, why } => {
                write!(f, "Events of about {} beyond the limit of {} stay until {why}.", mib(*excess), mib(*most))
            }
            Self::ClockStepped { seconds } => write!(
                f,
                "The clock of this computer moved by {}, so no event is pruned by its age until the clock has been \
                 steady for ten minutes.",
                span(*seconds)
            ),
            Self::AllOld { days } => write!(
                f,
                "By the clock of this computer, all events are older than the limit of {days} days. None is pruned by \
                 its age until a newer one arrives. Check the clock."
            ),
            Self::LogInUse { bytes } => write!(
                f,
                "The log of the database has grown to {}, because another program or a long search has it in use. \
                 Close other programs that use the database.",
                mib(*bytes)
            ),
            Self::LogFailed { bytes, error } => write!(
                f,
                "The log of the database, {}, cannot be moved into the database: {error}. Check the disk.",
                mib(*bytes)
            ),
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::New => "Hookglass has had them for ten minutes",
            Self::Unsent => "they are forwarded, or until there are twice as many as the limit allows",
        })
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
