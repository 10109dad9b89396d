// The conditions of a rule: which events it matches.
import { useId } from "react";
import { VENDOR_NAMES } from "@/format/senders";
import type { RuleCondition, RuleProblem, TypeView } from "@/ipc/types";
import { FilterInput } from "@/lib/filter/FilterInput";
import { ChipsField } from "./ChipsField";
import styles from "./Editor.module.css";
import { EveryField } from "./EveryField";
import { Field } from "./Field";
import type { Suggestion } from "./useChipsField";
import { indexAt, isAt } from "./useRuleCheck";

interface ConditionFieldsProps {
  when: RuleCondition;
  problem: RuleProblem | null;
  types: readonly TypeView[];
  onChange: (change: Partial<RuleCondition>) => void;
}

const VENDORS = Object.entries(VENDOR_NAMES).map(([text, about]) => ({ text, about }));
const METHODS = ["POST", "PUT", "PATCH", "GET", "DELETE"].map((text) => ({ text }));

export function ConditionFields({ when, problem, types, onChange }: ConditionFieldsProps) {
  const id = useId();
  const matching = types.filter(({ vendor }) => when.vendor.length === 0 || when.vendor.includes(vendor));
  const knownTypes = [...new Set(matching.map(({ type }) => type))].map((text) => ({
    text,
    about: matching.find(({ type }) => type === text)?.description ?? "",
  }));
  const texts = (
    name: "vendor" | "type" | "method" | "path" | "header" | "member",
    label: string,
    hint: string,
    suggestions: readonly Suggestion[] = [],
  ) => (
    <Field label={label} problem={problem} at={[`/when/${name}`]}>
      {(by) => (
        <ChipsField
          label={label}
          hint={hint}
          texts={when[name]}
          suggestions={suggestions}
          wrong={indexAt(problem, `/when/${name}`)}
          describedBy={by}
          onChange={(next) => onChange({ [name]: next })}
        />
      )}
    </Field>
  );
  return (
    <div className={styles.rows}>
      {texts("vendor", "Sender", "Any sender", VENDORS)}
      {texts("type", "Type", "Any type; * matches any characters", knownTypes)}
      {texts("member", "Member", "/payload/user/is_verified=false")}
      <div className={styles.pair}>
        {texts("method", "Method", "Any", METHODS)}
        {texts("path", "Path", "/hooks/*")}
      </div>
      {texts("header", "Header", "name, or name=value")}
      <Field label="Filter" htmlFor={`${id}-filter`} problem={problem} at={["/when/filter"]}>
        {(by) => (
          <FilterInput
            id={`${id}-filter`}
            value={when.filter}
            wrong={isAt(problem, "/when/filter")}
            placeholder="kind:blocking -user:4fe0*"
            describedBy={by}
            testId="when-filter"
            onChange={(filter) => onChange({ filter })}
          />
        )}
      </Field>
      <EveryField every={when.every} problem={problem} onChange={(every) => onChange({ every })} />
    </div>
  );
}
