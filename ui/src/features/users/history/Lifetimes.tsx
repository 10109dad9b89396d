// The identities and sessions of a user, with the start and end of each, as text and as a bar.
// Active ones come first.
import { EmptyState } from "@/components/EmptyState";
import { Icon } from "@/components/Icon";
import { ScrollArea } from "@/components/ScrollArea";
import { Stack } from "@/components/Stack";
import { UntrustedText } from "@/components/UntrustedText";
import { counted } from "@/format/size";
import { fullInstant, momentOf } from "@/format/time";
import { visibleText } from "@/format/visible";
import type { Lifetime, UserLifetimes } from "@/ipc/types";
import { ENDED, STARTED, THINGS, thingName } from "./entry-labels";
import styles from "./Lifetimes.module.css";
import { type Bar, barsOf } from "./lifetime-bars";

interface LifetimesProps {
  life: UserLifetimes;
  /** Moves B to an event. */
  onEvent: (id: number) => void;
}

const percent = (fraction: number) => `${(fraction * 100).toFixed(2)}%`;

export function Lifetimes({ life, onEvent }: LifetimesProps) {
  const { spans, user, omitted, looked_at } = life;
  if (spans.length === 0)
    return (
      <EmptyState title="No identities or sessions">
        None of the {counted(looked_at, "event")} searched contains an identity or a session.
      </EmptyState>
    );
  const bars = barsOf(spans, user.last_received_at);
  return (
    <ScrollArea label="Identities and sessions">
      <table className={styles.lifetimes} data-testid="life">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {spans.map((span, at) => (
            <SpanRow key={`${span.thing} ${span.id}`} span={span} bar={bars[at]} onEvent={onEvent} />
          ))}
        </tbody>
      </table>
      <Stack as="p" pad="2" padX="4" tone="soft">
        Based on {counted(looked_at, "event")}
        {looked_at < user.events && `, the newest of ${counted(user.events, "event")}`}.
        {omitted > 0 && ` ${counted(omitted, "more identity or session", "more identities and sessions")}.`}
      </Stack>
    </ScrollArea>
  );
}

interface SpanRowProps {
  span: Lifetime;
  bar: Bar | undefined;
  onEvent: (id: number) => void;
}

function SpanRow({ span, bar, onEvent }: SpanRowProps) {
  const active = span.went === null;
  const hasStart = span.came !== null && span.came_at !== null;
  return (
    <tr data-testid="life-span" data-active={active}>
      <th scope="row" title={visibleText(span.id)}>
        <Icon size="text" name={span.thing === "session" ? "key" : span.thing} />
        <span>
          <UntrustedText text={thingName(span)} />
          <i>{THINGS[span.thing]}</i>
        </span>
      </th>
      <td>
        <i>{hasStart ? STARTED[span.thing] : "first seen"}</i>
        <At id={span.came ?? span.first_seen} at={span.came_at ?? span.first_seen_at} onEvent={onEvent} />
      </td>
      <td>
        <i>{active ? "active, last seen" : ENDED[span.thing]}</i>
        <At id={span.went ?? span.last_seen} at={span.went_at ?? span.last_seen_at} onEvent={onEvent} />
      </td>
      <td className={styles.span} aria-hidden="true">
        {bar !== undefined && (
          <span>
            <i
              className={styles.seen}
              data-open={!hasStart || undefined}
              style={{ left: percent(bar.from), width: percent(bar.seen - bar.from) }}
            />
            {active && (
              <i
                className={styles.after}
                style={{ left: percent(bar.seen), width: percent(bar.to - bar.seen) }}
              />
            )}
          </span>
        )}
      </td>
    </tr>
  );
}

function At({ id, at, onEvent }: { id: number; at: string; onEvent: (id: number) => void }) {
  return (
    <button type="button" title={`${fullInstant(at)}\nMove B to this event`} onClick={() => onEvent(id)}>
      <time dateTime={at}>{momentOf(at, new Date())}</time>
    </button>
  );
}
