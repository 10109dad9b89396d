// The sender's verdict on an answer in one line, and remarks about its parts.
import { Icon, type IconName } from "@/components/Icon";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
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
  /** Words beside the verdict. */
  beside?: string | null;
  /** Shows a member in the text; null where there is no text to show it in. */
  onMember: ((pointer: string) => void) | null;
}

const USER = "/payload/user";
/** Remarks that are listed; the rest is counted. */
const LISTED = 4;

type Tone = "ok" | "wait" | "bad";
const WORDS: Record<string, { words: string; tone: Tone; glyph: IconName }> = {
  allowed: { words: "Authgear would accept this", tone: "ok", glyph: "check" },
  denied: { words: "Authgear would stop the operation", tone: "wait", glyph: "minus" },
  delivered: { words: "The sender would take this for delivered", tone: "ok", glyph: "check" },
  refused: { words: "Authgear would refuse this", tone: "bad", glyph: "cross" },
  unknown: { words: "It cannot be told what the sender makes of this", tone: "wait", glyph: "help" },
};

/** The loss that mutations cause, in a few words. */
function lossOf(check: AnswerCheck): string | null {
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
  const verdict = WORDS[outcome] ?? { words: sentence, tone: "wait" as const, glyph: "help" as const };
  const plain = outcome === "refused" && !sentence.startsWith("Authgear") ? sentence : verdict.words;
  const loss = lossOf(check);
  // The effect of mutations is shown below; constraints have only these remarks.
  const listed = remarks.filter(({ severity }) => severity !== "information" || check.mutated === null);
  return (
    <div className={styles.check} data-testid="answer-check" data-outcome={outcome}>
      <p className={styles.line} role="status">
        <Stack as="span" row inline gap="1" tone={verdict.tone}>
          <Icon name={verdict.glyph} size="text" />
          {plain}
        </Stack>
        {beside !== null && <Text tone="soft">{beside}</Text>}
        {loss !== null && <Text tone={check.mutated?.vanishing.length === 0 ? "soft" : "bad"}>{loss}</Text>}
      </p>
      {outcome === "refused" && (
        <Text as="p" tone="soft">
          <Visible text={sentence} />
        </Text>
      )}
      {listed.length > 0 && (
        <Remarks
          remarks={listed.slice(0, LISTED)}
          onMember={onMember}
          placeOf={(pointer) => {
            const line = lineAt(check.text, pointer);
            return line === null || onMember === null ? null : `line ${line}`;
          }}
        />
      )}
      {listed.length > LISTED && (
        <Text as="p" tone="soft">
          and {counted(listed.length - LISTED, "more", "more")}
        </Text>
      )}
    </div>
  );
}
