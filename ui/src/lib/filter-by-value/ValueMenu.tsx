// The menu beside a value that filters the list by it. It is hidden when the filter cannot express
// the value.
import { Menu } from "@/components/Menu";
import { visibleText } from "@/format/visible";
import { useFilterActions } from "./filter-terms";
import styles from "./ValueMenu.module.css";

interface ValueMenuProps {
  /** The name of the value, for the label of the menu. */
  name: string;
  test: string | null;
  /** The value is the user itself. */
  isUser?: boolean;
}

export function ValueMenu({ name, test, isUser = false }: ValueMenuProps) {
  const actions = useFilterActions(test, isUser);
  if (actions.length === 0) return null;
  return (
    <span className={styles.menu}>
      <Menu
        icon="funnel"
        look="bare"
        size="small"
        label={`Filter by ${visibleText(name)}`}
        actions={
          isUser
            ? actions.map((one) => (one.key === "only" ? { ...one, text: "Only this user" } : one))
            : actions
        }
      />
    </span>
  );
}
