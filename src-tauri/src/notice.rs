//! Desktop notifications about held events while no window has the focus. The window also asks for
//! attention in the taskbar, because a desktop without a notification daemon shows no notification.
//!
//! A burst of held events causes one notification. The next one can follow when no event is held
//! any more, or after the window had the focus. The text comes from the event's columns, never from
//! its body.

use hookglass_app::App;
use tauri::{AppHandle, Manager, UserAttentionType};
use tauri_plugin_notification::NotificationExt;

/// A longer event type or subject is cut.
const MAX_NAME_CHARS: usize = 80;

/// Remembers whether the current burst was notified.
#[derive(Debug, Default)]
pub(crate) struct HeldNotice {
    notified: bool,
}

impl HeldNotice {
    /// Shows a notification if one is due. `held` is the number of held events.
    pub(crate) fn update(&mut self, window: &AppHandle, app: &App, held: u64) {
        let was_notified = self.notified;
        if !self.is_due(held, has_focus(window)) {
            if was_notified && !self.notified {
                ask_for_attention(window, None);
            }
            return;
        }
        ask_for_attention(window, Some(UserAttentionType::Informational));
        let rows = app.decide.held();
        let Some(row) = rows.iter().find(|row| !row.gone) else { return };
        let name = row.event_type.as_deref().unwrap_or(&row.path);
        let title = match held {
            1 => format!("{} is waiting for your answer", plain(name)),
            more => format!("{more} events are waiting for your answer"),
        };
        let subject = row.subject.as_deref().map(|subject| format!("{}. ", plain(subject))).unwrap_or_default();
        let seconds = row.answers_in_ms / 1000;
        let body = format!("{subject}Automatic answer in {seconds} s: {}.", row.automatic);
        if let Err(error) = window.notification().builder().title(title).body(body).show() {
            tracing::warn!(%error, "cannot show a notification");
        }
    }

    fn is_due(&mut self, held: u64, has_focus: bool) -> bool {
        if held == 0 || has_focus {
            self.notified = false;
            return false;
        }
        !std::mem::replace(&mut self.notified, true)
    }
}

/// Marks the windows in the taskbar, or ends that with `None`.
fn ask_for_attention(app: &AppHandle, attention: Option<UserAttentionType>) {
    for window in app.webview_windows().values() {
        if let Err(error) = window.request_user_attention(attention) {
            tracing::warn!(%error, "cannot ask for attention");
        }
    }
}

fn has_focus(window: &AppHandle) -> bool {
    window.webview_windows().values().any(|window| window.is_focused().unwrap_or(false))
}

/// Removes characters that a notification server could read as markup or a line break, and cuts
/// long text.
fn plain(text: &str) -> String {
    let characters = text.chars().filter(|character| !character.is_control() && !matches!(character, '<' | '>' | '&'));
    characters.take(MAX_NAME_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_notified_once_while_no_window_has_the_focus() {
        let mut notice = HeldNotice::default();
        assert!(!notice.is_due(1, true), "a focused window already shows the event");
        assert!(notice.is_due(1, false));
        assert!(!notice.is_due(2, false) && !notice.is_due(1, false), "one burst causes one notification");
        assert!(!notice.is_due(0, false) && notice.is_due(1, false), "a new burst causes a new notification");
        assert!(!notice.is_due(2, true) && notice.is_due(3, false), "a window with focus ends the burst");
    }

    #[test]
    fn markup_and_line_breaks_are_removed_and_long_text_is_cut() {
        assert_eq!(plain("<b>a\n&amp;</b>"), "baamp;/b");
        assert_eq!(plain(&"x".repeat(200)).len(), MAX_NAME_CHARS);
    }
}
