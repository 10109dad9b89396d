// One held event: the time that is left, what is known about the event, and the ways to answer it.
import { useAction } from "@/actions/Actions";
import { Skeleton } from "@/components/Skeleton";
import { TroubleNote } from "@/components/TroubleNote";
import { isBlocking } from "@/format/senders";
import type { HeldEvent } from "@/lib/held/clock";
import { Fuse } from "./Countdown";
import { DeskCards } from "./DeskCards";
import { DeskHead } from "./DeskHead";
import { DeskNotes } from "./DeskNotes";
import { type Answers, useAnswers } from "./useAnswers";
import { useHeldDetail } from "./useHeldDetail";
import { useWay, type WayState } from "./useWay";

export interface DeskProps {
  row: HeldEvent;
  /** It is no longer held. */
  over: boolean;
  /** Goes to the next held event; null when there is none. */
  onNext: (() => void) | null;
  onAnswered: (row: HeldEvent, done: string) => void;
  onEvent: (id: number) => void;
  onRules: () => void;
  onSettings: () => void;
}

export function Desk(props: DeskProps) {
  const { row, over, onEvent, onRules } = props;
  const event = useHeldDetail(row.event_id, over);
  const answers = useAnswers(row, over, props.onAnswered);
  const ways = useWay(isBlocking(row) ? "deny" : "custom");
  useDeskActions(row, answers, ways);
  useAction("heldRule", onRules);
  const { form } = answers;
  return (
    <>
      <Fuse row={row} over={over} />
      <DeskHead row={row} over={over} event={event} answers={answers} ways={ways} />
      <DeskNotes {...props} event={event} answers={answers} />
      {form.error !== null && <TroubleNote error={form.error} retry={() => void form.refetch()} />}
      {form.data === undefined ? (
        <Skeleton lines={6} label="Loading what an answer may hold" />
      ) : (
        <DeskCards row={row} event={event} form={form.data} answers={answers} ways={ways} onEvent={onEvent} />
      )}
    </>
  );
}

function useDeskActions(row: HeldEvent, { possible, allow, send }: Answers, { way, open }: WayState) {
  const blocking = isBlocking(row);
  useAction("heldAllow", possible ? allow : null);
  useAction("heldDeny", blocking && possible ? () => open("deny") : null);
  useAction("heldMutate", blocking && possible ? () => open("change") : null);
  useAction("heldCustom", possible ? () => open("custom") : null);
  useAction("heldSend", possible ? () => send(way) : null);
}
