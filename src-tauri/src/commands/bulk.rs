//! Bulk resends and their results.

use hookglass_app::view::{BulkForm, BulkPlan, BulkReport, BulkRequest, BulkSort, BulkView, BulkWindow};
use hookglass_command_macro::command;

use super::{Answer, AppState, reply};

/// What a bulk resend would send. Sends nothing.
#[command(provides(BulkPlan))]
pub(super) async fn plan_bulk(app: AppState<'_>, request: BulkRequest) -> Answer<BulkPlan> {
    reply(app.get()?.bulk.plan(&request).await)
}

/// Starts a bulk resend, unless one is running.
#[command(invalidates(Bulk, RecentTargets, Settings))]
pub(super) async fn start_bulk(app: AppState<'_>, request: BulkRequest) -> Answer<BulkView> {
    reply(app.get()?.bulk.start(&request).await)
}

/// Pauses a bulk resend. Requests in flight still get their responses.
#[command(invalidates(Bulk))]
pub(super) async fn pause_bulk(app: AppState<'_>, bulk: u64) -> Answer<()> {
    reply(app.get()?.bulk.pause(bulk))
}

/// Continues a paused bulk resend.
#[command(invalidates(Bulk))]
pub(super) async fn resume_bulk(app: AppState<'_>, bulk: u64) -> Answer<()> {
    reply(app.get()?.bulk.resume(bulk))
}

/// Cancels a bulk resend and its requests in flight.
#[command(invalidates(Bulk))]
pub(super) async fn cancel_bulk(app: AppState<'_>, bulk: u64) -> Answer<()> {
    reply(app.get()?.bulk.cancel(bulk))
}

/// The progress of the last bulk resend, also after it ended. Null before the first one.
#[command(provides(Bulk))]
pub(super) async fn bulk_progress(app: AppState<'_>) -> Answer<Option<BulkView>> {
    Ok(app.get()?.bulk.progress())
}

/// A window of the results; `MAX_BULK_ROWS` rows at most.
#[command(provides(BulkResults(bulk)))]
pub(super) async fn bulk_results(
    app: AppState<'_>,
    bulk: u64,
    sort: BulkSort,
    start: u64,
    len: u64,
) -> Answer<BulkWindow> {
    reply(app.get()?.bulk.results(bulk, sort, start, len).await)
}

/// A summary of the responses so far.
#[command(provides(BulkReport(bulk)))]
pub(super) async fn bulk_report(app: AppState<'_>, bulk: u64) -> Answer<BulkReport> {
    reply(app.get()?.bulk.report(bulk))
}

/// The results as text, if there are at most `MAX_BULK_COPY_ROWS` of them.
#[command]
pub(super) async fn bulk_text(app: AppState<'_>, bulk: u64, form: BulkForm) -> Answer<String> {
    reply(app.get()?.bulk.text(bulk, form).await)
}

/// Writes the results to a file, and returns its path.
#[command]
pub(super) async fn export_bulk(
    app: AppState<'_>,
    bulk: u64,
    form: BulkForm,
    path: String,
    replace: bool,
) -> Answer<String> {
    reply(app.get()?.bulk.export(bulk, form, &path, replace).await)
}

/// The targets of bulk resends and scenarios, newest first, then those of single resends.
#[command(provides(RecentTargets))]
pub(super) async fn recent_targets(app: AppState<'_>) -> Answer<Vec<String>> {
    reply(app.get()?.outbound.recent_targets().await)
}

/// The default path of an exported file with this name.
#[command(provides(ExportPath(name)))]
pub(super) async fn default_export_path(app: AppState<'_>, name: String) -> Answer<String> {
    Ok(app.get()?.pages.default_path(&name))
}
