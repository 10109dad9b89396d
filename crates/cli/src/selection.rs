//! The events that a command works on: ids or one filter.

use hookglass_app::App;

use crate::output::{Failure, quoted};

/// The given ids in their order, or the ids that a filter matches, oldest first.
pub(crate) async fn events(app: &App, what: &[String]) -> Result<Vec<i64>, Failure> {
    let ids: Option<Vec<i64>> = what.iter().map(|word| word.parse().ok()).collect();
    match (ids, what) {
        (Some(ids), _) => Ok(ids),
        (None, [filter]) => {
            let mut ids = app.inbox.newest(filter, usize::MAX).await?;
            ids.reverse();
            Ok(ids)
        }
        (None, words) => Err(several_filters(words)),
    }
}

/// The error for several words that are not all ids, such as a filter without quotes.
pub(crate) fn several_filters(words: &[String]) -> Failure {
    Failure::with_hint("the command takes event ids, or one filter in quotes", quoted(&words.join(" ")))
}
