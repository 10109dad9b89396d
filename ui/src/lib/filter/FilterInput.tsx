// A field for a filter. It colors the tokens, suggests completions and marks an invalid filter.
import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
} from "react";
import { Below } from "@/components/Below";
import styles from "./FilterInput.module.css";
import { LIST_ID, SuggestionList, suggestionId } from "./SuggestionList";
import { Underlay } from "./Underlay";
import { useCompletion } from "./useCompletion";

export interface FilterInputHandle {
  focus: () => void;
  blur: () => void;
  select: () => void;
}

interface FilterInputProps {
  ref?: Ref<FilterInputHandle>;
  id?: string;
  /** The accessible name, when no label element names the field. */
  label?: string;
  value: string;
  wrong: boolean;
  placeholder: string;
  describedBy?: string | undefined;
  testId?: string;
  /** An icon inside the outline. */
  before?: ReactNode;
  /** Buttons inside the outline. */
  after?: ReactNode;
  /** The error, shown between the field and the suggestions. */
  problem?: ReactNode;
  onChange: (value: string) => void;
  /** Set to offer recent searches while the field is empty. Called with the selected search. */
  onRecent?: (text: string) => void;
  /** Enter, when no suggestion is selected. */
  onEnter?: () => void;
  /** Escape, when no suggestions are open. */
  onEscape?: () => void;
  onBlur?: () => void;
}

export function FilterInput(props: FilterInputProps) {
  const { ref, value, wrong, problem, onChange, onRecent, onEnter, onEscape } = props;
  const field = useRef<HTMLInputElement>(null);
  const underlay = useRef<HTMLDivElement>(null);
  useImperativeHandle(ref, () => ({
    focus: () => field.current?.focus(),
    blur: () => field.current?.blur(),
    select: () => field.current?.select(),
  }));
  const completion = useCompletion({ field, text: value, onText: onChange, onRecent });
  const { shown, active, open, suggest, close, accept } = completion;
  // The browser scrolls the field when the text is longer than the field.
  const syncScroll = () => {
    if (field.current !== null && underlay.current !== null)
      underlay.current.scrollLeft = field.current.scrollLeft;
  };
  // Only a new text can move the field. Reading its position after every render would force a
  // layout.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the function reads refs only.
  useLayoutEffect(syncScroll, [value]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const run = { Enter: onEnter, Escape: onEscape }[event.key];
    if (!completion.onKey(event)) {
      if (run === undefined) return;
      close();
      run();
    }
    event.preventDefault();
  };
  return (
    <div className={styles.search}>
      <div className={styles.field} data-invalid={wrong}>
        {props.before}
        <div className={styles.text}>
          <Underlay text={value} ref={underlay} />
          <input
            ref={field}
            id={props.id}
            type="text"
            value={value}
            placeholder={props.placeholder}
            role="combobox"
            aria-label={props.label}
            aria-autocomplete="list"
            aria-expanded={open}
            aria-controls={open ? LIST_ID : undefined}
            aria-activedescendant={active === null ? undefined : suggestionId(active)}
            aria-invalid={wrong}
            aria-describedby={props.describedBy}
            spellCheck={false}
            autoComplete="off"
            data-testid={props.testId}
            onChange={({ target }) => {
              onChange(target.value);
              suggest(target.value, target.selectionStart ?? target.value.length);
            }}
            onBlur={() => {
              close();
              props.onBlur?.();
            }}
            onScroll={syncScroll}
            onSelect={syncScroll}
            onKeyDown={onKeyDown}
          />
        </div>
        {props.after}
      </div>
      <Below>
        {problem}
        {open && <SuggestionList shown={shown} active={active} onAccept={accept} />}
      </Below>
    </div>
  );
}
