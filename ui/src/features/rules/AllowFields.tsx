// The optional members of an approval, each an object of JSON.
import { Button } from "@/components/Button";
import { CodeField } from "@/components/CodeField";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import type { RuleAction, RuleProblem } from "@/ipc/types";
import styles from "./Editor.module.css";
import { Field } from "./Field";
import { Places } from "./Places";
import { isAt } from "./useCheck";

type Allow = Extract<RuleAction, { allow: unknown }>["allow"];
type Part = "mutations" | "constraints" | "bot_protection" | "rate_limits";

const PARTS: readonly { part: Part; title: string; start: string; about: string }[] = [
  {
    part: "mutations",
    title: "Mutations",
    start: '{\n  "user": {\n    "custom_attributes": {}\n  }\n}',
    about: "They replace and do not merge: an attribute that is left out is gone.",
  },
  {
    part: "constraints",
    title: "Constraints",
    start: '{\n  "amr": ["otp"]\n}',
    about: "Which factors a person has to pass.",
  },
  {
    part: "bot_protection",
    title: "Bot protection",
    start: '{\n  "mode": "always"\n}',
    about: "Whether the person is asked to prove that it is one.",
  },
  {
    part: "rate_limits",
    title: "Rate limits",
    start: '{\n  "authentication.general": { "weight": 1 }\n}',
    about: "How much this attempt counts.",
  },
];

interface AllowFieldsProps {
  allow: Allow;
  problem: RuleProblem | null;
  onChange: (allow: Allow) => void;
}

export function AllowFields({ allow, problem, onChange }: AllowFieldsProps) {
  const there = PARTS.filter(({ part }) => typeof allow[part] === "string");
  const missing = PARTS.filter(({ part }) => typeof allow[part] !== "string");
  const remove = (part: Part) => {
    const { [part]: _gone, ...rest } = allow;
    onChange(rest);
  };
  return (
    <Stack gap="2">
      {there.map(({ part, title, about }) => (
        <Field
          key={part}
          label={title}
          problem={problem}
          at={[`/then/${part}`]}
          hint={
            <>
              {about} <Places />
            </>
          }
        >
          {(by) => (
            <span className={styles.removable}>
              <CodeField
                label={title}
                json
                value={allow[part] ?? ""}
                wrong={isAt(problem, `/then/${part}`)}
                describedBy={by}
                testId={`allow-${part}`}
                onChange={(text) => onChange({ ...allow, [part]: text })}
              />
              <Button
                icon="cross"
                look="bare"
                size="small"
                label={`Leave out ${title.toLowerCase()}`}
                onClick={() => remove(part)}
              />
            </span>
          )}
        </Field>
      ))}
      {missing.length > 0 && (
        <Stack as="p" row wrap gap="2">
          {there.length === 0 && <Text tone="soft">Only is_allowed. Add</Text>}
          {missing.map(({ part, title, start }) => (
            <Button
              key={part}
              size="small"
              icon="plus"
              data-testid={`add-${part}`}
              onClick={() => onChange({ ...allow, [part]: start })}
            >
              {title}
            </Button>
          ))}
        </Stack>
      )}
    </Stack>
  );
}
