// The search and filter field. It waits for a pause in typing, or Enter, before the list is asked; a filter that is not
// understood is explained under the field and the list stays as it was. What can stand at the cursor is suggested.
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { Icon } from "@/components/Icon";
import { Key } from "@/components/Key";
import styles from "@/lib/filter/FilterInput.module.css";
import { LIST_ID, SuggestionList, suggestionId } from "@/lib/filter/SuggestionList";
import { Underlay } from "@/lib/filter/Underlay";
import { type Suggestion, useSuggestions } from "@/lib/filter/useSuggestions";
import { FilterHelp } from "./FilterHelp";
import { SaveSearch } from "./SaveSearch";

interface FilterFieldProps {
  value: string;
  /** What is listed: the words of the chosen part and those of the field. */
  filter: string;
  /** Names of searches that are kept. */
  saved: readonly string[];
  /** Why the filter is not understood. */
  problem: string | null;
  /** Its key is shown: it leads here now. */
  hint: boolean;
  onChange: (text: string) => void;
  /** After Enter, when the person is done here. */
  onDone: () => void;
}

const PAUSE = 250;

/** Whether the mistake is behind the last character, as in `user:`. */
const lacksItsEnd = (problem: string | null, text: string) =>
  Number(problem?.match(/^Filter, character (\d+)/)?.[1] ?? 0) > [...text.trimEnd()].length;

export function FilterField({ value, filter, saved, problem, hint, onChange, onDone }: FilterFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  const underlay = useRef<HTMLDivElement>(null);
  const [text, setText] = useState(value);
  const [active, setActive] = useState<number | null>(null);
  /** The person is done with the text, as far as it is known. */
  const [done, setDone] = useState(true);
  const { shown, ask, close, remember } = useSuggestions();
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
  // The field scrolls by itself as one types beyond its end.
  const follow = () => {
    if (field.current !== null && underlay.current !== null)
      underlay.current.scrollLeft = field.current.scrollLeft;
  };
  useLayoutEffect(follow);
  const tell = (next: string) => {
    told.current = next;
    setText(next);
    onChange(next);
  };
  const suggest = (next: string, cursor: number) => {
    setActive(null);
    // Behind a space all words could stand: they are shown when they are asked for.
    if (next !== "" && /^$|\s/.test(next.slice(0, cursor).at(-1) ?? "")) close();
    else void ask(next, cursor);
  };
  const shut = () => {
    setActive(null);
    close();
  };
  /** Where the cursor goes once the text that was taken is drawn. */
  const cursor = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (cursor.current === null) return;
    field.current?.setSelectionRange(cursor.current, cursor.current);
    cursor.current = null;
  });
  const take = ({ taken }: Suggestion) => {
    cursor.current = taken.cursor;
    if (shown.what === "recent") {
      shut();
      tell(taken.text);
    } else {
      setText(taken.text);
      suggest(taken.text, taken.cursor);
    }
  };
  useAction("filter", () => field.current?.select());
  const open = shown.list.length > 0;
  // What only lacks its end is not wrong while one types it.
  const wrong = done || !lacksItsEnd(problem, text) ? problem : null;
  const move = (by: number) => {
    if (!open) {
      void ask(text, field.current?.selectionStart ?? text.length);
      return;
    }
    const { length } = shown.list;
    setActive(((active ?? (by > 0 ? -1 : length)) + by + length) % length);
  };
  const chosen = active === null ? undefined : shown.list[active];
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") move(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Tab") {
      const first = chosen ?? (shown.what === "completions" ? shown.list[0] : undefined);
      if (first === undefined || event.shiftKey) return;
      take(first);
    } else if (event.key === "Enter") {
      if (chosen !== undefined) take(chosen);
      else {
        shut();
        setDone(true);
        tell(text);
        if (problem === null || text !== value) {
          void remember(text);
          onDone();
        }
      }
    } else if (event.key === "Escape") {
      if (open) shut();
      else if (text === "") field.current?.blur();
      else tell("");
    } else return;
    event.preventDefault();
  };
  return (
    <search className={styles.search}>
      <div className={styles.field} data-wrong={wrong !== null}>
        <Icon name="search" />
        <div className={styles.text}>
          <Underlay text={text} ref={underlay} />
          <input
            ref={field}
            type="text"
            value={text}
            placeholder="Search, or filter by type: user: path: …"
            aria-label="Search and filter events"
            role="combobox"
            aria-autocomplete="list"
            aria-expanded={open}
            aria-controls={open ? LIST_ID : undefined}
            aria-activedescendant={active === null ? undefined : suggestionId(active)}
            aria-invalid={wrong !== null}
            aria-describedby={wrong === null ? undefined : "filter-problem"}
            spellCheck={false}
            autoComplete="off"
            data-testid="filter"
            onChange={(event) => {
              setText(event.target.value);
              setDone(false);
              suggest(event.target.value, event.target.selectionStart ?? event.target.value.length);
            }}
            onFocus={() => text === "" && suggest("", 0)}
            onBlur={() => {
              shut();
              setDone(true);
              if (problem === null && text === value) void remember(text);
            }}
            onScroll={follow}
            onSelect={follow}
            onKeyDown={onKeyDown}
          />
        </div>
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
        {filter !== "" && problem === null && <SaveSearch filter={filter} taken={saved} />}
        <FilterHelp />
      </div>
      <div className={styles.below}>
        {wrong !== null && (
          <p id="filter-problem" className={styles.problem} role="alert">
            <Icon name="warn" />
            {wrong}
          </p>
        )}
        {open && <SuggestionList shown={shown} active={active} onTake={take} />}
      </div>
    </search>
  );
}
