// The response to a resend: status, timing, verdict of the sender, body and headers; or the reason
// why there is none.
import { useMemo, useState } from "react";
import { Button } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import { Note } from "@/components/Note";
import { ScrollArea } from "@/components/ScrollArea";
import { Spacer, Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import { editedLabel, outcomeLabel, outcomeTone, signatureLabel } from "@/format/labels";
import { sizeOf } from "@/format/size";
import { clockOf, durationOf, fullInstant } from "@/format/time";
import type { MutationEffect, ResendView, Sides } from "@/ipc/types";
import { MutationResult } from "@/lib/answering/MutationResult";
import { AnswerLikeThis } from "@/lib/rules/MakeRule";
import { Verdict } from "@/lib/verdict/Verdict";
import styles from "./Response.module.css";
import { ResponseTabs } from "./ResponseTabs";
import { TimingBar } from "./TimingBar";

interface ResponseProps {
  resend: ResendView | null;
  pending: boolean;
  error: unknown;
  /** Compares the response with the previous one; null when there is none. */
  onBefore: (() => void) | null;
}

export function Response({ resend, pending, error, onBefore }: ResponseProps) {
  if (pending)
    return (
      <Stack as="section" full ground="pane" aria-label="Response" aria-busy="true">
        <Stack row align="baseline" padX="4" padTop="3" role="status">
          <Text as="strong" size="title" tone="dim">
            Sending…
          </Text>
        </Stack>
      </Stack>
    );
  if (resend === null || error !== null)
    return (
      <Stack as="section" full ground="pane" aria-label="Response">
        <EmptyState title={error === null ? "Nothing sent yet" : "Not sent"}>
          {error === null ? "Send the request to see its response here." : "See the message above."}
        </EmptyState>
      </Stack>
    );
  return <Result key={resend.id} resend={resend} onBefore={onBefore} />;
}

/** The user after the mutations of the answer. */
function Mutation({ resend, mutated }: { resend: number; mutated: MutationEffect }) {
  const sides = useMemo<Sides>(() => ({ what: "mutation", resend }), [resend]);
  return (
    <Stack padX="4" padBottom="3">
      <MutationResult mutated={mutated} sides={sides} placeholder="" />
    </Stack>
  );
}

/** The result of one resend. */
export function Result({ resend, onBefore }: { resend: ResendView; onBefore: (() => void) | null }) {
  const { outcome, timing, verdict } = resend;
  const [goTo, setGoTo] = useState<{ pointer: string } | null>(null);
  const tone = outcomeTone(outcome);
  const { time, millis } = clockOf(resend.sent_at);
  return (
    <Stack as="section" full ground="pane" aria-label="Response">
      <ScrollArea className={styles.facts} label="Outcome">
        <Stack row gap="3" align="baseline" padX="4" padTop="3">
          <Text as="strong" size="title" tone={tone} nowrap data-testid="response-status">
            {outcome.state === "response"
              ? `${outcome.status} ${outcome.reason}`.trim()
              : outcomeLabel(outcome)}
          </Text>
          <span>{durationOf(resend.duration_us)}</span>
          {outcome.state === "response" && <Text tone="soft">{sizeOf(outcome.size)}</Text>}
          <Spacer />
          <Text as="time" tone="soft" dateTime={resend.sent_at} title={fullInstant(resend.sent_at)}>
            {time}
            {millis}
          </Text>
        </Stack>
        <Stack padX="4" padBottom="2">
          <Text as="p" tone="soft" breakable>
            <UntrustedText text={resend.method} /> <UntrustedText text={resend.url} /> · {editedLabel(resend)}{" "}
            · {signatureLabel(resend)}
          </Text>
        </Stack>
        {outcome.state === "failed" && (
          <Stack padX="4" padBottom="2">
            <Note tone={tone === "wait" ? "wait" : "bad"} title="No response">
              <UntrustedText text={outcome.sentence} />
            </Note>
          </Stack>
        )}
        {timing !== null && <TimingBar timing={timing} />}
        {verdict !== null && (
          <Verdict
            verdict={verdict}
            onMember={
              outcome.state === "response" && outcome.body !== "" ? (pointer) => setGoTo({ pointer }) : null
            }
          />
        )}
        {resend.mutated !== null && <Mutation resend={resend.id} mutated={resend.mutated} />}
        {(onBefore !== null || outcome.state === "response") && (
          <Stack row wrap padX="4" padBottom="2">
            {onBefore !== null && (
              <Button size="small" icon="compare" onClick={onBefore}>
                Compare with previous response
              </Button>
            )}
            <AnswerLikeThis resend={resend} />
          </Stack>
        )}
      </ScrollArea>
      <ResponseTabs resend={resend} goTo={goTo} />
    </Stack>
  );
}
