//! What is told of targets on a terminal: a line when one begins, stops or goes on taking events, not one an event.

use std::collections::HashMap;

use crate::view::ForwardRow;

/// What was told already.
#[derive(Debug, Default)]
pub struct ForwardNews {
    told: HashMap<i64, bool>,
}

impl ForwardNews {
    /// The lines to be told now.
    pub fn lines(&mut self, rows: &[ForwardRow]) -> Vec<String> {
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
