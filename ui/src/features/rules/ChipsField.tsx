// A field for several short texts, each shown as a chip. Type a text and press Enter, or choose a
// suggestion.
import { useId } from "react";
import { Below } from "@/components/Below";
import { Button } from "@/components/Button";
import { Suggestions } from "@/components/Suggestions";
import { UntrustedText } from "@/components/UntrustedText";
import { visibleText } from "@/format/visible";
import styles from "./ChipsField.module.css";
import { type Suggestion, useChipsField } from "./useChipsField";

interface ChipsFieldProps {
  label: string;
  hint: string;
  texts: readonly string[];
  suggestions: readonly Suggestion[];
  /** The index of the text that is wrong. */
  wrong: number | null;
  describedBy?: string | undefined;
  onChange: (texts: string[]) => void;
}

export function ChipsField(props: ChipsFieldProps) {
  const { label, hint, texts, suggestions, wrong, describedBy, onChange } = props;
  const id = useId();
  const { field, typed, shown, active, remove, choose, handlers } = useChipsField({
    texts,
    suggestions,
    onChange,
  });
  const isOpen = shown.length > 0;
  return (
    <div className={styles.place}>
      <div className={styles.field} data-invalid={wrong !== null}>
        {texts.map((text, at) => (
          <span key={text} className={at === wrong ? styles.wrong : styles.chip}>
            <code>
              <UntrustedText text={text} />
            </code>
            <Button
              icon="cross"
              look="bare"
              size="small"
              label={`Remove ${visibleText(text)}`}
              onClick={() => remove(at)}
            />
          </span>
        ))}
        <input
          ref={field}
          id={id}
          type="text"
          value={typed}
          aria-label={label}
          placeholder={texts.length === 0 ? hint : ""}
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={isOpen}
          aria-controls={isOpen ? `${id}-list` : undefined}
          aria-activedescendant={active === null ? undefined : `${id}-${active}`}
          aria-invalid={wrong !== null}
          aria-describedby={describedBy}
          spellCheck={false}
          autoComplete="off"
          {...handlers}
        />
      </div>
      {isOpen && (
        <Below>
          <Suggestions
            id={`${id}-list`}
            label={`${label}: suggestions`}
            suggestions={shown}
            active={active}
            idOf={(at) => `${id}-${at}`}
            short
            onChoose={({ text }) => choose(text)}
          />
        </Below>
      )}
    </div>
  );
}
