//! Values that several commands take, and their parsers.

use clap::ValueEnum;
use hookglass_app::view::{GenerateOnSend, SigningChoice};
use std::time::Duration;

use crate::output::sentence;

/// A member of the event that is generated on send.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum GeneratedMember {
    Id,
    Seq,
    Timestamp,
}

/// The given members in the form of a draft.
pub(crate) fn generated(members: &[GeneratedMember]) -> GenerateOnSend {
    let contains = |member| members.contains(&member);
    GenerateOnSend {
        id: contains(GeneratedMember::Id),
        seq: contains(GeneratedMember::Seq),
        timestamp: contains(GeneratedMember::Timestamp),
    }
}

/// An address and port to listen on. A port alone is a port of 127.0.0.1; the receiver checks
/// anything else.
pub(super) fn listen_address(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(text.to_owned());
    }
    let port: u16 = text.parse().map_err(|_| "a port is a number from 0 to 65535".to_owned())?;
    Ok(format!("127.0.0.1:{port}"))
}

/// The name of a secret, or `original`, `none` or `wrong`.
pub(super) fn signing(text: &str) -> Result<SigningChoice, String> {
    Ok(match text {
        "" => return Err(no_secret_named()),
        "original" => SigningChoice::Original,
        "none" => SigningChoice::None,
        "wrong" => SigningChoice::Wrong,
        secret => SigningChoice::With { secret: secret.to_owned() },
    })
}

/// The error for an empty name of a secret.
pub(super) fn no_secret_named() -> String {
    sentence("the name of the secret is missing", Some("hookglass secret list"))
}

/// A number with the unit `ms`, `s` or `m`.
pub(super) fn duration(text: &str) -> Result<Duration, String> {
    let digits = text.trim_end_matches(|character: char| character.is_ascii_alphabetic());
    let number: u64 = digits.parse().map_err(|_| "needs a time, such as 500ms, 10s or 2m".to_owned())?;
    let unit = match &text[digits.len()..] {
        "ms" => 1,
        "s" => 1000,
        "m" => 60_000,
        _ => return Err("needs a unit: ms, s or m".to_owned()),
    };
    match number.saturating_mul(unit) {
        milliseconds @ 1..=86_400_000 => Ok(Duration::from_millis(milliseconds)),
        _ => Err("needs a time between 1 ms and 1 day".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_alone_is_a_loopback_address() {
        for (text, address) in [
            ("21099", "127.0.0.1:21099"),
            (" 0 ", "127.0.0.1:0"),
            ("0.0.0.0:4665", "0.0.0.0:4665"),
            ("localhost:4665", "localhost:4665"),
            ("[::1]:4665", "[::1]:4665"),
            ("nowhere", "nowhere"),
        ] {
            assert_eq!(listen_address(text).as_deref(), Ok(address), "{text}");
        }
        assert!(listen_address("65536").unwrap_err().contains("65535"));
    }

    #[test]
    fn a_duration_needs_a_number_and_a_unit() {
        assert_eq!(duration("500ms"), Ok(Duration::from_millis(500)));
        assert!(duration("5").unwrap_err().contains("unit"));
        assert!(duration("x").is_err());
        assert!(duration("0s").unwrap_err().contains("between"));
        assert!(duration("18446744073709551615m").unwrap_err().contains("between"));
    }
}
