// A field for one line of text, with its label, its hint and what is wrong with it.
import { type InputHTMLAttributes, type ReactNode, type Ref, useId } from "react";
import type { FieldWidth } from "./Field";
import widths from "./Field.module.css";
import { FieldMenu } from "./Menu";
import styles from "./TextField.module.css";

type Native = Omit<InputHTMLAttributes<HTMLInputElement>, "className" | "size" | "onChange" | "value">;

export interface TextFieldProps extends Native {
  value: string;
  onChange: (value: string) => void;
  /** Shown above the field. Without it, the field needs an `aria-label`. */
  label?: ReactNode;
  /** Explains the field below it. */
  hint?: ReactNode;
  /** What is wrong with the value, read out when it appears. */
  error?: ReactNode;
  /** Marks the value as wrong where the reason stands elsewhere. */
  invalid?: boolean | undefined;
  /** `body` is as large as other text. */
  mono?: boolean | "body" | undefined;
  /** `compact` and `small` fit among lines of text; `slim` is a lower field of a form. */
  size?: "normal" | "tall" | "large" | "compact" | "small" | "slim" | undefined;
  /**
   * Its share of a row: `rest` takes the room that is left, `target` as much of it as an address needs, `short` suits
   * a few words, `number` a number. Without it, as wide as its place.
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
  const share = width === undefined || width === "number" ? "" : (widths[width] ?? styles[width]);
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
    <div className={`${styles.field} ${share}`}>
      {label !== undefined && (
        <label className={styles.label} htmlFor={id}>
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

interface UrlFieldProps extends Omit<TextFieldProps, "type" | "inputMode"> {
  /** Addresses used before, offered behind a button at the end of the field. */
  recent?: readonly string[] | undefined;
  /** What that button is called. */
  recentLabel?: string | undefined;
}

/** A field for an address. */
export function UrlField({ recent = [], recentLabel = "Recent targets", after, ...props }: UrlFieldProps) {
  return (
    <TextField
      placeholder="http://localhost:3000/webhook"
      mono
      {...props}
      inputMode="url"
      after={
        <>
          {after}
          {recent.length > 0 && (
            <FieldMenu
              label={recentLabel}
              items={recent.map((url) => ({ text: url, value: url }))}
              onChoose={props.onChange}
            />
          )}
        </>
      }
    />
  );
}
