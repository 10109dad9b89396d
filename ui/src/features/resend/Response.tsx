// The response to a resend: its status and time, its body and headers, or why there was none.
import { Tabs } from "@base-ui/react/tabs";
import { CodeView } from "../../components/CodeView";
import { Empty } from "../../components/Empty";
import { HeaderTable } from "../../components/HeaderTable";
import { Note } from "../../components/Note";
import { Visible } from "../../components/Visible";
import { sizeOf } from "../../format/size";
import { clockOf, durationOf, fullInstant } from "../../format/time";
import { editedWord, outcomeTone, outcomeWord, signedWord } from "../../format/words";
import type { ResendView } from "../../ipc/types";
import tabs from "../detail/Detail.module.css";
import { bodyNote, isJsonResponse, readableBody } from "../resends/ResponseParts";
import styles from "./Response.module.css";

interface ResponseProps {
  resend: ResendView | null;
  pending: boolean;
  error: unknown;
}

export function Response({ resend, pending, error }: ResponseProps) {
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
  const { outcome } = resend;
  const tone = outcomeTone(outcome);
  const { time, millis } = clockOf(resend.sent_at);
  return (
    <section className={styles.response} aria-label="Response">
      <div className={styles.outcome}>
        <strong className={styles[tone]} data-testid="response-status">
          {outcome.state === "response" ? `${outcome.status} ${outcome.reason}`.trim() : outcomeWord(outcome)}
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
      {outcome.state === "failed" ? (
        <div className={styles.note}>
          <Note tone={tone === "wait" ? "wait" : "bad"} title="No response">
            {outcome.sentence}
          </Note>
        </div>
      ) : (
        <Tabs.Root className={tabs.parts} defaultValue="body" key={resend.id}>
          <Tabs.List className={tabs.tabs} aria-label="Parts of the response" activateOnFocus>
            <Tabs.Tab value="body" className={tabs.tab}>
              Body<span>{sizeOf(outcome.size)}</span>
            </Tabs.Tab>
            <Tabs.Tab value="headers" className={tabs.tab}>
              Headers<span>{outcome.headers.length}</span>
            </Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="body" className={tabs.panel}>
            {bodyNote(outcome) !== null && <p className={styles.sent}>{bodyNote(outcome)}</p>}
            {outcome.body === "" ? (
              <Empty title={outcome.size === 0 ? "Empty body" : "Not text"} />
            ) : (
              <CodeView
                text={readableBody(outcome)}
                json={isJsonResponse(outcome)}
                label="Response body"
                testId="response-body"
              />
            )}
          </Tabs.Panel>
          <Tabs.Panel value="headers" className={tabs.panel}>
            <div className={styles.scroll}>
              <HeaderTable headers={outcome.headers} label="Response headers" />
            </div>
          </Tabs.Panel>
        </Tabs.Root>
      )}
    </section>
  );
}
