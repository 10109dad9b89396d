//! `hookscope serve`: the receiver alone.

use hookscope_app::Hookscope;
use std::{process::ExitCode, sync::Arc};

use crate::{
    args::Serve,
    output::{Failure, line},
};

pub(crate) async fn run(app: &Arc<Hookscope>, args: Serve) -> Result<ExitCode, Failure> {
    let address = app.listen(args.listen.as_deref()).await?;
    if !address.ip().is_loopback() {
        eprintln!("hookscope: other computers can send to {address}; 127.0.0.1 keeps it to this one");
    }
    let printed = line(format_args!("listening on http://{address}"));
    if printed.is_ok() {
        stop_signal().await;
    }
    app.stop_listening().await;
    printed.map(|()| ExitCode::SUCCESS)
}

/// Ctrl-C, or the signal with which a system asks a program to end.
async fn stop_signal() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}
