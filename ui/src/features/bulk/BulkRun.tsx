// A bulk send that was begun: how far it is, what can be told to it, what the answers say of the handler, and the results.
import { useState } from "react";
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { copyText } from "@/components/clipboard";
import { Menu } from "@/components/Menu";
import { TroubleNote } from "@/components/TroubleNote";
import { Visible } from "@/components/Visible";
import { counted, countOf } from "@/format/size";
import { BULK_COPY_MAX, bulkText, exportBulk } from "@/ipc/commands";
import type { BulkForm, BulkView } from "@/ipc/types";
import { SaveAs } from "@/lib/files/SaveAs";
import { isUnderWay } from "@/lib/runs/further";
import styles from "./Bulk.module.css";
import { BulkReport } from "./BulkReport";
import { ResultsTable } from "./ResultsTable";
import { useBulkOrders } from "./useBulk";
import { doneOf, rateWords, stateWords } from "./words";

interface BulkRunProps {
  view: BulkView;
  onEvent: (id: number) => void;
}

export function BulkRun({ view, onEvent }: BulkRunProps) {
  const { bulk, progress } = view;
  const orders = useBulkOrders(bulk);
  const [saving, setSaving] = useState<BulkForm | null>(null);
  const underWay = isUnderWay(progress);
  const paused = progress.state === "paused";
  const toggle = paused ? orders.resume : orders.pause;
  useAction("pauseBulk", underWay ? toggle : null);
  useAction("cancelBulk", underWay ? orders.cancel : null);
  const copies = view.results > 0 && view.results <= BULK_COPY_MAX && !underWay;
  const copy = () => void copyText(bulkText(bulk, "csv"));
  useAction("copyResults", copies ? copy : null);
  useAction("exportResults", view.results > 0 ? () => setSaving("csv") : null);
  return (
    <div className={styles.run} data-testid="bulk-run" data-state={progress.state}>
      <div className={styles.bar}>
        <span className={styles.where}>
          <Visible text={view.to} />
        </span>
        {underWay && (
          <>
            <Button icon={paused ? "play" : "pause"} data-testid="bulk-pause" onClick={toggle}>
              {paused ? "Resume" : "Pause"}
            </Button>
            <Button icon="cross" look="danger" data-testid="bulk-cancel" onClick={orders.cancel}>
              Cancel
            </Button>
          </>
        )}
        {view.results > 0 && (
          <Menu
            icon="dots"
            label="Results as a file or a text"
            actions={[
              { key: "csv", text: "Save as CSV…", onChoose: () => setSaving("csv") },
              { key: "json", text: "Save as JSON Lines…", onChoose: () => setSaving("json") },
              ...(copies ? [{ key: "copy", text: "Copy as CSV", onChoose: copy }] : []),
            ]}
          />
        )}
      </div>
      <Progress view={view} />
      {orders.error !== null && (
        <div className={styles.trouble}>
          <TroubleNote error={orders.error} />
        </div>
      )}
      <BulkReport view={view} onEvent={onEvent} />
      <ResultsTable view={view} onEvent={onEvent} />
      <SaveAs
        title="Save the results"
        open={saving !== null}
        name={`bulk-${bulk}.${saving === "json" ? "jsonl" : "csv"}`}
        save={(path, replace) => exportBulk(bulk, saving ?? "csv", path, replace)}
        onClose={() => setSaving(null)}
      />
    </div>
  );
}

function Progress({ view: { progress, forgotten } }: { view: BulkView }) {
  const done = doneOf(progress);
  const words = `${countOf(done)} of ${countOf(progress.of)}`;
  const counts = [
    { count: progress.answered, words: "answered", style: styles.ok },
    { count: progress.failed, words: "without an answer", style: styles.failed },
    { count: progress.not_sent, words: "not sent", style: styles.failed },
    { count: progress.given_up, words: "given up", style: styles.soft },
    { count: progress.dropped, words: "dropped on purpose", style: styles.soft },
  ];
  return (
    <div className={styles.progressing}>
      <progress
        className={styles.progress}
        value={done}
        max={Math.max(1, progress.of)}
        aria-label="Requests that are done"
        aria-valuetext={words}
      />
      <p className={styles.numbers}>
        <b data-testid="bulk-done">{words}</b>
        {counts
          .filter(({ count }, at) => count > 0 || at === 0)
          .map(({ count, words, style }) => (
            <span key={words} className={style}>
              {countOf(count)} {words}
            </span>
          ))}
        <span className={styles.grow} />
        <span className={styles.soft}>{rateWords(progress.per_second)}</span>
        <span data-testid="bulk-state">{stateWords(progress)}</span>
      </p>
      {forgotten > 0 && (
        <p className={styles.hint} data-testid="bulk-forgotten">
          The oldest {counted(forgotten, "result")} are not kept any more; the counts and the report are of
          all.
        </p>
      )}
    </div>
  );
}
