//! What the faces call: open a comparison, read windows of it, close it; or get a whole report.

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
    view::{ChangeList, ChangeView, Compared, LineRow, MemberView, Narrowing, Sides, TextForm},
};

impl Compare {
    /// Everything that differs, for the command line. Fails if there is nothing to compare.
    pub async fn diff(&self, sides: &Sides, options: DiffOptions) -> Result<DiffReport, CompareError> {
        let id = match sides {
            Sides::Event { id } | Sides::Sample { id } => *id,
            Sides::Events { old, .. } | Sides::Responses { old, .. } | Sides::User { old, .. } => *old,
            Sides::Draft { request } => request.event_id,
            Sides::Answer { event_id, .. } => *event_id,
            Sides::Mutation { resend } => *resend,
            Sides::Chain { event_id } => *event_id,
        };
        // An event that is not JSON has no old and new side in it.
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

    /// Compares, and keeps the comparison open under a ticket that the window chooses.
    pub async fn open(&self, ticket: u64, sides: Sides, narrowing: Narrowing) -> Result<Compared, CompareError> {
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
        let kept = self.open.keep(ticket, &job, open);
        Ok(if kept { Compared::Compared(Box::new(view)) } else { Compared::Cancelled })
    }

    /// Changes which changes of an open comparison are shown. Nothing is compared again.
    pub async fn narrow(&self, ticket: u64, narrowing: Narrowing) -> Result<Compared, CompareError> {
        let filter = ChangeFilter::of(&narrowing)?;
        let open = self.open.get(ticket)?;
        let view = blocking(move || {
            open.narrow(filter);
            open.view()
        })
        .await?;
        Ok(if self.open.get(ticket).is_ok() { Compared::Compared(Box::new(view)) } else { Compared::Cancelled })
    }

    /// Closes a comparison, or cancels it.
    pub fn close(&self, ticket: u64) {
        self.open.close(ticket);
    }

    /// A window of a list of changes; 200 at most.
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

    /// A window of the members that are equal; 200 at most.
    pub async fn unchanged(&self, ticket: u64, start: u64, len: u64) -> Result<Vec<MemberView>, CompareError> {
        let open = self.open.get(ticket)?;
        Ok(blocking(move || open.unchanged(start, len)).await?)
    }

    /// A window of the rows, unchanged stretches folded; 200 at most.
    pub async fn lines(&self, ticket: u64, start: u64, len: u64) -> Result<Vec<LineRow>, CompareError> {
        let open = self.open.get(ticket)?;
        Ok(blocking(move || open.lines(start, len)).await?)
    }

    /// Opens a fold, or all of them; returns the new number of rows.
    pub fn unfold(&self, ticket: u64, fold: Option<u64>) -> Result<u64, CompareError> {
        let open = self.open.get(ticket)?;
        Ok(open.unfold(fold) as u64)
    }

    /// Closes all folds; returns the new number of rows.
    pub async fn fold(&self, ticket: u64) -> Result<u64, CompareError> {
        let open = self.open.get(ticket)?;
        Ok(blocking(move || open.fold() as u64).await?)
    }

    /// The next row after `from` that differs, or the last one before it if `back`; −1 is before the first row.
    pub fn next_change(&self, ticket: u64, from: i64, back: bool) -> Result<Option<u64>, CompareError> {
        let open = self.open.get(ticket)?;
        Ok(open.next_change(from, back).map(|row| row as u64))
    }

    /// A comparison as text. A patch contains everything that differs and is never covered, because covering would change
    /// it; the table contains what is shown.
    pub async fn text(&self, ticket: u64, form: TextForm) -> Result<String, CompareError> {
        let open = self.open.get(ticket)?;
        blocking(move || open.text(form)).await?
    }
}
