// The actions of the list pane, on the whole list and on the picked or chosen events.
import { useEffect, useState } from "react";
import { useAction } from "@/actions/Actions";
import type { MenuAction } from "@/components/Menu";
import { countOf } from "@/format/size";
import type { BulkSelection } from "@/ipc/types";
import { useDeletion } from "@/lib/deletion/useDeletion";
import type { Copies } from "@/lib/scope/scope";
import { copiesOf } from "./copies";
import { useChosenPlace } from "./useChosenPlace";
import { useComparePicks } from "./useComparePicks";
import type { ListingView } from "./useListing";
import { usePicks } from "./usePicks";
import { useRemoval } from "./useRemoval";
import { useRowMenu } from "./useRowMenu";
import { useStarring } from "./useStarring";

export interface InboxProps {
  state: ListingView;
  title: string;
  /** The number of stored events, regardless of the filter. */
  stored: number;
  selection: number | null;
  onSelect: (id: number | null) => void;
  onOpen: () => void;
  /** Opens an event as a draft. */
  onEdit: (id: number) => void;
  onClearFilter: () => void;
  /** Whether duplicates are grouped into one row. */
  grouped: boolean;
  onGroup: (grouped: boolean) => void;
  onCopies: (copies: Copies) => void;
  /** Opens a bulk resend of these events. */
  onSendMany: (selection: BulkSelection) => void;
  /** Called after a scenario is recorded. */
  onRecorded: () => void;
  /** Returns from the copies of one event to the list; null if the list shows no copies. */
  onBack: (() => void) | null;
}

export function useInbox(props: InboxProps) {
  const { state, stored, selection, onSelect, grouped, onGroup, onBack, onSendMany } = props;
  const { total, counting, filter, listing, epoch } = state;
  const [clearing, setClearing] = useState(false);
  /** The events to record as a scenario, while the dialog is open. */
  const [recording, setRecording] = useState<BulkSelection | null>(null);
  const place = useChosenPlace(state, selection);
  const picks = usePicks(state, place);
  const removal = useRemoval({ state, picks, chosen: place, selection, onSelect });
  const deletion = useDeletion();
  const comparing = useComparePicks(state, picks, selection);
  const star = useStarring(state, picks, place);
  const { against, complete, compare } = comparing;

  // After the last events of the list are deleted, no event is chosen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list of a new epoch can be empty.
  useEffect(() => {
    if (deletion.changes > 0 && listing !== null && total === 0 && !counting) onSelect(null);
  }, [deletion.changes, epoch, total, counting, listing, onSelect]);

  const selectionNow = async (): Promise<BulkSelection> => {
    const what = await removal.what();
    if (what.what === "ids") return { ids: what.ids };
    return { filter: what.what === "filter" ? what.filter : "" };
  };
  const sendMany = () => void selectionNow().then(onSendMany, state.retry);
  const record = () => void selectionNow().then(setRecording, state.retry);
  const open = () => {
    const index = place();
    const row = index === null ? undefined : state.row(index);
    const copies = row === undefined ? null : copiesOf(row);
    if (against !== null && selection !== null) complete(selection);
    else if (copies !== null) props.onCopies(copies);
    else props.onOpen();
  };
  const pause = () => state.pause(!state.paused);
  const leave = () => {
    if (against !== null) comparing.leave();
    else if (picks.count > 0) picks.clear();
    else onBack?.();
  };
  const isFilled = total > 0;
  const isFiltered = filter !== "" && isFilled;
  const hasSome = (picks.count > 0 || selection !== null) && isFilled;
  const leaves = against !== null || picks.count > 0 || onBack !== null;
  const remove = hasSome && !removal.busy ? removal.remove : null;
  const sendListed = () => onSendMany({ filter });
  const deleteListed = () => void deletion.remove({ what: "filter", filter });
  useAction("bulkPicked", hasSome ? sendMany : null);
  useAction("bulkListed", isFilled ? sendListed : null);
  useAction("record", hasSome ? record : null);
  useAction("compare", selection !== null && (against !== null || picks.count <= 2) ? compare : null);
  useAction("clearPicks", picks.count > 0 ? picks.clear : null);
  useAction("back", leaves ? leave : null);
  useAction("pause", pause);
  useAction("grouped", () => onGroup(!grouped));
  useAction("delete", remove);
  useAction("star", selection !== null && isFilled ? star : null);
  useAction("deleteListed", isFiltered ? deleteListed : null);
  useAction("clearAll", stored > 0 ? () => setClearing(true) : null);

  const menu: (MenuAction | false)[] = [
    {
      key: "grouped",
      text: grouped ? "Ungroup duplicates" : "Group duplicates",
      onChoose: () => onGroup(!grouped),
    },
    isFilled && { key: "many", text: "Resend all listed events…", onChoose: sendListed },
    isFiltered && { key: "listed", text: "Delete all listed events", onChoose: deleteListed },
    stored > 0 && { key: "all", text: "Delete all events…", onChoose: () => setClearing(true) },
  ];
  const listActions = menu.filter((action) => action !== false);
  const pickMenu: (MenuAction | false)[] = [
    picks.count <= 2 && {
      key: "compare",
      text: picks.count === 2 ? "Compare" : "Compare with…",
      onChoose: compare,
    },
    { key: "send", text: `Resend ${countOf(picks.count)}…`, onChoose: sendMany },
    { key: "record", text: "Record scenario…", onChoose: record },
    { key: "star", text: "Star", onChoose: star },
    { key: "delete", text: "Delete", onChoose: removal.remove },
    { key: "clear", text: "Clear selection", startsGroup: true, onChoose: picks.clear },
  ];
  const onRowMenu = useRowMenu({
    props,
    picks,
    pickActions: pickMenu.filter((action) => action !== false),
    listActions,
    against,
    onCompare: complete,
    onDelete: removal.removeRow,
  });
  return {
    place,
    picks,
    removal,
    against,
    complete,
    compare,
    sendMany,
    record,
    open,
    star,
    pause,
    leave,
    remove,
    menu: listActions,
    onRowMenu,
    clearing: { open: clearing, close: () => setClearing(false) },
    recording: { selection: recording, close: () => setRecording(null) },
  };
}

export type InboxActions = ReturnType<typeof useInbox>;
