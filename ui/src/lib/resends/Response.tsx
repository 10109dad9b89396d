// The response to a resend: its status, the time of each step, what the sender makes of it, its body and headers; or why
// there was none.

import { useMemo, useState } from "react";
import { Button } from "@/components/Button";
import { Empty } from "@/components/Empty";
import { Note } from "@/components/Note";
import { Visible } from "@/components/Visible";
import { sizeOf } from "@/format/size";
import { clockOf, durationOf, fullInstant } from "@/format/time";
import { editedWord, outcomeTone, outcomeWord, signedWord } from "@/format/words";
import type { Mutated, ResendView, Sides } from "@/ipc/types";
import { Afterwards } from "@/lib/answering/Afterwards";
import { AnswerLikeThis } from "@/lib/rules/MakeRule";
import { Verdict } from "@/lib/verdict/Verdict";
import styles from "./Response.module.css";
import { ResponseTabs } from "./ResponseTabs";
import { TimingBar } from "./TimingBar";

interface ResponseProps {
  resend: ResendView | null;
  pending: boolean;
  error: unknown;
  /** Compares it with the response before it; null when there is none. */
  onBefore: (() => void) | null;
}

export function Response({ resend, pending, error, onBefore }: ResponseProps) {
  if (pending)
    return (
      <section className={styles.response} aria-label="Response" aria-busy="true">
        <div className={styles.outcome} role="status">
          <strong className={styles.sending}>Sending…</strong>
        </div>
      </section>
    );
  if (resend === null || error !== null)
    return (
      <section className={styles.response} aria-label="Response">
        <Empty title={error === null ? "Nothing sent yet" : "Not sent"}>
          {error === null
            ? "The response appears here."
            : "The problem is told above, beside what it is about."}
        </Empty>
      </section>
    );
  return <Result key={resend.id} resend={resend} onBefore={onBefore} />;
}

/** What the mutations of the answer make of the user. */
function Mutation({ resend, mutated }: { resend: number; mutated: Mutated }) {
  const sides = useMemo<Sides>(() => ({ what: "mutation", resend }), [resend]);
  return (
    <div className={styles.mutation}>
      <Afterwards mutated={mutated} sides={sides} otherwise="" />
    </div>
  );
}

/** One result, wherever it is shown. */
export function Result({ resend, onBefore }: { resend: ResendView; onBefore: (() => void) | null }) {
  const { outcome, timing, verdict } = resend;
  const [goTo, setGoTo] = useState<{ pointer: string } | null>(null);
  const tone = outcomeTone(outcome);
  const { time, millis } = clockOf(resend.sent_at);
  return (
    <section className={styles.response} aria-label="Response">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls when it is long, and must be reachable by keys. */}
      <section className={styles.facts} tabIndex={0} aria-label="Outcome">
        <div className={styles.outcome}>
          <strong className={styles[tone]} data-testid="response-status">
            {outcome.state === "response"
              ? `${outcome.status} ${outcome.reason}`.trim()
              : outcomeWord(outcome)}
          </strong>
          <span>{durationOf(resend.duration_us)}</span>
          {outcome.state === "response" && <span className={styles.soft}>{sizeOf(outcome.size)}</span>}
          <time className={styles.end} dateTime={resend.sent_at} title={fullInstant(resend.sent_at)}>
            {time}
            {millis}
          </time>
        </div>
        <p className={styles.sent}>
          <Visible text={resend.method} /> <Visible text={resend.url} /> · {editedWord(resend)} ·{" "}
          {signedWord(resend)}
        </p>
        {outcome.state === "failed" && (
          <div className={styles.note}>
            <Note tone={tone === "wait" ? "wait" : "bad"} title="No response">
              <Visible text={outcome.sentence} />
            </Note>
          </div>
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
          <div className={styles.note}>
            {onBefore !== null && (
              <Button size="small" icon="compare" data-testid="compare-before" onClick={onBefore}>
                Compare with the response before
              </Button>
            )}
            <AnswerLikeThis resend={resend} />
          </div>
        )}
      </section>
      <ResponseTabs resend={resend} goTo={goTo} />
    </section>
  );
}
