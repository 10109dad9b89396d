// A field for a filter that is part of something else: coloured, completed and marked like the one above the list, but
// nothing is listed by it.
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import styles from "./FilterInput.module.css";
import { LIST_ID, SuggestionList, suggestionId } from "./SuggestionList";
import { Underlay } from "./Underlay";
import { type Suggestion, useSuggestions } from "./useSuggestions";

interface FilterInputProps {
  id: string;
  value: string;
  wrong: boolean;
  placeholder: string;
  describedBy?: string | undefined;
  testId?: string;
  onChange: (value: string) => void;
}

export function FilterInput({
  id,
  value,
  wrong,
  placeholder,
  describedBy,
  testId,
  onChange,
}: FilterInputProps) {
  const field = useRef<HTMLInputElement>(null);
  const underlay = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<number | null>(null);
  const { shown, ask, close } = useSuggestions();
  const open = shown.list.length > 0;
  const follow = () => {
    if (field.current !== null && underlay.current !== null)
      underlay.current.scrollLeft = field.current.scrollLeft;
  };
  useLayoutEffect(follow);
  const cursor = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (cursor.current === null) return;
    field.current?.setSelectionRange(cursor.current, cursor.current);
    cursor.current = null;
  });
  const shut = () => {
    setActive(null);
    close();
  };
  const suggest = (text: string, at: number) => {
    setActive(null);
    // What was searched before is no part of a rule: an empty field suggests nothing by itself.
    if (text === "" || /^$|\s/.test(text.slice(0, at).at(-1) ?? "")) close();
    else void ask(text, at);
  };
  const take = ({ taken }: Suggestion) => {
    cursor.current = taken.cursor;
    onChange(taken.text);
    suggest(taken.text, taken.cursor);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const by = event.key === "ArrowDown" ? 1 : -1;
      const { length } = shown.list;
      if (open) setActive(((active ?? (by > 0 ? -1 : length)) + by + length) % length);
      else if (value !== "") void ask(value, field.current?.selectionStart ?? value.length);
    } else if (open && !event.shiftKey && (event.key === "Tab" || event.key === "Enter")) {
      const chosen = shown.list[active ?? (event.key === "Tab" ? 0 : -1)];
      if (chosen === undefined) return;
      take(chosen);
    } else if (event.key === "Escape" && open) {
      shut();
      event.stopPropagation();
    } else return;
    event.preventDefault();
  };
  return (
    <div className={styles.search}>
      <div className={styles.field} data-wrong={wrong}>
        <div className={styles.text}>
          <Underlay text={value} ref={underlay} />
          <input
            ref={field}
            id={id}
            type="text"
            value={value}
            placeholder={placeholder}
            role="combobox"
            aria-autocomplete="list"
            aria-expanded={open}
            aria-controls={open ? LIST_ID : undefined}
            aria-activedescendant={active === null ? undefined : suggestionId(active)}
            aria-invalid={wrong}
            aria-describedby={describedBy}
            spellCheck={false}
            autoComplete="off"
            data-testid={testId}
            onChange={(event) => {
              onChange(event.target.value);
              suggest(event.target.value, event.target.selectionStart ?? event.target.value.length);
            }}
            onBlur={shut}
            onScroll={follow}
            onSelect={follow}
            onKeyDown={onKeyDown}
          />
        </div>
      </div>
      <div className={styles.below}>
        {open && <SuggestionList shown={shown} active={active} onTake={take} />}
      </div>
    </div>
  );
}
