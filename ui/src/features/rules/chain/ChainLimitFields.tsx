// The timeouts of a hook chain: per handler, and in total.
import { useId } from "react";
import { Button } from "@/components/Button";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { TextField } from "@/components/TextField";
import { DEFAULT_CHAIN_EACH_MS, DEFAULT_CHAIN_TOTAL_MS, MAX_CHAIN_TIMEOUT_MS } from "@/ipc/bindings/limits";
import type { ChainLimits } from "@/ipc/types";

/** The defaults of Authgear, in milliseconds. */
export const DEFAULT_LIMITS: ChainLimits = {
  each_ms: DEFAULT_CHAIN_EACH_MS,
  total_ms: DEFAULT_CHAIN_TOTAL_MS,
};

interface ChainLimitFieldsProps {
  /** Null for the defaults of Authgear. */
  limits: ChainLimits | null;
  onChange: (limits: ChainLimits | null) => void;
}

export function ChainLimitFields({ limits, onChange }: ChainLimitFieldsProps) {
  const { each_ms, total_ms } = limits ?? DEFAULT_LIMITS;
  const isDefault = each_ms === DEFAULT_LIMITS.each_ms && total_ms === DEFAULT_LIMITS.total_ms;
  return (
    <Stack row wrap gap="4" gapY="2">
      <Seconds
        label="Timeout per handler"
        millis={each_ms}
        onChange={(millis) => onChange({ each_ms: millis, total_ms })}
      />
      <Seconds
        label="Total timeout"
        millis={total_ms}
        onChange={(millis) => onChange({ each_ms, total_ms: millis })}
      />
      {!isDefault && (
        <Button size="small" onClick={() => onChange(null)}>
          Reset to Authgear’s defaults
        </Button>
      )}
    </Stack>
  );
}

interface SecondsProps {
  label: string;
  millis: number;
  onChange: (millis: number) => void;
}

function Seconds({ label, millis, onChange }: SecondsProps) {
  const id = useId();
  return (
    <Stack as="label" row inline gap="2" htmlFor={id}>
      <Text tone="dim">{label}</Text>
      <TextField
        id={id}
        width="number"
        type="number"
        min={0.1}
        max={MAX_CHAIN_TIMEOUT_MS / 1000}
        step={0.5}
        value={String(millis / 1000)}
        onChange={(text) =>
          onChange(Math.min(Math.max(Math.round(Number(text) * 1000), 0), MAX_CHAIN_TIMEOUT_MS))
        }
      />
      <Text tone="dim">s</Text>
    </Stack>
  );
}
