// The history of one user: the events on the left, and on the right the difference between two of them.
import { useQuery } from "@tanstack/react-query";
import { Group, Panel } from "react-resizable-panels";
import { useAction } from "@/actions/Actions";
import { Divider } from "@/components/Divider";
import { Empty } from "@/components/Empty";
import { Skeleton } from "@/components/Skeleton";
import { Stack } from "@/components/Stack";
import { TroubleNote } from "@/components/TroubleNote";
import { MAIN_SENDER } from "@/format/senders";
import { visibleText } from "@/format/visible";
import { calledOf, shortId } from "@/lib/people/names";
import { userLifeQuery } from "@/lib/queries";
import styles from "./History.module.css";
import { HistoryHead } from "./HistoryHead";
import { Span } from "./Span";
import { TimeLine } from "./TimeLine";
import { useHistory } from "./useHistory";
import { useHistoryPoints } from "./useHistoryPoints";
import { useNewEntries } from "./useNewEntries";

interface HistoryProps {
  user: string;
  /** The event that led here, where B stands at first. */
  event: number | null;
  /** Opens an event in the inbox. */
  onEvent: (id: number) => void;
  onBack: () => void;
}

/** The width of the window from which on the time line is wide. */
const WIDE = 1240;

export function History({ user, event, onEvent, onBack }: HistoryProps) {
  const state = useHistory(user);
  const { total, error } = state;
  const { points, notice, moves } = useHistoryPoints(state, event);
  const fresh = useNewEntries(state.added);
  const life = useQuery(userLifeQuery(user));
  useAction("back", onBack);
  const who = life.data?.user;
  const name = who === undefined ? shortId(user) : calledOf(who);
  return (
    <section
      className={styles.history}
      aria-label={`History of ${visibleText(name)}`}
      data-testid="history"
      data-user={user}
    >
      <Group orientation="horizontal">
        <Panel
          id="pane-time"
          defaultSize={window.innerWidth >= WIDE ? "440px" : "312px"}
          minSize="260px"
          maxSize="720px"
          groupResizeBehavior="preserve-pixel-size"
        >
          <Stack tall>
            <HistoryHead user={user} name={name} total={total} fresh={fresh} onBack={onBack} />
            {error !== null && (
              <Stack pad="4">
                <TroubleNote error={error} retry={state.retry} />
              </Stack>
            )}
            {total === 0 && <Empty title="No events">Nothing that is stored is about this user.</Empty>}
            {points === null || total === null ? (
              error === null && total !== 0 && <Skeleton lines={9} label="Loading the history" />
            ) : (
              <TimeLine
                state={state}
                total={total}
                vendor={who?.vendor ?? MAIN_SENDER}
                points={points}
                moves={moves}
                onPlace={fresh.onPlace}
              />
            )}
          </Stack>
        </Panel>
        <Divider label="Width of the time line" />
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
      </Group>
    </section>
  );
}
