// The list pane: a header with the count and the button for new events, and the list below it. The bar
// of a selection is below the list, so that the rows stay in place when it appears.
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { Stack } from "@/components/Stack";
import { counted, countOf } from "@/format/size";
import { RecordScenario } from "@/lib/scenarios/RecordScenario";
import { ClearAll } from "./deletion/ClearAll";
import { EVENT_LIST_ID } from "./EventList";
import { InboxBody } from "./InboxBody";
import { ListHead } from "./ListHead";
import { PickBar } from "./PickBar";
import { type InboxProps, useInbox } from "./useInbox";
import type { ListingView } from "./useListing";

/** Tracks whether the newest row is visible, counts the rows added since, and scrolls to it. */
function useNewest(added: number) {
  const [atTop, setAtTop] = useState(true);
  const [seen, setSeen] = useState(0);
  const toTop = useRef<() => void>(() => undefined);
  const onTopChange = useCallback((isAtTop: boolean, go: () => void) => {
    toTop.current = go;
    setAtTop(isAtTop);
  }, []);
  useEffect(() => {
    if (atTop) setSeen(added);
    else setSeen((before) => Math.min(before, added));
  }, [atTop, added]);
  return { onTopChange, unseen: atTop ? 0 : Math.max(0, added - seen), show: () => toTop.current() };
}

function countText({ filter, total, counting, grouped }: ListingView, stored: number): ReactNode {
  const count = counting ? `${countOf(total)}+ …` : countOf(total);
  const noun = grouped ? "row" : "event";
  if (filter !== "") return `${count} of ${countOf(Math.max(stored, total))} match`;
  return counting ? `${count} ${noun}s` : counted(total, noun);
}

export function Inbox(props: InboxProps) {
  const { state, title, stored, selection, onSelect, onClearFilter, onBack } = props;
  const inbox = useInbox(props);
  const newest = useNewest(state.added);
  const { against, picks, removal } = inbox;
  // The user chooses the second event of a comparison in the list, so the list takes the focus.
  useEffect(() => {
    if (against !== null) document.getElementById(EVENT_LIST_ID)?.focus();
  }, [against]);
  return (
    <Stack
      as="section"
      tabIndex={-1}
      data-pane=""
      full
      ground="pane"
      style={{ outline: "none" }}
      aria-label="List of events"
      data-filter={state.filter}
    >
      <ListHead
        title={title}
        count={countText(state, stored)}
        slow={state.slow}
        unseen={newest.unseen}
        paused={state.paused}
        waiting={state.waiting}
        grouped={state.grouped}
        onBack={onBack}
        onNewest={newest.show}
        onPause={inbox.pause}
        more={inbox.menu}
      />
      <RecordScenario
        selection={inbox.recording.selection}
        onRecorded={() => {
          inbox.recording.close();
          props.onRecorded();
        }}
        onClose={inbox.recording.close}
      />
      <ClearAll open={inbox.clearing.open} stored={stored} onClose={inbox.clearing.close} />
      <InboxBody
        state={state}
        inbox={inbox}
        selection={selection}
        onSelect={onSelect}
        onClearFilter={onClearFilter}
        onTopChange={newest.onTopChange}
      />
      <PickBar
        against={against}
        picked={picks.count}
        busy={removal.busy}
        error={removal.error}
        onCompare={inbox.compare}
        onBulkResend={inbox.sendMany}
        onRecord={inbox.record}
        onStar={inbox.star}
        onDelete={removal.remove}
        onLeave={inbox.leave}
      />
    </Stack>
  );
}
