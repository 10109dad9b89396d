//! The newest results of a bulk resend: sorted, read in windows, and exported as a file.
//!
//! A result is small: 100,000 results take a few megabytes, or 30 MB if every answer is different.

use hookglass_automation::bulk::{FaultKind, Step, Tampering};
use hookglass_senders::verdict::Outcome;
use std::{cmp::Ordering, collections::VecDeque, fmt::Write as _, sync::Arc};

use crate::{
    base::excerpt::excerpt,
    view::{BulkColumn, BulkForm, BulkResult, BulkResults, BulkRow, BulkSort},
};

/// Results that are kept.
const MAX_RESULTS: usize = 100_000;
/// Bytes of an answer's body that are kept with its result.
const MAX_ANSWER_BYTES: usize = 300;

/// The result of one step.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct StepResult {
    number: u64,
    event_id: i64,
    round: u32,
    pub(super) duration_us: u32,
    pub(super) status: Option<u16>,
    pub(super) verdict: Option<Outcome>,
    /// One bit for each kind of fault, in the order of `FaultKind::ALL`.
    kinds: u8,
    pub(super) why: Option<Arc<str>>,
    /// The start of the answer's body.
    pub(super) answer: Option<Arc<str>>,
}

/// The newest results.
#[derive(Debug, Default)]
pub(super) struct RecentResults {
    /// The number of older results that were dropped.
    forgotten: u64,
    rows: VecDeque<StepResult>,
    /// The reason of the last failure. Failures with the same reason share one allocation.
    last_why: Option<Arc<str>>,
    /// The last answer, shared in the same way.
    last_answer: Option<Arc<str>>,
}

impl StepResult {
    /// A step without an answer.
    pub(super) fn of(step: &Step) -> Self {
        Self {
            number: step.number,
            event_id: step.id,
            round: step.round,
            duration_us: 0,
            status: None,
            verdict: None,
            kinds: bits(&step.tampering),
            why: None,
            answer: None,
        }
    }

    /// Whether the event's sender would count it as failed. A dropped step has not failed.
    fn has_failed(&self) -> bool {
        let accepted = matches!(self.verdict, Some(Outcome::Allowed | Outcome::Denied | Outcome::Delivered));
        let dropped = self.verdict.is_none() && self.why.is_none();
        let unknown = self.verdict == Some(Outcome::Unknown) && self.status.is_some_and(|status| status < 400);
        !(accepted || dropped || unknown)
    }

    fn view(&self) -> BulkResult {
        let kinds = FaultKind::ALL.into_iter().zip(0..).filter(|(_, bit)| self.kinds & (1 << bit) != 0);
        BulkResult {
            number: self.number,
            event_id: self.event_id,
            round: self.round,
            tampering: kinds.map(|(kind, _)| kind).collect(),
            status: self.status,
            verdict: self.verdict.map(|verdict| verdict.word().to_owned()),
            duration_us: self.duration_us.into(),
            why: self.why.as_deref().map(str::to_owned),
        }
    }

    /// The row of the table. The caller adds the type of its event.
    fn row(&self) -> BulkRow {
        BulkRow { result: self.view(), event_type: None, answer: self.answer.as_deref().map(str::to_owned) }
    }

    fn compare(&self, other: &Self, by: BulkColumn) -> Ordering {
        let verdict = |result: &Self| result.verdict.map(Outcome::word);
        match by {
            BulkColumn::Number => self.number.cmp(&other.number),
            BulkColumn::Event => self.event_id.cmp(&other.event_id),
            BulkColumn::Status => self.status.cmp(&other.status),
            BulkColumn::Verdict => verdict(self).cmp(&verdict(other)),
            BulkColumn::Time => self.duration_us.cmp(&other.duration_us),
        }
    }
}

fn shared(last: &mut Option<Arc<str>>, text: &str) -> Arc<str> {
    match last {
        Some(last) if **last == *text => Arc::clone(last),
        _ => Arc::clone(last.insert(text.into())),
    }
}

fn bits(tampering: &Tampering) -> u8 {
    let at = |kind: FaultKind| FaultKind::ALL.iter().position(|other| *other == kind).unwrap_or_default();
    tampering.kinds().map(|kind| 1 << at(kind)).sum()
}

impl RecentResults {
    pub(super) fn push(&mut self, result: StepResult) {
        if self.rows.len() == MAX_RESULTS {
            self.rows.pop_front();
            self.forgotten += 1;
        }
        self.rows.push_back(result);
    }

    /// Returns a shared copy of a reason.
    pub(super) fn shared(&mut self, why: &str) -> Arc<str> {
        shared(&mut self.last_why, why)
    }

    /// Returns a shared copy of the start of an answer's body.
    pub(super) fn shared_answer(&mut self, body: &[u8]) -> Arc<str> {
        shared(&mut self.last_answer, &excerpt(body, MAX_ANSWER_BYTES))
    }

    /// The number of older results that were dropped.
    pub(super) fn forgotten(&self) -> u64 {
        self.forgotten
    }

