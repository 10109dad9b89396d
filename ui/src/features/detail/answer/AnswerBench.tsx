// Shows Authgear's verdict on another answer to a stored event. Nothing is sent, because the sender
// already has its answer.
import { useState } from "react";
import { ErrorNote } from "@/components/ErrorNote";
import { SegmentedControl } from "@/components/SegmentedControl";
import { Skeleton } from "@/components/Skeleton";
import styles from "@/lib/answering/Answering.module.css";
import { ChangePane } from "@/lib/answering/ChangePane";
import { CheckLine } from "@/lib/answering/CheckLine";
import { CustomPane } from "@/lib/answering/CustomPane";
import { DenyPane } from "@/lib/answering/DenyPane";
import { type AnswerKind, answerOf, changeVerb } from "@/lib/answering/drafts";
import { useAnswerCheck, useAnswerForm } from "@/lib/answering/useAnswering";
import { useDrafts } from "@/lib/answering/useDrafts";

export function AnswerBench({ event }: { event: number }) {
  const form = useAnswerForm(event);
  const [drafts, change] = useDrafts(event);
  const [way, setWay] = useState<AnswerKind>("change");
  const answer = answerOf(drafts, way, form.data);
  const checked = useAnswerCheck(event, answer);
  if (form.error !== null) return <ErrorNote error={form.error} retry={() => void form.refetch()} />;
  if (form.data === undefined) return <Skeleton lines={5} label="Loading the answer form" />;
  return (
    <section className={styles.bench} aria-label="Test another answer" data-testid="answer-bench">
      <div className={styles.benchHead}>
        <h2>Test another answer</h2>
        <SegmentedControl<AnswerKind>
          label="Kind of answer"
          value={way}
          options={[
            { value: "change", text: changeVerb(form.data) },
            { value: "deny", text: "Deny" },
            { value: "custom", text: "Custom" },
          ]}
          onChange={setWay}
        />
        <span className={styles.soft}>Nothing is sent.</span>
      </div>
      <div className={styles.benchPane}>
        {way === "deny" && (
          <>
            <DenyPane
              denial={drafts.denial}
              checked={checked}
              onChange={(denial) => change({ denial })}
              onSend={null}
            />
            <CheckLine checked={checked} onMember={null} />
          </>
        )}
        {way === "change" && (
          <ChangePane
            event={event}
            form={form.data}
            text={drafts.change}
            checked={checked}
            onChange={(text) => change({ change: text })}
          />
        )}
        {way === "custom" && (
          <CustomPane
            form={form.data}
            custom={drafts.custom}
            checked={checked}
            onChange={(custom) => change({ custom })}
          />
        )}
      </div>
    </section>
  );
}
