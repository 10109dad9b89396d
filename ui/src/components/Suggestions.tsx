// Suggestions below a field. The field keeps the focus and names the active suggestion.

import type { ReactNode } from "react";
import { ListBox, Option } from "./ListBox";
import { Prose } from "./Prose";
import styles from "./Suggestions.module.css";
import { Text } from "./Text";
import { UntrustedText } from "./UntrustedText";

interface Suggestion {
  text: string;
  about?: string;
}

interface SuggestionsProps<T extends Suggestion> {
  id: string;
  label: string;
  suggestions: readonly T[];
  /** The index of the active suggestion. */
  active: number | null;
  /** The DOM id of the suggestion at an index. */
  idOf: (at: number) => string;
  short?: boolean;
  /** Shown above the list. */
  heading?: ReactNode;
  /** Shown below the list. */
  foot?: ReactNode;
  testId?: string;
  onChoose: (suggestion: T) => void;
}

export function Suggestions<T extends Suggestion>(props: SuggestionsProps<T>) {
  const { id, label, suggestions, active, idOf, short = false, heading, foot, testId, onChoose } = props;
  return (
    <div className={styles.suggestions} data-testid={testId}>
      {heading}
      <ListBox
        id={id}
        className={short ? styles.short : styles.options}
        label={label}
        count={suggestions.length}
        current={active ?? -1}
        idOf={idOf}
      >
        {suggestions.map((suggestion, at) => (
          <Option
            key={suggestion.text}
            id={idOf(at)}
            className={styles.option}
            selected={at === active}
            unmarked
            // The focus stays in the field.
            onMouseDown={(event) => event.preventDefault()}
            onChoose={() => onChoose(suggestion)}
          >
            <code>
              <UntrustedText text={suggestion.text} />
            </code>
            {suggestion.about && (
              <Text tone="soft" truncate>
                <Prose text={suggestion.about} />
              </Text>
            )}
          </Option>
        ))}
      </ListBox>
      {foot}
    </div>
  );
}
