// The time and the number of events between A and B, and the actions on the event at B.
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { Spacer } from "@/components/Stack";
import { Text } from "@/components/Text";
import { counted } from "@/format/size";
import { elapsedOf } from "@/format/time";
import styles from "./History.module.css";
import { isSpan, type Points } from "./points";
import type { HistoryState } from "./useHistory";

interface SpanHeadProps {
  state: HistoryState;
  points: Points;
  onOnly: (only: boolean) => void;
  onEvent: (id: number) => void;
}

export function SpanHead({ state, points, onOnly, onEvent }: SpanHeadProps) {
  const a = state.entry(points.a);
  const b = state.entry(points.b);
  const openEvent = b === undefined ? null : () => onEvent(b.id);
  useAction("onlyThis", () => onOnly(!points.only));
  useAction("openEvent", openEvent);
  const events = counted(isSpan(points) ? points.b - points.a : 1, "event");
  return (
    <div className={styles.head}>
      <h2>Between A and B</h2>
      <Text tone="soft" data-testid="span">
        {a !== undefined && b !== undefined && isSpan(points)
          ? `${elapsedOf(a.received_at, b.received_at)} · ${events}`
          : events}
      </Text>
      <Spacer />
      <Button
        size="small"
        aria-pressed={points.only}
        title="Compare the event at B with the event before it, also after B moves"
        onClick={() => onOnly(!points.only)}
      >
        Only this event
      </Button>
      <Button
        size="small"
        action="openEvent"
        disabled={openEvent === null}
        data-testid="open-event"
        title="Open the event at B in the inbox"
        onClick={() => openEvent?.()}
      >
        Open event
      </Button>
    </div>
  );
}
