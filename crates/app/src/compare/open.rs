//! The functions for the window and the command line: open, read and close a comparison, or get a
//! complete report.

use super::{
    comparison::Comparison,
    error::CompareError,
    filter_by_value::ChangeFilter,
    open_comparisons::OpenPair,
    report::{DiffOptions, DiffReport},
    sides::PairLookup,
};
use crate::{
    base::blocking,
    compare::Compare,
    view::{ChangeList, ChangeSelection, ChangeView, Compared, ComparisonTextFormat, LineRow, MemberView, Sides},
};

impl Compare {
    /// A report of all differences, for the command line. Fails if no comparison is possible.
    pub async fn diff(&self, sides: &Sides, options: DiffOptions) -> Result<DiffReport, CompareError> {
        let id = match sides {
            Sides::Event { id } | Sides::Sample { id } => *id,
            Sides::Events { old, .. } | Sides::Responses { old, .. } | Sides::User { old, .. } => *old,
            Sides::Draft { request } => request.event_id,
            Sides::Answer { event_id, .. } => *event_id,
            Sides::Mutation { resend } => *resend,
            Sides::Chain { event_id } => *event_id,
        };
        // An event whose body is not JSON has no old and new side.
        if let Sides::Event { id } = sides {
            self.events.opened(*id).await?.json()?;
        }
        let pair = match self.sides(sides).await? {
            PairLookup::Found(pair) => *pair,
            PairLookup::Missing(reason) => return Err(CompareError::Nothing { id, reason }),
        };
        let report = blocking(move || match Comparison::of(pair, &|| false) {
            Some(comparison) => DiffReport::of(&comparison, options),
            None => Err(CompareError::Closed),
        });
        report.await?
    }

    /// Compares two sides and keeps the comparison open under a ticket, a number chosen by the
    /// window.
    pub async fn open(&self, ticket: u64, sides: Sides, narrowing: ChangeSelection) -> Result<Compared, CompareError> {
        let filter = ChangeFilter::of(&narrowing)?;
        let job = self.open.begin(ticket);
        let pair = match self.sides(&sides).await {
            Ok(PairLookup::Found(pair)) => *pair,
            _ if job.is_cancelled() => return Ok(Compared::Cancelled),
            Ok(PairLookup::Missing(reason)) => return Ok(Compared::None { reason }),
            Err(error) => return Err(error),
        };
        let token = job.token();
        let opened = blocking(move || {
            let open = OpenPair::new(Comparison::of(pair, &|| token.is_cancelled())?, filter);
            let view = open.view();
            Some((open, view))
        });
        let Some((open, view)) = opened.await? else { return Ok(Compared::Cancelled) };
        let is_open = self.open.keep(ticket, &job, open);
        Ok(if is_open { Compared::Compared(Box::new(view)) } else { Compared::Cancelled })
    }

    /// Sets which changes of an open comparison are shown. Does not repeat the comparison.
    pub async fn narrow(&self, ticket: u64, narrowing: ChangeSelection) -> Result<Compared, CompareError> {
        let filter = ChangeFilter::of(&narrowing)?;
        let open = self.open.get(ticket)?;
        let view = blocking(move || {
            open.narrow(filter);
            open.view()
        })
        .await?;
        Ok(if self.open.get(ticket).is_ok() { Compared::Compared(Box::new(view)) } else { Compared::Cancelled })
    }

    /// Closes a comparison, or cancels it if it is still running.
    pub fn close(&self, ticket: u64) {
        self.open.close(ticket);
    }

    /// A window of a list of changes; at most 200.
    pub async fn changes(
        &self,
        ticket: u64,
        list: ChangeList,
        start: u64,
        len: u64,
    ) -> Result<Vec<ChangeView>, CompareError> {
        let open = self.open.get(ticket)?;
        Ok(blocking(move || open.changes(list, start, len)).await?)
    }

    /// A window of the equal members; at most 200.
    pub async fn unchanged(&self, ticket: u64, start: u64, len: u64) -> Result<Vec<MemberView>, CompareError> {
        let open = self.open.get(ticket)?;
        Ok(blocking(move || open.unchanged(start, len)).await?)
    }

    /// A window of the rows of the line views, with unchanged lines folded; at most 200.
    pub async fn lines(&self, ticket: u64, start: u64, len: u64) -> Result<Vec<LineRow>, CompareError> {
        let open = self.open.get(ticket)?;
        Ok(blocking(move || open.lines(start, len)).await?)
    }

    /// Opens a fold, or all folds for `None`. Returns the new number of rows.
    pub fn unfold(&self, ticket: u64, fold: Option<u64>) -> Result<u64, CompareError> {
        let open = self.open.get(ticket)?;
        Ok(open.unfold(fold) as u64)
    }

    /// Closes all folds. Returns the new number of rows.
    pub async fn fold(&self, ticket: u64) -> Result<u64, CompareError> {
        let open = self.open.get(ticket)?;
        Ok(blocking(move || open.fold() as u64).await?)
    }

    /// The next row after `from` that differs, or with `back` the last one before it. −1 is the
    /// position before the first row.
    pub fn next_change(&self, ticket: u64, from: i64, back: bool) -> Result<Option<u64>, CompareError> {
        let open = self.open.get(ticket)?;
        Ok(open.next_change(from, back).map(|row| row as u64))
    }

    /// A comparison as text. A patch contains all differences; the Markdown table contains those
    /// that are shown. Both redact what the comparison redacts.
    pub async fn text(&self, ticket: u64, form: ComparisonTextFormat) -> Result<String, CompareError> {
        let open = self.open.get(ticket)?;
        blocking(move || open.text(form)).await?
    }
}
