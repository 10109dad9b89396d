// The icon of an outcome. A successful status that the sender would reject shows a warning.
import { Icon, type IconName } from "@/components/Icon";
import { type OutcomeTone, outcomeTone, verdictTone } from "@/format/labels";
import type { ResendOutcome, SentOutcome } from "@/ipc/types";

const GLYPHS: Record<OutcomeTone, IconName> = { ok: "check", bad: "cross", wait: "clock" };

interface OutcomeMarkProps {
  outcome: ResendOutcome | SentOutcome;
  /** The sender's verdict on the answer, where it is known. */
  verdict: string | null;
}

export function OutcomeMark({ outcome, verdict }: OutcomeMarkProps) {
  const tone = outcomeTone(outcome);
  const isRefused = tone === "ok" && verdict !== null && verdictTone(verdict) === "bad";
  return <Icon name={isRefused ? "warn" : GLYPHS[tone]} size="text" tone={isRefused ? "bad" : tone} />;
}
