// Menus: a button that opens a menu of actions, and a button in a field that offers values.
import { Menu as Base } from "@base-ui/react/menu";
import type { ReactNode } from "react";
import { Button, type ButtonProps } from "./Button";
import { Icon } from "./Icon";
import styles from "./Menu.module.css";
import { UntrustedText } from "./UntrustedText";

export interface MenuAction {
  key: string;
  text: ReactNode;
  /** Runs during the key press or the click, so it may write to the clipboard. */
  onChoose: () => void;
}

interface MenuProps extends Pick<ButtonProps, "icon" | "look" | "size" | "label" | "title"> {
  actions: readonly MenuAction[];
  /** Runs before the menu opens, for example to load data. */
  onOpen?: () => void;
  /** Set if other parts of the page also open the menu. */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** The edge of the button that the menu is aligned with. */
  align?: "start" | "end";
  children?: ReactNode;
}

export function Menu({ actions, onOpen, open, onOpenChange, align, children, ...button }: MenuProps) {
  return (
    <Base.Root
      {...(open === undefined ? {} : { open })}
      onOpenChange={(next) => {
        if (next) onOpen?.();
        onOpenChange?.(next);
      }}
    >
      <Base.Trigger render={<Button {...button} />}>{children}</Base.Trigger>
      <Items actions={actions} offset={4} align={align} />
    </Base.Root>
  );
}

interface FieldMenuProps {
  label: string;
  items: readonly { text: string; value: string }[];
  onChoose: (value: string) => void;
}

/** A menu of values for a field. */
export function FieldMenu({ label, items, onChoose }: FieldMenuProps) {
  return (
    <Base.Root>
      <Base.Trigger className={styles.trigger} aria-label={label}>
        <Icon name="down" />
      </Base.Trigger>
      <Items
        mono
        offset={8}
        actions={items.map(({ text, value }) => ({
          key: value,
          text: <UntrustedText text={text} />,
          onChoose: () => onChoose(value),
        }))}
      />
    </Base.Root>
  );
}

function Items({
  actions,
  offset,
  align = "end",
  mono,
}: {
  actions: readonly MenuAction[];
  offset: number;
  align?: "start" | "end" | undefined;
  mono?: boolean;
}) {
  return (
    <Base.Portal>
      <Base.Positioner className={styles.positioner} sideOffset={offset} align={align}>
        <Base.Popup className={mono ? `${styles.menu} ${styles.mono}` : styles.menu}>
          {actions.map(({ key, text, onChoose }) => (
            <Base.Item key={key} className={styles.item} onClick={onChoose}>
              {text}
            </Base.Item>
          ))}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  );
}
