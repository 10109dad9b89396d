// The parts of one event: a header, and the tabs below it. Set the event's id as the `key`, so that
// another event starts with fresh state.
import { type ReactNode, useEffect, useState } from "react";
import { useAction } from "@/actions/Actions";
import { PaneBoundary } from "@/components/PaneBoundary";
import { Stack } from "@/components/Stack";
import { Tabs } from "@/components/Tabs";
import { isBlocking } from "@/format/senders";
import type { EventDetail } from "@/ipc/types";
import type { ComparisonState } from "@/lib/comparison/useComparison";
import { EventUserContext } from "@/lib/filter-by-value/filter-terms";
import type { Masking } from "@/lib/masking/masking";
import { Resends } from "@/lib/resends/Resends";
import { Answer } from "./answer/Answer";
import { AnswerBench } from "./answer/AnswerBench";
import { Changes } from "./changes/Changes";
import { DetailHead } from "./DetailHead";
import { FINDINGS_ID } from "./findings/labels";
import { Headers } from "./headers/Headers";
import { Payload } from "./payload/Payload";
import { Raw } from "./raw/Raw";
import { countsOf, TAB_NAMES, TABS, type TabName } from "./tabs";
import { useTab } from "./useTab";

interface PartsProps {
  event: EventDetail;
  /** The comparison for the Changes tab. */
  changes: ComparisonState;
  masking: Masking;
  onEdit: (id: number) => void;
  onEvent: (id: number) => void;
}

export function Parts({ event, changes, masking, onEdit, onEvent }: PartsProps) {
  const { row } = event;
  const { tab, choose, visit } = useTab(event.comparable, changes.differ);
  const toFindings = useFindingsFocus(visit);
  const hasMasked = event.masked.length + event.masked_head.length > 0;
  useAction("reveal", hasMasked ? () => masking.onReveal(!masking.reveal) : null);
  useAction("findings", event.findings.length > 0 ? toFindings : null);
  useAction("edit", () => onEdit(row.id));
  const changed = changes.shown !== null && !changes.busy ? changes.shown.compared.changes : null;
  const counts = countsOf(event, changed);
  const raw = () => <Raw event={event} masking={masking} />;
  const parts: Record<TabName, () => ReactNode> = {
    changes: () => <Changes event={row} state={changes} onEvent={onEvent} />,
    payload: () => <Payload event={event} masking={masking} onEvent={onEvent} />,
    headers: () => <Headers event={event} masking={masking} />,
    answer: () => (
      <Answer
        answer={event.answer}
        bench={isBlocking(row) ? <AnswerBench key={row.id} event={row.id} /> : null}
      />
    ),
    resends: () => <Resends event={row.id} onEdit={() => onEdit(row.id)} />,
    raw,
  };
  return (
    <EventUserContext value={row.user_id}>
      <Stack fill>
        <DetailHead
          event={event}
          reveal={masking.reveal}
          onEdit={() => onEdit(row.id)}
          onAllFindings={toFindings}
        />
        <Tabs
          label="Parts of the event"
          value={tab}
          tabs={TABS.map((name) => ({
            value: name,
            title: <Title name={name} count={counts[name]} />,
            panel: () => (
              <PaneBoundary
                key={`${row.id} ${name}`}
                name={TAB_NAMES[name]}
                event={row.id}
                {...(name === "raw" ? {} : { raw })}
              >
                {parts[name]()}
              </PaneBoundary>
            ),
            testId: `tab-${name}`,
          }))}
          onChange={choose}
        />
      </Stack>
    </EventUserContext>
  );
}

const Title = ({ name, count }: { name: TabName; count: ReactNode }) => (
  <>
    {TAB_NAMES[name]}
    {count !== null && <span>{count}</span>}
  </>
);

/** Opens the tab with the findings and then moves the focus to them. */
function useFindingsFocus(visit: (tab: TabName) => void): () => void {
  const [requests, setRequests] = useState(0);
  useEffect(() => {
    if (requests > 0) document.getElementById(FINDINGS_ID)?.focus();
  }, [requests]);
  return () => {
    visit("payload");
    setRequests((n) => n + 1);
  };
}
