// The members that differ: readable name and pointer, the old value above the new one so that letters stand under each
// other. Equal members are folded away with their number, never dropped.
import { useState } from "react";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Key } from "../../components/Key";
import { Visible } from "../../components/Visible";
import { counted, countOf } from "../../format/size";
import type { ChangeView, Comparison, MemberView } from "../../ipc/types";
import { ChangeRow } from "./ChangeRow";
import styles from "./ChangeTable.module.css";

interface ChangeTableProps {
  comparison: Comparison;
  /** The change `[` and `]` stopped at. */
  here: number;
  unfolded: boolean;
  /** The change under the mouse; null when it has left. */
  onHover: (change: ChangeView | null) => void;
  onFold: () => void;
}

/** Rows that are drawn at first and each time more are asked for. */
const STEP = 200;
const MANY = 100;

/** `id, created_at, type and 3 more` */
export function namesOf(members: readonly MemberView[], total: number): string {
  const names = members
    .slice(0, 4)
    .map((member) => member.label ?? member.path.slice(member.path.lastIndexOf("/") + 1));
  const rest = total - names.length;
  return rest > 0 ? `${names.join(", ")} and ${countOf(rest)} more` : names.join(", ");
}

export function ChangeTable({ comparison, here, unfolded, onHover, onFold }: ChangeTableProps) {
  const { changes, omitted, unchanged, unchanged_total } = comparison;
  const [shown, setShown] = useState(STEP);
  const limit = Math.max(shown, here + 1);
  const hidden = changes.length - limit;
  return (
    <div className={`${styles.table} ${changes.length > MANY ? styles.many : ""}`}>
      {changes.slice(0, limit).map((change, at) => (
        <ChangeRow key={`${change.op} ${change.path}`} change={change} here={at === here} onHover={onHover} />
      ))}
      {hidden > 0 && (
        <div className={styles.more}>
          <Button size="small" onClick={() => setShown(limit + STEP)}>
            Show more
          </Button>
          {counted(hidden, "more change")}
        </div>
      )}
      {omitted > 0 && <div className={styles.more}>{counted(omitted, "further change")} not listed.</div>}
      {unchanged_total > 0 && (
        <button type="button" className={styles.fold} aria-expanded={unfolded} onClick={onFold}>
          <Icon name={unfolded ? "down" : "right"} />
          {counted(unchanged_total, "unchanged member")}
          <span className={styles.names}>
            <Visible text={namesOf(unchanged, unchanged_total)} />
          </span>
          <Key>U</Key>
        </button>
      )}
      {unfolded && (
        <dl className={styles.unchanged}>
          {unchanged.slice(0, limit + STEP).map((member) => (
            <div key={member.path}>
              <dt>
                {member.label !== null && <b>{member.label}</b>}
                <code>
                  <Visible text={member.path} />
                </code>
              </dt>
              <dd>
                <Visible text={member.value} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
