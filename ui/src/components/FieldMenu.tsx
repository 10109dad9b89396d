// Values at hand for a field: a button at its end, and the list behind it.
import { Menu } from "@base-ui/react/menu";
import styles from "./FieldMenu.module.css";
import { Icon } from "./Icon";
import { Visible } from "./Visible";

interface FieldMenuProps {
  label: string;
  items: readonly { text: string; value: string }[];
  onChoose: (value: string) => void;
}

export function FieldMenu({ label, items, onChoose }: FieldMenuProps) {
  return (
    <Menu.Root>
      <Menu.Trigger className={styles.button} aria-label={label}>
        <Icon name="down" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className={styles.positioner} sideOffset={8} align="end">
          <Menu.Popup className={styles.menu}>
            {items.map(({ text, value }) => (
              <Menu.Item key={value} className={styles.item} onClick={() => onChoose(value)}>
                <Visible text={text} />
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
