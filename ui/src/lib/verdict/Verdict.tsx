// The sender's verdict on an answer: a sentence, and remarks about parts of the answer, errors first, each of which leads
// to its place in the body.
import { Icon, type IconName } from "@/components/Icon";
import { LinkButton } from "@/components/LinkButton";
import { Note } from "@/components/Note";
import { Text } from "@/components/Text";
import { Visible } from "@/components/Visible";
import { visibleText } from "@/format/visible";
import { VERDICT_WORDS, verdictTone } from "@/format/words";
import type { RemarkView, VerdictView } from "@/ipc/types";
import styles from "./Verdict.module.css";

const GLYPHS: Record<string, IconName> = { error: "cross", warning: "warn", information: "help" };
const WORDS: Record<string, string> = { error: "Error", warning: "Warning", information: "Note" };
const ORDER = ["error", "warning", "information"];

interface VerdictProps {
  verdict: VerdictView;
  /** Goes to a member of the body; null where there is none. */
  onMember: ((pointer: string) => void) | null;
}

export function Verdict({ verdict, onMember }: VerdictProps) {
  const { outcome, sentence, title, reason } = verdict;
  return (
    <section className={styles.verdict} aria-label="What the sender makes of it" data-testid="verdict">
      <Note tone={verdictTone(outcome)} title={VERDICT_WORDS[outcome] ?? outcome}>
        <Visible text={sentence} />
      </Note>
      {(title !== null || reason !== null) && (
        <dl className={styles.shown}>
          {title !== null && <Shown term="Title shown" text={title} />}
          {reason !== null && <Shown term="Reason shown" text={reason} />}
        </dl>
      )}
      <Remarks remarks={verdict.remarks} onMember={onMember} />
    </section>
  );
}

const Shown = ({ term, text }: { term: string; text: string }) => (
  <>
    <Text as="dt" tone="soft">
      {term}
    </Text>
    <Text as="dd" breakable>
      <Visible text={text} />
    </Text>
  </>
);

interface RemarksProps {
  remarks: readonly RemarkView[];
  onMember: VerdictProps["onMember"];
  /** Where a member stands, in words; null where its pointer alone says it. */
  placeOf?: (pointer: string) => string | null;
}

/** Remarks about parts of an answer, errors first. */
export function Remarks({ remarks, onMember, placeOf }: RemarksProps) {
  if (remarks.length === 0) return null;
  const sorted = [...remarks].sort(
    (one, other) => ORDER.indexOf(one.severity) - ORDER.indexOf(other.severity),
  );
  return (
    <ul className={styles.remarks}>
      {sorted.map((remark) => (
        <Remark
          key={`${remark.severity} ${remark.pointer} ${remark.sentence}`}
          remark={remark}
          where={placeOf?.(remark.pointer) ?? null}
          onMember={onMember}
        />
      ))}
    </ul>
  );
}

interface RemarkProps {
  remark: RemarkView;
  where: string | null;
  onMember: VerdictProps["onMember"];
}

function Remark({ remark, where, onMember }: RemarkProps) {
  const { severity, pointer, sentence } = remark;
  const place = (
    <>
      {where !== null && `${where} `}
      <code>
        <Visible text={pointer} />
      </code>
    </>
  );
  return (
    <li className={styles[severity]} data-testid="remark" data-severity={severity}>
      <Icon name={GLYPHS[severity] ?? "help"} size="line" />
      <b>{WORDS[severity] ?? severity}</b>
      <span>
        <Visible text={sentence} />{" "}
        {pointer !== "" &&
          (onMember === null ? (
            place
          ) : (
            <LinkButton title={`Go to ${visibleText(pointer)} in the body`} onClick={() => onMember(pointer)}>
              {place}
            </LinkButton>
          ))}
      </span>
    </li>
  );
}
