// What the sender would make of an answer, in a line, and what there is to say about parts of it.
import { Icon, type IconName } from "@/components/Icon";
import { TroubleNote } from "@/components/TroubleNote";
import { Visible } from "@/components/Visible";
import { lineAt } from "@/format/json-spans";
import { counted } from "@/format/size";
import type { AnswerCheck } from "@/ipc/types";
import { Remarks } from "@/lib/verdict/Verdict";
import styles from "./Answering.module.css";
import type { Checked } from "./useAnswering";

interface CheckLineProps {
  checked: Checked;
  /** What is said beside it when nothing is wrong. */
  beside?: string | null;
  /** Goes to a member of the text; null where there is none to go to. */
  onMember: ((pointer: string) => void) | null;
}

const USER = "/payload/user";
/** Remarks that are listed before the rest is only counted. */
const LISTED = 4;

type Tone = "ok" | "wait" | "bad";
const WORDS: Record<string, { words: string; tone: Tone; glyph: IconName }> = {
  allowed: { words: "Authgear would accept this", tone: "ok", glyph: "check" },
  denied: { words: "Authgear would stop the operation", tone: "wait", glyph: "minus" },
  delivered: { words: "The sender would take this for delivered", tone: "ok", glyph: "check" },
  refused: { words: "Authgear would refuse this", tone: "bad", glyph: "cross" },
  unknown: { words: "It cannot be told what the sender makes of this", tone: "wait", glyph: "help" },
};

/** What mutations take away, in a few words. */
export function lossOf(check: AnswerCheck): string | null {
  if (check.mutated === null) return null;
  const { place, vanishing } = check.mutated;
  if (vanishing.length === 0) return "nothing is lost";
  if (place !== USER)
    return `${counted(vanishing.length, "original claim is", "original claims are")} missing`;
  return `${counted(vanishing.length, "value")} would be gone`;
}

export function CheckLine({ checked, beside = null, onMember }: CheckLineProps) {
  const { check, error } = checked;
  if (error !== null && error !== undefined) return <TroubleNote error={error} />;
  if (check === null) return <p className={styles.line}>…</p>;
  const { outcome, sentence, remarks } = check.verdict;
  const said = WORDS[outcome] ?? { words: sentence, tone: "wait" as const, glyph: "help" as const };
  const plain = outcome === "refused" && !sentence.startsWith("Authgear") ? sentence : said.words;
  const loss = lossOf(check);
  // What mutations do is shown below; of constraints it is told.
  const told = remarks.filter(({ severity }) => severity !== "information" || check.mutated === null);
  return (
    <div className={styles.check} data-testid="answer-check" data-outcome={outcome}>
      <p className={styles.line} role="status">
        <span className={styles[said.tone]}>
          <Icon name={said.glyph} />
          {plain}
        </span>
        {beside !== null && <span className={styles.soft}>{beside}</span>}
        {loss !== null && (
          <span className={check.mutated?.vanishing.length === 0 ? styles.soft : styles.bad}>{loss}</span>
        )}
      </p>
      {outcome === "refused" && (
        <p className={styles.soft}>
          <Visible text={sentence} />
        </p>
      )}
      {told.length > 0 && (
        <Remarks
          remarks={told.slice(0, LISTED)}
          onMember={onMember}
          placeOf={(pointer) => {
            const line = lineAt(check.text, pointer);
            return line === null || onMember === null ? null : `line ${line}`;
          }}
        />
      )}
      {told.length > LISTED && (
        <p className={styles.soft}>and {counted(told.length - LISTED, "more", "more")}</p>
      )}
    </div>
  );
}
