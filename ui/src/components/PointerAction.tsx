// A click target inside a list option or a tree item, for the pointer only. Options and tree items
// cannot contain controls, so a key of the list or the tree must run the same action.
import type { HTMLAttributes } from "react";
import { OWN_CLICKS } from "./press";

interface PointerActionProps extends Omit<HTMLAttributes<HTMLSpanElement>, "onClick"> {
  title: string;
  onClick: () => void;
  [data: `data-${string}`]: unknown;
}

export function PointerAction({ onClick, ...rest }: PointerActionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a key of the list or the tree runs the same action.
    // biome-ignore lint/a11y/noStaticElementInteractions: an option or a tree item cannot contain a control.
    <span
      {...rest}
      {...OWN_CLICKS}
      onClick={(event) => {
        event.stopPropagation();
        onClick();
      }}
    />
  );
}
