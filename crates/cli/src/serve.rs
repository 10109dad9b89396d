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
