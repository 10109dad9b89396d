// A borderless input for names and values of headers and query parameters.
import styles from "./DraftHeaders.module.css";

interface FieldInputProps {
  label: string;
  placeholder: string;
  value: string;
  /** The input holds a name, which has its own color. */
  isName?: boolean;
  onChange: (value: string) => void;
}

export function FieldInput({ label, placeholder, value, isName = false, onChange }: FieldInputProps) {
  return (
    <input
      className={isName ? styles.name : undefined}
      data-name={isName ? "" : undefined}
      aria-label={label}
      placeholder={placeholder}
      value={value}
      spellCheck={false}
      autoComplete="off"
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
