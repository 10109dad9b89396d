//! The decision desk: what an answer would do, before a sender gets it.

mod chain;
mod hooks;
mod trial;

pub(crate) use chain::Chains;

use hookscope_domain::rule::Book;
use std::sync::Arc;

use crate::hookscope::Hookscope;

impl Hookscope {
    fn book(&self) -> Arc<Book> {
        Arc::default()
    }
}
