//! Samples and tours, called like from the window.

use hookglass_app::{
    App, DataDir, Samples, Trigger,
    view::{Coverage, DataDirSource, ProblemCode},
};
use hookglass_testkit::target::{Reply, Target};
use serde_json::Value;
use std::{collections::BTreeSet, sync::Arc};
use tempfile::TempDir;

use crate::support::problem;

/// The number of types in the catalog, so that tests do not change when a type is added.
fn type_count() -> usize {
    hookglass_senders::catalog::all().len()
}

async fn opened() -> (Arc<App>, TempDir) {
    let dir = tempfile::tempdir().unwrap();
    let data_dir = DataDir { path: dir.path().to_owned(), source: DataDirSource::Option };
    (Arc::new(App::open(data_dir).await.unwrap()), dir)
}

async fn listening() -> (Arc<App>, TempDir) {
    let (app, dir) = opened().await;
    app.listen(Some("127.0.0.1:0")).await.unwrap();
    (app, dir)
}

/// The coverage of a target, once its tour has ended.
async fn ended(app: &App, target: &str) -> Coverage {
    app.samples.tour().wait_for(Option::is_none).await.unwrap();
    app.samples.coverage(Some(target)).await.unwrap()
}

async fn body(app: &App, id: i64) -> Value {
    serde_json::from_slice(&app.events.body(id).await.unwrap()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_samples_arrive_as_one_story() {
    let (app, _dir) = listening().await;
    assert_eq!(app.samples.send_first(true).await.unwrap(), 10);
    let rows = app.inbox.rows((1..=10).collect()).await.unwrap();
    let types: Vec<_> = rows.iter().map(|row| row.event_type.as_deref().unwrap()).collect();
    assert_eq!((types[0], types[2], types[9]), ("api.dataTable_updated", "user.pre_create", "identity.email.updated"));
    let (created, updated) = (body(&app, 4).await, body(&app, 10).await);
    assert_eq!(updated["payload"]["old_identity"], created["payload"]["identities"][0]);
    app.close().await;
    assert!(app.samples.send_first(true).await.is_err(), "samples need a running receiver");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_sample_of_the_window_continues_its_story() {
    let (app, _dir) = listening().await;
    for name in ["user.created", "identity.email.updated", "identity.email.updated"] {
        let sent = app.samples.send(name, None, true).await.unwrap();
        assert_eq!((sent.name.as_str(), sent.result.status, sent.result.ok), (name, Some(200), true));
        assert!(sent.url.ends_with("/authgear") && !sent.signed, "{sent:?}");
    }
    let (first, second) = (body(&app, 2).await, body(&app, 3).await);
    assert_eq!(second["payload"]["old_identity"], first["payload"]["new_identity"]);
    assert!(second["seq"].as_i64() > first["seq"].as_i64());
    let unknown = problem(app.samples.send("user.nothing", None, true).await.unwrap_err());
    assert_eq!(unknown.code, ProblemCode::InvalidInput);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_catalog_counts_stored_events_by_type() {
    let (app, _dir) = listening().await;
    for name in ["auth.password_reset.requested", "auth.password_reset.completed", "auth.password_reset.completed"] {
        app.samples.send(name, None, true).await.unwrap();
    }
    let types = app.samples.catalog().await.unwrap();
    let seen = |name: &str| types.iter().find(|view| view.name == name).unwrap().seen;
    assert_eq!((seen("auth.password_reset.requested"), seen("auth.password_reset.completed")), (1, 2));
    assert_eq!(seen("user.created"), 0);
    let sidebar = app.inbox.sidebar().await.unwrap();
    assert_eq!((sidebar.vendors[0].types.len(), sidebar.vendors[0].types[0].count), (1, 3), "the sidebar has one row");
}

#[test]
fn an_example_is_always_the_same() {
    let example = Samples::example("identity.email.updated").unwrap();
    assert_eq!(example, Samples::example("identity.email.updated").unwrap());
    assert!(example.starts_with("{\n  \"id\": \"0000"), "{example}");
    assert!(Samples::example("auth.password_reset").unwrap().contains("\"token\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tour_continues_in_the_background_and_after_failures() {
    let (app, _dir) = opened().await;
    let mut script = vec![Reply::status(204, ""); type_count()];
    script[10] = Reply::status(404, "");
    let target = Target::scripted(script);
    let started = app.samples.start_tour(Some(target.url()), true).await.unwrap();
    assert_eq!((started.target.as_str(), started.types), (target.url().as_str(), type_count() as u64));
    assert_eq!(started.tour.unwrap().total, type_count() as u64);
    let coverage = ended(&app, &target.url()).await;
    assert_eq!((coverage.sent, coverage.failed), (type_count() as u64, 1));
    let failed = coverage.entries.iter().find(|entry| !entry.ok).unwrap();
    assert_eq!((failed.status, failed.sentence.as_str()), (Some(404), "Answered 404; the sender needs a 2xx."));
    assert_eq!(app.samples.coverage_targets().await.unwrap(), [target.url()]);
    assert_eq!(target.received().len(), type_count());
}

#[tokio::test(flavor = "multi_thread")]
async fn one_tour_runs_at_a_time_and_can_be_canceled() {
    let (app, _dir) = opened().await;
    let target = Target::scripted(vec![Reply::status(200, ""), Reply::Hang]);
    app.samples.start_tour(Some(target.url()), true).await.unwrap();
    target.receives(2).await;
    let second = app.samples.start_tour(Some("http://127.0.0.1:1/".to_owned()), true).await.unwrap_err();
    assert!(second.to_string().contains(&target.url()), "{second}");
    let progress = app.samples.coverage(Some(&target.url())).await.unwrap().tour.unwrap();
    assert_eq!((progress.done, progress.total), (1, type_count() as u64));
    app.samples.cancel_tour();
    assert_eq!(ended(&app, &target.url()).await.sent, 1, "the sample in flight has no stored result");
    let other = Target::answering(Reply::status(200, ""));
    app.samples.start_tour(Some(other.url()), true).await.unwrap();
    assert_eq!(ended(&app, &other.url()).await.sent, type_count() as u64);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tour_of_an_unreachable_target_ends_after_the_first_sample() {
    let (app, _dir) = listening().await;
    let target = "http://127.0.0.1:1/hooks";
    app.samples.start_tour(Some(target.to_owned()), true).await.unwrap();
    let coverage = ended(&app, target).await;
    assert_eq!((coverage.sent, coverage.failed), (1, 1));
    assert!(coverage.entries[0].sentence.contains("127.0.0.1:1"), "{}", coverage.entries[0].sentence);
    let invalid = app.samples.start_tour(Some("nonsense".to_owned()), true).await.unwrap_err();
    assert!(invalid.to_string().contains("not an absolute URL"), "{invalid}");
    let url = format!("http://{}", app.pages.address().unwrap());
    app.close().await;
    app.listen(Some("127.0.0.1:0")).await.unwrap();
    assert_ne!(app.samples.coverage(None).await.unwrap().target, url, "the coverage is that of the running receiver");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_returns_the_exact_requests_that_it_sent() {
    let (app, _dir) = opened().await;
    let target = Target::answering(Reply::status(200, ""));
    let how = Trigger { to: Some(target.url()), seed: Some(5), ..Trigger::default() };
    let mut run = app.samples.trigger(&["user.created".to_owned(), "user.deleted".to_owned()], &how).await.unwrap();
    assert_eq!((run.target(), run.waiting()), (target.url().as_str(), 2));
    while let Some(triggered) = run.next().await.unwrap() {
        let got = target.received().pop().unwrap();
        assert_eq!(got.body, triggered.body);
        for (name, value) in triggered.headers.iter() {
            assert_eq!(got.header(name).map(str::as_bytes), Some(value), "{name}");
        }
    }
    assert_eq!(target.received().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_programs_on_one_database_never_use_the_same_sequence_number() {
    let (first, dir) = opened().await;
    let data_dir = DataDir { path: dir.path().to_owned(), source: DataDirSource::Option };
    let second = Arc::new(App::open(data_dir).await.unwrap());
    let target = Target::answering(Reply::status(200, ""));
    let sending = (0..20).map(|at| {
        let (app, to) = (Arc::clone(if at % 2 == 0 { &first } else { &second }), Some(target.url()));
        tokio::spawn(async move {
            let how = Trigger { to, ..Trigger::default() };
            let mut run =
                app.samples.trigger(&["user.created".to_owned(), "user.deleted".to_owned()], &how).await.unwrap();
            while run.next().await.unwrap().is_some() {}
        })
    });
    for sent in sending.collect::<Vec<_>>() {
        sent.await.unwrap();
    }
    let ids: BTreeSet<_> = target
        .received()
        .iter()
        .map(|got| serde_json::from_slice::<Value>(&got.body).unwrap()["id"].to_string())
        .collect();
    assert_eq!(ids.len(), 40, "each event has a unique id");
}
