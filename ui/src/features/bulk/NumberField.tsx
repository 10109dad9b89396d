// A short number field, with its unit or its error next to it.
import { useId } from "react";
import { Text } from "@/components/Text";
import { TextField } from "@/components/TextField";
import styles from "./Bulk.module.css";

interface NumberFieldProps {
  label: string;
  hint?: string;
  value: string;
  /** The error, such as `needs a whole number`; null while the value is valid. */
  wrong: string | null;
  onChange: (value: string) => void;
}

export function NumberField({ label, hint, value, wrong, onChange }: NumberFieldProps) {
  const id = useId();
  const beside = wrong ?? hint;
  return (
    <div className={styles.number}>
      <Text as="label" htmlFor={id} tone="dim">
        {label}
      </Text>
      <TextField
        id={id}
        size="slim"
        inputMode="decimal"
        value={value}
        invalid={wrong !== null}
        aria-describedby={beside === undefined ? undefined : `${id}-beside`}
        onChange={onChange}
      />
      {beside !== undefined && (
        <Text id={`${id}-beside`} tone={wrong === null ? "soft" : "bad"}>
          {beside}
        </Text>
      )}
    </div>
  );
}
