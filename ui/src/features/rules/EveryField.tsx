// How many of its matching events a rule answers: every nth.
import { useId } from "react";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { TextField } from "@/components/TextField";
import type { RuleProblem } from "@/ipc/types";
import { ordinal } from "@/lib/rules/rule";
import { Field } from "./Field";

interface EveryFieldProps {
  every: number;
  problem: RuleProblem | null;
  onChange: (every: number) => void;
}

const MAX_EVERY = 1_000_000;

export function EveryField({ every, problem, onChange }: EveryFieldProps) {
  const id = useId();
  return (
    <Field
      label="Frequency"
      htmlFor={id}
      problem={problem}
      at={["/when/every"]}
      hint={
        every > 1
          ? `Answers every ${ordinal(every)} matching event. Other events go to the next rules.`
          : undefined
      }
    >
      {(by) => (
        <Stack row gap="2">
          <Text tone="dim">Every</Text>
          <TextField
            id={id}
            width="number"
            type="number"
            min={1}
            max={MAX_EVERY}
            step={1}
            value={String(Math.max(1, every))}
            aria-describedby={by}
            onChange={(text) => {
              const typed = Math.trunc(Number(text));
              onChange(typed > 1 ? Math.min(typed, MAX_EVERY) : 0);
            }}
          />
          <Text tone="dim">{every > 1 ? "matching events" : "matching event"}</Text>
        </Stack>
      )}
    </Field>
  );
}
