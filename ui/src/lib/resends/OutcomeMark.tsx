// The glyph of an outcome, beside its word: a whole answer that its sender would refuse is none that went well.
import { Icon, type IconName } from "@/components/Icon";
import { type OutcomeTone, outcomeTone, verdictTone } from "@/format/words";
import type { ResendOutcome, SentOutcome } from "@/ipc/types";
import styles from "./Resends.module.css";

const GLYPHS: Record<OutcomeTone, IconName> = { ok: "check", bad: "cross", wait: "clock" };

interface OutcomeMarkProps {
  outcome: ResendOutcome | SentOutcome;
  /** What the sender makes of it, where that is known. */
  verdict: string | null;
}

export function OutcomeMark({ outcome, verdict }: OutcomeMarkProps) {
  const tone = outcomeTone(outcome);
  const isRefused = tone === "ok" && verdict !== null && verdictTone(verdict) === "bad";
  return <Icon name={isRefused ? "warn" : GLYPHS[tone]} className={styles[isRefused ? "bad" : tone]} />;
}
