// The parts of a result: the body in the view that fits it, its headers, and the headers that went out.
import { Tabs } from "@base-ui/react/tabs";
import { useCallback, useEffect, useState } from "react";
import { CodeView } from "@/components/CodeView";
import { Empty } from "@/components/Empty";
import { HeaderTable } from "@/components/HeaderTable";
import { Segments } from "@/components/Segments";
import { sizeOf } from "@/format/size";
import { responseBytes } from "@/ipc/commands";
import type { ResendOutcome, ResendView } from "@/ipc/types";
import { HexBody } from "@/lib/body/HexBody";
import tabs from "@/styles/tabs.module.css";
import styles from "./Response.module.css";
import { bodyNote, isJsonResponse, readableBody } from "./ResponseParts";

interface ResponseTabsProps {
  resend: ResendView;
  goTo: { pointer: string } | null;
}

export function ResponseTabs({ resend, goTo }: ResponseTabsProps) {
  const { outcome } = resend;
  const answered = outcome.state === "response";
  const [tab, setTab] = useState(answered ? "body" : "sent");
  useEffect(() => {
    if (goTo !== null) setTab("body");
  }, [goTo]);
  return (
    <Tabs.Root className={tabs.parts} value={tab} onValueChange={setTab}>
      <Tabs.List className={tabs.tabs} aria-label="Parts of the response" activateOnFocus>
        {answered && (
          <Tabs.Tab value="body" className={tabs.tab}>
            Body<span>{sizeOf(outcome.size)}</span>
          </Tabs.Tab>
        )}
        {answered && (
          <Tabs.Tab value="headers" className={tabs.tab}>
            Headers<span>{outcome.headers.length}</span>
          </Tabs.Tab>
        )}
        <Tabs.Tab value="sent" className={tabs.tab}>
          Sent<span>{sizeOf(resend.size)}</span>
        </Tabs.Tab>
      </Tabs.List>
      {answered && (
        <Tabs.Panel value="body" className={tabs.panel}>
          <Body id={resend.id} outcome={outcome} goTo={goTo} />
        </Tabs.Panel>
      )}
      {answered && (
        <Tabs.Panel value="headers" className={tabs.panel}>
          <div className={styles.scroll}>
            <HeaderTable headers={outcome.headers} label="Response headers" />
          </div>
        </Tabs.Panel>
      )}
      <Tabs.Panel value="sent" className={tabs.panel}>
        <div className={styles.scroll}>
          {resend.headers.length === 0 ? (
            <Empty title="No headers were kept" />
          ) : (
            <HeaderTable headers={resend.headers} label="Headers that went out" />
          )}
        </div>
      </Tabs.Panel>
    </Tabs.Root>
  );
}

type Answer = Extract<ResendOutcome, { state: "response" }>;
type View = "read" | "text" | "bytes";

interface BodyProps {
  id: number;
  outcome: Answer;
  goTo: ResponseTabsProps["goTo"];
}

/** JSON laid out or as it came, any other text as it is; and always its bytes. */
function Body({ id, outcome, goTo }: BodyProps) {
  const isJson = isJsonResponse(outcome);
  const readable = readableBody(outcome);
  const isText = outcome.body !== "";
  const views: { value: View; text: string }[] = [
    ...(isText && readable !== outcome.body ? [{ value: "read" as const, text: "Laid out" }] : []),
    ...(isText ? [{ value: "text" as const, text: isJson ? "As it came" : "Text" }] : []),
    { value: "bytes", text: "Bytes" },
  ];
  const [wanted, setWanted] = useState<View>("read");
  const view = views.find(({ value }) => value === wanted)?.value ?? views[0]?.value ?? "bytes";
  useEffect(() => {
    if (goTo !== null) setWanted("read");
  }, [goTo]);
  const fetchBytes = useCallback((start: number, len: number) => responseBytes(id, start, len), [id]);
  const note = bodyNote(outcome);
  if (outcome.size === 0) return <Empty title="Empty body">The answer has no body.</Empty>;
  return (
    <>
      {note !== null && <p className={styles.sent}>{note}</p>}
      {views.length > 1 && (
        <div className={styles.views}>
          <Segments label="View of the body" value={view} options={views} onChange={setWanted} />
        </div>
      )}
      {view === "bytes" ? (
        <HexBody
          fetchBytes={fetchBytes}
          size={outcome.kept}
          label="Bytes of the response"
          testId="response-bytes"
        />
      ) : (
        <CodeView
          text={view === "read" ? readable : outcome.body}
          json={isJson}
          label="Response body"
          testId="response-body"
          goTo={goTo}
        />
      )}
    </>
  );
}
