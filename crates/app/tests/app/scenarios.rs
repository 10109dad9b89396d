//! Scenarios in the window: recorded, edited, run and exported.

use hookglass_app::{
    App,
    view::{
        BodyDraft, BulkSelection, GenerateOnSend, ProblemCode, RecordRequest, ScenarioRunRequest, ScenarioRunState,
        ScenarioRunView, SendRequest, SigningChoice,
    },
};
use hookglass_testkit::target::{Reply, Target};
use tokio::sync::watch;

use crate::support::{Running, problem};

fn recording(name: &str, ids: &[i64]) -> RecordRequest {
    RecordRequest {
        name: name.to_owned(),
        about: String::new(),
        selection: BulkSelection::Ids { ids: ids.to_vec() },
        pauses: false,
        fresh: GenerateOnSend::default(),
        signing: SigningChoice::AsReceived,
        status: "2xx".to_owned(),
        replace: false,
    }
}

fn run(name: &str, target: &Target) -> ScenarioRunRequest {
    let (name, to) = (name.to_owned(), target.url());
    ScenarioRunRequest { name, to, timeout_ms: None, verify_tls: true, confirmed: false }
}

async fn with_two_steps() -> Running {
    let running = Running::start().await;
    running.post("/one", &[("x-a", "1")], b"{}").await;
    running.post("/two", &[], b"text").await;
    running.app.scenarios.record_selection(recording("Two", &[2, 1])).await.unwrap();
    running
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scenario_is_recorded_edited_renamed_and_duplicated() {
    let running = with_two_steps().await;
    let app = &running.app;
    let taken = problem(app.scenarios.record_selection(recording("Two", &[1])).await.unwrap_err());
    assert_eq!(taken.code, ProblemCode::Taken);
    let mut form = app.scenarios.get("Two").await.unwrap().form.unwrap();
    let bodies: Vec<_> = form.steps.iter().map(|step| (step.target.as_str(), step.status.as_str())).collect();
    assert_eq!(bodies, [("/one", "2xx"), ("/two", "2xx")], "steps are in order of arrival");
    form.name = "Both".to_owned();
    form.steps[0].body = r#"{"n":1.0}"#.to_owned();
    let text = hookglass_app::Scenarios::write(form).await.unwrap().text.unwrap();
    app.scenarios.save(text.clone(), Some("Two".to_owned()), false).await.unwrap();
    assert_eq!(app.scenarios.file("Both").await.unwrap(), text);
    assert!(app.scenarios.get("Two").await.is_err(), "the old name no longer exists");
    assert_eq!(app.scenarios.duplicate("Both").await.unwrap().name, "Both (2)");
    assert_eq!(app.scenarios.duplicate("Both").await.unwrap().name, "Both (3)");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("both.json").display().to_string();
    app.scenarios.export("Both", &path, false).await.unwrap();
    assert_eq!(problem(app.scenarios.import_file(&path, false).await.unwrap_err()).code, ProblemCode::Taken);
    app.scenarios.remove("Both").await.unwrap();
    assert_eq!(app.scenarios.import_file(&path, false).await.unwrap().steps, 2);

    let read = hookglass_app::Scenarios::read_text(text.replace("\"2xx\"", "\"2x\"")).await.unwrap();
    let mistake = read.error.unwrap();
    assert_eq!((mistake.step, mistake.line.is_some(), read.form), (Some(1), true, None));
    assert!(mistake.pointer.ends_with("/expect/status"), "{}", mistake.pointer);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_continues_in_the_background_and_reports_each_step() {
    let running = with_two_steps().await;
    let reports = watch::Sender::new(None);
    // `biased` polls the watcher first, so that it subscribes before the first run starts.
    tokio::select! {
        biased;
        () = running.app.scenarios.watch(|view| drop(reports.send_replace(Some(view)))) => unreachable!(),
        () = two_runs(&running.app, reports.subscribe()) => {}
    }
}

async fn two_runs(app: &App, mut reports: watch::Receiver<Option<ScenarioRunView>>) {
    let mut ended = async |run| {
        let has_ended = |view: &ScenarioRunView| view.run == run && view.state != ScenarioRunState::Running;
        reports.wait_for(|view| view.as_ref().is_some_and(has_ended)).await.unwrap().clone().unwrap()
    };
    let target = Target::scripted(vec![Reply::status(200, ""), Reply::status(500, "")]);
    let started = app.scenarios.start(run("Two", &target)).await.unwrap();
    let view = ended(started.run).await;
    assert_eq!((view.state, view.passed, view.failed), (ScenarioRunState::Done, 1, 1));
    let steps = app.scenarios.steps(started.run, 1, 10).unwrap();
    assert!(steps[0].done.as_ref().is_some_and(|step| step.checks[0].sentence.contains("got 500")));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("junit.xml").display().to_string();
    app.scenarios.export_junit(started.run, &path, false).await.unwrap();
    assert!(std::fs::read_to_string(&path).unwrap().contains("failures=\"1\""));

    let hangs = Target::answering(Reply::Hang);
    let started = app.scenarios.start(run("Two", &hangs)).await.unwrap();
    hangs.receives(1).await;
    assert!(app.scenarios.start(run("Two", &hangs)).await.is_err(), "one scenario runs at a time");
    assert!(app.scenarios.steps(started.run, 0, 10).unwrap().iter().all(|step| step.done.is_none()));
    app.scenarios.cancel(started.run).unwrap();
    let view = ended(started.run).await;
    assert_eq!((view.state, view.skipped, hangs.received().len()), (ScenarioRunState::Cancelled, 2, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_appended_as_the_last_step() {
    let running = with_two_steps().await;
    let app = &running.app;
    let request = |text: &str| SendRequest {
        event_id: 1,
        method: "PUT".to_owned(),
        url: "http://localhost:1/".to_owned(),
        headers: Vec::new(),
        body: BodyDraft::Text { text: text.to_owned() },
        fresh: GenerateOnSend::default(),
        signing: SigningChoice::Wrong,
        verify_tls: true,
        confirmed: false,
    };
    assert_eq!(app.scenarios.append("Two", request("edited")).await.unwrap().steps, 3);
    assert_eq!(app.scenarios.append("New", request("first")).await.unwrap().steps, 1);
    let form = app.scenarios.get("Two").await.unwrap().form.unwrap();
    let last = form.steps.last().unwrap();
    assert_eq!((last.method.as_str(), last.target.as_str(), last.body.as_str()), ("PUT", "/one", "edited"));
    assert_eq!(last.signing, SigningChoice::Wrong);
}
