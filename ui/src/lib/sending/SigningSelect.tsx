// A list of the ways to sign a request.
import { Select } from "@/components/Select";
import { SCHEMES } from "@/format/senders";
import { visibleText } from "@/format/visible";
import type { Scheme, SigningChoice } from "@/ipc/types";
import { choiceOf, optionValueOf } from "./signing";

interface SigningSelectProps {
  id: string;
  value: SigningChoice;
  /** The label of the choice `as_received`. Without it, that choice is not offered. */
  asReceived?: string;
  original: string;
  /** The secrets that can sign, with their scheme if the list shows it. */
  secrets: readonly { name: string; scheme?: Scheme }[];
  invalid?: boolean | undefined;
  testId?: string;
  onChange: (value: SigningChoice) => void;
}

export function SigningSelect(props: SigningSelectProps) {
  const { id, value, asReceived, original, secrets, invalid, testId, onChange } = props;
  const missing =
    value.how === "with" && !secrets.some(({ name }) => name === value.secret) ? value.secret : null;
  return (
    <Select
      id={id}
      value={optionValueOf(value)}
      aria-invalid={invalid}
      data-testid={testId}
      onChange={(event) => onChange(choiceOf(event.target.value))}
    >
      {asReceived !== undefined && <option value="as_received">{asReceived}</option>}
      <option value="original">{original}</option>
      <option value="none">None</option>
      <option value="wrong">Wrong on purpose</option>
      {missing !== null && (
        <option value={optionValueOf(value)}>With {visibleText(missing)} (missing)</option>
      )}
      {secrets.map(({ name, scheme }) => (
        <option key={name} value={optionValueOf({ how: "with", secret: name })}>
          With {visibleText(name)}
          {scheme !== undefined && ` (${SCHEMES[scheme].name})`}
        </option>
      ))}
    </Select>
  );
}
