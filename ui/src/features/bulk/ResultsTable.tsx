// How each request was answered: any number of rows, drawn as far as they are in view, sorted by the application.
import { type KeyboardEvent, useState } from "react";
import { useAction } from "@/actions/Actions";
import { Icon } from "@/components/Icon";
import { TroubleNote } from "@/components/TroubleNote";
import { useVirtualRows } from "@/components/useVirtualRows";
import { Visible } from "@/components/Visible";
import { counted, countOf } from "@/format/size";
import { durationOf } from "@/format/time";
import { VERDICT_WORDS } from "@/format/words";
import { BULK_WINDOW_MAX } from "@/ipc/commands";
import type { BulkColumn, BulkResult, BulkSort, BulkView } from "@/ipc/types";
import ticks from "@/styles/tick.module.css";
import styles from "./Results.module.css";
import { useBulkResults } from "./useBulk";
import { KIND_WORDS } from "./words";

/** The same as --row; positions are reckoned with it. */
const ROW_HEIGHT = 28;

const COLUMNS: readonly { by: BulkColumn; text: string }[] = [
  { by: "number", text: "No." },
  { by: "event", text: "Event" },
  { by: "status", text: "Status" },
  { by: "verdict", text: "Verdict" },
  { by: "time", text: "Time" },
];

export function ResultsTable({ view, onEvent }: { view: BulkView; onEvent: (id: number) => void }) {
  const [sort, setSort] = useState<BulkSort>({ by: "number", descending: false, failed: false });
  const [here, setHere] = useState(0);
  const [total, setTotal] = useState(0);
  const rows = useVirtualRows(total, ROW_HEIGHT);
  // Windows overlap by half, so that what is in view lies in one of them.
  const half = BULK_WINDOW_MAX / 2;
  const start = Math.max(0, Math.floor(rows.start / half) * half);
  const { data, error } = useBulkResults(view, sort, start);
  const known = data?.total ?? 0;
  if (known !== total) setTotal(known);
  const offset = useLoadedFrom(start, data?.rows);
  const at = (index: number): BulkResult | undefined => data?.rows[index - offset];
  const goTo = (wanted: number) => {
    const index = Math.min(Math.max(wanted, 0), Math.max(0, total - 1));
    setHere(index);
    rows.reveal(index);
  };
  const chosen = at(here);
  const open = chosen === undefined ? null : () => onEvent(chosen.event_id);
  const onlyFailed = () => {
    setSort({ ...sort, failed: !sort.failed });
    goTo(0);
  };
  useAction("onlyFailed", view.results > 0 ? onlyFailed : null);
  useAction("openEvent", open);
  const page = Math.max(1, Math.floor(rows.viewport / ROW_HEIGHT) - 1);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowDown" || event.key === "j") goTo(here + 1);
    else if (event.key === "ArrowUp" || event.key === "k") goTo(here - 1);
    else if (event.key === "PageDown") goTo(here + page);
    else if (event.key === "PageUp") goTo(here - page);
    else if (event.key === "Home") goTo(0);
    else if (event.key === "End") goTo(total - 1);
    else if (event.key === "Enter") open?.();
    else return;
    event.preventDefault();
  };
  const sortBy = (by: BulkColumn) => {
    setSort({ ...sort, by, descending: sort.by === by ? !sort.descending : by === "time" });
    goTo(0);
  };
  const drawn = Array.from({ length: Math.max(0, rows.end - rows.start) }, (_, n) => rows.start + n);
  return (
    <section className={styles.results} aria-label="Results">
      <div className={styles.tools}>
        <h2>Results</h2>
        <span className={styles.soft} data-testid="bulk-shown">
          {sort.failed ? `${countOf(total)} failed` : counted(total, "result")}
        </span>
        <label>
          <input type="checkbox" className={ticks.tick} checked={sort.failed} onChange={onlyFailed} />
          Failed only
        </label>
      </div>
      {error !== null && <TroubleNote error={error} />}
      <div className={styles.table}>
        <fieldset className={styles.head} aria-label="Sort by">
          {COLUMNS.map(({ by, text }) => (
            <button
              key={by}
              type="button"
              aria-pressed={sort.by === by}
              title={
                sort.by === by
                  ? `Sorted, the ${sort.descending ? "largest" : "smallest"} first`
                  : `Sort by ${text}`
              }
              onClick={() => sortBy(by)}
            >
              {text}
              {sort.by === by && <Icon name={sort.descending ? "lower" : "up"} />}
            </button>
          ))}
          <span>What happened</span>
        </fieldset>
        <div
          ref={rows.ref}
          className={styles.list}
          role="listbox"
          tabIndex={0}
          aria-label="Results, one a request"
          aria-activedescendant={chosen === undefined ? undefined : `bulk-${chosen.number}`}
          data-testid="bulk-results"
          onScroll={rows.onScroll}
          onKeyDown={onKeyDown}
        >
          <div className={styles.content} style={{ height: rows.height }} role="presentation">
            {drawn.map((index) => {
              const row = at(index);
              return row === undefined ? null : (
                <ResultRow
                  key={row.number}
                  row={row}
                  index={index}
                  total={total}
                  top={rows.top(index)}
                  active={index === here}
                  onChoose={setHere}
                  onOpen={onEvent}
                />
              );
            })}
          </div>
        </div>
      </div>
    </section>
  );
}

/** Where the rows that are here begin: those of the window before stay until the next are here. */
function useLoadedFrom(start: number, rows: readonly BulkResult[] | undefined): number {
  const [loaded, setLoaded] = useState({ start, rows });
  if (rows !== loaded.rows) {
    setLoaded({ start, rows });
    return start;
  }
  return loaded.start;
}

interface ResultRowProps {
  row: BulkResult;
  index: number;
  total: number;
  top: number;
  active: boolean;
  onChoose: (index: number) => void;
  onOpen: (event: number) => void;
}

function ResultRow({ row, index, total, top, active, onChoose, onOpen }: ResultRowProps) {
  const dropped = row.verdict === null && row.why === null;
  const good = row.verdict === "delivered" || row.verdict === "allowed";
  const tampered = row.tampering.map((kind) => KIND_WORDS[kind]).filter((word) => word !== "");
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list moves the choice by keys; options take no focus.
    // biome-ignore lint/a11y/useFocusableInteractive: see above, aria-activedescendant points here.
    <div
      id={`bulk-${row.number}`}
      role="option"
      aria-selected={active}
      aria-setsize={total}
      aria-posinset={index + 1}
      className={styles.row}
      style={{ transform: `translateY(${top}px)` }}
      data-active={active}
      data-testid="bulk-row"
      onClick={() => onChoose(index)}
      onDoubleClick={() => onOpen(row.event_id)}
    >
      <span className={styles.soft}>{countOf(row.number + 1)}</span>
      <span>{row.event_id}</span>
      <span className={good ? styles.ok : dropped ? styles.soft : styles.bad}>
        <Icon name={good ? "check" : dropped ? "minus" : row.verdict === "denied" ? "hold" : "cross"} />
        {row.status ?? "none"}
      </span>
      <span>{row.verdict === null ? "" : (VERDICT_WORDS[row.verdict] ?? row.verdict)}</span>
      <span>{row.verdict === null ? "" : durationOf(row.duration_us)}</span>
      <span className={styles.what}>
        {row.round > 0 && <span className={styles.soft}>round {row.round + 1} </span>}
        {tampered.join(", ")}
        {row.why !== null && (
          <>
            {tampered.length > 0 && ": "}
            <Visible text={row.why} />
          </>
        )}
      </span>
    </div>
  );
}
