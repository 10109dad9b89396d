// What the answers say of the handler, in sentences, each with the first events that show it.
import { Icon, type IconName } from "@/components/Icon";
import { Visible } from "@/components/Visible";
import type { BulkConclusion, BulkView } from "@/ipc/types";
import { isUnderWay } from "@/lib/runs/further";
import styles from "./Bulk.module.css";
import { useBulkReport } from "./useBulk";

const MARKS: Record<BulkConclusion["severity"], { icon: IconName; word: string }> = {
  error: { icon: "cross", word: "Error" },
  warning: { icon: "warn", word: "Warning" },
  information: { icon: "check", word: "" },
};

export function BulkReport({ view, onEvent }: { view: BulkView; onEvent: (id: number) => void }) {
  const { data } = useBulkReport(view);
  if (data === undefined || data.conclusions.length === 0) return null;
  return (
    <section className={styles.report} aria-label="What the answers say" data-testid="bulk-report">
      <h2>{isUnderWay(view.progress) ? "So far" : "Report"}</h2>
      <ul>
        {data.conclusions.map(({ severity, sentence, examples }) => (
          <li key={sentence} data-severity={severity}>
            <Icon name={MARKS[severity].icon} />
            <span>
              {MARKS[severity].word !== "" && <b>{MARKS[severity].word}: </b>}
              <Visible text={sentence} />{" "}
              {severity !== "information" &&
                examples.map((id) => (
                  <button key={id} type="button" className={styles.event} onClick={() => onEvent(id)}>
                    event {id}
                  </button>
                ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
