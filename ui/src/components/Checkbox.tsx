// On or off: a checkbox for a choice in a form, a switch for what takes effect at once.
import { type InputHTMLAttributes, type ReactNode, useId } from "react";
import styles from "./Checkbox.module.css";

interface CheckboxProps
  extends Omit<InputHTMLAttributes<HTMLInputElement>, "className" | "onChange" | "type"> {
  checked: boolean;
  onChange: (checked: boolean) => void;
  testId?: string | undefined;
  /** Keeps the box beside the first line of a label that takes several. */
  longLabel?: boolean;
  /** Its label, beside it. Without it, the box needs an `aria-label`. */
  children?: ReactNode;
}

export function Checkbox({ onChange, testId, longLabel, children, ...native }: CheckboxProps) {
  const own = useId();
  const id = native.id ?? own;
  const box = (
    <input
      {...native}
      id={id}
      type="checkbox"
      className={styles.box}
      data-testid={testId}
      onChange={(event) => onChange(event.target.checked)}
    />
  );
  if (children === undefined) return box;
  return (
    <label className={longLabel ? styles.longLabel : styles.label} htmlFor={id}>
      {box}
      {children}
    </label>
  );
}

interface SwitchProps {
  on: boolean;
  label: string;
  title?: string;
  testId?: string;
  onFlip: () => void;
}

export function Switch({ on, label, title, testId, onFlip }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      className={styles.switch}
      aria-checked={on}
      aria-label={label}
      title={title}
      data-testid={testId}
      onClick={onFlip}
    >
      <span />
    </button>
  );
}
