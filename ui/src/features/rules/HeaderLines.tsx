// The headers of an answer as fields, one `Name: value` line each.
import { Button } from "@/components/Button";
import { Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";

interface HeaderLinesProps {
  lines: readonly string[];
  wrong: number | null;
  describedBy?: string | undefined;
  onChange: (lines: string[]) => void;
}

export function HeaderLines({ lines, wrong, describedBy, onChange }: HeaderLinesProps) {
  return (
    <Stack gap="1">
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is identified by its position.
        <Stack key={at} row gap="1">
          <TextField
            mono
            width="rest"
            value={line}
            placeholder="Retry-After: 1"
            aria-label={`Header ${at + 1}`}
            invalid={at === wrong}
            aria-describedby={at === wrong ? describedBy : undefined}
            onChange={(text) => onChange(lines.map((other, index) => (index === at ? text : other)))}
          />
          <Button
            icon="cross"
            look="bare"
            size="small"
            label={`Remove header ${at + 1}`}
            onClick={() => onChange(lines.filter((_, index) => index !== at))}
          />
        </Stack>
      ))}
      <span>
        <Button size="small" icon="plus" onClick={() => onChange([...lines, ""])}>
          Add header
        </Button>
      </span>
    </Stack>
  );
}
