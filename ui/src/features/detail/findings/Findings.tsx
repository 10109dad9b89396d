// The findings of an event, most severe first: severity, description, location, and a related
// event.
import { Icon } from "@/components/Icon";
import { LinkButton } from "@/components/LinkButton";
import { ScrollArea } from "@/components/ScrollArea";
import { UntrustedText } from "@/components/UntrustedText";
import { visibleText } from "@/format/visible";
import type { Finding } from "@/ipc/types";
import styles from "./Findings.module.css";
import { FINDINGS_ID, SEVERITY_LABELS } from "./labels";

interface FindingsProps {
  findings: readonly Finding[];
  /** Goes to a member of the body; null if the body has no tree. */
  onMember: ((pointer: string) => void) | null;
  /** Opens another event. */
  onEvent: (id: number) => void;
  /** Compares this event with another. */
  onCompare: (id: number) => void;
}

export function Findings({ findings, onMember, onEvent, onCompare }: FindingsProps) {
  if (findings.length === 0) return null;
  return (
    <ScrollArea id={FINDINGS_ID} className={styles.box} label="Findings" testId="findings">
      <ul>
        {findings.map((finding) => (
          <li
            key={`${finding.pointer} ${finding.sentence} ${finding.related}`}
            className={styles[finding.severity]}
            data-testid="finding"
            data-severity={finding.severity}
          >
            <Icon name={finding.severity === "warning" ? "warn" : "help"} size="line" />
            <b>{SEVERITY_LABELS[finding.severity]}</b>
            <span className={styles.text}>
              <UntrustedText text={finding.sentence} />{" "}
              <FindingLocation finding={finding} onMember={onMember} />{" "}
              {finding.related !== undefined && (
                <Related id={finding.related} onEvent={onEvent} onCompare={onCompare} />
              )}
            </span>
          </li>
        ))}
      </ul>
    </ScrollArea>
  );
}

function FindingLocation({
  finding: { pointer },
  onMember,
}: {
  finding: Finding;
  onMember: FindingsProps["onMember"];
}) {
  if (pointer === "") return null;
  const path = (
    <code>
      <UntrustedText text={pointer} />
    </code>
  );
  if (onMember === null) return path;
  return (
    <LinkButton title={`Go to ${visibleText(pointer)} in the tree`} onClick={() => onMember(pointer)}>
      {path}
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
