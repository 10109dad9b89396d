// The search field above the list. The error of an invalid filter appears below the field, and the
// list keeps its rows.
import { useRef, useState } from "react";
import { useAction } from "@/actions/Actions";
import { FieldProblem } from "@/components/Below";
import { Button } from "@/components/Button";
import { Icon } from "@/components/Icon";
import { KeysOf } from "@/components/Key";
import { Stack } from "@/components/Stack";
import { FilterInput, type FilterInputHandle } from "@/lib/filter/FilterInput";
import { useRememberSearch } from "@/lib/filter/useSuggestions";
import { FilterHelp } from "./FilterHelp";
import { SaveSearch } from "./SaveSearch";
import { useFilterText } from "./useFilterText";

interface FilterFieldProps {
  value: string;
  /** The whole filter of the list: the terms of the sidebar selection and of the field. */
  filter: string;
  /** The names of saved searches. */
  saved: readonly string[];
  /** The error of an invalid filter. */
  problem: string | null;
  /** Shows the shortcut of the field. */
  hint: boolean;
  onChange: (text: string) => void;
  /** Enter was pressed on a valid filter. */
  onDone: () => void;
}

/** Whether the error is at the end of the text, as in `user:`. */
const isUnfinished = (problem: string | null, text: string) =>
  Number(problem?.match(/^Filter, character (\d+)/)?.[1] ?? 0) > [...text.trimEnd()].length;

export function FilterField({ value, filter, saved, problem, hint, onChange, onDone }: FilterFieldProps) {
  const field = useRef<FilterInputHandle>(null);
  const { text, setText, apply } = useFilterText(value, onChange);
  /** False while typing: an unfinished filter is not an error yet. */
  const [finished, setFinished] = useState(true);
  const remember = useRememberSearch();
  const error = finished || !isUnfinished(problem, text) ? problem : null;
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
        wrong={error !== null}
        describedBy={error === null ? undefined : "filter-problem"}
        testId="filter"
        before={
          <Stack as="span" inline tone="soft">
            <Icon name="search" size="text" />
          </Stack>
        }
        after={
          <>
            {text === "" ? (
              hint && <KeysOf action="filter" />
            ) : (
              <Button icon="cross" look="bare" size="small" label="Clear the filter" onClick={clear} />
            )}
            {filter !== "" && problem === null && <SaveSearch filter={filter} taken={saved} />}
            <FilterHelp />
          </>
        }
        problem={error !== null && <FieldProblem id="filter-problem">{error}</FieldProblem>}
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
