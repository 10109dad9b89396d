// What a comparison leaves out, and the way from change to change: its second line.
import { type KeyboardEvent, useRef } from "react";
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { Key } from "@/components/Key";
import { Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import { counted } from "@/format/size";
import type { OpenComparison } from "@/ipc/types";
import styles from "./Chips.module.css";
import { useChoices } from "./Choices";
import { Chip, IgnoreChips } from "./IgnoreChips";
import type { ComparisonState } from "./useComparison";

interface ComparisonToolsProps {
  state: ComparisonState;
  compared: OpenComparison;
  /** The changes are listed, and so can be filtered. */
  listed: boolean;
  moves: boolean;
  onMove: (back: boolean) => void;
  onUnfoldAll: (() => void) | null;
  /** Null while nothing is unfolded. */
  onFoldAgain: (() => void) | null;
}

export function ComparisonTools(props: ComparisonToolsProps) {
  const { state, compared, listed, moves, onMove, onUnfoldAll, onFoldAgain } = props;
  const { spellings, setSpellings } = useChoices();
  const json = compared.form === "json";
  useAction("unfoldAll", onUnfoldAll);
  useAction("foldAgain", onFoldAgain);
  useAction("spellings", json ? () => setSpellings(!spellings) : null);
  if (compared.form === "bytes") return null;
  return (
    <Stack row wrap rigid gap="half" gapX="2" padX="4" padBottom="1h" tone="soft">
      {listed && <Filter value={state.filter} onChange={state.setFilter} />}
      {json && <IgnoreChips />}
      {json && (
        <Chip
          on={spellings}
          aria-label="Other spellings count"
          title="Another spelling of the same value, such as 1.0 for 1, is a change too"
          onClick={() => setSpellings(!spellings)}
        >
          <span className={styles.roomy}>Other spellings count</span>
          <span className={styles.tight}>Spellings</span>
        </Chip>
      )}
      {!listed && compared.ignored > 0 && <span>{counted(compared.ignored, "change")} ignored</span>}
      {compared.filtered > 0 && <span>{counted(compared.filtered, "change")} filtered out</span>}
      {!listed && compared.filtered > 0 && (
        <Button size="small" onClick={() => state.setFilter("")}>
          Clear the filter
        </Button>
      )}
      {onUnfoldAll !== null && (
        <Button size="small" onClick={onUnfoldAll}>
          Unfold all
        </Button>
      )}
      {onFoldAgain !== null && (
        <Button size="small" onClick={onFoldAgain}>
          Fold again
        </Button>
      )}
      {moves && <Moves onMove={onMove} />}
    </Stack>
  );
}

function Moves({ onMove }: { onMove: (back: boolean) => void }) {
  return (
    <span className={styles.steps}>
      <Button size="small" look="bare" title="Previous change ([)" onClick={() => onMove(true)}>
        <Key>[</Key>
        <span className="sr">Previous change</span>
      </Button>
      <Button size="small" look="bare" title="Next change (])" onClick={() => onMove(false)}>
        <Key>]</Key>
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
            <Key>F</Key>
          ) : (
            <Button
              icon="cross"
              look="bare"
              size="small"
              label="Clear the filter"
              onClick={() => onChange("")}
            />
          )
        }
      />
    </span>
  );
}
