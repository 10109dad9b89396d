// A field for how Hookglass signs the requests of a scenario on each run.
import { useId } from "react";
import { Field } from "@/components/Field";
import type { SigningChoice } from "@/ipc/types";
import { useSecrets } from "@/lib/secrets/useSecrets";
import { SigningSelect } from "@/lib/sending/SigningSelect";

interface SigningFieldProps {
  value: SigningChoice;
  invalid?: boolean;
  onChange: (value: SigningChoice) => void;
}

export function SigningField({ value, invalid, onChange }: SigningFieldProps) {
  const id = useId();
  const { data: secrets = [] } = useSecrets();
  return (
    <Field label="Signature" htmlFor={id}>
      <SigningSelect
        id={id}
        value={value}
        original="Original"
        secrets={secrets.map(({ name }) => ({ name }))}
        invalid={invalid}
        onChange={onChange}
      />
    </Field>
  );
}
