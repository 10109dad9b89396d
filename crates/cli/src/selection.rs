//! The events that a command works on: ids, or one filter.

use hookglass_app::App;

use crate::output::Failure;

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
        (None, _) => {
            Err(Failure::Trouble("give the numbers of events, or one filter in quotes: 'type:user.created'".to_owned()))
        }
    }
}
