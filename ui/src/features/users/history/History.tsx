// The history of one user: the events on the left, and the comparison of two of them on the right.
import { useQuery } from "@tanstack/react-query";
import { Panel } from "react-resizable-panels";
import { useAction } from "@/actions/Actions";
import { Divider } from "@/components/Divider";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNote } from "@/components/ErrorNote";
import { Panes } from "@/components/Panes";
import { Skeleton } from "@/components/Skeleton";
import { Stack } from "@/components/Stack";
import { MAIN_SENDER } from "@/format/senders";
import { visibleText } from "@/format/visible";
import { userLifeQuery } from "@/lib/queries";
import { displayName, shortId } from "@/lib/users/names";
import { HistoryHead } from "./HistoryHead";
import { Span } from "./Span";
import { TimeLine } from "./TimeLine";
import { useHistory } from "./useHistory";
import { useHistoryPoints } from "./useHistoryPoints";
import { useNewEntries } from "./useNewEntries";

interface HistoryProps {
  user: string;
  /** The event that the history was opened from. B starts at this event. */
  event: number | null;
  /** Opens an event in the inbox. */
  onEvent: (id: number) => void;
  onBack: () => void;
}

/** A window of at least this width, in pixels, starts with a wide timeline. */
const MIN_WIDE_WINDOW = 1240;

export function History({ user, event, onEvent, onBack }: HistoryProps) {
  const state = useHistory(user);
  const { total, error } = state;
  const { points, notice, moves } = useHistoryPoints(state, event);
  const fresh = useNewEntries(state.added);
  const life = useQuery(userLifeQuery(user));
  useAction("back", onBack);
  const row = life.data?.user;
  const name = row === undefined ? shortId(user) : displayName(row);
  return (
    <Stack
      as="section"
      full
      ground="pane"
      aria-label={`History of ${visibleText(name)}`}
      data-testid="history"
      data-user={user}
    >
      <Panes name="history">
        <Panel
          id="pane-time"
          defaultSize={window.innerWidth >= MIN_WIDE_WINDOW ? "440px" : "312px"}
          minSize="260px"
          maxSize="720px"
        >
          <Stack full>
            <HistoryHead user={user} name={name} total={total} fresh={fresh} onBack={onBack} />
            {error !== null && (
              <Stack pad="4">
                <ErrorNote error={error} retry={state.retry} />
              </Stack>
            )}
            {total === 0 && <EmptyState title="No events">No stored event names this user.</EmptyState>}
            {points === null || total === null ? (
              error === null && total !== 0 && <Skeleton lines={9} label="Loading the history" />
            ) : (
              <TimeLine
                state={state}
                total={total}
                vendor={row?.vendor ?? MAIN_SENDER}
                points={points}
                moves={moves}
                onEvent={onEvent}
                onTopChange={fresh.onTopChange}
              />
            )}
          </Stack>
        </Panel>
        <Divider label="Timeline width" />
        <Panel id="pane-span" minSize="320px">
          {points !== null && total !== null && (
            <Span
              user={user}
              state={state}
              total={total}
              points={points}
              life={life}
              notice={notice}
              moves={moves}
              onEvent={onEvent}
            />
          )}
        </Panel>
      </Panes>
    </Stack>
  );
}
