// The sender's verdict on an answer: a sentence, and findings about parts of the answer. Errors
// come first, and each finding links to its member of the body.
import { Icon, type IconName } from "@/components/Icon";
import { LinkButton } from "@/components/LinkButton";
import { Note } from "@/components/Note";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import { VERDICT_LABELS, verdictTone } from "@/format/labels";
import { visibleText } from "@/format/visible";
import type { FindingView, VerdictView } from "@/ipc/types";
import styles from "./Verdict.module.css";

const GLYPHS: Record<string, IconName> = { error: "cross", warning: "warn", information: "help" };
const LABELS: Record<string, string> = { error: "Error", warning: "Warning", information: "Note" };
const ORDER = ["error", "warning", "information"];

interface VerdictProps {
  verdict: VerdictView;
  /** Selects a member of the body; null when no body is shown. */
  onMember: ((pointer: string) => void) | null;
}

export function Verdict({ verdict, onMember }: VerdictProps) {
  const { outcome, sentence, title, reason } = verdict;
  return (
    <section className={styles.verdict} aria-label="Verdict of the sender" data-testid="verdict">
      <Note tone={verdictTone(outcome)} title={VERDICT_LABELS[outcome] ?? outcome}>
        <UntrustedText text={sentence} />
      </Note>
      {(title !== null || reason !== null) && (
        <dl className={styles.messages}>
          {title !== null && <Message term="Title" text={title} />}
          {reason !== null && <Message term="Reason" text={reason} />}
        </dl>
      )}
      <Findings findings={verdict.remarks} onMember={onMember} />
    </section>
  );
}

const Message = ({ term, text }: { term: string; text: string }) => (
  <>
    <Text as="dt" tone="soft">
      {term}
    </Text>
    <Text as="dd" breakable>
      <UntrustedText text={text} />
    </Text>
  </>
);

interface FindingsProps {
  findings: readonly FindingView[];
  onMember: VerdictProps["onMember"];
  /** The position of a member, such as `line 3`; null to show only its pointer. */
  positionOf?: (pointer: string) => string | null;
}

/** Findings about parts of an answer, errors first. */
export function Findings({ findings, onMember, positionOf }: FindingsProps) {
  if (findings.length === 0) return null;
  const sorted = [...findings].sort(
    (one, other) => ORDER.indexOf(one.severity) - ORDER.indexOf(other.severity),
  );
  return (
    <ul className={styles.findings}>
      {sorted.map((finding) => (
        <Finding
          key={`${finding.severity} ${finding.pointer} ${finding.sentence}`}
          finding={finding}
          position={positionOf?.(finding.pointer) ?? null}
          onMember={onMember}
        />
      ))}
    </ul>
  );
}

interface FindingProps {
  finding: FindingView;
  position: string | null;
  onMember: VerdictProps["onMember"];
}

function Finding({ finding, position, onMember }: FindingProps) {
  const { severity, pointer, sentence } = finding;
  const location = (
    <>
      {position !== null && `${position} `}
      <code>
        <UntrustedText text={pointer} />
      </code>
    </>
  );
  return (
    <li className={styles[severity]} data-severity={severity}>
      <Icon name={GLYPHS[severity] ?? "help"} size="line" />
      <b>{LABELS[severity] ?? severity}</b>
      <span>
        <UntrustedText text={sentence} />{" "}
        {pointer !== "" &&
          (onMember === null ? (
            location
          ) : (
            <LinkButton title={`Show ${visibleText(pointer)} in the body`} onClick={() => onMember(pointer)}>
              {location}
            </LinkButton>
          ))}
      </span>
    </li>
  );
}
