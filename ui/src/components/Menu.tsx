// Menus: a button that opens a menu of actions, and a button in a field that offers values. The
// menu of an element at the pointer is in ContextMenu.tsx.
import { Menu as Base } from "@base-ui/react/menu";
import { type ComponentProps, Fragment, type ReactNode } from "react";
import { Button, type ButtonProps } from "./Button";
import { Icon } from "./Icon";
import styles from "./Menu.module.css";
import { UntrustedText } from "./UntrustedText";

export interface MenuAction {
  key: string;
  text: ReactNode;
  /** The first action of a group, with a line above it. */
  startsGroup?: boolean;
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
      <MenuItems actions={actions} offset={4} align={align} />
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
      <MenuItems
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

type PositionerProps = ComponentProps<typeof Base.Positioner>;

interface MenuItemsProps extends Pick<PositionerProps, "anchor" | "collisionAvoidance"> {
  actions: readonly MenuAction[];
  offset: number;
  align?: "start" | "end" | undefined;
  mono?: boolean;
  /** The name of a menu without a button. */
  label?: string;
  /** Runs an action. It also closes the menu and returns the focus. */
  onChosen?: (action: MenuAction) => void;
}

/** The open menu, inside the root of a menu. */
export function MenuItems(props: MenuItemsProps) {
  const { actions, offset, align = "end", mono, label, onChosen, ...place } = props;
  return (
    <Base.Portal data-menu-layer>
      <Base.Positioner className={styles.positioner} sideOffset={offset} align={align} {...place}>
        <Base.Popup
          className={mono ? `${styles.menu} ${styles.mono}` : styles.menu}
          aria-label={label}
          finalFocus={onChosen === undefined ? undefined : false}
        >
          {actions.map((action, index) => (
            <Fragment key={action.key}>
              {action.startsGroup && index > 0 && <Base.Separator className={styles.line} />}
              <Base.Item
                className={styles.item}
                onClick={(event) => {
                  if (onChosen === undefined) return action.onChoose();
                  // It would focus the item again.
                  event.preventBaseUIHandler();
                  onChosen(action);
                }}
              >
                {action.text}
              </Base.Item>
            </Fragment>
          ))}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  );
}
