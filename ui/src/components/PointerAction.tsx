// Something to click inside a row of a list or an item of a tree. These hold no controls, so it serves the pointer only;
// a key of the list or the tree does the same.
import type { HTMLAttributes } from "react";

interface PointerActionProps extends Omit<HTMLAttributes<HTMLSpanElement>, "onClick"> {
  title: string;
  onClick: () => void;
  [data: `data-${string}`]: unknown;
}

export function PointerAction({ onClick, ...rest }: PointerActionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a key of the list or the tree does the same.
    // biome-ignore lint/a11y/noStaticElementInteractions: an option or a tree item holds no control.
    <span
      {...rest}
      onClick={(event) => {
        event.stopPropagation();
        onClick();
      }}
    />
  );
}
