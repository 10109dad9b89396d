// The context menu of a target.
import type { MouseEvent } from "react";
import { useContextMenu } from "@/components/ContextMenu";
import { useCopy } from "@/components/Copying";
import type { MenuAction } from "@/components/Menu";
import { visibleText } from "@/format/visible";
import type { ForwardRow } from "@/ipc/types";

interface TargetMenuOptions {
  row: ForwardRow;
  onFlip: () => void;
  onEdit: () => void;
  onConfirm: () => void;
  onSkip: () => void;
  /** Asks before it removes the target. */
  onRemove: () => void;
}

export function useTargetMenu(options: TargetMenuOptions) {
  const { row, onFlip, onEdit, onConfirm, onSkip, onRemove } = options;
  const { target } = row;
  const show = useContextMenu();
  const copy = useCopy();
  /** Targets from the command line are not stored, so they cannot be changed here. */
  const isStored = target.id > 0;
  const actions: (MenuAction | false)[] = [
    row.paused && { key: "confirm", text: "Confirm", onChoose: onConfirm },
    row.retry_in_ms !== null && { key: "skip", text: "Skip event", onChoose: onSkip },
    isStored && { key: "flip", text: target.on ? "Disable" : "Enable", onChoose: onFlip },
    isStored && { key: "edit", text: "Edit", onChoose: onEdit },
    { key: "url", text: "Copy URL", onChoose: () => copy("URL", target.url) },
    isStored && { key: "remove", text: "Remove…", startsGroup: true, onChoose: onRemove },
  ];
  return (event: MouseEvent) =>
    show(event, {
      label: `Target ${visibleText(target.url)}`,
      actions: actions.filter((action) => action !== false),
      outlined: event.currentTarget,
    });
}