    /// At most `max` results after the first `after`, oldest first.
    pub(super) fn after(&self, after: u64, max: usize) -> BulkResults {
        let before = after.max(self.forgotten);
        let skipped = usize::try_from(before - self.forgotten).unwrap_or(usize::MAX);
        BulkResults { before, results: self.rows.iter().skip(skipped).take(max).map(StepResult::view).collect() }
    }

    /// A copy of all results. The caller can sort it without blocking new results.
    pub(super) fn snapshot(&self) -> Vec<StepResult> {
        self.rows.iter().cloned().collect()
    }
}

/// The total number of results, and a window of them in sorted order.
pub(super) fn window(mut results: Vec<StepResult>, sort: BulkSort, start: usize, len: usize) -> (usize, Vec<BulkRow>) {
    if sort.failed {
        results.retain(StepResult::has_failed);
    }
    // Equal results stay in sending order, ascending and descending.
    results.sort_by(|one, other| {
        let by = one.compare(other, sort.by);
        if sort.descending { by.reverse() } else { by }.then(one.number.cmp(&other.number))
    });
    (results.len(), results.iter().skip(start).take(len).map(StepResult::row).collect())
}

/// All results as the text of a file, in sending order.
pub(super) fn text(mut results: Vec<StepResult>, form: BulkForm) -> String {
    results.sort_by_key(|result| result.number);
    let rows = results.iter().map(StepResult::view);
    match form {
        BulkForm::Json => rows.filter_map(|row| Some(serde_json::to_string(&row).ok()? + "\n")).collect(),
        BulkForm::Csv => {
            let mut text = "number,event_id,round,tampering,status,verdict,duration_us,why\r\n".to_owned();
            for row in rows {
                let tampering: Vec<_> = row.tampering.iter().map(|kind| kind.word()).collect();
                let status = row.status.map(|status| status.to_string()).unwrap_or_default();
                let (verdict, why) = (row.verdict.unwrap_or_default(), quoted(row.why.as_deref().unwrap_or_default()));
                let BulkResult { number, event_id, round, duration_us, .. } = row;
                let tampering = tampering.join(" ");
                let _ =
                    write!(text, "{number},{event_id},{round},{tampering},{status},{verdict},{duration_us},{why}\r\n");
            }
            text
        }
    }
}

/// Quotes a CSV field (RFC 4180).
fn quoted(field: &str) -> String {
    if field.contains(['"', ',', '\r', '\n']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn step(number: u64) -> Step {
        let tampering = Tampering { copy: true, keep: Some(1), ..Tampering::default() };
        Step { number, turn: number, id: 10 - number as i64, round: 0, due: Duration::ZERO, tampering }
    }

    fn three_results() -> Vec<StepResult> {
        let status = |number, status| StepResult {
            status: Some(status),
            verdict: Some(if status < 300 { Outcome::Delivered } else { Outcome::Refused }),
            ..StepResult::of(&step(number))
        };
        vec![status(1, 200), status(0, 500), StepResult { why: Some("a \"b\", c".into()), ..StepResult::of(&step(2)) }]
    }

    #[test]
    fn only_the_newest_results_are_kept() {
        let mut results = RecentResults::default();
        let all = MAX_RESULTS as u64 + 3;
        (0..all).for_each(|number| results.push(StepResult::of(&Step { id: 1, ..step(number) })));
        let oldest = results.after(0, 2);
        assert_eq!((oldest.before, oldest.results[0].number, oldest.results.len()), (3, 3, 2));
        let newest = results.after(all - 1, 10);
        assert_eq!((newest.before, newest.results.len(), newest.results[0].number), (all - 1, 1, all - 1));
        assert_eq!((results.after(all, 10).before, results.forgotten()), (all, 3));
    }

    #[test]
    fn results_are_sorted_and_filtered_by_failure() {
        let numbers = |by, descending, failed| {
            let (_, rows) = window(three_results(), BulkSort { by, descending, failed }, 0, 10);
            rows.iter().map(|row| row.result.number).collect::<Vec<_>>()
        };
        assert_eq!(numbers(BulkColumn::Number, false, false), [0, 1, 2]);
        assert_eq!(numbers(BulkColumn::Event, false, false), [2, 1, 0]);
        assert_eq!(numbers(BulkColumn::Status, true, false), [0, 1, 2]);
        assert_eq!(numbers(BulkColumn::Time, true, false), [0, 1, 2], "equal results stay in sending order");
        assert_eq!(numbers(BulkColumn::Number, true, true), [2, 0]);
        let (total, part) = window(three_results(), BulkSort::default(), 1, 1);
        assert_eq!((total, part[0].result.number), (3, 1));
        assert_eq!(part[0].result.tampering, [FaultKind::Duplicate, FaultKind::Truncated]);
    }

    #[test]
    fn an_export_has_one_line_per_request() {
        let csv = text(three_results(), BulkForm::Csv);
        let lines: Vec<_> = csv.lines().collect();
        assert_eq!(lines[1], "0,10,0,duplicate truncated,500,refused,0,");
        assert_eq!(lines[3], "2,8,0,duplicate truncated,,,0,\"a \"\"b\"\", c\"");
        let json = text(three_results(), BulkForm::Json);
        assert!(json.lines().nth(1).is_some_and(|line| line.contains("\"status\":200")), "{json}");
    }
}
