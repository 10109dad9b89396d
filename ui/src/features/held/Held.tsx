// Events whose senders wait until a person decides: the one with the soonest end is shown first, and one key decides.
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useAction } from "@/actions/Actions";
import { isTyping } from "@/actions/keymap";
import { Button } from "@/components/Button";
import { Icon } from "@/components/Icon";
import { Page } from "@/components/Page";
import { Visible } from "@/components/Visible";
import { typeName } from "@/format/event";
import { counted } from "@/format/size";
import { automaticAfter, type HeldEvent, spanWord } from "@/lib/held/clock";
import { useHeldNow } from "@/lib/held/useHeld";
import { Desk } from "./Desk";
import styles from "./Held.module.css";
import { HeldList } from "./HeldList";
import { Nothing } from "./Nothing";

interface HeldProps {
  onEvent: (id: number) => void;
  onRules: () => void;
  onSettings: () => void;
  onBack: () => void;
}

const named = (row: HeldEvent) => {
  const { stem, last } = typeName(row);
  return `${stem}${last}`;
};

export function Held({ onEvent, onRules, onSettings, onBack }: HeldProps) {
  const held = useHeldNow();
  const [chosen, setChosen] = useState<HeldEvent | null>(held[0] ?? null);
  const [told, setTold] = useState<{ event: number; what: string } | null>(null);
  /** Answered here, and not gone from the list yet. */
  const [answered, setAnswered] = useState<ReadonlySet<number>>(new Set());
  const waiting = held.filter(({ event_id }) => !answered.has(event_id));
  const there = waiting.filter(({ gone }) => !gone).length;
  const current = waiting.find(({ event_id }) => event_id === chosen?.event_id);
  const shown = current ?? chosen;
  const over = shown !== null && (current === undefined || current.gone);
  // What is shown stays, also when its wait is over: the next key must not decide about another event.
  const first = waiting[0];
  useEffect(() => {
    if (current !== undefined) setChosen(current);
    else if (chosen === null && first !== undefined) setChosen(first);
  }, [current, chosen, first]);

  const here = waiting.findIndex(({ event_id }) => event_id === shown?.event_id);
  const go = (by: 1 | -1) => {
    const to = here < 0 ? 0 : Math.min(Math.max(here + by, 0), waiting.length - 1);
    const next = waiting[to];
    if (next !== undefined) setChosen(next);
  };
  const others = waiting.some(({ event_id }) => event_id !== shown?.event_id);
  useAction("next", others ? () => go(1) : null);
  useAction("previous", others ? () => go(-1) : null);

  const onAnswered = (row: HeldEvent, what: string) => {
    setAnswered((before) => new Set(before).add(row.event_id));
    setTold({ event: row.event_id, what: `${what}: ${named(row)}` });
    setChosen(waiting.find(({ event_id, gone }) => event_id !== row.event_id && !gone) ?? null);
    page.current?.focus();
  };
  const page = useRef<HTMLDivElement>(null);
  useEffect(() => page.current?.focus(), []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented || !isTyping(event.target as Element)) return;
    event.preventDefault();
    page.current?.focus();
  };
  const listed = over && shown !== null && here < 0 ? [shown, ...waiting] : waiting;
  return (
    <Page
      title="Held"
      about={there === 0 ? "nothing waits" : counted(there, "event waits", "events wait")}
      testId="held"
      onBack={onBack}
      actions={
        told !== null && (
          <span className={styles.told} data-testid="held-told">
            <Icon name="check" />
            <Visible text={told.what} />
            <Button size="small" onClick={() => onEvent(told.event)}>
              Show the event
            </Button>
          </span>
        )
      }
    >
      <p className="sr" role="status">
        {told !== null && `${told.what}. `}
        {shown !== null &&
          !over &&
          `${named(shown)} is held. ${spanWord(automaticAfter(shown))} to decide. ${counted(there, "event waits", "events wait")}.`}
      </p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Escape leaves a field in it. */}
      <div ref={page} className={styles.page} tabIndex={-1} onKeyDown={onKeyDown}>
        {shown === null ? (
          <Nothing onRules={onRules} onSettings={onSettings} />
        ) : (
          <>
            {listed.length > 1 && (
              <HeldList
                rows={listed}
                chosen={shown.event_id}
                onChoose={(event) => setChosen(listed.find(({ event_id }) => event_id === event) ?? null)}
              />
            )}
            <Desk
              key={shown.event_id}
              row={shown}
              over={over}
              onNext={others ? () => go(1) : null}
              onAnswered={onAnswered}
              onEvent={onEvent}
              onRules={onRules}
              onSettings={onSettings}
            />
          </>
        )}
      </div>
    </Page>
  );
}
