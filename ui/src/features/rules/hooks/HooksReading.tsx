// What a hook section says: mistakes with their places, the handlers and what each gets, what arrives twice or nowhere.
import type { ReactNode } from "react";
import { Badge } from "@/components/Badge";
import { Button } from "@/components/Button";
import { Icon, type IconName } from "@/components/Icon";
import { Note } from "@/components/Note";
import { Scroll } from "@/components/Scroll";
import { Visible } from "@/components/Visible";
import { counted } from "@/format/size";
import type { HooksPlace, HooksView, HookView } from "@/ipc/types";
import styles from "./Hooks.module.css";

interface HooksReadingProps {
  view: HooksView;
  /** The type of the event that is chosen in the list. */
  chosen: string | null;
  onPlace: (place: HooksPlace) => void;
  onChain: (urls: string[]) => void;
}

const GLYPHS: Record<string, IconName> = { error: "cross", warning: "warn", information: "help" };
const WORDS: Record<string, string> = { error: "Error", warning: "Warning", information: "Note" };
const REACH: Record<string, string> = { deno: "runs inside Authgear", nowhere: "no URL of a webhook" };
const MOST_NAMED = 6;

export function HooksReading({ view, chosen, onPlace, onChain }: HooksReadingProps) {
  const { error } = view;
  const at = (place: HooksPlace) => (
    <button type="button" className={styles.place} onClick={() => onPlace({ ...place })}>
      line {place.line}, column {place.column}
    </button>
  );
  if (error !== null)
    return (
      <div className={styles.problem} data-testid="hooks-error">
        <Note tone="bad" alert title="This cannot be read">
          <Visible text={`${error.what.charAt(0).toUpperCase()}${error.what.slice(1)}`} />, at{" "}
          {at(error.place)}.
        </Note>
      </div>
    );
  const blocking = view.handlers.filter(({ handler }) => handler.kind === "blocking");
  return (
    <Scroll label="What the section says">
      <p className={styles.sum}>
        {counted(view.handlers.length, "handler")}, {blocking.length} of them blocking. Blocking ones have{" "}
        {view.each_ms / 1000} s each and {view.total_ms / 1000} s together.
      </p>
      {view.notes.length > 0 && (
        <ul className={styles.notes}>
          {view.notes.map((note) => (
            <li
              key={`${note.place.line} ${note.place.column} ${note.sentence}`}
              className={styles[note.severity]}
              data-testid="hooks-note"
            >
              <Icon name={GLYPHS[note.severity] ?? "help"} />
              <span>
                <b>{WORDS[note.severity] ?? note.severity}</b> <Visible text={note.sentence} />{" "}
                {at(note.place)}
              </span>
            </li>
          ))}
        </ul>
      )}
      {view.handlers.length > 0 && <h2 className={styles.heading}>Handlers</h2>}
      <ol className={styles.handlers}>
        {view.handlers.map((hook) => (
          <HandlerRow key={`${hook.handler.kind} ${hook.handler.number}`} hook={hook} at={at} />
        ))}
      </ol>
      {view.chains.length > 0 && (
        <>
          <h2 className={styles.heading}>Chains to try</h2>
          <ul className={styles.rows}>
            {view.chains.map(({ event_type, urls }) => (
              <li key={event_type} className={styles.chain}>
                <span>
                  <code>
                    <Visible text={event_type} />
                  </code>{" "}
                  <span className={styles.soft}>{counted(urls.length, "handler")} in turn</span>
                  {event_type === chosen && <Badge>the chosen event</Badge>}
                </span>
                <Button size="small" icon="play" data-testid="try-chain" onClick={() => onChain(urls)}>
                  Try this chain
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
      {view.twice.length > 0 && (
        <>
          <h2 className={styles.heading}>Arrives twice</h2>
          <ul className={styles.rows}>
            {view.twice.map(({ event_type, url, handlers, events }) => (
              <li key={`${event_type} ${url}`} data-testid="hooks-twice">
                <code>
                  <Visible text={event_type} />
                </code>{" "}
                at{" "}
                <code>
                  <Visible text={url} />
                </code>
                , by{" "}
                {handlers
                  .map((one) => view.handlers[one]?.handler)
                  .map((one) => (one === undefined ? "" : `${one.kind.replace("_", "-")} ${one.number}`))
                  .join(" and ")}
                <span className={styles.soft}> · {counted(events, "event")} here</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {view.unheard.length > 0 && (
        <>
          <h2 className={styles.heading}>Reaches no webhook</h2>
          <ul className={styles.rows}>
            {view.unheard.map(({ event_type, why, events }) => (
              <li key={event_type} data-testid="hooks-unheard">
                <code>
                  <Visible text={event_type} />
                </code>{" "}
                <Visible text={why} />
                {events > 0 && <span className={styles.soft}> · {counted(events, "event")} here</span>}
              </li>
            ))}
          </ul>
        </>
      )}
    </Scroll>
  );
}

function HandlerRow({ hook, at }: { hook: HookView; at: (place: HooksPlace) => ReactNode }) {
  const { handler, reach, gets, events } = hook;
  const stored = gets.filter((one) => one.events > 0).sort((one, other) => other.events - one.events);
  const named = stored.slice(0, MOST_NAMED);
  return (
    <li className={styles.handler} data-testid="hook">
      <p className={styles.head}>
        <Badge>{handler.kind === "blocking" ? "blocking" : "non-blocking"}</Badge>
        <b>
          <Visible text={handler.url} />
        </b>
        {REACH[reach] !== undefined && <Badge tone="wait">{REACH[reach]}</Badge>}
        <span className={styles.where}>{at(handler.place)}</span>
      </p>
      <p>
        <code>
          <Visible text={handler.events.map(({ name }) => name).join(", ")} />
        </code>
      </p>
      <p className={styles.soft}>
        {events === 0
          ? "Would have got none of the events stored here."
          : `Would have got ${counted(events, "event")} of those stored here: `}
        {named.map((one, place) => (
          <span key={one.event_type}>
            {place > 0 && ", "}
            <Visible text={one.event_type} /> {one.events}×
          </span>
        ))}
        {stored.length > named.length && `, and ${counted(stored.length - named.length, "more type")}`}
      </p>
    </li>
  );
}
