// What of a comparison is left out, and the way from change to change: its second line.
import { type KeyboardEvent, useRef, useState } from "react";
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { Icon } from "@/components/Icon";
import { Key } from "@/components/Key";
import { Visible } from "@/components/Visible";
import { counted } from "@/format/size";
import { visibleText } from "@/format/visible";
import type { OpenComparison } from "@/ipc/types";
import { useChoices } from "./Choices";
import styles from "./Comparison.module.css";
import { typedPath, withoutPath, withPath } from "./ignoring";
import type { ComparisonState } from "./useComparison";
import { useIgnoring } from "./useIgnoring";

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
    <div className={styles.tools}>
      {listed && <Filter value={state.filter} onChange={state.setFilter} />}
      {json && <IgnoreChips />}
      {json && (
        <button
          type="button"
          className={styles.chip}
          aria-pressed={spellings}
          aria-label="Other spellings count"
          title="Another spelling of the same value, such as 1.0 for 1, is a change too"
          onClick={() => setSpellings(!spellings)}
        >
          {spellings && <Icon name="check" />}
          <span className={styles.roomy}>Other spellings count</span>
          <span className={styles.tight}>Spellings</span>
        </button>
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
      {moves && (
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
      )}
    </div>
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
      <input
        ref={field}
        type="text"
        aria-label="Filter changes by path or name"
        placeholder="Filter by path or name"
        value={value}
        spellCheck={false}
        autoComplete="off"
        data-testid="filter-changes"
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {value === "" ? (
        <Key>F</Key>
      ) : (
        <Button icon="cross" look="bare" size="small" label="Clear the filter" onClick={() => onChange("")} />
      )}
    </span>
  );
}

function IgnoreChips() {
  const { ignored, ignore } = useIgnoring();
  const [typed, setTyped] = useState<string | null>(null);
  const toggle = (what: "times" | "ids") => ignore((before) => ({ ...before, [what]: !before[what] }));
  useAction("ignoreTimes", () => toggle("times"));
  useAction("ignoreIds", () => toggle("ids"));
  const add = () => {
    const path = typedPath(typed ?? "");
    if (path !== null) ignore((before) => withPath(before, path));
    setTyped(null);
  };
  return (
    <fieldset className={styles.chips} aria-label="Ignore">
      <span className={styles.roomy} aria-hidden="true">
        Ignore:
      </span>
      {(["times", "ids"] as const).map((what) => (
        <button
          key={what}
          type="button"
          className={styles.chip}
          aria-pressed={ignored[what]}
          onClick={() => toggle(what)}
        >
          {ignored[what] && <Icon name="check" />}
          {what === "times" ? "Times" : "Ids"}
        </button>
      ))}
      {ignored.paths.map((path) => (
        <span key={path} className={`${styles.chip} ${styles.path}`} data-testid="ignored-path">
          <code title={visibleText(path)}>
            <Visible text={path} />
          </code>
          <button
            type="button"
            aria-label={`Do not ignore ${visibleText(path)}`}
            onClick={() => ignore((before) => withoutPath(before, path))}
          >
            <Icon name="cross" />
          </button>
        </span>
      ))}
      {typed === null ? (
        <button
          type="button"
          className={styles.chip}
          title="Ignore a path; * stands for any one name"
          onClick={() => setTyped("")}
        >
          <Icon name="plus" />
          Path
        </button>
      ) : (
        <input
          className={styles.typed}
          type="text"
          aria-label="Path to ignore"
          placeholder="/items/*/price"
          value={typed}
          spellCheck={false}
          autoComplete="off"
          // biome-ignore lint/a11y/noAutofocus: it takes the place of the button that was pressed.
          autoFocus
          onChange={(event) => setTyped(event.target.value)}
          onBlur={() => typed.trim() === "" && setTyped(null)}
          onKeyDown={(event) => {
            if (event.key === "Enter") add();
            else if (event.key === "Escape") setTyped(null);
            else return;
            event.preventDefault();
          }}
        />
      )}
    </fieldset>
  );
}
