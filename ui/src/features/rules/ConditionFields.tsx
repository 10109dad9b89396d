// Which events a rule matches.
import { useId } from "react";
import { VENDOR_NAMES } from "@/format/senders";
import type { RuleCondition, RuleProblem, TypeView } from "@/ipc/types";
import { FilterInput } from "@/lib/filter/FilterInput";
import styles from "./Editor.module.css";
import { EveryField } from "./EveryField";
import { Field } from "./Field";
import { TextsField } from "./TextsField";
import { indexAt, isAt } from "./useCheck";
import type { Known } from "./useTextsField";

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
  const wanted = types.filter(({ vendor }) => when.vendor.length === 0 || when.vendor.includes(vendor));
  const known = [...new Set(wanted.map(({ type }) => type))].map((text) => ({
    text,
    about: wanted.find(({ type }) => type === text)?.description ?? "",
  }));
  const texts = (
    name: "vendor" | "type" | "method" | "path" | "header" | "member",
    label: string,
    hint: string,
    known: readonly Known[] = [],
  ) => (
    <Field label={label} problem={problem} at={[`/when/${name}`]}>
      {(by) => (
        <TextsField
          label={label}
          hint={hint}
          texts={when[name]}
          known={known}
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
      {texts("type", "Type", "Any type; * stands for any characters", known)}
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
