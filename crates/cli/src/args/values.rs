//! Values that several commands take, and their parsers.

use clap::ValueEnum;
use hookglass_app::view::{FreshDraft, SigningChoice};
use std::time::Duration;

/// A member of the event that is generated on send.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FreshMember {
    Id,
    Seq,
    Timestamp,
}

/// The given members as a draft has them.
pub(crate) fn fresh(members: &[FreshMember]) -> FreshDraft {
    let named = |member| members.contains(&member);
    FreshDraft { id: named(FreshMember::Id), seq: named(FreshMember::Seq), timestamp: named(FreshMember::Timestamp) }
}

/// The name of a secret, or one of the three words.
pub(super) fn signing(text: &str) -> Result<SigningChoice, String> {
    Ok(match text {
        "" => return Err("it names no secret; `hookglass secret list` has the names".to_owned()),
        "original" => SigningChoice::Original,
        "none" => SigningChoice::None,
        "wrong" => SigningChoice::Wrong,
        secret => SigningChoice::With { secret: secret.to_owned() },
    })
}

/// A number with the unit `ms`, `s` or `m`.
pub(super) fn duration(text: &str) -> Result<Duration, String> {
    let digits = text.trim_end_matches(|character: char| character.is_ascii_alphabetic());
    let number: u64 = digits.parse().map_err(|_| format!("'{text}' is not a time such as 500ms, 10s or 2m"))?;
    let unit = match &text[digits.len()..] {
        "ms" => 1,
        "s" => 1000,
        "m" => 60_000,
        _ => return Err(format!("'{text}' needs a unit: ms, s or m")),
    };
    match number.saturating_mul(unit) {
        milliseconds @ 1..=86_400_000 => Ok(Duration::from_millis(milliseconds)),
        _ => Err(format!("'{text}' is not between 1 ms and one day")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_has_a_unit() {
        assert_eq!(duration("500ms"), Ok(Duration::from_millis(500)));
        assert!(duration("5").unwrap_err().contains("unit"));
        assert!(duration("x").is_err());
        assert!(duration("0s").unwrap_err().contains("between"));
        assert!(duration("18446744073709551615m").unwrap_err().contains("between"));
    }
}
