// What stands out about an event's body, the weightiest first. All of it here; the head of the event has the first.
import { Icon } from "../../components/Icon";
import { Visible } from "../../components/Visible";
import type { Finding } from "../../ipc/types";
import styles from "./Findings.module.css";

export function FindingLine({ finding }: { finding: Finding }) {
  return (
    <span className={finding.severity === "warning" ? styles.warning : styles.information}>
      <Icon name={finding.severity === "warning" ? "warn" : "help"} />
      <span className={styles.words}>
        <Visible text={finding.sentence} />
        {finding.pointer !== "" && (
          <code>
            {" "}
            <Visible text={finding.pointer} />
          </code>
        )}
      </span>
    </span>
  );
}

export function Findings({ findings }: { findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <ul className={styles.findings} aria-label="What stands out">
      {findings.map((finding) => (
        <li key={`${finding.pointer} ${finding.sentence}`}>
          <FindingLine finding={finding} />
        </li>
      ))}
    </ul>
  );
}
