// The Answer tab: status, origin, delay, headers and body of the answer, or why none was sent.
import type { ReactNode } from "react";
import { EmptyState } from "@/components/EmptyState";
import { HeaderTable } from "@/components/HeaderTable";
import { ScrollArea } from "@/components/ScrollArea";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import { ANSWER_STATE_LABELS } from "@/format/labels";
import { durationOf } from "@/format/time";
import type { AnswerView } from "@/ipc/types";
import { BodyView } from "@/lib/body/BodyView";
import { RuleName } from "@/lib/rules/MakeRule";
import styles from "./Answer.module.css";

const DECIDED_BY: Record<string, string> = {
  default: "by default",
  rule: "by a rule",
  person: "manually",
  forward: "by the forwarding target",
  deadline: "at the hold timeout",
};

function toneOf({ state, status }: AnswerView): "ok" | "wait" | "bad" {
  if (state === "waiting") return "wait";
  return status !== null && status < 400 ? "ok" : "bad";
}

interface AnswerProps {
  answer: AnswerView | null;
  /** The tool below that tests other answers; null if the sender ignores the answer. */
  bench?: ReactNode;
}

export function Answer({ answer, bench = null }: AnswerProps) {
  if (answer === null && bench !== null) return <ScrollArea label="Answer">{bench}</ScrollArea>;
  if (answer === null)
    return (
      <EmptyState title="No answer sent">
        The sender disconnected before Hookglass could answer, or Hookglass was stopped. The event is stored
        anyway.
      </EmptyState>
    );
  const { status, decided_by, rule, after_us, note, body } = answer;
  return (
    <ScrollArea label="Answer">
      <Stack as="p" row gap="2" align="baseline" padX="4" padTop="3">
        <Text as="strong" size="title" tone={toneOf(answer)}>
          {status ?? ANSWER_STATE_LABELS[answer.state]}
        </Text>
        {decided_by !== null && <span>{DECIDED_BY[decided_by] ?? `decided by ${decided_by}`}</span>}
        {after_us !== null && <span>{`after ${durationOf(after_us)}`}</span>}
      </Stack>
      <Stack padX="4" tone="dim">
        <p>
          <UntrustedText text={answer.reason} />
        </p>
        {rule !== null && (
          <p>
            Rule: <RuleName name={rule} />
          </p>
        )}
        {note !== null && (
          <p>
            <UntrustedText text={note} />
          </p>
        )}
      </Stack>
      {status !== null && (
        <>
          <h2 className={styles.heading}>Headers</h2>
          <HeaderTable headers={answer.headers} label="Answer headers" />
          <h2 className={styles.heading}>Body</h2>
          <Stack padX="4">
            {body === "" ? (
              <Text as="p" tone="soft">
                Empty.
              </Text>
            ) : (
              <BodyView text={body} label="Answer body" grows />
            )}
          </Stack>
        </>
      )}
      {bench}
    </ScrollArea>
  );
}
