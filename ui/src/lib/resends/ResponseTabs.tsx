// The tabs of a result: the response body, the response headers and the request headers.
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useCallback, useEffect, useState } from "react";
import { EmptyState } from "@/components/EmptyState";
import { HeaderTable } from "@/components/HeaderTable";
import { Stack } from "@/components/Stack";
import { type Tab, Tabs } from "@/components/Tabs";
import { sizeOf } from "@/format/size";
import { responseBytes } from "@/ipc/bindings/commands";
import type { ResendOutcome, ResendView } from "@/ipc/types";
import { BodyView } from "@/lib/body/BodyView";
import { HexBody } from "@/lib/body/HexBody";
import { MaskedNote } from "@/lib/masking/MaskedNote";
import { revealedResendQuery } from "@/lib/queries";
import { bodyNote, isJsonResponse } from "./ResponseParts";

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
interface BodyProps {
  id: number;
  outcome: Answer;
  goTo: ResponseTabsProps["goTo"];
}

function Body({ id, outcome, goTo }: BodyProps) {
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
      <BodyView
        text={outcome.body}
        json={isJsonResponse(outcome)}
        label="Response body"
        testId="response-body"
        goTo={goTo}
        bytes={() => <HexBody fetchBytes={fetchBytes} size={outcome.kept} label="Response bytes" />}
      />
    </>
  );
}
