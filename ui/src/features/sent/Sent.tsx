// The page of all resends, newest first, with the result of the selected resend beside the list.
import { Panel } from "react-resizable-panels";
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { Divider } from "@/components/Divider";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNote } from "@/components/ErrorNote";
import { ListBox } from "@/components/ListBox";
import { Page } from "@/components/Page";
import { Panes } from "@/components/Panes";
import { Skeleton } from "@/components/Skeleton";
import { Stack } from "@/components/Stack";
import { useDebouncedValue } from "@/components/useDebouncedValue";
import { counted } from "@/format/size";
import type { SentRow } from "@/ipc/types";
import { Result } from "@/lib/resends/Response";
import styles from "./Sent.module.css";
import { SentListRow, sentDomId } from "./SentListRow";
import { usePicked } from "./usePicked";
import { useResult, useSentList } from "./useSent";
import { ROW_HEIGHT, useSentChoice } from "./useSentChoice";
import { useSentMenu } from "./useSentMenu";

const DEBOUNCE_DELAY = 80;

interface SentProps {
  /** Opens the event of a resend as a draft, with the result of the resend. */
  onOpen: (row: SentRow) => void;
  /** Shows the event of a resend in the inbox. */
  onEvent: (id: number) => void;
  onBack: () => void;
}

export function Sent({ onOpen, onEvent, onBack }: SentProps) {
  const list = useSentList();
  const loaded = list.rows ?? [];
  const { rows, here, goTo, choose } = useSentChoice(loaded, list.more);
  const row = loaded[here];
  const { picked, pick, compare } = usePicked(row);
  const onMenu = useSentMenu({ picked, onPick: pick, onOpen, onEvent });
  const open = row === undefined ? undefined : () => onOpen(row);
  useAction("next", loaded.length > 0 ? () => goTo(here + 1) : null);
  useAction("previous", loaded.length > 0 ? () => goTo(here - 1) : null);
  useAction("edit", open ?? null);
  useAction("compare", compare);
  useAction("openEvent", row === undefined ? null : () => onEvent(row.event_id));
  return (
    <Page
      title="Sent"
      about={list.rows !== null && counted(list.total, "resend")}
      testId="sent"
      onBack={onBack}
      actions={
        row !== undefined && (
          <>
            {picked.length > 0 && <ComparePicked compare={compare} />}
            <Button icon="inbox" onClick={() => onEvent(row.event_id)}>
              Show event
            </Button>
            <Button icon="pencil" action="edit" onClick={open}>
              Edit and resend
            </Button>
          </>
        )
      }
    >
      {list.error !== null && (
        <Stack pad="4">
          <ErrorNote error={list.error} retry={list.retry} />
        </Stack>
      )}
      {list.rows === null && list.error === null && <Skeleton lines={9} label="Loading resends" />}
      {list.rows?.length === 0 && (
        <EmptyState title="No resends yet">
          Select an event and press E to resend it, unchanged or edited. This page lists all resends with
          their responses.
        </EmptyState>
      )}
      {loaded.length > 0 && (
        <Panes name="sent">
          <Panel id="pane-sent" minSize="300px">
            <ListBox
              label="Resends, newest first"
              className={styles.list}
              count={loaded.length}
              current={here}
              idOf={(index) => sentDomId(loaded[index]?.id ?? 0)}
              onMove={goTo}
              onOpen={open}
              onKey={({ key }) => {
                if (key === " ") pick(row);
                return key === " ";
              }}
              rows={rows}
              rowHeight={ROW_HEIGHT}
              focusFirst
            >
              {loaded.slice(rows.start, rows.end).map((one, at) => (
                <SentListRow
                  key={one.id}
                  row={one}
                  index={rows.start + at}
                  total={list.total}
                  top={rows.top(rows.start + at)}
                  selected={one === row}
                  picked={picked.includes(one.id)}
                  onChoose={choose}
                  onPick={pick}
                  onOpen={onOpen}
                  onMenu={onMenu}
                />
              ))}
            </ListBox>
          </Panel>
          <Divider />
          <Panel id="pane-result" defaultSize="44%" minSize="260px">
            <SelectedResult id={row?.id ?? null} />
          </Panel>
        </Panes>
      )}
    </Page>
  );
}

function ComparePicked({ compare }: { compare: (() => void) | null }) {
  return (
    <>
      <span role="status">
        {compare === null ? "Select another response to compare." : "2 responses selected"}
      </span>
      <Button icon="compare" action="compare" disabled={compare === null} onClick={() => compare?.()}>
        Compare responses
      </Button>
    </>
  );
}

/**
 * The result of the selected resend. Debounced, so that moving through the list does not load each
 * result.
 */
function SelectedResult({ id }: { id: number | null }) {
  const { data, error } = useResult(useDebouncedValue(id, DEBOUNCE_DELAY));
  if (error !== null)
    return (
      <Stack pad="4">
        <ErrorNote error={error} />
      </Stack>
    );
  if (data === undefined) return <Skeleton lines={5} label="Loading the result" />;
  return <Result key={data.id} resend={data} onBefore={null} />;
}
