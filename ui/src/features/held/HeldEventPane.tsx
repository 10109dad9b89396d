// One held event: the time left, the facts about the event, and the cards to answer it.
import { useAction } from "@/actions/Actions";
import { ErrorNote } from "@/components/ErrorNote";
import { Skeleton } from "@/components/Skeleton";
import { isBlocking } from "@/format/senders";
import type { HeldEvent } from "@/lib/held/clock";
import { AnswerCards } from "./AnswerCards";
import { CountdownBar } from "./Countdown";
import { HeldEventHeader } from "./HeldEventHeader";
import { HeldEventNotes } from "./HeldEventNotes";
import { type Answers, useAnswers } from "./useAnswers";
import { useHeldDetail } from "./useHeldDetail";
import { useWay, type WayState } from "./useWay";

export interface HeldEventPaneProps {
  row: HeldEvent;
  /** The event is no longer held. */
  over: boolean;
  /** Goes to the next held event; null when there is none. */
  onNext: (() => void) | null;
  onAnswered: (row: HeldEvent, done: string) => void;
  onEvent: (id: number) => void;
  onRules: () => void;
  onSettings: () => void;
}

export function HeldEventPane(props: HeldEventPaneProps) {
  const { row, over, onEvent, onRules } = props;
  const event = useHeldDetail(row.event_id, over);
  const answers = useAnswers(row, over, props.onAnswered);
  const ways = useWay(isBlocking(row) ? "deny" : "custom");
  useHeldActions(row, answers, ways);
  useAction("heldRule", onRules);
  const { form } = answers;
  return (
    <>
      <CountdownBar row={row} over={over} />
      <HeldEventHeader row={row} over={over} event={event} answers={answers} ways={ways} />
      <HeldEventNotes {...props} event={event} answers={answers} />
      {form.error !== null && <ErrorNote error={form.error} retry={() => void form.refetch()} />}
      {form.data === undefined ? (
        <Skeleton lines={6} label="Loading the answer form" />
      ) : (
        <AnswerCards
          row={row}
          event={event}
          form={form.data}
          answers={answers}
          ways={ways}
          onEvent={onEvent}
        />
      )}
    </>
  );
}

function useHeldActions(row: HeldEvent, { possible, allow, send }: Answers, { way, open }: WayState) {
  const blocking = isBlocking(row);
  useAction("heldAllow", possible ? allow : null);
  useAction("heldDeny", blocking && possible ? () => open("deny") : null);
  useAction("heldMutate", blocking && possible ? () => open("change") : null);
  useAction("heldCustom", possible ? () => open("custom") : null);
  useAction("heldSend", possible ? () => send(way) : null);
}
