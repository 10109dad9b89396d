// The checks of the answer body: each tests the member at a JSON Pointer.
import { Button } from "@/components/Button";
import { Select } from "@/components/Select";
import { TextField } from "@/components/TextField";
import type { ExpectationForm, ExpectationTest } from "@/ipc/types";
import styles from "./StepEditor.module.css";

interface AnswerChecksProps {
  checks: readonly ExpectationForm[];
  isWrong: (pointer: string) => boolean;
  onChange: (checks: ExpectationForm[]) => void;
}

const TESTS: readonly { value: ExpectationTest; text: string }[] = [
  { value: "equals", text: "equals" },
  { value: "matches", text: "matches" },
  { value: "exists", text: "exists" },
  { value: "missing", text: "is missing" },
];

export function AnswerChecks({ checks, isWrong, onChange }: AnswerChecksProps) {
  const update = (at: number, part: Partial<ExpectationForm>) =>
    onChange(checks.map((check, index) => (index === at ? { ...check, ...part } : check)));
  const valued = (test: ExpectationTest) => test === "equals" || test === "matches";
  return (
    <>
      {checks.map((check, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a check is identified by its position.
        <div key={at} className={styles.entry}>
          <TextField
            mono
            width="rest"
            aria-label={`Pointer of check ${at + 1}`}
            value={check.at}
            placeholder="/is_allowed"
            invalid={isWrong(`/expect/answer/${at}/`)}
            onChange={(pointer) => update(at, { at: pointer })}
          />
          <Select
            aria-label={`Test of check ${at + 1}`}
            value={check.test}
            onChange={(event) => update(at, { test: event.target.value as ExpectationTest })}
          >
            {TESTS.map(({ value, text }) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </Select>
          <TextField
            mono
            width="rest"
            aria-label={`Expected value of check ${at + 1}`}
            value={valued(check.test) ? check.value : ""}
            disabled={!valued(check.test)}
            placeholder={check.test === "matches" ? "*@example.org" : "true"}
            invalid={isWrong(`/expect/answer/${at}/`)}
            onChange={(value) => update(at, { value })}
          />
          <Button
            size="small"
            look="bare"
            icon="cross"
            label={`Remove check ${at + 1}`}
            onClick={() => onChange(checks.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <Button
        size="small"
        icon="plus"
        data-testid="add-wanted"
        onClick={() => onChange([...checks, { at: "", test: "equals", value: "true" }])}
      >
        Add answer check
      </Button>
    </>
  );
}
