// What stands out about an event's body, the weightiest first: how grave, what, where, and which other event it is about.
import { Icon } from "@/components/Icon";
import { LinkButton } from "@/components/LinkButton";
import { Scroll } from "@/components/Scroll";
import { Visible } from "@/components/Visible";
import { visibleText } from "@/format/visible";
import type { Finding } from "@/ipc/types";
import styles from "./Findings.module.css";
import { FINDINGS_ID, SEVERITY_WORDS } from "./words";

interface FindingsProps {
  findings: readonly Finding[];
  /** Goes to a member of the body; null where there is nothing to go to. */
  onMember: ((pointer: string) => void) | null;
  /** Opens another event. */
  onEvent: (id: number) => void;
  /** Compares this event with another. */
  onCompare: (id: number) => void;
}

export function Findings({ findings, onMember, onEvent, onCompare }: FindingsProps) {
  if (findings.length === 0) return null;
  return (
    <Scroll id={FINDINGS_ID} className={styles.box} label="What stands out" testId="findings">
      <ul>
        {findings.map((finding) => (
          <li
            key={`${finding.pointer} ${finding.sentence} ${finding.related}`}
            className={styles[finding.severity]}
            data-testid="finding"
            data-severity={finding.severity}
          >
            <Icon name={finding.severity === "warning" ? "warn" : "help"} size="line" />
            <b>{SEVERITY_WORDS[finding.severity]}</b>
            <span className={styles.words}>
              <Visible text={finding.sentence} /> <Where finding={finding} onMember={onMember} />{" "}
              {finding.related !== undefined && (
                <Related id={finding.related} onEvent={onEvent} onCompare={onCompare} />
              )}
            </span>
          </li>
        ))}
      </ul>
    </Scroll>
  );
}

function Where({
  finding: { pointer },
  onMember,
}: {
  finding: Finding;
  onMember: FindingsProps["onMember"];
}) {
  if (pointer === "") return null;
  const shown = (
    <code>
      <Visible text={pointer} />
    </code>
  );
  if (onMember === null) return shown;
  return (
    <LinkButton title={`Go to ${visibleText(pointer)} in the tree`} onClick={() => onMember(pointer)}>
      {shown}
    </LinkButton>
  );
}

function Related({ id, onEvent, onCompare }: { id: number } & Pick<FindingsProps, "onEvent" | "onCompare">) {
  return (
    <>
      <LinkButton onClick={() => onEvent(id)}>event {id}</LinkButton>{" "}
      <LinkButton aria-label={`Compare with event ${id}`} onClick={() => onCompare(id)}>
        compare
      </LinkButton>
    </>
  );
}
