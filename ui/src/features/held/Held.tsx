// The page of held events, whose senders wait for a decision. It opens on the event with the
// earliest deadline; each decision is one key.
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useAction } from "@/actions/Actions";
import { isTyping } from "@/actions/keymap";
import { Button } from "@/components/Button";
import { Icon } from "@/components/Icon";
import { Page } from "@/components/Page";
import { Stack } from "@/components/Stack";
import { UntrustedText } from "@/components/UntrustedText";
import { typeName } from "@/format/event";
import { counted } from "@/format/size";
import { automaticAfter, durationLabel, type HeldEvent } from "@/lib/held/clock";
import styles from "./Held.module.css";
import { HeldEmpty } from "./HeldEmpty";
import { HeldEventPane } from "./HeldEventPane";
import { HeldList } from "./HeldList";
import { useHeldSelection } from "./useHeldSelection";

interface HeldProps {
  onEvent: (id: number) => void;
  onRules: () => void;
  onSettings: () => void;
  onBack: () => void;
}

/** The outcome of the last event: its answer, or the end of its wait. */
interface Confirmation {
  event: number;
  text: string;
  /** Answered in this window. */
  ok: boolean;
}

const named = (row: HeldEvent) => {
  const { stem, last } = typeName(row);
  return `${stem}${last}`;
};

export function Held({ onEvent, onRules, onSettings, onBack }: HeldProps) {
  const [confirmation, setConfirmation] = useState<Confirmation | null>(null);
  const page = useRef<HTMLDivElement>(null);
  const hasFocus = () => page.current?.contains(document.activeElement) === true;
  const selection = useHeldSelection(
    () => hasFocus() && isTyping(document.activeElement),
    (left) => {
      setConfirmation({ event: left.event_id, text: `No longer held: ${named(left)}`, ok: false });
      if (hasFocus()) page.current?.focus();
    },
  );
  const { shown, over, listed, count, others, choose, go, advance } = selection;
  useAction("next", others ? () => go(1) : null);
  useAction("previous", others ? () => go(-1) : null);

  useEffect(() => page.current?.focus(), []);
  const onAnswered = (row: HeldEvent, done: string) => {
    advance(row.event_id);
    setConfirmation({ event: row.event_id, text: `${done}: ${named(row)}`, ok: true });
    page.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented || !isTyping(event.target as Element)) return;
    event.preventDefault();
    page.current?.focus();
    selection.leaveEnded();
  };
  const waiting = counted(count, "event waiting", "events waiting");
  return (
    <Page
      title="Held"
      about={count === 0 ? "none waiting" : waiting}
      testId="held"
      onBack={onBack}
      actions={
        confirmation !== null && (
          <Stack as="span" row inline gap="1h" tone="dim" data-testid="held-result">
            <Stack as="span" row inline {...(confirmation.ok ? { tone: "ok" } : {})}>
              <Icon name={confirmation.ok ? "check" : "clock"} size="text" />
            </Stack>
            <UntrustedText text={confirmation.text} />
            <Button size="small" onClick={() => onEvent(confirmation.event)}>
              Show event
            </Button>
          </Stack>
        )
      }
    >
      <p className="sr" role="status">
        {confirmation !== null && `${confirmation.text}. `}
        {shown !== null &&
          !over &&
          `${named(shown)} is held. ${durationLabel(automaticAfter(shown))} to decide. ${waiting}.`}
      </p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Escape leaves the focused field. */}
      <div ref={page} className={styles.page} tabIndex={-1} onKeyDown={onKeyDown}>
        {shown === null ? (
          <HeldEmpty onRules={onRules} onSettings={onSettings} />
        ) : (
          <>
            {listed.length > 1 && (
              <HeldList rows={listed} chosen={shown.event_id} onChoose={choose} onEvent={onEvent} />
            )}
            <HeldEventPane
              key={shown.event_id}
              row={shown}
              over={over}
              openWay={selection.openWay}
              onNext={selection.toNext}
              canReuse={selection.canReuse}
              onReuse={selection.reuse}
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
