// The whole life of a user as one line, from the oldest event to the newest, with the points A and B on it. Few events
// have a dot each; of many, ticks tell how close they stand. The handles are dragged, or moved by keys.
import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { Visible } from "@/components/Visible";
import { dayWord, fullInstant, momentOf } from "@/format/time";
import { entryName, entryTold } from "./entry-words";
import type { Points } from "./points";
import styles from "./Track.module.css";
import { along, FEW, marksOf, nearest, tickStep, ticksOf } from "./track";
import type { HistoryState } from "./useHistory";

interface TrackProps {
  state: HistoryState;
  total: number;
  points: Points;
  onB: (distance: number) => void;
  onA: (distance: number) => void;
}

type Handle = "A" | "B";

const percent = (fraction: number) => `${(fraction * 100).toFixed(3)}%`;

export function Track({ state, total, points, onB, onA }: TrackProps) {
  const line = useRef<HTMLDivElement>(null);
  const dragged = useRef<Handle | null>(null);
  const handles = useRef<Partial<Record<Handle, HTMLElement | null>>>({});
  const { a, b } = points;
  const few = total <= FEW;
  const at = (distance: number) => ({ left: percent(along(distance, total)) });

  const distanceAt = (event: PointerEvent): number | null => {
    const box = line.current?.getBoundingClientRect();
    return box === undefined || box.width === 0
      ? null
      : nearest((event.clientX - box.left) / box.width, total);
  };
  const move = (handle: Handle, distance: number) => (handle === "A" ? onA(distance) : onB(distance));
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    const to = distanceAt(event);
    if (event.button !== 0 || to === null) return;
    const on = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-point]") : null;
    const grabbed = on?.dataset.point;
    const closer: Handle = !points.only && Math.abs(to - a) < Math.abs(to - b) ? "A" : "B";
    const handle = grabbed === "A" || grabbed === "B" ? grabbed : closer;
    dragged.current = handle;
    event.currentTarget.setPointerCapture(event.pointerId);
    event.preventDefault();
    handles.current[handle]?.focus({ preventScroll: true });
    if (grabbed === undefined) move(handle, to);
  };
  const onPointerMove = (event: PointerEvent) => {
    const to = distanceAt(event);
    if (dragged.current !== null && to !== null) move(dragged.current, to);
  };
  const drop = () => {
    dragged.current = null;
  };

  const onKeyDown = (handle: Handle) => (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.round(total / 10));
    const steps: Record<string, number> = {
      ArrowRight: 1,
      ArrowUp: 1,
      ArrowLeft: -1,
      ArrowDown: -1,
      PageUp: page,
      PageDown: -page,
      Home: -total,
      End: total,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    if (handle === "A" || event.shiftKey) onA(a + step);
    else onB(b + step);
    event.preventDefault();
    event.stopPropagation();
  };

  const now = new Date();
  const days = marksOf(total).map((distance) => {
    const entry = state.entry(distance);
    return { distance, day: entry === undefined ? "" : dayWord(entry.received_at, now) };
  });
  const dots = few ? Array.from({ length: total }, (_, distance) => distance) : ticksOf(total);
  const step = few ? 1 : tickStep(total);
  return (
    <div className={styles.track}>
      <Ends state={state} points={points} now={now} />
      <div
        className={styles.field}
        data-testid="history-track"
        data-few={few}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={drop}
        onPointerCancel={drop}
      >
        <div ref={line} className={styles.line}>
          <i
            className={styles.between}
            style={{ ...at(a), width: percent(along(b, total) - along(a, total)) }}
          />
          {dots.map((distance) => (
            <i
              key={distance}
              className={few ? styles.dot : styles.tick}
              style={at(distance)}
              data-within={(distance >= a && distance <= b) || undefined}
              data-break={(state.entry(distance)?.breaks.length ?? 0) > 0 || undefined}
            />
          ))}
          {(["A", "B"] as const).map((handle) => {
            const distance = handle === "A" ? a : b;
            const entry = state.entry(distance);
            return (
              <div
                key={handle}
                ref={(element) => {
                  handles.current[handle] = element;
                }}
                className={styles.handle}
                style={at(distance)}
                role="slider"
                tabIndex={0}
                aria-label={handle === "A" ? "A, the earlier event" : "B, the later event"}
                aria-orientation="horizontal"
                aria-valuemin={1}
                aria-valuemax={total}
                aria-valuenow={distance + 1}
                aria-valuetext={
                  entry === undefined ? `event ${distance + 1} of ${total}` : entryTold(entry, now)
                }
                data-point={handle}
                data-testid={`point-${handle}`}
                onKeyDown={onKeyDown(handle)}
              >
                <b>{handle}</b>
              </div>
            );
          })}
        </div>
      </div>
      <div className={styles.days} aria-hidden="true">
        {days.map(({ distance, day }, index) => (
          <span key={distance} style={at(distance)}>
            {index > 0 && days[index - 1]?.day === day ? "" : day}
          </span>
        ))}
        {step > 1 && <i>a tick is {step} events</i>}
      </div>
    </div>
  );
}

/** What A and B stand on. */
function Ends({ state, points, now }: { state: HistoryState; points: Points; now: Date }) {
  return (
    <div className={styles.ends}>
      {(["A", "B"] as const).map((handle) => {
        const entry = state.entry(handle === "A" ? points.a : points.b);
        if (entry === undefined) return <span key={handle} />;
        const name = entryName(entry);
        return (
          <span key={handle} data-testid={`end-${handle}`} title={fullInstant(entry.received_at)}>
            <b>{handle}</b> <Visible text={`${name.stem}${name.last}`} />{" "}
            <i>
              {momentOf(entry.received_at, now)}
              {entry.seq !== null && (
                <>
                  {" · seq "}
                  <Visible text={entry.seq} />
                </>
              )}
            </i>
          </span>
        );
      })}
    </div>
  );
}
