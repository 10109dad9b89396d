//! A notification of the system when an event is held and nobody looks at the window. One for a burst: there is none until
//! nothing is held any more, or the window was looked at. What it says is from the event's own columns, not its body.

use hookglass_app::App;
use tauri::{AppHandle, Manager};
use tauri_plugin_notification::NotificationExt;

/// Characters of a type or a subject that are told.
const LONGEST: usize = 80;

/// Whether the person was told of this burst.
#[derive(Debug, Default)]
pub(crate) struct Notice {
    told: bool,
}

impl Notice {
    /// So many are held now.
    pub(crate) fn tell(&mut self, window: &AppHandle, app: &App, held: u64) {
        if !self.is_due(held, is_looked_at(window)) {
            return;
        }
        let rows = app.decide.held();
        let Some(row) = rows.iter().find(|row| !row.gone) else { return };
        let name = row.event_type.as_deref().unwrap_or(&row.path);
        let title = match held {
            1 => format!("{} waits for your answer", cut(name)),
            more => format!("{more} events wait for your answer"),
        };
        let subject = row.subject.as_deref().map(|subject| format!("{}. ", cut(subject))).unwrap_or_default();
        let seconds = row.answers_in_ms / 1000;
        let body = format!("{subject}If nobody decides within {seconds} s: {}.", row.automatic);
        if let Err(error) = window.notification().builder().title(title).body(body).show() {
            tracing::warn!(%error, "the system could not be asked to notify");
        }
    }

    fn is_due(&mut self, held: u64, looked_at: bool) -> bool {
        if held == 0 || looked_at {
            self.told = false;
            return false;
        }
        !std::mem::replace(&mut self.told, true)
    }
}

fn is_looked_at(window: &AppHandle) -> bool {
    window.webview_windows().values().any(|window| window.is_focused().unwrap_or(false))
}

/// Without what a notification server could take for markup or a line of its own.
fn cut(text: &str) -> String {
    let plain = text.chars().filter(|character| !character.is_control() && !matches!(character, '<' | '>' | '&'));
    plain.take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_told_once_while_nobody_looks() {
        let mut notice = Notice::default();
        assert!(!notice.is_due(1, true), "it is seen");
        assert!(notice.is_due(1, false));
        assert!(!notice.is_due(2, false) && !notice.is_due(1, false), "the same burst");
        assert!(!notice.is_due(0, false) && notice.is_due(1, false), "another one");
        assert!(!notice.is_due(2, true) && notice.is_due(3, false), "it was looked at in between");
    }

    #[test]
    fn nothing_of_an_event_is_markup() {
        assert_eq!(cut("<b>a\n&amp;</b>"), "baamp;/b");
        assert_eq!(cut(&"x".repeat(200)).len(), LONGEST);
    }
}
