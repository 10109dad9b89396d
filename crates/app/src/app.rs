//! The composition root: builds the contexts and holds them. Contains no behavior.

use hookglass_clock::Clock;
use hookglass_receiver::Limits;
use hookglass_store::Store;
use std::{net::SocketAddr, sync::Arc};

use crate::{
    base::{
        changes::Changes, config_dir::ConfigDir, data_dir::DataDir, file_size::survive_file_size_limit, jobs::Jobs,
        receiver_state::ReceiverState, run_targets::RunTargets,
    },
    bulk::Bulk,
    compare::Compare,
    confirmations::Confirmations,
    decide::{Decide, DecideError},
    duplicates::Duplicates,
    effects::Effects,
    error::AppError,
    events::Events,
    findings::Findings,
    forward::Forward,
    inbox::Inbox,
    outbound::Outbound,
    pages::Pages,
    receive::Receive,
    replay::Replay,
    retention::Housekeeping,
    samples::Samples,
    scenarios::Scenarios,
    secrets::{
        self, Secrets,
        keychain::{self, Keychain},
    },
    settings::Settings,
    users::Users,
};

/// An open database and the contexts that work on it.
#[derive(Debug)]
#[non_exhaustive]
pub struct App {
    /// Bodies, trees and explanations of events.
    pub events: Arc<Events>,
    /// Signing secrets.
    pub secrets: Arc<Secrets>,
    /// The list of events.
    pub inbox: Arc<Inbox>,
    /// Users and their history.
    pub users: Arc<Users>,
    /// Confirmed hosts and recent targets.
    pub outbound: Arc<Outbound>,
    /// Resends.
    pub replay: Arc<Replay>,
    /// Retention.
    pub retention: Arc<Housekeeping>,
    /// Comparisons.
    pub compare: Arc<Compare>,
    /// Bulk resends.
    pub bulk: Arc<Bulk>,
    /// Scenarios.
    pub scenarios: Arc<Scenarios>,
    /// Samples and coverage.
    pub samples: Arc<Samples>,
    /// Rules, held events and chains.
    pub decide: Arc<Decide>,
    /// Forwarding.
    pub forward: Arc<Forward>,
    /// The receiver.
    pub receive: Arc<Receive>,
    /// Status, settings and signals.
    pub pages: Arc<Pages>,
    store: Arc<Store>,
    findings: Arc<Findings>,
    jobs: Jobs,
}

impl App {
    /// Opens the database in a folder, creating both if they do not exist. Does not start the
    /// receiver.
    pub async fn open(data_dir: DataDir) -> Result<Self, AppError> {
        Self::open_with(data_dir, ConfigDir::choose(), keychain::chosen(), Clock::system()).await
    }

