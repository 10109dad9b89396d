// The column headers. Those of the numbers sort the results.
import { Fragment } from "react";
import { Icon } from "@/components/Icon";
import type { BulkColumn, BulkSort } from "@/ipc/types";
import styles from "./Results.module.css";

const COLUMNS: readonly { by: BulkColumn; text: string }[] = [
  { by: "number", text: "No." },
  { by: "event", text: "Event" },
  { by: "status", text: "Status" },
  { by: "verdict", text: "Verdict" },
  { by: "time", text: "Time" },
];

interface SortButtonsProps {
  sort: BulkSort;
  onSort: (by: BulkColumn) => void;
}

export function SortButtons({ sort, onSort }: SortButtonsProps) {
  return (
    <fieldset className={styles.head} aria-label="Sort by">
      {COLUMNS.map(({ by, text }) => (
        <Fragment key={by}>
          <button
            type="button"
            aria-pressed={sort.by === by}
            title={
              sort.by === by ? `Sorted, ${sort.descending ? "largest" : "smallest"} first` : `Sort by ${text}`
            }
            onClick={() => onSort(by)}
          >
            {text}
            {sort.by === by && <Icon name={sort.descending ? "lower" : "up"} />}
          </button>
          {by === "event" && <span>Type</span>}
        </Fragment>
      ))}
      <span>Answer</span>
    </fieldset>
  );
}
