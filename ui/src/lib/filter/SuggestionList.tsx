// The suggestions under the field. The focus stays in the field, which says which of them it is at.
import { useEffect, useRef } from "react";
import { Key } from "@/components/Key";
import { Visible } from "@/components/Visible";
import styles from "./FilterInput.module.css";
import type { Suggestion, Suggestions } from "./useSuggestions";

export const LIST_ID = "filter-suggestions";
export const suggestionId = (at: number) => `filter-suggestion-${at}`;

interface SuggestionListProps {
  shown: Suggestions;
  active: number | null;
  onTake: (suggestion: Suggestion) => void;
}

export function SuggestionList({ shown, active, onTake }: SuggestionListProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active !== null) box.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return (
    <div className={styles.suggestions} data-testid="suggestions">
      {shown.what === "recent" && <p className={styles.heading}>Recent searches</p>}
      <div
        ref={box}
        id={LIST_ID}
        className={styles.options}
        role="listbox"
        aria-label={shown.what === "recent" ? "Recent searches" : "Suggestions"}
      >
        {shown.list.map((suggestion, at) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field moves the active option by keys; options take no focus.
          // biome-ignore lint/a11y/useFocusableInteractive: see above, aria-activedescendant points here.
          <div
            key={suggestion.text}
            id={suggestionId(at)}
            className={styles.option}
            role="option"
            aria-selected={at === active}
            // The focus does not leave the field.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onTake(suggestion)}
          >
            <code>
              <Visible text={suggestion.text} />
            </code>
            {suggestion.about !== "" && (
              <span>
                <Visible text={suggestion.about} />
              </span>
            )}
          </div>
        ))}
      </div>
      <p className={styles.foot}>
        <Key>↓</Key> choose <Key>{shown.what === "recent" ? "Enter" : "Tab"}</Key> take <Key>Esc</Key> close
      </p>
    </div>
  );
}
