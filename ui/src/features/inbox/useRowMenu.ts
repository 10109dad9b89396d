// The context menu of the event list: of one event, or of the picked events if the row is one of
// them. Beside the rows, it is the menu of the list.
import { type MouseEvent, useRef } from "react";
import { useContextMenu } from "@/components/ContextMenu";
import type { MenuAction } from "@/components/Menu";
import { countOf } from "@/format/size";
import type { EventRow } from "@/ipc/types";
import { useEventMenu } from "@/lib/event-menu/event-menu";
import { copiesOf } from "./copies";
import { chosenIndex } from "./cursor";
import type { InboxProps } from "./useInbox";
import type { Picks } from "./usePicks";

interface RowMenuOptions {
  props: InboxProps;
  picks: Picks;
  /** Actions on all picked events. */
  pickActions: readonly MenuAction[];
  /** Actions on the whole list. */
  listActions: readonly MenuAction[];
  /** The event to compare with, while the user chooses the second one. */
  against: number | null;
  onCompare: (id: number) => void;
  onDelete: (row: EventRow) => void;
}

export function useRowMenu(options: RowMenuOptions) {
  const { picks, against } = options;
  // The list can change between the opening of the menu and a choice.
  const latest = useRef(options);
  latest.current = options;
  const { state, onSelect, onOpen, onEdit, onCopies } = options.props;
  const show = useContextMenu();
  const actionsOf = useEventMenu({
    onOpen: (id) => {
      onSelect(id);
      onOpen();
    },
    onEdit,
    onDelete: (row) => latest.current.onDelete(row),
    onCopies: (row) => {
      const copies = copiesOf(row);
      if (copies !== null) onCopies(copies);
    },
  });
  const current = (list: "pickActions" | "listActions"): MenuAction[] =>
    options[list].map((action) => ({
      ...action,
      onChoose: () => latest.current[list].find(({ key }) => key === action.key)?.onChoose(),
    }));
  return (event: MouseEvent) => {
    const outlined = (event.target as Element).closest<HTMLElement>("[data-event-id]");
    const id = outlined === null ? null : Number(outlined.dataset.eventId);
    const index = chosenIndex(null, id, state);
    const row = index === null ? undefined : state.row(index);
    if (index === null || row === undefined)
      return show(event, { label: "Events", actions: current("listActions") });
    if (picks.count > 0 && picks.has(index))
      return show(event, {
        label: `${countOf(picks.count)} selected events`,
        actions: current("pickActions"),
      });
    const compare = {
      key: "against",
      text: `Compare with event ${against}`,
      onChoose: () => latest.current.onCompare(row.id),
    };
    const actions = against === null || against === row.id ? [] : [compare];
    show(event, { label: `Event ${row.id}`, actions: [...actions, ...actionsOf(row)], outlined });
  };
}
