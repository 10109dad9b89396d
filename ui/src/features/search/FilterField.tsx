// The search field above the list. A filter that is not understood is explained below it, and the list stays as it was.
import { useRef, useState } from "react";
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { Icon } from "@/components/Icon";
import { Key } from "@/components/Key";
import { Stack } from "@/components/Stack";
import { FilterInput, type FilterInputHandle } from "@/lib/filter/FilterInput";
import { useRememberSearch } from "@/lib/filter/useSuggestions";
import styles from "./FilterField.module.css";
import { FilterHelp } from "./FilterHelp";
import { SaveSearch } from "./SaveSearch";
import { useFilterText } from "./useFilterText";

interface FilterFieldProps {
  value: string;
  /** The filter of the list: the words of the chosen part and those of the field. */
  filter: string;
  /** The names of saved searches. */
  saved: readonly string[];
  /** Why the filter is not understood. */
  problem: string | null;
  /** Shows its key, which works now. */
  hint: boolean;
  onChange: (text: string) => void;
  /** Enter was pressed on a valid filter. */
  onDone: () => void;
}

/** The mistake is that the text ends too early, as in `user:`. */
const isUnfinished = (problem: string | null, text: string) =>
  Number(problem?.match(/^Filter, character (\d+)/)?.[1] ?? 0) > [...text.trimEnd()].length;

export function FilterField({ value, filter, saved, problem, hint, onChange, onDone }: FilterFieldProps) {
  const field = useRef<FilterInputHandle>(null);
  const { text, setText, apply } = useFilterText(value, onChange);
  /** False while typing: an unfinished filter is not wrong yet. */
  const [finished, setFinished] = useState(true);
  const remember = useRememberSearch();
  const wrong = finished || !isUnfinished(problem, text) ? problem : null;
  useAction("filter", () => field.current?.select());
  const onEnter = () => {
    setFinished(true);
    apply(text);
    if (problem !== null && text === value) return;
    void remember(text);
    onDone();
  };
  const onBlur = () => {
    setFinished(true);
    if (problem === null && text === value) void remember(text);
  };
  const clear = () => {
    apply("");
    field.current?.focus();
  };
  return (
    <Stack as="search" row fill>
      <FilterInput
        ref={field}
        value={text}
        label="Search and filter events"
        placeholder="Search, or filter by type: user: path: …"
        wrong={wrong !== null}
        describedBy={wrong === null ? undefined : "filter-problem"}
        testId="filter"
        before={
          <Stack as="span" inline tone="soft">
            <Icon name="search" size="text" />
          </Stack>
        }
        after={
          <>
            {text === "" ? (
              hint && <Key>/</Key>
            ) : (
              <Button icon="cross" look="bare" size="small" label="Clear the filter" onClick={clear} />
            )}
            {filter !== "" && problem === null && <SaveSearch filter={filter} taken={saved} />}
            <FilterHelp />
          </>
        }
        problem={
          wrong !== null && (
            <p id="filter-problem" className={styles.problem} role="alert">
              <Icon name="warn" />
              {wrong}
            </p>
          )
        }
        onChange={(next) => {
          setText(next);
          setFinished(false);
        }}
        onRecent={apply}
        onEnter={onEnter}
        onEscape={() => (text === "" ? field.current?.blur() : apply(""))}
        onBlur={onBlur}
      />
    </Stack>
  );
}
