// Several short texts in one field, each on a chip: typed and taken with Enter, or chosen from what is known.
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { Button } from "@/components/Button";
import { Visible } from "@/components/Visible";
import { visibleText } from "@/format/visible";
import styles from "./TextsField.module.css";

interface TextsFieldProps {
  label: string;
  hint: string;
  texts: readonly string[];
  known: readonly { text: string; about?: string }[];
  /** Which of them is wrong. */
  wrong: number | null;
  describedBy?: string | undefined;
  testId: string;
  onChange: (texts: string[]) => void;
}

const MOST_SHOWN = 60;

export function TextsField({
  label,
  hint,
  texts,
  known,
  wrong,
  describedBy,
  testId,
  onChange,
}: TextsFieldProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState<number | null>(null);
  const wanted = typed.trim().toLowerCase();
  const shown = open
    ? known
        .filter(({ text }) => !texts.includes(text) && text.toLowerCase().includes(wanted))
        .slice(0, MOST_SHOWN)
    : [];
  const add = (text: string) => {
    const next = text.trim();
    setTyped("");
    setActive(null);
    if (next !== "" && !texts.includes(next)) onChange([...texts, next]);
  };
  const remove = (at: number) => {
    onChange(texts.filter((_, other) => other !== at));
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const { length } = shown;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const by = event.key === "ArrowDown" ? 1 : -1;
      if (event.altKey) return;
      setOpen(true);
      if (length > 0) setActive(((active ?? (by > 0 ? -1 : length)) + by + length) % length);
    } else if (event.key === "Enter") {
      const chosen = active === null ? undefined : shown[active];
      if (event.ctrlKey || event.metaKey || (chosen === undefined && typed.trim() === "")) return;
      add(chosen?.text ?? typed);
    } else if (event.key === "Backspace" && typed === "" && texts.length > 0) remove(texts.length - 1);
    else if (event.key === "Escape" && shown.length > 0) {
      setOpen(false);
      setActive(null);
      event.stopPropagation();
    } else return;
    event.preventDefault();
  };
  return (
    <div className={styles.place}>
      <div className={styles.field} data-wrong={wrong !== null}>
        {texts.map((text, at) => (
          <span
            key={text}
            className={at === wrong ? styles.wrong : styles.chip}
            data-testid={`${testId}-chip`}
          >
            <code>
              <Visible text={text} />
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
          aria-expanded={shown.length > 0}
          aria-controls={shown.length > 0 ? `${id}-list` : undefined}
          aria-activedescendant={active === null ? undefined : `${id}-${active}`}
          aria-invalid={wrong !== null}
          aria-describedby={describedBy}
          spellCheck={false}
          autoComplete="off"
          data-testid={testId}
          onChange={(event) => {
            setTyped(event.target.value);
            setOpen(true);
            setActive(null);
          }}
          onClick={() => setOpen(true)}
          onBlur={() => {
            setOpen(false);
            add(typed);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      {shown.length > 0 && (
        <div className={styles.list} id={`${id}-list`} role="listbox" aria-label={`${label}: known`}>
          {shown.map(({ text, about }, at) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field moves the active option by keys; options take no focus.
            // biome-ignore lint/a11y/useFocusableInteractive: see above, aria-activedescendant points here.
            <div
              key={text}
              id={`${id}-${at}`}
              className={styles.option}
              role="option"
              aria-selected={at === active}
              ref={at === active ? (option) => option?.scrollIntoView?.({ block: "nearest" }) : undefined}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => {
                add(text);
                field.current?.focus();
              }}
            >
              <code>
                <Visible text={text} />
              </code>
              {about !== undefined && <span>{about}</span>}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
