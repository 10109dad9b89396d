//! Interrupts a query when its caller stops waiting.

use rusqlite::{Connection, InterruptHandle};
use std::sync::{Arc, Mutex, PoisonError};

/// The state of a query.
#[derive(Default)]
pub(super) enum QueryState {
    #[default]
    Waiting,
    Running(InterruptHandle),
    /// The caller no longer waits.
    Abandoned,
}

/// Held by the caller of a query. Dropping it interrupts the query.
#[derive(Default)]
pub(super) struct InterruptOnDrop(pub(super) Arc<Mutex<QueryState>>);

impl Drop for InterruptOnDrop {
    fn drop(&mut self) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let QueryState::Running(handle) = &*state {
            handle.interrupt();
        }
        *state = QueryState::Abandoned;
    }
}

/// Marks a query as running on a connection. Returns whether its caller still waits.
pub(super) fn begin(state: &Mutex<QueryState>, connection: &Connection) -> bool {
    let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
    if matches!(*state, QueryState::Abandoned) {
        return false;
    }
    *state = QueryState::Running(connection.get_interrupt_handle());
    true
}

/// Marks a query as done, so that an interrupt cannot reach the next query of the connection.
pub(super) fn end(state: &Mutex<QueryState>) {
    *state.lock().unwrap_or_else(PoisonError::into_inner) = QueryState::Waiting;
}
