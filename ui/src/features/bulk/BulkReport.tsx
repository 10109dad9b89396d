// The report: conclusions about the handler from its answers, each with its first example events.
import type { IconName } from "@/components/Icon";
import { IconText } from "@/components/IconText";
import { LinkButton } from "@/components/LinkButton";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import type { BulkConclusion, BulkView } from "@/ipc/types";
import { isUnfinished } from "@/lib/runs/newer";
import styles from "./Bulk.module.css";
import { useBulkReport } from "./useBulk";

const MARKS: Record<
  BulkConclusion["severity"],
  { icon: IconName; tone: "bad" | "wait" | "ok"; word: string }
> = {
  error: { icon: "cross", tone: "bad", word: "Error" },
  warning: { icon: "warn", tone: "wait", word: "Warning" },
  information: { icon: "check", tone: "ok", word: "" },
};

export function BulkReport({ view, onEvent }: { view: BulkView; onEvent: (id: number) => void }) {
  const { data } = useBulkReport(view);
  if (data === undefined || data.conclusions.length === 0) return null;
  return (
    <section className={styles.report} aria-label="Report" data-testid="bulk-report">
      <h2>{isUnfinished(view.progress) ? "Report so far" : "Report"}</h2>
      <ul>
        {data.conclusions.map(({ severity, sentence, examples }) => {
          const { icon, tone, word } = MARKS[severity];
          return (
            <IconText key={sentence} as="li" icon={icon} tone={tone} plainText>
              {word !== "" && (
                <Text as="b" tone={tone}>
                  {word}:{" "}
                </Text>
              )}
              <UntrustedText text={sentence} />{" "}
              {severity !== "information" &&
                examples.map((id) => (
                  <LinkButton key={id} plain onClick={() => onEvent(id)}>
                    event {id}
                  </LinkButton>
                ))}
            </IconText>
          );
        })}
      </ul>
    </section>
  );
}
