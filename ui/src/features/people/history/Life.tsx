// The identities and sessions of a user, with the time from when to when each existed, in words and as a bar. Those that
// still exist come first.
import { Empty } from "@/components/Empty";
import { Icon } from "@/components/Icon";
import { Scroll } from "@/components/Scroll";
import { Stack } from "@/components/Stack";
import { Visible } from "@/components/Visible";
import { counted } from "@/format/size";
import { fullInstant, momentOf } from "@/format/time";
import { visibleText } from "@/format/visible";
import type { LifeSpan, UserLife } from "@/ipc/types";
import { THINGS, thingName } from "./entry-words";
import styles from "./Life.module.css";
import { type Bar, barsOf } from "./life-spans";

interface LifeProps {
  life: UserLife;
  /** Puts B on an event. */
  onEvent: (id: number) => void;
}

const percent = (fraction: number) => `${(fraction * 100).toFixed(2)}%`;

export function Life({ life, onEvent }: LifeProps) {
  const { spans, user, omitted, looked_at } = life;
  if (spans.length === 0)
    return (
      <Empty title="No identities or sessions">
        None of the {counted(looked_at, "event")} looked through tells of one.
      </Empty>
    );
  const bars = barsOf(spans, user.last_received_at);
  return (
    <Scroll label="Identities and sessions">
      <table className={styles.life} data-testid="life">
        <thead>
          <tr>
            <th scope="col">What</th>
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
        From {counted(looked_at, "event")} that were looked through
        {looked_at < user.events && `, the newest of ${counted(user.events, "event")}`}.
        {omitted > 0 && ` ${counted(omitted, "identity or session", "identities and sessions")} more.`}
      </Stack>
    </Scroll>
  );
}

interface SpanRowProps {
  span: LifeSpan;
  bar: Bar | undefined;
  onEvent: (id: number) => void;
}

function SpanRow({ span, bar, onEvent }: SpanRowProps) {
  const there = span.went === null;
  const came = span.came !== null && span.came_at !== null;
  return (
    <tr data-testid="life-span" data-there={there}>
      <th scope="row" title={visibleText(span.id)}>
        <Icon size="text" name={span.thing === "session" ? "key" : span.thing} />
        <span>
          <Visible text={thingName(span)} />
          <i>{THINGS[span.thing]}</i>
        </span>
      </th>
      <td>
        <i>{came ? "came" : "first seen"}</i>
        <At id={span.came ?? span.first_seen} at={span.came_at ?? span.first_seen_at} onEvent={onEvent} />
      </td>
      <td>
        <i>{there ? "there, last seen" : "went"}</i>
        <At id={span.went ?? span.last_seen} at={span.went_at ?? span.last_seen_at} onEvent={onEvent} />
      </td>
      <td className={styles.span} aria-hidden="true">
        {bar !== undefined && (
          <span>
            <i
              className={styles.seen}
              data-open={!came || undefined}
              style={{ left: percent(bar.from), width: percent(bar.seen - bar.from) }}
            />
            {there && (
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
    <button type="button" title={`${fullInstant(at)}\nPuts B on this event`} onClick={() => onEvent(id)}>
      <time dateTime={at}>{momentOf(at, new Date())}</time>
    </button>
  );
}
