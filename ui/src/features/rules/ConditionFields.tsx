// Which events a rule is for.
import { useId } from "react";
import { VENDOR_NAMES } from "@/format/senders";
import type { RuleCondition, RuleProblem, TypeView } from "@/ipc/types";
import { FilterInput } from "@/lib/filter/FilterInput";
import { ordinal } from "@/lib/rules/rule";
import styles from "./Editor.module.css";
import { Field } from "./Field";
import { TextsField } from "./TextsField";
import { indexAt, isAt } from "./useCheck";

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
  const texts = (name: "vendor" | "type" | "method" | "path" | "header" | "member") => ({
    texts: when[name],
    wrong: indexAt(problem, `/when/${name}`),
    testId: `when-${name}`,
    onChange: (next: string[]) => onChange({ [name]: next }),
  });
  return (
    <div className={styles.rows}>
      <Field label="Sender" problem={problem} at={["/when/vendor"]}>
        {(by) => (
          <TextsField
            label="Sender"
            hint="Any sender"
            known={VENDORS}
            describedBy={by}
            {...texts("vendor")}
          />
        )}
      </Field>
      <Field label="Type" problem={problem} at={["/when/type"]}>
        {(by) => (
          <TextsField
            label="Type"
            hint="Any type; * stands for any characters"
            known={known}
            describedBy={by}
            {...texts("type")}
          />
        )}
      </Field>
      <Field label="Member" problem={problem} at={["/when/member"]}>
        {(by) => (
          <TextsField
            label="Member"
            hint="/payload/user/is_verified=false"
            known={[]}
            describedBy={by}
            {...texts("member")}
          />
        )}
      </Field>
      <div className={styles.pair}>
        <Field label="Method" problem={problem} at={["/when/method"]}>
          {(by) => (
            <TextsField label="Method" hint="Any" known={METHODS} describedBy={by} {...texts("method")} />
          )}
        </Field>
        <Field label="Path" problem={problem} at={["/when/path"]}>
          {(by) => <TextsField label="Path" hint="/hooks/*" known={[]} describedBy={by} {...texts("path")} />}
        </Field>
      </div>
      <Field label="Header" problem={problem} at={["/when/header"]}>
        {(by) => (
          <TextsField
            label="Header"
            hint="name, or name=value"
            known={[]}
            describedBy={by}
            {...texts("header")}
          />
        )}
      </Field>
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
      <Field
        label="How often"
        htmlFor={`${id}-every`}
        problem={problem}
        at={["/when/every"]}
        hint={
          when.every > 1
            ? `Every ${ordinal(when.every)} event that fits. For the others the rules behind are asked.`
            : undefined
        }
      >
        {(by) => (
          <span className={styles.inline}>
            Every
            <input
              id={`${id}-every`}
              className={styles.number}
              type="number"
              min={1}
              max={1_000_000}
              step={1}
              value={Math.max(1, when.every)}
              aria-describedby={by}
              data-testid="when-every"
              onChange={(event) => {
                const every = Math.trunc(Number(event.target.value));
                onChange({ every: every > 1 ? Math.min(every, 1_000_000) : 0 });
              }}
            />
            {when.every > 1 ? "events that fit" : "event that fits"}
          </span>
        )}
      </Field>
    </div>
  );
}
