//! The catalog, and samples of its types.

use hookglass_app::{
    Samples,
    view::{Coverage, SampleSent, TypeView},
};
use hookglass_command_macro::command;

use super::{Answer, AppState, told};

/// Sends the first samples to the receiver, and returns how many were accepted.
#[command(invalidates(Catalog, Coverage, CoverageTargets))]
pub(super) async fn send_samples(app: AppState<'_>) -> Answer<u64> {
    told(app.get()?.samples.send_first().await)
}

/// Every known type, and how many events of it are stored.
#[command(provides(Catalog))]
pub(super) async fn catalog(app: AppState<'_>) -> Answer<Vec<TypeView>> {
    told(app.get()?.samples.catalog().await)
}

/// The example of a type as indented JSON. It is always the same.
#[command(provides(Sample(name)))]
pub(super) async fn sample(name: String) -> Answer<String> {
    told(Samples::example(&name))
}

/// Sends a sample as the next event of the window's story.
#[command(invalidates(Catalog, Coverage, CoverageTargets))]
pub(super) async fn send_sample(app: AppState<'_>, name: String, to: Option<String>) -> Answer<SampleSent> {
    told(app.get()?.samples.send(&name, to).await)
}

/// Starts a tour, and returns at once.
#[command(provides(Coverage(to)))]
pub(super) async fn start_tour(app: AppState<'_>, to: Option<String>) -> Answer<Coverage> {
    told(app.get()?.samples.start_tour(to).await)
}

/// Cancels the tour. The result of the sample in flight is not stored.
#[command(invalidates(Coverage))]
pub(super) async fn cancel_tour(app: AppState<'_>) -> Answer<()> {
    app.get()?.samples.cancel_tour();
    Ok(())
}

/// The coverage of a target; null is the running receiver.
#[command(provides(Coverage(to)))]
pub(super) async fn coverage(app: AppState<'_>, to: Option<String>) -> Answer<Coverage> {
    told(app.get()?.samples.coverage(to.as_deref()).await)
}

/// The targets of samples, the latest first.
#[command(provides(CoverageTargets))]
pub(super) async fn coverage_targets(app: AppState<'_>) -> Answer<Vec<String>> {
    told(app.get()?.samples.coverage_targets().await)
}
