// The results, one row per request. Only visible rows are rendered, and the backend sorts them.
import { useState } from "react";
import { useAction } from "@/actions/Actions";
import { Bar } from "@/components/Bar";
import { Checkbox } from "@/components/Checkbox";
import { ErrorNote } from "@/components/ErrorNote";
import { ListBox } from "@/components/ListBox";
import { Spacer, Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { useVirtualRows } from "@/components/useVirtualRows";
import { counted, countOf } from "@/format/size";
import { MAX_BULK_ROWS } from "@/ipc/bindings/limits";
import type { BulkColumn, BulkRow, BulkSort, BulkView } from "@/ipc/types";
import { AnswerExcerpt } from "@/lib/body/AnswerExcerpt";
import { ResultRow, rowIdOf } from "./ResultRow";
import styles from "./Results.module.css";
import { SortButtons } from "./SortButtons";
import { useBulkResults } from "./useBulk";

/** Must equal the CSS variable --row, in pixels: row positions are computed from it. */
const ROW_HEIGHT = 28;

export function ResultsTable({ view, onEvent }: { view: BulkView; onEvent: (id: number) => void }) {
  const [sort, setSort] = useState<BulkSort>({ by: "number", descending: false, failed: false });
  const [here, setHere] = useState(0);
  const [total, setTotal] = useState(0);
  const rows = useVirtualRows(total, ROW_HEIGHT);
  // Fetched windows of rows overlap by half, so that one window always covers all visible rows.
  const half = MAX_BULK_ROWS / 2;
  const start = Math.max(0, Math.floor(rows.start / half) * half);
  const { data, error } = useBulkResults(view, sort, start);
  const known = data?.total ?? 0;
  if (known !== total) setTotal(known);
  const offset = useLoadedFrom(start, data?.rows);
  const at = (index: number): BulkRow | undefined => data?.rows[index - offset];
  const goTo = (index: number) => {
    setHere(index);
    rows.reveal(index);
  };
  const chosen = at(here);
  const open = chosen === undefined ? null : () => onEvent(chosen.result.event_id);
  const changeSort = (part: Partial<BulkSort>) => {
    setSort({ ...sort, ...part });
    goTo(0);
  };
  const onlyFailed = () => changeSort({ failed: !sort.failed });
  useAction("onlyFailed", view.results > 0 ? onlyFailed : null);
  useAction("openEvent", open);
  const sortBy = (by: BulkColumn) =>
    changeSort({ by, descending: sort.by === by ? !sort.descending : by === "time" });
  const drawn = Array.from({ length: Math.max(0, rows.end - rows.start) }, (_, n) => rows.start + n);
  return (
    <Stack as="section" fill aria-label="Results">
      <Bar gap="3">
        <h2>Results</h2>
        <Text tone="soft" data-testid="bulk-shown">
          {sort.failed ? `${countOf(total)} failed` : counted(total, "result")}
        </Text>
        <Spacer />
        <Checkbox checked={sort.failed} onChange={onlyFailed}>
          Failed only
        </Checkbox>
      </Bar>
      {error !== null && <ErrorNote error={error} />}
      <Stack fill container="results">
        <SortButtons sort={sort} onSort={sortBy} />
        <ListBox
          label="Results, one per request"
          count={total}
          current={here}
          idOf={(index) => rowIdOf(at(index)?.result.number)}
          rows={rows}
          rowHeight={ROW_HEIGHT}
          testId="bulk-results"
          onKey={({ key }) => {
            const by = key === "j" ? 1 : key === "k" ? -1 : 0;
            if (by !== 0) goTo(Math.min(Math.max(here + by, 0), Math.max(0, total - 1)));
            return by !== 0;
          }}
          onMove={goTo}
          onOpen={() => open?.()}
        >
          {drawn.map((index) => {
            const row = at(index);
            return row === undefined ? null : (
              <ResultRow
                key={row.result.number}
                row={row}
                index={index}
                total={total}
                top={rows.top(index)}
                selected={index === here}
                onChoose={setHere}
                onOpen={onEvent}
              />
            );
          })}
        </ListBox>
        {chosen !== undefined && chosen.answer !== null && (
          <div className={styles.answer}>
            <AnswerExcerpt text={chosen.answer} />
          </div>
        )}
      </Stack>
    </Stack>
  );
}

/**
 * The index of the first loaded row. The rows of the previous window stay until the next window is
 * loaded.
 */
function useLoadedFrom(start: number, rows: readonly BulkRow[] | undefined): number {
  const [loaded, setLoaded] = useState({ start, rows });
  if (rows !== loaded.rows) {
    setLoaded({ start, rows });
    return start;
  }
  return loaded.start;
}
