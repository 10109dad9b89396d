// The progress of a bulk resend, as a bar and as counts.
import { Progress } from "@/components/Progress";
import { Spacer } from "@/components/Stack";
import { Text } from "@/components/Text";
import { counted, countOf } from "@/format/size";
import type { BulkView } from "@/ipc/types";
import styles from "./Bulk.module.css";
import { doneOf, rateText, stateText } from "./labels";

export function BulkProgress({ view: { progress, forgotten } }: { view: BulkView }) {
  const done = doneOf(progress);
  const words = `${countOf(done)} of ${countOf(progress.of)}`;
  const counts = [
    { count: progress.answered, words: "answered", tone: "ok" },
    { count: progress.failed, words: "without a response", tone: "bad" },
    { count: progress.not_sent, words: "not sent", tone: "bad" },
    { count: progress.given_up, words: "aborted", tone: "soft" },
    { count: progress.dropped, words: "dropped by fault injection", tone: "soft" },
  ] as const;
  return (
    <div className={styles.progressing}>
      <Progress label="Completed requests" value={done} max={progress.of} words={words} />
      <p className={styles.numbers}>
        <b data-testid="bulk-done">{words}</b>
        {counts
          .filter(({ count }, at) => count > 0 || at === 0)
          .map(({ count, words, tone }) => (
            <Text key={words} tone={tone}>
              {countOf(count)} {words}
            </Text>
          ))}
        <Spacer />
        <Text tone="soft">{rateText(progress.per_second)}</Text>
        <span data-testid="bulk-state">{stateText(progress)}</span>
      </p>
      {forgotten > 0 && (
        <Text as="p" tone="soft">
          The oldest {counted(forgotten, "result")} were discarded. The counts and the report still include
          them.
        </Text>
      )}
    </div>
  );
}
