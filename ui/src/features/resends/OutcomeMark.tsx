// The glyph of an outcome, beside its word.
import { Icon, type IconName } from "../../components/Icon";
import { type OutcomeTone, outcomeTone } from "../../format/words";
import type { ResendOutcome, SentOutcome } from "../../ipc/types";
import styles from "./Resends.module.css";

const GLYPHS: Record<OutcomeTone, IconName> = { ok: "check", bad: "cross", wait: "clock" };

export function OutcomeMark({ outcome }: { outcome: ResendOutcome | SentOutcome }) {
  const tone = outcomeTone(outcome);
  return <Icon name={GLYPHS[tone]} className={styles[tone]} />;
}
