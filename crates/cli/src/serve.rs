//! `hookglass serve`: the receiver without the window.

use hookglass_app::{
    App, AppError, Remedy,
    view::{ForwardMode, ForwardTarget},
};
use std::{future::pending, process::ExitCode, sync::Arc};

use crate::{
    args::Serve,
    output::{Failure, confirm_host, line, note},
    rules,
};

/// Targets that a note names.
const MAX_PRINTED_TARGETS: usize = 3;

pub(crate) async fn run(app: &Arc<App>, args: Serve) -> Result<ExitCode, Failure> {
    if let Some(file) = &args.rules {
        app.decide.use_rules(rules::read(file)?).map_err(|error| rules::in_file(file, error))?;
    }
    if let Some(deadline) = args.hold_deadline {
        app.decide.use_hold_deadline(deadline)?;
    }
    for host in &args.allow_host {
        app.receive.allow_host_for_this_run(host)?;
    }
    paused_targets(app, args.confirm_targets).await?;
    let address = app.listen(args.listen.as_deref()).await?;
    if !address.ip().is_loopback() {
        let hint = format!("--listen {} to accept requests from this computer only", address.port());
        note(&format!("other computers can send requests to {address}"), Some(&hint));
    }
    forward(app, &args).await?;
    // A program that reads the line may send the signal immediately, so install the handler first.
    let stop = stop_signal();
    let printed = line(format_args!("listening on http://{address}"));
    if printed.is_ok() {
        let log = async {
            app.forward.log(|line| note(line, None)).await;
            pending::<()>().await;
        };
        tokio::select! {
            () = stop => {}
            () = log => {}
        }
    }
    app.close().await;
    printed.map(|()| ExitCode::SUCCESS)
}

/// Confirms the targets that are not confirmed on this computer, or prints that they are paused.
async fn paused_targets(app: &Arc<App>, confirm: bool) -> Result<(), Failure> {
    let paused = app.decide.paused_targets().await?;
    if paused.is_empty() {
        return Ok(());
    }
    let (count, more) = (paused.len(), paused.len().saturating_sub(MAX_PRINTED_TARGETS));
    let urls: Vec<&str> = paused.iter().take(MAX_PRINTED_TARGETS).map(|target| target.url.as_str()).collect();
    let urls = match more {
        0 => urls.join(", "),
        more => format!("{} and {more} more", urls.join(", ")),
    };
    let targets = if count == 1 { "target" } else { "targets" };
    if confirm {
        app.forward.confirm_targets(paused.into_iter().collect()).await?;
        note(&format!("{count} forwarding {targets} confirmed on this computer: {urls}"), None);
    } else {
        let paused = format!("{count} forwarding {targets} not confirmed on this computer, so paused: {urls}");
        note(&paused, Some("--confirm-targets, if you know them"));
    }
    Ok(())
}

/// Starts forwarding to the targets of this run.
async fn forward(app: &Arc<App>, args: &Serve) -> Result<(), Failure> {
    for url in &args.forward_to {
        let target = ForwardTarget {
            id: 0,
            url: url.clone(),
            filter: args.forward_filter.clone(),
            on: true,
            mode: if args.forward_answer { ForwardMode::Answer } else { ForwardMode::Background },
            retry: args.forward_retry,
            verify_tls: !args.insecure,
            deadline_ms: None,
        };
        if let Err(error) = app.forward.add_for_this_run(target.clone(), args.yes).await {
            let error = AppError::from(error);
            let Some(Remedy::ConfirmHost(host)) = error.remedy() else { return Err(error.into()) };
            confirm_host(&host, "each new event")?;
            app.forward.add_for_this_run(target, true).await?;
        }
    }
    Ok(())
}

/// Resolves on Ctrl-C or SIGTERM. The handlers are installed by the call, not by the first poll.
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
