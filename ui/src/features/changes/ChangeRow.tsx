// One member that differs.
import { Breakable } from "../../components/Breakable";
import { Visible } from "../../components/Visible";
import { visibleText } from "../../format/visible";
import type { ChangeView, Part } from "../../ipc/types";
import styles from "./ChangeRow.module.css";

const OPS: Record<ChangeView["op"], string> = {
  added: "added",
  removed: "removed",
  changed: "changed",
  retyped: "another type",
  moved: "moved",
};

function Value({ parts }: { parts: readonly Part[] }) {
  let at = 0;
  return (
    <bdi className={styles.value}>
      {parts.map((part) => {
        const key = at;
        at += part.text.length;
        return part.marked ? (
          <mark key={key}>
            <Visible text={part.text} lines />
          </mark>
        ) : (
          <Visible key={key} text={part.text} lines />
        );
      })}
    </bdi>
  );
}

interface ChangeRowProps {
  change: ChangeView;
  here: boolean;
  onHover: (change: ChangeView | null) => void;
}

export function ChangeRow({ change, here, onHover }: ChangeRowProps) {
  const name = change.label ?? change.path.slice(change.path.lastIndexOf("/") + 1);
  return (
    <article
      className={styles.change}
      data-testid="change"
      data-path={change.path}
      data-op={change.op}
      data-here={here}
      onMouseEnter={() => onHover(change)}
      onMouseLeave={() => onHover(null)}
      aria-label={`${name === "" ? "The whole value" : visibleText(name)}: ${OPS[change.op]}`}
    >
      <div className={styles.what}>
        <b>{name === "" ? "The whole value" : <Visible text={name} />}</b>{" "}
        {change.hint !== null && (
          <span className={styles.hint}>
            <Visible text={change.hint} />
          </span>
        )}
        {change.op !== "changed" && <span className={styles.hint}> {OPS[change.op]}</span>}
        <code>{change.path === "" ? "the root" : <Breakable text={change.path} />}</code>
        {change.note !== null && <p className={styles.note}>{change.note}</p>}
      </div>
      <div className={styles.pair}>
        {change.old !== null && (
          <del data-testid="change-old">
            <Value parts={change.old} />
          </del>
        )}
        {change.new !== null && (
          <ins data-testid="change-new">
            <Value parts={change.new} />
          </ins>
        )}
      </div>
    </article>
  );
}
