// Chips for the values that comparisons ignore: times, ids and paths.
import { type ButtonHTMLAttributes, useState } from "react";
import { useAction } from "@/actions/Actions";
import { Icon } from "@/components/Icon";
import { TextField } from "@/components/TextField";
import { UntrustedText } from "@/components/UntrustedText";
import { visibleText } from "@/format/visible";
import styles from "./Chips.module.css";
import { typedPath, withoutPath, withPath } from "./ignoring";
import { useIgnoring } from "./useIgnoring";

/** A chip that is a button. While it is on, it also shows a check mark. */
export function Chip({
  on,
  children,
  ...rest
}: { on?: boolean } & Omit<ButtonHTMLAttributes<HTMLButtonElement>, "className">) {
  return (
    <button type="button" className={styles.chip} aria-pressed={on} {...rest}>
      {on && <Icon name="check" size="small" />}
      {children}
    </button>
  );
}

export function IgnoreChips() {
  const { ignored, ignore } = useIgnoring();
  const [adding, setAdding] = useState(false);
  const toggle = (what: "times" | "ids") => ignore((before) => ({ ...before, [what]: !before[what] }));
  useAction("ignoreTimes", () => toggle("times"));
  useAction("ignoreIds", () => toggle("ids"));
  return (
    <fieldset className={styles.chips} aria-label="Ignore">
      <span className={styles.roomy} aria-hidden="true">
        Ignore:
      </span>
      <Chip on={ignored.times} onClick={() => toggle("times")}>
        Times
      </Chip>
      <Chip on={ignored.ids} onClick={() => toggle("ids")}>
        Ids
      </Chip>
      {ignored.paths.map((path) => (
        <span key={path} className={`${styles.chip} ${styles.path}`}>
          <code title={visibleText(path)}>
            <UntrustedText text={path} />
          </code>
          <button
            type="button"
            aria-label={`Stop ignoring ${visibleText(path)}`}
            onClick={() => ignore((before) => withoutPath(before, path))}
          >
            <Icon name="cross" size="small" />
          </button>
        </span>
      ))}
      {adding ? (
        <PathField
          onAdd={(path) => ignore((before) => withPath(before, path))}
          onClose={() => setAdding(false)}
        />
      ) : (
        <Chip title="Ignore a path; * matches any one name" onClick={() => setAdding(true)}>
          <Icon name="plus" size="small" />
          Path
        </Chip>
      )}
    </fieldset>
  );
}

/** The field for a path, which replaces the chip that opened it. */
function PathField({ onAdd, onClose }: { onAdd: (path: string) => void; onClose: () => void }) {
  const [typed, setTyped] = useState("");
  return (
    <span className={styles.typed}>
      <TextField
        size="small"
        mono
        aria-label="Path to ignore"
        placeholder="/items/*/price"
        value={typed}
        // The field replaces the button that had the focus.
        autoFocus
        onChange={setTyped}
        onBlur={() => typed.trim() === "" && onClose()}
        onKeyDown={(event) => {
          if (event.key !== "Enter" && event.key !== "Escape") return;
          event.preventDefault();
          const path = event.key === "Enter" ? typedPath(typed) : null;
          if (path !== null) onAdd(path);
          onClose();
        }}
      />
    </span>
  );
}
