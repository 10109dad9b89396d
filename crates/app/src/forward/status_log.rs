//! What is told of targets on a terminal: a line when one begins, stops or goes on taking events, not one an event.

use std::collections::HashMap;

use crate::view::ForwardRow;

/// What was told already.
#[derive(Debug, Default)]
pub(super) struct News {
    told: HashMap<i64, bool>,
}

impl News {
    /// The lines to be told now.
    pub(super) fn lines(&mut self, rows: &[ForwardRow]) -> Vec<String> {
        self.told.retain(|id, _| rows.iter().any(|row| row.target.id == *id));
        let mut lines = Vec::new();
        for ForwardRow { target, state, trouble, .. } in rows.iter().filter(|row| row.target.on) {
            let url = &target.url;
            match self.told.insert(target.id, *trouble) {
                None if *trouble => lines.push(format!("forwarding to {url}: {state}")),
                None => lines.push(format!("forwarding to {url}")),
                Some(false) if *trouble => lines.push(format!("{url}: {state}")),
                Some(true) if !*trouble => lines.push(format!("{url} takes events again")),
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
        ForwardRow { target, state, trouble, delivered: 0, failed: 0, behind: 0, retry_in_ms: None }
    }

    #[test]
    fn only_what_changes_is_told() {
        let mut news = News::default();
        assert_eq!(news.lines(&[row(1, false, "fine")]), ["forwarding to http://target.test/1"]);
        assert_eq!(news.lines(&[row(1, false, "still fine")]), [] as [&str; 0]);
        let one_fails = [row(1, true, "Refused."), row(2, true, "A loop.")];
        let told = ["http://target.test/1: Refused.", "forwarding to http://target.test/2: A loop."];
        assert_eq!(news.lines(&one_fails), told);
        assert_eq!(news.lines(&[row(1, true, "Refused, again.")]), [] as [&str; 0]);
        assert_eq!(news.lines(&[row(1, false, "fine")]), ["http://target.test/1 takes events again"]);
        let mut off = row(1, true, "off");
        off.target.on = false;
        assert_eq!(news.lines(&[off]), [] as [&str; 0]);
    }
}
