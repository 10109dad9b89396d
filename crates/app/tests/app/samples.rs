//! Samples and tours as the window calls them, over a real database and real sockets.

use hookglass_app::{
    App, DataDir, Samples, Trigger,
    view::{Coverage, DataDirSource, ProblemCode},
};
use hookglass_testkit::target::{Reply, Target};
use serde_json::Value;
use std::{collections::BTreeSet, sync::Arc};
use tempfile::TempDir;

use crate::support::problem;

/// Types in the catalog: adding one is adding an entry, and no test has to know.
fn types() -> usize {
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
    assert_eq!(app.samples.send_first().await.unwrap(), 10);
    let rows = app.inbox.rows((1..=10).collect()).await.unwrap();
    let types: Vec<_> = rows.iter().map(|row| row.event_type.as_deref().unwrap()).collect();
    assert_eq!((types[0], types[2], types[9]), ("api.dataTable_updated", "user.pre_create", "identity.email.updated"));
    let (created, updated) = (body(&app, 4).await, body(&app, 10).await);
    assert_eq!(updated["payload"]["old_identity"], created["payload"]["identities"][0]);
    app.close().await;
    assert!(app.samples.send_first().await.is_err(), "there is nobody to take them");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_window_goes_on_with_its_story_from_sample_to_sample() {
    let (app, _dir) = listening().await;
    for name in ["user.created", "identity.email.updated", "identity.email.updated"] {
        let sent = app.samples.send(name, None).await.unwrap();
        assert_eq!((sent.name.as_str(), sent.result.status, sent.result.ok), (name, Some(200), true));
        assert!(sent.url.ends_with("/authgear") && !sent.signed, "{sent:?}");
    }
    let (first, second) = (body(&app, 2).await, body(&app, 3).await);
    assert_eq!(second["payload"]["old_identity"], first["payload"]["new_identity"]);
    assert!(second["seq"].as_i64() > first["seq"].as_i64());
    let wrong = problem(app.samples.send("user.nothing", None).await.unwrap_err());
    assert_eq!(wrong.code, ProblemCode::InvalidInput);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_catalog_counts_what_is_stored() {
    let (app, _dir) = listening().await;
    for name in ["auth.password_reset.requested", "auth.password_reset.completed", "auth.password_reset.completed"] {
        app.samples.send(name, None).await.unwrap();
    }
    let types = app.samples.catalog().await.unwrap();
    let seen = |name: &str| types.iter().find(|view| view.name == name).unwrap().seen;
    assert_eq!((seen("auth.password_reset.requested"), seen("auth.password_reset.completed")), (1, 2));
    assert_eq!(seen("user.created"), 0);
    let sidebar = app.inbox.sidebar().await.unwrap();
    assert_eq!((sidebar.vendors[0].types.len(), sidebar.vendors[0].types[0].count), (1, 3), "the sidebar has one row");
}

#[test]
fn a_sample_that_is_shown_is_always_the_same() {
    let shown = Samples::example("identity.email.updated").unwrap();
    assert_eq!(shown, Samples::example("identity.email.updated").unwrap());
    assert!(shown.starts_with("{\n  \"id\": \"0000"), "{shown}");
    assert!(Samples::example("auth.password_reset").unwrap().contains("\"token\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tour_goes_on_behind_the_window_and_past_failures() {
    let (app, _dir) = opened().await;
    let mut script = vec![Reply::status(204, ""); types()];
    script[10] = Reply::status(404, "");
    let target = Target::scripted(script);
    let begun = app.samples.start_tour(Some(target.url())).await.unwrap();
    assert_eq!((begun.target.as_str(), begun.types), (target.url().as_str(), types() as u64));
    assert_eq!(begun.tour.unwrap().total, types() as u64);
    let coverage = ended(&app, &target.url()).await;
    assert_eq!((coverage.sent, coverage.failed), (types() as u64, 1));
    let failed = coverage.entries.iter().find(|entry| !entry.ok).unwrap();
    assert_eq!((failed.status, failed.sentence.as_str()), (Some(404), "Answered 404; the sender needs a 2xx."));
    assert_eq!(app.samples.coverage_targets().await.unwrap(), [target.url()]);
    assert_eq!(target.received().len(), types());
}

#[tokio::test(flavor = "multi_thread")]
async fn there_is_one_tour_at_a_time_and_it_can_be_cancelled() {
    let (app, _dir) = opened().await;
    let target = Target::scripted(vec![Reply::status(200, ""), Reply::Hang]);
    app.samples.start_tour(Some(target.url())).await.unwrap();
    target.receives(2).await;
    let second = app.samples.start_tour(Some("http://127.0.0.1:1/".to_owned())).await.unwrap_err();
    assert!(second.to_string().contains(&target.url()), "{second}");
    let under_way = app.samples.coverage(Some(&target.url())).await.unwrap().tour.unwrap();
    assert_eq!((under_way.done, under_way.total), (1, types() as u64));
    app.samples.cancel_tour();
    assert_eq!(ended(&app, &target.url()).await.sent, 1, "what was on its way is not kept");
    let other = Target::answering(Reply::status(200, ""));
    app.samples.start_tour(Some(other.url())).await.unwrap();
    assert_eq!(ended(&app, &other.url()).await.sent, types() as u64);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tour_of_nobody_ends_with_the_first_sample() {
    let (app, _dir) = listening().await;
    let target = "http://127.0.0.1:1/hooks";
    app.samples.start_tour(Some(target.to_owned())).await.unwrap();
    let coverage = ended(&app, target).await;
    assert_eq!((coverage.sent, coverage.failed), (1, 1));
    assert!(coverage.entries[0].sentence.contains("127.0.0.1:1"), "{}", coverage.entries[0].sentence);
    let invalid = app.samples.start_tour(Some("nonsense".to_owned())).await.unwrap_err();
    assert!(invalid.to_string().contains("not an absolute URL"), "{invalid}");
    let url = format!("http://{}", app.pages.address().unwrap());
    app.close().await;
    app.listen(Some("127.0.0.1:0")).await.unwrap();
    assert_ne!(app.samples.coverage(None).await.unwrap().target, url, "it is the receiver that runs");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_says_exactly_what_went_out() {
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
async fn two_programs_on_one_database_hand_out_a_number_once() {
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
    assert_eq!(ids.len(), 40, "an event's id is its own");
}
