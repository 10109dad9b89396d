// The tabs of a result: the response body, the response headers and the request headers.
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useCallback, useEffect, useState } from "react";
import { CodeView } from "@/components/CodeView";
import { EmptyState } from "@/components/EmptyState";
import { HeaderTable } from "@/components/HeaderTable";
import { SegmentedControl } from "@/components/SegmentedControl";
import { Stack } from "@/components/Stack";
import { type Tab, Tabs } from "@/components/Tabs";
import { sizeOf } from "@/format/size";
import { responseBytes } from "@/ipc/bindings/commands";
import type { ResendOutcome, ResendView } from "@/ipc/types";
import { HexBody } from "@/lib/body/HexBody";
import { MaskedNote } from "@/lib/masking/MaskedNote";
import { revealedResendQuery } from "@/lib/queries";
import { bodyNote, isJsonResponse, readableBody } from "./ResponseParts";

type Part = "body" | "headers" | "sent";

interface ResponseTabsProps {
  resend: ResendView;
  goTo: { pointer: string } | null;
}

export function ResponseTabs({ resend, goTo }: ResponseTabsProps) {
  const [revealed, setRevealed] = useState<number | null>(null);
  const reveal = revealed === resend.id;
  const withSecrets = useQuery(revealedResendQuery(reveal ? resend.id : null)).data;
  const shown = reveal ? (withSecrets ?? resend) : resend;
  const { outcome } = shown;
  const note = (
    <MaskedNote
      withoutKey
      masked={resend.masked}
      masking={{ reveal, onReveal: (reveal) => setRevealed(reveal ? resend.id : null) }}
    />
  );
  const answered = outcome.state === "response";
  const [tab, setTab] = useState<Part>(answered ? "body" : "sent");
  useEffect(() => {
    if (goTo !== null) setTab("body");
  }, [goTo]);
  const tabs: Tab<Part>[] = [];
  if (answered)
    tabs.push(
      {
        value: "body",
        title: <Counted name="Body" count={sizeOf(outcome.size)} />,
        panel: () => <Body id={resend.id} outcome={outcome} goTo={goTo} />,
      },
      {
        value: "headers",
        title: <Counted name="Headers" count={outcome.headers.length} />,
        panel: () => <Headers headers={outcome.headers} label="Response headers" note={note} />,
      },
    );
  tabs.push({
    value: "sent",
    title: <Counted name="Sent" count={sizeOf(resend.size)} />,
    panel: () =>
      resend.headers.length === 0 ? (
        <EmptyState title="No request headers stored" />
      ) : (
        <Headers headers={shown.headers} label="Sent headers" note={note} />
      ),
  });
  return <Tabs label="Parts of the response" value={tab} tabs={tabs} onChange={setTab} />;
}

const Counted = ({ name, count }: { name: string; count: string | number }) => (
  <>
    {name}
    <span>{count}</span>
  </>
);

interface HeadersProps {
  headers: ResendView["headers"];
  label: string;
  note: ReactNode;
}

const Headers = ({ headers, label, note }: HeadersProps) => (
  <Stack scroll>
    {note}
    <HeaderTable headers={headers} label={label} />
  </Stack>
);

type Answer = Extract<ResendOutcome, { state: "response" }>;
type View = "read" | "text" | "bytes";

interface BodyProps {
  id: number;
  outcome: Answer;
  goTo: ResponseTabsProps["goTo"];
}

/** Shows JSON indented or as received, other text as received, and every body as bytes. */
function Body({ id, outcome, goTo }: BodyProps) {
  const isJson = isJsonResponse(outcome);
  const readable = readableBody(outcome);
  const isText = outcome.body !== "";
  const views: { value: View; text: string }[] = [
    ...(isText && readable !== outcome.body ? [{ value: "read" as const, text: "Pretty" }] : []),
    ...(isText ? [{ value: "text" as const, text: isJson ? "Original" : "Text" }] : []),
    { value: "bytes", text: "Bytes" },
  ];
  const [chosen, setChosen] = useState<View>("read");
  const view = views.find(({ value }) => value === chosen)?.value ?? views[0]?.value ?? "bytes";
  useEffect(() => {
    if (goTo !== null) setChosen("read");
  }, [goTo]);
  const fetchBytes = useCallback((start: number, len: number) => responseBytes({ id, start, len }), [id]);
  const note = bodyNote(outcome);
  if (outcome.size === 0) return <EmptyState title="Empty body">The response has no body.</EmptyState>;
  return (
    <>
      {note !== null && (
        <Stack as="p" rigid padX="4" padBottom="2" tone="soft">
          {note}
        </Stack>
      )}
      {views.length > 1 && (
        <Stack row rigid pad="1" padX="3">
          <SegmentedControl label="Body view" value={view} options={views} onChange={setChosen} />
        </Stack>
      )}
      {view === "bytes" ? (
        <HexBody fetchBytes={fetchBytes} size={outcome.kept} label="Response bytes" />
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
