// The sender's verdict on an answer in one line, followed by findings about its parts.

import { ErrorNote } from "@/components/ErrorNote";
import { Icon, type IconName } from "@/components/Icon";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import { lineAt } from "@/format/json-spans";
import { counted } from "@/format/size";
import type { AnswerCheck } from "@/ipc/types";
import { Findings } from "@/lib/verdict/Verdict";
import styles from "./Answering.module.css";
import type { Checked } from "./useAnswering";

interface CheckLineProps {
  checked: Checked;
  /** A note beside the verdict. */
  beside?: string | null;
  /** Selects a member in the editor; null where there is no editor. */
  onMember: ((pointer: string) => void) | null;
}

const USER = "/payload/user";
/** Further findings are only counted. */
const MAX_LISTED = 4;

type Tone = "ok" | "wait" | "bad";
const VERDICTS: Record<string, { words: string; tone: Tone; glyph: IconName }> = {
  allowed: { words: "Authgear would accept this", tone: "ok", glyph: "check" },
  denied: { words: "Authgear would stop the operation", tone: "wait", glyph: "minus" },
  delivered: { words: "The sender would count this as delivered", tone: "ok", glyph: "check" },
  refused: { words: "Authgear would reject this", tone: "bad", glyph: "cross" },
  unknown: { words: "The verdict of the sender is unknown", tone: "wait", glyph: "help" },
};

/** The values that mutations would remove, in a few words. */
function lossOf(check: AnswerCheck): string | null {
  if (check.mutated === null) return null;
  const { place, vanishing } = check.mutated;
  if (vanishing.length === 0) return "nothing would be removed";
  if (place !== USER)
    return `${counted(vanishing.length, "original claim is", "original claims are")} missing`;
  return `${counted(vanishing.length, "value")} would be removed`;
}

export function CheckLine({ checked, beside = null, onMember }: CheckLineProps) {
  const { check, error } = checked;
  if (error !== null && error !== undefined) return <ErrorNote error={error} />;
  if (check === null) return <p className={styles.line}>…</p>;
  const { outcome, sentence, remarks } = check.verdict;
  const verdict = VERDICTS[outcome] ?? { words: sentence, tone: "wait" as const, glyph: "help" as const };
  const plain = outcome === "refused" && !sentence.startsWith("Authgear") ? sentence : verdict.words;
  const loss = lossOf(check);
  // `MutationResult` shows the effect of mutations, so this list omits their informational
  // findings.
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
          <UntrustedText text={sentence} />
        </Text>
      )}
      {listed.length > 0 && (
        <Findings
          findings={listed.slice(0, MAX_LISTED)}
          onMember={onMember}
          positionOf={(pointer) => {
            const line = lineAt(check.text, pointer);
            return line === null || onMember === null ? null : `line ${line}`;
          }}
        />
      )}
      {listed.length > MAX_LISTED && (
        <Text as="p" tone="soft">
          and {counted(listed.length - MAX_LISTED, "more", "more")}
        </Text>
      )}
    </div>
  );
}
