//! Bulk resends: which events are sent, in which order, when, and which faults are injected.
//!
//! A [`Plan`] holds ids and times, never a body. Its [`Steps`] are computed one by one, and the
//! same plan always has the same steps. A seed drives the random choices, and every kind of fault
//! draws from its own stream. More of one fault therefore does not change which events get another.
//! [`Report`] summarizes the results.
//!
//! | Module | Contents |
//! | --- | --- |
//! | `plan`, `plan_error` | [`Plan`] and its limits |
//! | `faults` | [`FaultInjection`]: the share of events that get each fault |
//! | `step`, `steps` | [`Step`], and the iterator over the steps of a plan |
//! | `tamper` | applying the faults of a step to a request |
//! | `counts` | the number of steps per fault |
//! | `answer_counts`, `report` | the results |
//! | `conclusion`, `conclusions` | what the results show about the handler |
//!
//! Kept out: the clock, sending and concurrency, which the caller provides.

mod answer_counts;
mod conclusion;
mod conclusions;
mod counts;
mod faults;
mod plan;
mod plan_error;
mod report;
mod step;
mod steps;
mod tamper;

pub use conclusion::Conclusion;
pub use counts::PlanCounts;
pub use faults::FaultInjection;
pub use plan::{Order, Pace, Plan, Recorded};
pub use plan_error::PlanError;
pub use report::{Delivered, Report};
pub use step::{FaultKind, Step, Tampering};
pub use steps::Steps;
pub use tamper::{AppliedFaults, Tampered};

#[cfg(test)]
mod tests;
