//! The baseline of `cargo xtask bench ingest`: a bare axum server that reads the body, answers `{}`
//! and stores nothing. Its argument is the address to listen on.

use axum::{Router, http::header::CONTENT_TYPE, response::IntoResponse};
use bytes::Bytes;

async fn answer(_body: Bytes) -> impl IntoResponse {
    ([(CONTENT_TYPE, "application/json")], "{}")
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let address = std::env::args().nth(1).ok_or("the address to listen on is missing")?;
    let app = Router::new().fallback(answer).layer(axum::extract::DefaultBodyLimit::disable());
    let listener = tokio::net::TcpListener::bind(address).await?;
    Ok(axum::serve(listener, app).await?)
}
