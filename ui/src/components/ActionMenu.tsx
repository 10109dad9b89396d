// A button with a few things to do behind it.
import { Menu } from "@base-ui/react/menu";
import type { ReactNode } from "react";
import styles from "./ActionMenu.module.css";
import { Button, type ButtonProps } from "./Button";

export interface MenuAction {
  key: string;
  text: ReactNode;
  /** Called in the press or click itself. */
  onChoose: () => void;
}

interface ActionMenuProps extends Pick<ButtonProps, "icon" | "look" | "size" | "label" | "title"> {
  actions: readonly MenuAction[];
  /** Before the menu is there; what takes a moment can be fetched now. */
  onOpen?: () => void;
  /** Where it is also opened from elsewhere. */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  children?: ReactNode;
}

export function ActionMenu({ actions, onOpen, open, onOpenChange, children, ...button }: ActionMenuProps) {
  return (
    <Menu.Root
      {...(open === undefined ? {} : { open })}
      onOpenChange={(next) => {
        if (next) onOpen?.();
        onOpenChange?.(next);
      }}
    >
      <Menu.Trigger render={<Button {...button} />}>{children}</Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className={styles.positioner} sideOffset={4} align="end">
          <Menu.Popup className={styles.menu}>
            {actions.map(({ key, text, onChoose }) => (
              <Menu.Item key={key} className={styles.item} onClick={onChoose}>
                {text}
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
