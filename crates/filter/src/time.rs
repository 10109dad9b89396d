//! Times in a filter, and the instants they mean.

use jiff::{SignedDuration, Timestamp, civil, tz::TimeZone};
use std::fmt;

/// The current time and time zone. The caller provides them; this crate never reads a clock.
#[derive(Debug, Clone)]
pub struct Now {
    /// The current instant.
    pub at: Timestamp,
    /// The time zone in which days start.
    pub zone: TimeZone,
}

/// The side of a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// `before:`, exclusive.
    Before,
    /// `after:`, inclusive.
    After,
}

/// A time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// `2026-03-01T10:00:00Z`
    Instant(Timestamp),
    /// `2026-03-01T10:00` in the local time zone.
    Local(civil::DateTime),
    /// `2026-03-01`: the start of the day.
    Day(civil::Date),
    /// `10m`: this long ago.
    Ago(u32, Unit),
    /// The start of today.
    Today,
    /// The start of yesterday.
    Yesterday,
}

/// A unit of time. A day is always 24 hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// `s`
    Seconds,
    /// `m`
    Minutes,
    /// `h`
    Hours,
    /// `d`
    Days,
    /// `w`
    Weeks,
}

impl Unit {
    const ALL: [Self; 5] = [Self::Seconds, Self::Minutes, Self::Hours, Self::Days, Self::Weeks];

    fn letter(self) -> char {
        match self {
            Self::Seconds => 's',
            Self::Minutes => 'm',
            Self::Hours => 'h',
            Self::Days => 'd',
            Self::Weeks => 'w',
        }
    }

    fn seconds(self) -> i64 {
        match self {
            Self::Seconds => 1,
            Self::Minutes => 60,
            Self::Hours => 3600,
            Self::Days => 86_400,
            Self::Weeks => 604_800,
        }
    }
}

impl When {
    /// Parses a time.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        match text {
            "today" => return Some(Self::Today),
            "yesterday" => return Some(Self::Yesterday),
            _ => {}
        }
        if let Some(unit) = Unit::ALL.into_iter().find(|unit| text.ends_with(unit.letter()))
            && let Some(digits) = text.get(..text.len() - 1)
            && digits.bytes().all(|byte| byte.is_ascii_digit())
        {
            return digits.parse().ok().map(|count| Self::Ago(count, unit));
        }
        if let Ok(instant) = text.parse() {
            return Some(Self::Instant(instant));
        }
        // With or without a time of day.
        if text.len() > 10 { text.parse().ok().map(Self::Local) } else { text.parse().ok().map(Self::Day) }
    }

    /// The instant that is meant, saturated at the ends of time.
    pub fn instant(self, now: &Now) -> Timestamp {
        let local = |time: civil::DateTime| {
            let beyond = if time.year() > 0 { Timestamp::MAX } else { Timestamp::MIN };
            now.zone.to_timestamp(time).unwrap_or(beyond)
        };
        let today = || now.at.to_zoned(now.zone.clone()).date();
        // If a clock change skips midnight, the day starts after the gap.
        let day = |day: civil::Date| local(day.at(0, 0, 0, 0));
        match self {
            Self::Instant(instant) => instant,
            Self::Local(time) => local(time),
            Self::Day(date) => day(date),
            Self::Ago(count, unit) => {
                let long = SignedDuration::from_secs(i64::from(count).saturating_mul(unit.seconds()));
                now.at.checked_sub(long).unwrap_or(Timestamp::MIN)
            }
            Self::Today => day(today()),
            Self::Yesterday => today().yesterday().map_or(Timestamp::MIN, day),
        }
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Instant(instant) => write!(f, "{instant}"),
            Self::Local(time) => write!(f, "{time}"),
            Self::Day(date) => write!(f, "{date}"),
            Self::Ago(count, unit) => write!(f, "{count}{}", unit.letter()),
            Self::Today => f.write_str("today"),
            Self::Yesterday => f.write_str("yesterday"),
        }
    }
}
