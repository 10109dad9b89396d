// Header lines of an answer, as `Name: value`.
import { Button } from "@/components/Button";
import styles from "./Editor.module.css";

interface HeaderLinesProps {
  lines: readonly string[];
  wrong: number | null;
  describedBy?: string | undefined;
  onChange: (lines: string[]) => void;
}

export function HeaderLines({ lines, wrong, describedBy, onChange }: HeaderLinesProps) {
  return (
    <div className={styles.lines}>
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line's place is its identity; lines can be the same.
        <span key={at} className={styles.line}>
          <input
            className={styles.code}
            value={line}
            placeholder="Retry-After: 1"
            aria-label={`Header ${at + 1}`}
            aria-invalid={at === wrong}
            aria-describedby={at === wrong ? describedBy : undefined}
            spellCheck={false}
            autoComplete="off"
            data-testid="respond-header"
            onChange={(event) =>
              onChange(lines.map((other, place) => (place === at ? event.target.value : other)))
            }
          />
          <Button
            icon="cross"
            look="bare"
            size="small"
            label={`Remove header ${at + 1}`}
            onClick={() => onChange(lines.filter((_, place) => place !== at))}
          />
        </span>
      ))}
      <span>
        <Button size="small" icon="plus" data-testid="add-header" onClick={() => onChange([...lines, ""])}>
          Header
        </Button>
      </span>
    </div>
  );
}
