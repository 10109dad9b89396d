//! Many events sent again.

use hookglass_app::view::{BulkForm, BulkPlan, BulkReport, BulkRequest, BulkSort, BulkView, BulkWindow};
use hookglass_command_macro::command;

use super::{Answer, AppState, told};

/// What a bulk resend would send. Sends nothing.
#[command(provides(BulkPlan))]
pub(super) async fn plan_bulk(app: AppState<'_>, request: BulkRequest) -> Answer<BulkPlan> {
    told(app.get()?.bulk.plan(&request).await)
}

/// Starts a bulk resend, unless one is under way.
#[command(invalidates(Bulk, RecentTargets, Settings))]
pub(super) async fn start_bulk(app: AppState<'_>, request: BulkRequest) -> Answer<BulkView> {
    told(app.get()?.bulk.start(&request).await)
}

/// Pauses a bulk resend. Requests in flight are answered.
#[command(invalidates(Bulk))]
pub(super) async fn pause_bulk(app: AppState<'_>, bulk: u64) -> Answer<()> {
    told(app.get()?.bulk.pause(bulk))
}

/// Continues a paused bulk resend.
#[command(invalidates(Bulk))]
pub(super) async fn resume_bulk(app: AppState<'_>, bulk: u64) -> Answer<()> {
    told(app.get()?.bulk.resume(bulk))
}

/// Ends a bulk resend, with the requests in flight.
#[command(invalidates(Bulk))]
pub(super) async fn cancel_bulk(app: AppState<'_>, bulk: u64) -> Answer<()> {
    told(app.get()?.bulk.cancel(bulk))
}

/// The progress of the last bulk resend, also after its end; null if there was none yet.
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
    told(app.get()?.bulk.results(bulk, sort, start, len).await)
}

/// What the answers so far say about the handler.
#[command(provides(BulkReport(bulk)))]
pub(super) async fn bulk_report(app: AppState<'_>, bulk: u64) -> Answer<BulkReport> {
    told(app.get()?.bulk.report(bulk))
}

/// The results as text, for at most `MAX_BULK_COPY_ROWS` of them.
#[command]
pub(super) async fn bulk_text(app: AppState<'_>, bulk: u64, form: BulkForm) -> Answer<String> {
    told(app.get()?.bulk.text(bulk, form).await)
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
    told(app.get()?.bulk.export(bulk, form, &path, replace).await)
}

/// The targets of bulk resends and scenarios, newest first, then those of single resends.
#[command(provides(RecentTargets))]
pub(super) async fn recent_targets(app: AppState<'_>) -> Answer<Vec<String>> {
    told(app.get()?.outbound.recent_targets().await)
}

/// The default path of an exported file with this name.
#[command(provides(ExportPath(name)))]
pub(super) async fn place_for(app: AppState<'_>, name: String) -> Answer<String> {
    Ok(app.get()?.pages.default_path(&name))
}
