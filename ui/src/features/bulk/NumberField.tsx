// A short field for a number, with what is wrong with it beside.
import { useId } from "react";
import styles from "./Bulk.module.css";

interface NumberFieldProps {
  label: string;
  hint?: string;
  value: string;
  /** What it should be; null while it is. */
  wrong: string | null;
  onChange: (value: string) => void;
}

export function NumberField({ label, hint, value, wrong, onChange }: NumberFieldProps) {
  const id = useId();
  const beside = wrong ?? hint;
  return (
    <div className={styles.number}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="text"
        inputMode="decimal"
        value={value}
        autoComplete="off"
        aria-invalid={wrong !== null}
        aria-describedby={beside === undefined ? undefined : `${id}-hint`}
        onChange={(event) => onChange(event.target.value)}
      />
      {beside !== undefined && (
        <span id={`${id}-hint`} className={wrong === null ? styles.soft : styles.wrong}>
          {beside}
        </span>
      )}
    </div>
  );
}
