// A text field for one line, with a label, a hint and an error.
import { type InputHTMLAttributes, type ReactNode, type Ref, useId } from "react";
import type { FieldWidth } from "./Field";
import fields from "./Field.module.css";
import styles from "./TextField.module.css";

type Native = Omit<InputHTMLAttributes<HTMLInputElement>, "className" | "size" | "onChange" | "value">;

export interface TextFieldProps extends Native {
  value: string;
  onChange: (value: string) => void;
  /** Shown above the field. Without it, the field needs an `aria-label`. */
  label?: ReactNode;
  /** An explanation below the field. */
  hint?: ReactNode;
  /** The error in the value. Screen readers announce it when it appears. */
  error?: ReactNode;
  /** Marks the value as invalid when the error is shown elsewhere. */
  invalid?: boolean | undefined;
  /** Uses the monospace font. `body` has the size of normal text. */
  mono?: boolean | "body" | undefined;
  /** `compact` and `small` fit between lines of text. `slim` is a lower form field. */
  size?: "normal" | "tall" | "large" | "compact" | "small" | "slim" | undefined;
  /**
   * The width in a row: `rest` takes the remaining space, `target` takes up to the width of a URL,
   * `short` fits a few words, `number` fits a number. By default, the field fills its container.
   */
  width?: FieldWidth | "target" | "number" | undefined;
  /** An icon or a prefix inside the outline. */
  before?: ReactNode;
  /** A button or a key inside the outline. */
  after?: ReactNode;
  testId?: string | undefined;
  ref?: Ref<HTMLInputElement> | undefined;
}

export function TextField(props: TextFieldProps) {
  const {
    label,
    hint,
    error,
    invalid,
    mono,
    size = "normal",
    width,
    before,
    after,
    testId,
    onChange,
    ...native
  } = props;
  const own = useId();
  const id = native.id ?? own;
  const hasError = error !== undefined && error !== null && error !== false;
  const described = [
    native["aria-describedby"],
    hasError ? `${id}-error` : hint !== undefined && `${id}-hint`,
  ].filter(Boolean);
  const isBare = label === undefined && hint === undefined && !hasError;
  const share = width === undefined || width === "number" ? "" : (fields[width] ?? styles[width]);
  const outline = [
    styles.outline,
    styles[size],
    mono && styles.mono,
    mono === "body" && styles.body,
    width === "number" && styles.number,
    isBare && share,
  ];
  const input = (
    <span className={outline.filter(Boolean).join(" ")} data-invalid={invalid || hasError || undefined}>
      {before}
      <input
        type="text"
        spellCheck={false}
        autoComplete="off"
        {...native}
        id={id}
        data-testid={testId}
        aria-invalid={hasError || invalid}
        aria-describedby={described.length > 0 ? described.join(" ") : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {after}
    </span>
  );
  if (isBare) return input;
  return (
    <div className={`${fields.field} ${share}`}>
      {label !== undefined && (
        <label className={fields.label} htmlFor={id}>
          {label}
        </label>
      )}
      {input}
      {hint !== undefined && !hasError && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
      {hasError && (
        <p id={`${id}-error`} className={styles.error} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
