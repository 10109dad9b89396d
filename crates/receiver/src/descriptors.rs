//! How many connections the system's limit of open files leaves room for.

/// The maximum number of connections of a receiver.
pub const MAX_CONNECTIONS: usize = 1024;
/// Descriptors that are kept for the database, outgoing connections and the window; at most half.
const RESERVE: u64 = 512;

/// Raises the limit of open files of this process as far as [`MAX_CONNECTIONS`] and the reserve
/// need it, and returns how many connections fit.
pub fn available_connections() -> usize {
    connections_within(raised_limit())
}

fn connections_within(descriptors: u64) -> usize {
    let available = descriptors - RESERVE.min(descriptors / 2);
    usize::try_from(available).map_or(MAX_CONNECTIONS, |available| available.clamp(1, MAX_CONNECTIONS))
}

/// The limit of open files. Systems start with a low one for programs that use `select`.
#[cfg(unix)]
fn raised_limit() -> u64 {
    use rustix::process::{Resource, getrlimit, setrlimit};

    let mut limit = getrlimit(Resource::Nofile);
    let before = limit.current.unwrap_or(u64::MAX);
    let wanted = (MAX_CONNECTIONS as u64 + RESERVE).min(limit.maximum.unwrap_or(u64::MAX));
    if before >= wanted {
        return before;
    }
    limit.current = Some(wanted);
    match setrlimit(Resource::Nofile, limit) {
        Ok(()) => wanted,
        Err(error) => {
            tracing::warn!(%error, limit = before, "cannot raise the limit of open files; fewer connections fit");
            before
        }
    }
}

#[cfg(not(unix))]
fn raised_limit() -> u64 {
    u64::MAX
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptors_are_kept_in_reserve() {
        assert_eq!(connections_within(u64::MAX), MAX_CONNECTIONS);
        assert_eq!(connections_within(MAX_CONNECTIONS as u64 + RESERVE), MAX_CONNECTIONS);
        assert_eq!(connections_within(1024), 512);
        assert_eq!(connections_within(256), 128, "a low limit is shared equally");
        assert_eq!(connections_within(0), 1);
    }
}
