// The delay before a rule answers.
import { useId } from "react";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { TextField } from "@/components/TextField";
import { MAX_RULE_DELAY_MS } from "@/ipc/bindings/limits";
import type { Rule, RuleProblem } from "@/ipc/types";
import { kindOf } from "@/lib/rules/rule";
import { Field } from "./Field";

interface DelayFieldProps {
  end: Rule["then"];
  problem: RuleProblem | null;
  onChange: (millis: number) => void;
}

/** How long Authgear waits for a blocking handler. In milliseconds. */
const AUTHGEAR_TIMEOUT = 5000;
/** The backend stores the delay as an unsigned 32-bit number. In milliseconds. */
const MAX_DELAY = 4_000_000_000;

export function DelayField({ end, problem, onChange }: DelayFieldProps) {
  const id = useId();
  const isLate = end.delay_ms > AUTHGEAR_TIMEOUT && ["allow", "deny"].includes(kindOf(end.action));
  return (
    <Field
      label="Delay"
      htmlFor={id}
      problem={problem}
      at={["/then/delay_ms"]}
      hint={isLate ? "Authgear waits at most 5 seconds for a blocking event." : undefined}
    >
      {(by) => (
        <Stack row gap="2">
          <TextField
            id={id}
            width="number"
            type="number"
            min={0}
            max={MAX_RULE_DELAY_MS}
            step={100}
            value={String(end.delay_ms)}
            invalid={by !== undefined}
            aria-describedby={by}
            onChange={(text) => onChange(Math.min(Math.max(0, Math.trunc(Number(text))), MAX_DELAY))}
          />
          <Text tone="dim">ms</Text>
        </Stack>
      )}
    </Field>
  );
}
