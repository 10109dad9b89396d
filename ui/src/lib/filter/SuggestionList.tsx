// The suggestions below a filter field. The field keeps the focus and references the active
// suggestion.
import { Key } from "@/components/Key";
import { ListBox, Option } from "@/components/ListBox";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import styles from "./FilterInput.module.css";
import type { Suggestion, Suggestions } from "./useSuggestions";

export const LIST_ID = "filter-suggestions";
export const suggestionId = (at: number) => `filter-suggestion-${at}`;

interface SuggestionListProps {
  shown: Suggestions;
  active: number | null;
  onAccept: (suggestion: Suggestion) => void;
}

export function SuggestionList({ shown, active, onAccept }: SuggestionListProps) {
  const recent = shown.what === "recent";
  return (
    <div className={styles.suggestions} data-testid="suggestions">
      {recent && <p className={styles.heading}>Recent searches</p>}
      <ListBox
        id={LIST_ID}
        className={styles.options}
        label={recent ? "Recent searches" : "Suggestions"}
        count={shown.list.length}
        current={active ?? -1}
        idOf={suggestionId}
      >
        {shown.list.map((suggestion, at) => (
          <Option
            key={suggestion.text}
            id={suggestionId(at)}
            className={styles.option}
            selected={at === active}
            unmarked
            // The focus stays in the field.
            onMouseDown={(event) => event.preventDefault()}
            onChoose={() => onAccept(suggestion)}
          >
            <code>
              <UntrustedText text={suggestion.text} />
            </code>
            {suggestion.about !== "" && (
              <Text tone="soft" truncate>
                <UntrustedText text={suggestion.about} />
              </Text>
            )}
          </Option>
        ))}
      </ListBox>
      <p className={styles.foot}>
        <Key>↓</Key> select <Key>{recent ? "Enter" : "Tab"}</Key> accept <Key>Esc</Key> close
      </p>
    </div>
  );
}
