//! The catalog, samples of its types, and the coverage of a target.

use hookglass_app::{
    Samples,
    view::{Coverage, SampleSent, TypeView},
};
use hookglass_command_macro::command;

use super::{Answer, AppState, reply};

/// Sends the first samples to the receiver, and returns the number of accepted samples. Only if
/// `act` is set, they are forwarded and held like other events.
#[command(invalidates(Catalog, Coverage, CoverageTargets))]
pub(super) async fn send_samples(app: AppState<'_>, act: bool) -> Answer<u64> {
    reply(app.get()?.samples.send_first(!act).await)
}

/// Every known type, with the number of stored events.
#[command(provides(Catalog))]
pub(super) async fn catalog(app: AppState<'_>) -> Answer<Vec<TypeView>> {
    reply(app.get()?.samples.catalog().await)
}

/// The sample of a type as indented JSON. It is the same each time.
#[command(provides(Sample(name)))]
pub(super) async fn sample(name: String) -> Answer<String> {
    reply(Samples::example(&name))
}

/// Sends a sample as the next event of the window's sample sequence. Only if `act` is set, the
/// receiver forwards and holds it like other events.
#[command(invalidates(Catalog, Coverage, CoverageTargets))]
pub(super) async fn send_sample(app: AppState<'_>, name: String, to: Option<String>, act: bool) -> Answer<SampleSent> {
    reply(app.get()?.samples.send(&name, to, !act).await)
}

/// Starts a tour, and returns immediately. Only if `act` is set, the receiver forwards and holds its
/// samples like other events.
#[command(provides(Coverage(to)))]
pub(super) async fn start_tour(app: AppState<'_>, to: Option<String>, act: bool) -> Answer<Coverage> {
    reply(app.get()?.samples.start_tour(to, !act).await)
}

/// Cancels the tour. The result of the sample in flight is not stored.
#[command(invalidates(Coverage))]
pub(super) async fn cancel_tour(app: AppState<'_>) -> Answer<()> {
    app.get()?.samples.cancel_tour();
    Ok(())
}

/// The coverage of a target. Null is the running receiver.
#[command(provides(Coverage(to)))]
pub(super) async fn coverage(app: AppState<'_>, to: Option<String>) -> Answer<Coverage> {
    reply(app.get()?.samples.coverage(to.as_deref()).await)
}

/// The targets of samples, newest first.
#[command(provides(CoverageTargets))]
pub(super) async fn coverage_targets(app: AppState<'_>) -> Answer<Vec<String>> {
    reply(app.get()?.samples.coverage_targets().await)
}
