//! Errors at startup: the window opens, and shows the problem and what to do.

use crate::app::{App, Start, free_port};
use std::{fs, net::TcpListener};

#[tokio::test]
async fn a_port_in_use_is_reported_and_another_one_is_offered() {
    let dir = tempfile::tempdir().unwrap();
    let port = free_port();
    let taken = TcpListener::bind(("127.0.0.1", port)).unwrap();
    let app = App::start_as(Start { dir: dir.path(), port: Some(port), secret: false }).await;
    let banner = app.shows("banner", &port.to_string()).await;
    assert!(banner.contains("already listens"), "{banner}");
    let use_other = app.css("[data-testid=\"banner\"] button").await;
    assert!(use_other.text().await.unwrap().contains("Use"), "the first action is to use another port");
    use_other.click().await.unwrap();
    app.text_when("body", |text| text.contains("Listening")).await;
    let address = app.script("return document.body.textContent.match(/127\\.0\\.0\\.1:(\\d+)/)[1]").await;
    assert_ne!(address.as_str().unwrap(), port.to_string());
    drop(taken);
}

#[tokio::test]
async fn a_file_that_is_not_a_database_is_reported_and_moved_aside_unchanged() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("hookglass.db");
    fs::write(&file, "a person's notes, not a database").unwrap();
    let before = fs::read(&file).unwrap();
    let app = App::start(dir.path()).await;
    app.text_when("body", |text| text.contains("is not a Hookglass database")).await;
    assert_eq!(fs::read(&file).unwrap(), before);

    app.xpath("//button[normalize-space()='Move aside']").await.click().await.unwrap();
    app.find("empty").await;
    let aside = dir.path().join("hookglass.db.damaged-1").join("hookglass.db");
    assert_eq!(fs::read(&aside).unwrap(), before, "the file was moved, and not changed");
    app.text_when("body", |text| text.contains("Listening")).await;
    app.post_fixture("user.created");
    app.rows(1).await;
    app.close().await;
}
