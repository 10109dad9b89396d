// The second line of a comparison: the filter, the ignored values, and buttons that move from
// change to change.
import { type KeyboardEvent, useRef } from "react";
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { KeysOf } from "@/components/Key";
import { Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import { counted } from "@/format/size";
import type { OpenComparison } from "@/ipc/types";
import styles from "./Chips.module.css";
import { useChoices } from "./ComparisonOptions";
import { Chip, IgnoreChips } from "./IgnoreChips";
import type { ComparisonState } from "./useComparison";

interface ComparisonToolsProps {
  state: ComparisonState;
  compared: OpenComparison;
  /** Whether the changes are listed, and can therefore be filtered. */
  listed: boolean;
  canMove: boolean;
  onMove: (back: boolean) => void;
  onUnfoldAll: (() => void) | null;
  /** Null while nothing is unfolded. */
  onFoldAll: (() => void) | null;
}

export function ComparisonTools(props: ComparisonToolsProps) {
  const { state, compared, listed, canMove, onMove, onUnfoldAll, onFoldAll } = props;
  const { strictFormat, setStrictFormat } = useChoices();
  const json = compared.form === "json";
  useAction("unfoldAll", onUnfoldAll);
  useAction("foldAgain", onFoldAll);
  useAction("spellings", json ? () => setStrictFormat(!strictFormat) : null);
  if (compared.form === "bytes") return null;
  return (
    <Stack row wrap rigid gap="half" gapX="2" padX="4" padBottom="1h" tone="soft">
      {listed && <Filter value={state.filter} onChange={state.setFilter} />}
      {json && <IgnoreChips />}
      {json && (
        <Chip
          on={strictFormat}
          aria-label="Strict number format"
          title="Also report equal numbers and times in different formats, such as 1 and 1.0"
          onClick={() => setStrictFormat(!strictFormat)}
        >
          <span className={styles.roomy}>Strict number format</span>
          <span className={styles.tight}>Strict</span>
        </Chip>
      )}
      {!listed && compared.ignored > 0 && <span>{counted(compared.ignored, "change")} ignored</span>}
      {compared.filtered > 0 && <span>{counted(compared.filtered, "change")} filtered out</span>}
      {!listed && compared.filtered > 0 && (
        <Button size="small" onClick={() => state.setFilter("")}>
          Clear filter
        </Button>
      )}
      {onUnfoldAll !== null && (
        <Button size="small" onClick={onUnfoldAll}>
          Unfold all
        </Button>
      )}
      {onFoldAll !== null && (
        <Button size="small" onClick={onFoldAll}>
          Fold all
        </Button>
      )}
      {canMove && <Moves onMove={onMove} />}
    </Stack>
  );
}

function Moves({ onMove }: { onMove: (back: boolean) => void }) {
  return (
    <span className={styles.steps}>
      <Button size="small" look="bare" title="Previous change" onClick={() => onMove(true)}>
        <KeysOf action="previousChange" />
        <span className="sr">Previous change</span>
      </Button>
      <Button size="small" look="bare" title="Next change" onClick={() => onMove(false)}>
        <KeysOf action="nextChange" />
        <span className="sr">Next change</span>
      </Button>
      <span className={styles.roomy}>previous, next change</span>
    </span>
  );
}

function Filter({ value, onChange }: { value: string; onChange: (filter: string) => void }) {
  const field = useRef<HTMLInputElement>(null);
  useAction("filterChanges", () => field.current?.select());
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    if (value === "") field.current?.blur();
    else onChange("");
  };
  return (
    <span className={styles.filter}>
      <TextField
        ref={field}
        size="small"
        aria-label="Filter changes by path or name"
        placeholder="Filter by path or name"
        value={value}
        onChange={onChange}
        onKeyDown={onKeyDown}
        after={
          value === "" ? (
            <KeysOf action="filterChanges" />
          ) : (
            <Button icon="cross" look="bare" size="small" label="Clear filter" onClick={() => onChange("")} />
          )
        }
      />
    </span>
  );
}