    /// Opens the database with the given configuration folder, keychain and clock instead of the
    /// defaults.
    pub async fn open_with(
        data_dir: DataDir,
        config_dir: ConfigDir,
        keychain: Arc<dyn Keychain>,
        clock: Clock,
    ) -> Result<Self, AppError> {
        survive_file_size_limit();
        let store = Arc::new(Store::open(&data_dir.path, clock.clone())?);
        let jobs = Jobs::new(clock.clone());
        let changes = Changes::new(store.clone(), clock.clone(), jobs.clone());
        let (receiver, run_targets) = (ReceiverState::default(), RunTargets::default());
        let secrets =
            Arc::new(Secrets::new(Arc::clone(&store), clock.clone(), jobs.clone(), changes.clone(), keychain)?);
        let confirmations = Arc::new(Confirmations::new(&config_dir));
        let settings = Arc::new(Settings::load(Arc::clone(&store)).await?);
        let limits = Limits::new(usize::try_from(settings.now().body_limit).unwrap_or(usize::MAX));

        let events = Arc::new(Events::new(store.clone()));
        let duplicates = Arc::new(Duplicates::new(store.clone()));
        let findings = Arc::new(Findings::new(store.clone(), clock.clone(), jobs.clone(), changes.clone()));
        let users = Arc::new(Users::new(store.clone(), duplicates.clone()));
        let inbox = Arc::new(Inbox::new(
            store.clone(),
            clock.clone(),
            jobs.clone(),
            changes.clone(),
            events.clone(),
            secrets.clone(),
            duplicates,
            findings.clone(),
            users.clone(),
        ));
        let outbound = Arc::new(Outbound::new(store.clone(), clock.clone(), confirmations.clone()));
        let effects = Arc::new(Effects::new(store.clone(), events.clone()));
        let replay = Arc::new(Replay::new(
            store.clone(),
            clock.clone(),
            jobs.clone(),
            events.clone(),
            secrets.clone(),
            outbound.clone(),
            effects.clone(),
        ));
        let retention = Arc::new(Housekeeping::new(
            store.clone(),
            clock.clone(),
            jobs.clone(),
            settings.clone(),
            inbox.clone(),
            receiver.clone(),
            run_targets.clone(),
        ));
        let compare = Arc::new(Compare::new(
            store.clone(),
            jobs.clone(),
            events.clone(),
            users.clone(),
            effects.clone(),
            replay.clone(),
        ));
        let bulk = Arc::new(Bulk::new(
            store.clone(),
            clock.clone(),
            jobs.clone(),
            secrets.clone(),
            inbox.clone(),
            outbound.clone(),
            replay.clone(),
        ));
        let scenarios = Arc::new(Scenarios::new(
            store.clone(),
            clock.clone(),
            jobs.clone(),
            events.clone(),
            secrets.clone(),
            inbox.clone(),
            outbound.clone(),
            replay.clone(),
        ));
        let samples = Arc::new(Samples::new(
            store.clone(),
            clock.clone(),
            jobs.clone(),
            settings.clone(),
            secrets.clone(),
            inbox.clone(),
            outbound.clone(),
            replay.clone(),
            receiver.clone(),
        ));
        let forward = Arc::new(Forward::new(
            store.clone(),
            clock.clone(),
            changes.clone(),
            confirmations.clone(),
            outbound.clone(),
            receiver.clone(),
            jobs.clone(),
            run_targets,
        ));
        let decide = Arc::new(Decide::new(
            store.clone(),
            clock.clone(),
            changes.clone(),
            settings.clone(),
            confirmations.clone(),
            events.clone(),
            inbox.clone(),
            outbound.clone(),
            effects.clone(),
            replay.clone(),
            forward.clone(),
            jobs.clone(),
        ));
        let receive = Arc::new(Receive::new(
            store.clone(),
            clock.clone(),
            settings.clone(),
            confirmations.clone(),
            secrets.clone(),
            decide.clone(),
            forward.clone(),
            receiver.clone(),
            jobs.clone(),
            limits.clone(),
        ));
        let pages = Arc::new(Pages {
            store: store.clone(),
            clock: clock.clone(),
            jobs: jobs.clone(),
            changes: changes.clone(),
            data_dir,
            settings,
            confirmations,
            outbound: outbound.clone(),
            secrets: secrets.clone(),
            inbox: inbox.clone(),
            retention: retention.clone(),
            decide: decide.clone(),
            receive: receive.clone(),
            receiver,
            limits,
        });
        let app = Self {
            events,
            secrets,
            inbox,
            users,
            outbound,
            replay,
            retention,
            compare,
            bulk,
            scenarios,
            samples,
            decide,
            forward,
            receive,
            pages,
            store,
            findings,
            jobs,
        };
        app.secrets.refresh(secrets::KEYCHAIN_TIMEOUT).await?;
        match app.decide.refresh_rules().await {
            Err(DecideError::RuleFile(error)) => {
                tracing::error!(%error, "the stored rules cannot be read; no rule is applied");
            }
            result => result?,
        }
        Ok(app)
    }

    /// Starts the background work, and the receiver on `address` or else on the address in the
    /// settings.
    pub async fn listen(&self, address: Option<&str>) -> Result<SocketAddr, AppError> {
        self.secrets.follow();
        self.decide.follow_rules();
        self.store.index().start_filling()?;
        self.retention.start().await;
        self.findings.start();
        self.forward.start().await;
        self.receive.follow_refused();
        Ok(self.receive.listen(address).await?)
    }

    /// Stops the receiver after it has answered the requests in progress, then ends the background
    /// work. Nothing runs afterwards.
    pub async fn close(&self) {
        self.receive.stop().await;
        self.jobs.close().await;
        self.forward.flush().await;
    }
}
