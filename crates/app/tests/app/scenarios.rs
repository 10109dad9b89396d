//! Scenarios as the window has them: recorded, edited, carried out, exported.

use hookglass_app::view::{
    BodyDraft, BulkSelection, FreshDraft, ProblemCode, RecordRequest, ScenarioRunRequest, ScenarioRunState,
    SendRequest, SigningChoice,
};
use hookglass_testkit::target::{Reply, Target};
use std::time::Duration;

use crate::support::Running;

fn recording(name: &str, ids: &[i64]) -> RecordRequest {
    RecordRequest {
        name: name.to_owned(),
        about: String::new(),
        selection: BulkSelection::Ids { ids: ids.to_vec() },
        pauses: false,
        fresh: FreshDraft::default(),
        signing: SigningChoice::AsReceived,
        status: "2xx".to_owned(),
        replace: false,
    }
}

fn run(name: &str, target: &Target) -> ScenarioRunRequest {
    let (name, to) = (name.to_owned(), target.url());
    ScenarioRunRequest { name, to, timeout_ms: None, verify_tls: true, confirmed: false }
}

async fn with_two() -> Running {
    let running = Running::start().await;
    running.post("/one", &[("x-a", "1")], b"{}").await;
    running.post("/two", &[], b"text").await;
    running.app.scenarios.record_selection(recording("Two", &[2, 1])).await.unwrap();
    running
}

#[tokio::test(flavor = "multi_thread")]
async fn one_is_recorded_edited_renamed_and_copied() {
    let running = with_two().await;
    let app = &running.app;
    let taken = app.scenarios.record_selection(recording("Two", &[1])).await.unwrap_err().problem();
    assert_eq!(taken.code, ProblemCode::Taken);
    let mut form = app.scenarios.scenario("Two").await.unwrap().form.unwrap();
    let bodies: Vec<_> = form.steps.iter().map(|step| (step.target.as_str(), step.status.as_str())).collect();
    assert_eq!(bodies, [("/one", "2xx"), ("/two", "2xx")], "in the order of arrival");
    form.name = "Both".to_owned();
    form.steps[0].body = r#"{"n":1.0}"#.to_owned();
    let text = hookglass_app::Scenarios::write_scenario(form).await.unwrap().text.unwrap();
    app.scenarios.save_scenario(text.clone(), Some("Two".to_owned()), false).await.unwrap();
    assert_eq!(app.scenarios.scenario_file("Both").await.unwrap(), text);
    assert!(app.scenarios.scenario("Two").await.is_err(), "it has another name now");
    assert_eq!(app.scenarios.duplicate_scenario("Both").await.unwrap().name, "Both (2)");
    assert_eq!(app.scenarios.duplicate_scenario("Both").await.unwrap().name, "Both (3)");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("both.json").display().to_string();
    app.scenarios.export_scenario("Both", &path, false).await.unwrap();
    assert_eq!(app.scenarios.import_scenario_file(&path, false).await.unwrap_err().problem().code, ProblemCode::Taken);
    app.scenarios.remove_scenario("Both").await.unwrap();
    assert_eq!(app.scenarios.import_scenario_file(&path, false).await.unwrap().steps, 2);

    let read = hookglass_app::Scenarios::read_scenario_text(text.replace("\"2xx\"", "\"2x\"")).await.unwrap();
    let mistake = read.error.unwrap();
    assert_eq!((mistake.step, mistake.line.is_some(), read.form), (Some(1), true, None));
    assert!(mistake.pointer.ends_with("/expect/status"), "{}", mistake.pointer);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_goes_on_by_itself_and_tells_each_step() {
    let running = with_two().await;
    let app = &running.app;
    let target = Target::scripted(vec![Reply::status(200, ""), Reply::status(500, "")]);
    let begun = app.scenarios.start_scenario(run("Two", &target)).await.unwrap();
    while app.scenarios.scenario_progress().unwrap().state == ScenarioRunState::Running {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let over = app.scenarios.scenario_progress().unwrap();
    assert_eq!((over.state, over.passed, over.failed), (ScenarioRunState::Done, 1, 1));
    let steps = app.scenarios.scenario_steps(begun.run, 1, 10).unwrap();
    assert!(steps[0].done.as_ref().is_some_and(|step| step.checks[0].sentence.contains("500 came")));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("junit.xml").display().to_string();
    app.scenarios.export_junit(begun.run, &path, false).await.unwrap();
    assert!(std::fs::read_to_string(&path).unwrap().contains("failures=\"1\""));

    let hangs = Target::answering(Reply::Hang);
    let begun = app.scenarios.start_scenario(run("Two", &hangs)).await.unwrap();
    hangs.wait_for(1);
    assert!(app.scenarios.start_scenario(run("Two", &hangs)).await.is_err(), "one at a time");
    assert!(app.scenarios.scenario_steps(begun.run, 0, 10).unwrap().iter().all(|step| step.done.is_none()));
    app.scenarios.cancel_scenario(begun.run).unwrap();
    while app.scenarios.scenario_progress().unwrap().state == ScenarioRunState::Running {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let over = app.scenarios.scenario_progress().unwrap();
    assert_eq!((over.state, over.skipped, hangs.received().len()), (ScenarioRunState::Cancelled, 2, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_becomes_the_last_step() {
    let running = with_two().await;
    let app = &running.app;
    let request = |text: &str| SendRequest {
        event_id: 1,
        method: "PUT".to_owned(),
        url: "http://localhost:1/".to_owned(),
        headers: Vec::new(),
        body: BodyDraft::Text { text: text.to_owned() },
        fresh: FreshDraft::default(),
        signing: SigningChoice::Wrong,
        verify_tls: true,
        confirmed: false,
    };
    assert_eq!(app.scenarios.add_to_scenario("Two", request("edited")).await.unwrap().steps, 3);
    assert_eq!(app.scenarios.add_to_scenario("New", request("first")).await.unwrap().steps, 1);
    let form = app.scenarios.scenario("Two").await.unwrap().form.unwrap();
    let last = form.steps.last().unwrap();
    assert_eq!((last.method.as_str(), last.target.as_str(), last.body.as_str()), ("PUT", "/one", "edited"));
    assert_eq!(last.signing, SigningChoice::Wrong);
}
