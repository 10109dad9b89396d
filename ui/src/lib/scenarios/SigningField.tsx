// A field for how Hookglass signs the requests of a scenario on each run.
import { useId } from "react";
import { Field } from "@/components/Field";
import { Select } from "@/components/Select";
import { visibleText } from "@/format/visible";
import type { SigningChoice } from "@/ipc/types";
import { useSecrets } from "@/lib/secrets/useSecrets";
import { choiceOf, optionValueOf } from "@/lib/sending/signing";

interface SigningFieldProps {
  value: SigningChoice;
  invalid?: boolean;
  onChange: (value: SigningChoice) => void;
}

export function SigningField({ value, invalid, onChange }: SigningFieldProps) {
  const id = useId();
  const { data: secrets = [] } = useSecrets();
  const missing =
    value.how === "with" && !secrets.some(({ name }) => name === value.secret) ? value.secret : null;
  return (
    <Field label="Signature" htmlFor={id}>
      <Select
        id={id}
        value={optionValueOf(value)}
        aria-invalid={invalid}
        onChange={(event) => onChange(choiceOf(event.target.value))}
      >
        <option value="original">Original</option>
        <option value="none">None</option>
        <option value="wrong">Wrong on purpose</option>
        {missing !== null && (
          <option value={optionValueOf(value)}>With {visibleText(missing)} (missing)</option>
        )}
        {secrets.map(({ name }) => (
          <option key={name} value={optionValueOf({ how: "with", secret: name })}>
            With {visibleText(name)}
          </option>
        ))}
      </Select>
    </Field>
  );
}
