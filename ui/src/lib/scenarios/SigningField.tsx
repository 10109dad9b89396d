// A field for how Hookglass signs the requests of a scenario on each run.
import { useId } from "react";
import { Choice } from "@/components/Choice";
import { Field } from "@/components/Field";
import { visibleText } from "@/format/visible";
import type { SigningChoice } from "@/ipc/types";
import { useSecrets } from "@/lib/secrets/useSecrets";
import { choiceOf, writtenChoice } from "@/lib/sending/signing";

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
      <Choice
        id={id}
        value={writtenChoice(value)}
        aria-invalid={invalid}
        onChange={(event) => onChange(choiceOf(event.target.value))}
      >
        <option value="original">Original</option>
        <option value="none">None</option>
        <option value="wrong">Wrong on purpose</option>
        {missing !== null && (
          <option value={writtenChoice(value)}>With {visibleText(missing)} (missing)</option>
        )}
        {secrets.map(({ name }) => (
          <option key={name} value={writtenChoice({ how: "with", secret: name })}>
            With {visibleText(name)}
          </option>
        ))}
      </Choice>
    </Field>
  );
}
