// A field for a number of milliseconds. Empty means none; characters other than digits are dropped.
import { TextField } from "@/components/TextField";

interface MillisFieldProps {
  label: string;
  value: number | null;
  invalid: boolean;
  onChange: (value: number | null) => void;
}

export function MillisField({ label, value, invalid, onChange }: MillisFieldProps) {
  return (
    <TextField
      label={label}
      width="short"
      inputMode="numeric"
      value={value === null ? "" : String(value)}
      invalid={invalid}
      onChange={(text) => {
        const digits = text.replace(/\D/g, "").slice(0, 9);
        onChange(digits === "" ? null : Number(digits));
      }}
    />
  );
}
