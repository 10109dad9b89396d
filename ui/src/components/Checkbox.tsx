// A checkbox for a choice in a form, and a switch for a setting that takes effect immediately.
import { type ButtonHTMLAttributes, type InputHTMLAttributes, type ReactNode, useId } from "react";
import styles from "./Checkbox.module.css";

interface CheckboxProps
  extends Omit<InputHTMLAttributes<HTMLInputElement>, "className" | "onChange" | "type"> {
  checked: boolean;
  onChange: (checked: boolean) => void;
  /** Aligns the box with the first line of a label with several lines. */
  longLabel?: boolean;
  /** The label after the box. Without it, the box needs an `aria-label`. */
  children?: ReactNode;
}

export function Checkbox({ onChange, longLabel, children, ...native }: CheckboxProps) {
  const own = useId();
  const id = native.id ?? own;
  const box = (
    <input
      {...native}
      id={id}
      type="checkbox"
      className={styles.box}
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

interface SwitchProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "type" | "onClick"> {
  on: boolean;
  label: string;
  onFlip: () => void;
}

export function Switch({ on, label, onFlip, ...native }: SwitchProps) {
  return (
    <button
      {...native}
      type="button"
      role="switch"
      className={styles.switch}
      aria-checked={on}
      aria-label={label}
      onClick={onFlip}
    >
      <span />
    </button>
  );
}
