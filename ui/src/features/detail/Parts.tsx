// The parts of one event: its head, and the tabs below it.

import { type ReactNode, useEffect, useRef, useState } from "react";
import { useAction } from "@/actions/Actions";
import { Tabs } from "@/components/Tabs";
import { isBlocking } from "@/format/senders";
import { countOf, sizeOf } from "@/format/size";
import { ANSWER_STATE_WORDS } from "@/format/words";
import type { EventDetail } from "@/ipc/types";
import type { ComparisonState } from "@/lib/comparison/useComparison";
import type { Masking } from "@/lib/masking/masking";
import { AboutContext } from "@/lib/narrow/Narrow";
import { Resends } from "@/lib/resends/Resends";
import { Answer } from "./answer/Answer";
import { AnswerBench } from "./answer/AnswerBench";
import { Changes } from "./changes/Changes";
import styles from "./Detail.module.css";
import { DetailHead } from "./DetailHead";
import { Headers } from "./headers/Headers";
import { Payload } from "./payload/Payload";
import { Raw } from "./raw/Raw";
import { firstTab, TABS, type TabName, tabBeside } from "./tabs";

interface PartsProps {
  event: EventDetail;
  /** What it changed, compared. */
  changes: ComparisonState;
  masking: Masking;
  onEdit: (id: number) => void;
  onEvent: (id: number) => void;
}

/** To be drawn anew for another event. */
export function Parts({ event, changes, masking, onEdit, onEvent }: PartsProps) {
  const [tab, setTab] = useState<TabName>(firstTab(event.comparable));
  const { reveal, onReveal } = masking;
  const whole = useRef<HTMLDivElement>(null);
  const [led, setLed] = useState(0);
  const { row } = event;
  const changed = changes.shown !== null && !changes.busy ? changes.shown.compared.changes : null;
  const title: Record<TabName, ReactNode> = {
    changes: <>Changes{changed !== null && <span>{countOf(changed)}</span>}</>,
    payload: <>Payload{<span>{row.size === 0 ? "empty" : sizeOf(row.size)}</span>}</>,
    headers: <>Headers{<span>{event.headers.length}</span>}</>,
    answer: (
      <>
        Answer
        {
          <span>
            {event.answer === null
              ? "none"
              : (event.answer.status ?? ANSWER_STATE_WORDS[event.answer.state].toLowerCase())}
          </span>
        }
      </>
    ),
    resends: <>Resends{row.resends > 0 && <span>{row.resends}</span>}</>,
    raw: "Raw",
  };
  const part: Record<TabName, () => ReactNode> = {
    changes: () => <Changes event={row} state={changes} onEvent={onEvent} />,
    payload: () => <Payload event={event} masking={masking} onEvent={onEvent} />,
    headers: () => <Headers event={event} />,
    answer: () => (
      <Answer
        answer={event.answer}
        bench={isBlocking(row) ? <AnswerBench key={row.id} event={row.id} /> : null}
      />
    ),
    resends: () => <Resends event={row.id} onEdit={() => onEdit(row.id)} />,
    raw: () => <Raw event={event} masking={masking} />,
  };
  const toFindings = () => {
    setTab("payload");
    setLed((n) => n + 1);
  };
  // Once they are drawn.
  useEffect(() => {
    if (led > 0) whole.current?.querySelector<HTMLElement>('[data-testid="findings"]')?.focus();
  }, [led]);
  useAction("reveal", event.masked.length > 0 ? () => onReveal(!reveal) : null);
  useAction("findings", event.findings.length > 0 ? toFindings : null);
  useAction("edit", () => onEdit(row.id));
  useAction("tab1", () => setTab("changes"));
  useAction("tab2", () => setTab("payload"));
  useAction("tab3", () => setTab("headers"));
  useAction("tab4", () => setTab("answer"));
  useAction("tab5", () => setTab("resends"));
  useAction("tab6", () => setTab("raw"));
  useAction("nextTab", () => setTab(tabBeside(tab, 1)));
  useAction("previousTab", () => setTab(tabBeside(tab, -1)));
  return (
    <AboutContext value={row.user_id}>
      <div ref={whole} className={styles.whole}>
        <DetailHead event={event} reveal={reveal} onEdit={() => onEdit(row.id)} onAllFindings={toFindings} />
        <Tabs
          label="Parts of the event"
          value={tab}
          tabs={TABS.map((name) => ({
            value: name,
            title: title[name],
            panel: part[name],
            testId: `tab-${name}`,
          }))}
          onChange={setTab}
        />
      </div>
    </AboutContext>
  );
}
