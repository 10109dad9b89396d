//! `hookscope serve`: the receiver alone.

use hookscope_app::Hookscope;
use std::{process::ExitCode, sync::Arc};

use crate::{
    args::Serve,
    output::{Failure, line},
    rules,
};

pub(crate) async fn run(app: &Arc<Hookscope>, args: Serve) -> Result<ExitCode, Failure> {
    if let Some(file) = &args.rules {
        app.use_rules(rules::read(file)?).map_err(|error| rules::of_file(file, &error))?;
    }
    if let Some(deadline) = args.hold_deadline {
        app.use_hold_deadline(deadline)?;
    }
    let address = app.listen(args.listen.as_deref()).await?;
    if !address.ip().is_loopback() {
        eprintln!("hookscope: other computers can send to {address}; 127.0.0.1 keeps it to this one");
    }
    // Whoever reads the line may ask it to end at once, so it has to listen for that before.
    let stop = stop_signal();
    let printed = line(format_args!("listening on http://{address}"));
    if printed.is_ok() {
        stop.await;
    }
    app.stop_listening().await;
    printed.map(|()| ExitCode::SUCCESS)
}

/// Ctrl-C, or the signal with which a system asks a program to end. Listens from the call on, not from the first poll.
pub(crate) fn stop_signal() -> impl Future<Output = ()> {
    #[cfg(unix)]
    let signals = {
        use tokio::signal::unix::{SignalKind, signal};
        (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
    };
    async move {
        #[cfg(unix)]
        if let (Ok(mut interrupt), Ok(mut terminate)) = signals {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
