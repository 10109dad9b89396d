// Checkboxes for the members that Hookglass generates on send.
import { Checkbox } from "@/components/Checkbox";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import type { GenerateOnSend } from "@/ipc/types";
import { hasNumbers, withNumbers } from "./generated";

interface GeneratedFieldsProps {
  value: GenerateOnSend;
  /** Whether no event has these members. A checked box can still be unchecked. */
  unavailable?: boolean;
  /** The JSON value that will be sent for a pointer; null while it is not known. */
  generated?: (pointer: string) => string | null;
  onChange: (value: GenerateOnSend) => void;
}

export function GeneratedFields({ value, unavailable, generated, onChange }: GeneratedFieldsProps) {
  const numbers = hasNumbers(value);
  const { timestamp } = value;
  return (
    <>
      <Checkbox
        checked={numbers}
        disabled={unavailable && !numbers}
        onChange={(on) => onChange(withNumbers(value, on))}
      >
        New id and seq
        {numbers && <Generated json={generated?.("/seq")} />}
      </Checkbox>
      <Checkbox
        checked={timestamp}
        disabled={unavailable && !timestamp}
        onChange={(on) => onChange({ ...value, timestamp: on })}
      >
        New timestamp
        {timestamp && <Generated json={generated?.("/context/timestamp")} />}
      </Checkbox>
    </>
  );
}

const Generated = ({ json }: { json: string | null | undefined }) =>
  json != null && (
    <Text as="code" tone="accent">
      <UntrustedText text={json} />
    </Text>
  );
