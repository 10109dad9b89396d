// The suggestions below a filter field. The field keeps the focus and references the active
// suggestion.
import { Key } from "@/components/Key";
import { Suggestions } from "@/components/Suggestions";
import styles from "./FilterInput.module.css";
import type { Suggestion, SuggestionSet } from "./useSuggestions";

export const LIST_ID = "filter-suggestions";
export const suggestionId = (at: number) => `filter-suggestion-${at}`;

interface SuggestionListProps {
  shown: SuggestionSet;
  active: number | null;
  onAccept: (suggestion: Suggestion) => void;
}

export function SuggestionList({ shown, active, onAccept }: SuggestionListProps) {
  const recent = shown.what === "recent";
  return (
    <Suggestions
      id={LIST_ID}
      label={recent ? "Recent searches" : "Suggestions"}
      suggestions={shown.list}
      active={active}
      idOf={suggestionId}
      heading={recent && <p className={styles.heading}>Recent searches</p>}
      foot={
        <p className={styles.foot}>
          <Key>↓</Key> select <Key>{recent ? "Enter" : "Tab"}</Key> accept <Key>Esc</Key> close
        </p>
      }
      testId="suggestions"
      onChoose={onAccept}
    />
  );
}
