//! Keeps the system's size limit for files from ending the process.

/// From now on, a write beyond the limit (`ulimit -f`) fails like one to a full disk.
pub(crate) fn survive_file_size_limit() {
    #[cfg(unix)]
    {
        /// The same number on Linux, macOS and the BSDs.
        const SIGXFSZ: i32 = 25;
        let kind = tokio::signal::unix::SignalKind::from_raw(SIGXFSZ);
        // The handler stays when the stream of signals is dropped.
        if let Err(error) = tokio::signal::unix::signal(kind) {
            tracing::debug!(%error, "a file that reaches the size limit of the system ends the process");
        }
    }
}
