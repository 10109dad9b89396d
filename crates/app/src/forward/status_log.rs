//! The status of targets as lines for a terminal. A line is printed when a target starts, fails or
//! recovers.

use std::collections::HashMap;

use crate::view::ForwardRow;

/// The printed targets, and whether each was failing.
#[derive(Debug, Default)]
pub(super) struct StatusLog {
    printed: HashMap<i64, bool>,
}

impl StatusLog {
    /// The lines to print for a new status.
    pub(super) fn lines(&mut self, rows: &[ForwardRow]) -> Vec<String> {
        self.printed.retain(|id, _| rows.iter().any(|row| row.target.id == *id));
        let mut lines = Vec::new();
        for ForwardRow { target, state, trouble, .. } in rows.iter().filter(|row| row.target.on) {
            let url = &target.url;
            match self.printed.insert(target.id, *trouble) {
                None if *trouble => lines.push(format!("forwarding to {url}: {state}")),
                None => lines.push(format!("forwarding to {url}")),
                Some(false) if *trouble => lines.push(format!("{url}: {state}")),
                Some(true) if !*trouble => lines.push(format!("{url} accepts events again")),
                Some(_) => {}
            }
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{ForwardMode, ForwardTarget};

    fn row(id: i64, trouble: bool, state: &str) -> ForwardRow {
        let target = ForwardTarget {
            id,
            url: format!("http://target.test/{id}"),
            filter: String::new(),
            on: true,
            mode: ForwardMode::Background,
            retry: false,
            verify_tls: true,
            deadline_ms: None,
        };
        let state = state.to_owned();
        ForwardRow {
            target,
            state,
            trouble,
            paused: false,
            delivered: 0,
            failed: 0,
            lost: 0,
            behind: 0,
            retry_in_ms: None,
        }
    }

    #[test]
    fn only_changes_are_printed() {
        let mut log = StatusLog::default();
        assert_eq!(log.lines(&[row(1, false, "fine")]), ["forwarding to http://target.test/1"]);
        assert_eq!(log.lines(&[row(1, false, "still fine")]), [] as [&str; 0]);
        let one_fails = [row(1, true, "Refused."), row(2, true, "A loop.")];
        let changed = ["http://target.test/1: Refused.", "forwarding to http://target.test/2: A loop."];
        assert_eq!(log.lines(&one_fails), changed);
        assert_eq!(log.lines(&[row(1, true, "Refused, again.")]), [] as [&str; 0]);
        assert_eq!(log.lines(&[row(1, false, "fine")]), ["http://target.test/1 accepts events again"]);
        let mut off = row(1, true, "off");
        off.target.on = false;
        assert_eq!(log.lines(&[off]), [] as [&str; 0]);
    }
}
