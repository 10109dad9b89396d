// What is expected in the body of the answer: places, and a test for each.
import { Button } from "@/components/Button";
import { Choice } from "@/components/Choice";
import { TextField } from "@/components/TextField";
import type { WantedForm, WantedTest } from "@/ipc/types";
import styles from "./StepEditor.module.css";

interface WantedProps {
  wanted: readonly WantedForm[];
  isWrong: (pointer: string) => boolean;
  onChange: (wanted: WantedForm[]) => void;
}

const TESTS: readonly { value: WantedTest; text: string }[] = [
  { value: "equals", text: "equals" },
  { value: "matches", text: "matches" },
  { value: "exists", text: "is there" },
  { value: "missing", text: "is not there" },
];

export function Wanted({ wanted, isWrong, onChange }: WantedProps) {
  const put = (at: number, part: Partial<WantedForm>) =>
    onChange(wanted.map((one, index) => (index === at ? { ...one, ...part } : one)));
  const valued = (test: WantedTest) => test === "equals" || test === "matches";
  return (
    <>
      {wanted.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an expectation's place is its identity.
        <div key={at} className={styles.entry}>
          <TextField
            mono
            width="rest"
            aria-label={`Place ${at + 1} in the answer`}
            value={one.at}
            placeholder="/is_allowed"
            invalid={isWrong(`/expect/answer/${at}/`)}
            onChange={(place) => put(at, { at: place })}
          />
          <Choice
            aria-label={`What is wanted at place ${at + 1}`}
            value={one.test}
            onChange={(event) => put(at, { test: event.target.value as WantedTest })}
          >
            {TESTS.map(({ value, text }) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </Choice>
          <TextField
            mono
            width="rest"
            aria-label={`Value wanted at place ${at + 1}`}
            value={valued(one.test) ? one.value : ""}
            disabled={!valued(one.test)}
            placeholder={one.test === "matches" ? "*@example.org" : "true"}
            invalid={isWrong(`/expect/answer/${at}/`)}
            onChange={(value) => put(at, { value })}
          />
          <Button
            size="small"
            look="bare"
            icon="cross"
            label={`Remove place ${at + 1}`}
            onClick={() => onChange(wanted.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <Button
        size="small"
        icon="plus"
        data-testid="add-wanted"
        onClick={() => onChange([...wanted, { at: "", test: "equals", value: "true" }])}
      >
        Expect something in the answer
      </Button>
    </>
  );
}
