// The context menu of a resend in the list.
import type { MouseEvent } from "react";
import { useContextMenu } from "@/components/ContextMenu";
import { useCopy } from "@/components/Copying";
import type { MenuAction } from "@/components/Menu";
import type { SentRow } from "@/ipc/types";

interface SentMenuOptions {
  /** The resends whose responses are selected for a comparison. */
  picked: readonly number[];
  onPick: (row: SentRow) => void;
  onOpen: (row: SentRow) => void;
  onEvent: (id: number) => void;
}

export function useSentMenu({ picked, onPick, onOpen, onEvent }: SentMenuOptions) {
  const show = useContextMenu();
  const copy = useCopy();
  return (event: MouseEvent, row: SentRow) => {
    const pick = {
      key: "pick",
      text: picked.includes(row.id) ? "Remove from comparison" : "Select for comparison",
      onChoose: () => onPick(row),
    };
    const actions: MenuAction[] = [
      { key: "edit", text: "Edit and resend", onChoose: () => onOpen(row) },
      { key: "event", text: "Show event", onChoose: () => onEvent(row.event_id) },
      ...(row.outcome.state === "response" ? [pick] : []),
      { key: "url", text: "Copy URL", startsGroup: true, onChoose: () => copy("URL", row.url) },
      {
        key: "number",
        text: "Copy event number",
        onChoose: () => copy("Event number", String(row.event_id)),
      },
    ];
    show(event, {
      label: `Resend of event ${row.event_id}`,
      actions,
      outlined: event.currentTarget,
    });
  };
}
