// The search and filter field. It waits for a pause in typing, or Enter, before the list is asked; a filter that is not
// understood is explained under the field and the list stays as it was.
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useAction } from "../../actions/Actions";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Key } from "../../components/Key";
import styles from "./FilterField.module.css";
import { FilterHelp } from "./FilterHelp";

interface FilterFieldProps {
  value: string;
  /** Why the filter is not understood. */
  problem: string | null;
  /** Its key is shown: it leads here now. */
  hint: boolean;
  onChange: (text: string) => void;
  /** After Enter, when the person is done here. */
  onDone: () => void;
}

const PAUSE = 250;

export function FilterField({ value, problem, hint, onChange, onDone }: FilterFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(value);
  const told = useRef(value);
  useEffect(() => {
    // Cleared from elsewhere, for example by *Show all events*.
    if (value !== told.current) {
      told.current = value;
      setText(value);
    }
  }, [value]);
  useEffect(() => {
    if (text === told.current) return;
    const timer = setTimeout(() => tell(text), PAUSE);
    return () => clearTimeout(timer);
  });
  const tell = (next: string) => {
    told.current = next;
    setText(next);
    onChange(next);
  };
  useAction("filter", () => field.current?.select());
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") {
      tell(text);
      if (problem === null || text !== value) onDone();
    } else if (event.key === "Escape") {
      if (text === "") field.current?.blur();
      else tell("");
    } else return;
    event.preventDefault();
  };
  return (
    <search className={styles.search}>
      <div className={styles.field} data-wrong={problem !== null}>
        <Icon name="search" />
        <input
          ref={field}
          type="text"
          value={text}
          placeholder="Search, or filter by type: user: path: …"
          aria-label="Search and filter events"
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : "filter-problem"}
          spellCheck={false}
          autoComplete="off"
          data-testid="filter"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
        {text === "" ? (
          hint && <Key>/</Key>
        ) : (
          <Button
            icon="cross"
            look="bare"
            size="small"
            label="Clear the filter"
            onClick={() => {
              tell("");
              field.current?.focus();
            }}
          />
        )}
        <FilterHelp />
      </div>
      {problem !== null && (
        <p id="filter-problem" className={styles.problem} role="alert">
          <Icon name="warn" />
          {problem}
        </p>
      )}
    </search>
  );
}
