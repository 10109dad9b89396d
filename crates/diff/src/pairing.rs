//! Which member or element of one container corresponds to which of another.
//!
//! Members correspond by name. Elements correspond by a member that identifies them (`id` first),
//! else by the longest common subsequence, then by equality in another position, and last by
//! likeness among neighbors. Swapping the sides gives the same pairs. The work is bounded over all
//! containers of one comparison. Once it runs out, elements correspond by position and
//! [`Pairing::gave_up`] is set.
//!
//! | Module | Contents |
//! | --- | --- |
//! | `pairs` | the pairs of two containers |
//! | `state` | [`Pairing`]: the budget, and the order of the pairs |
//! | `arrays` | the cascade for two arrays |
//! | `identity` | elements by an identifying member |
//! | `likeness` | how much two elements have in common |
//! | `members` | members by name |
//! | `elements`, `matches` | the data structures of the array modules |

mod arrays;
mod elements;
mod identity;
mod likeness;
mod matches;
mod members;
mod pairs;
mod state;

pub(crate) use pairs::{Paired, Pairs};
pub(crate) use state::Pairing;
