// The optional members of an approval, each a JSON object.
import { Button } from "@/components/Button";
import { CodeField } from "@/components/CodeField";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import type { RuleAction, RuleProblem } from "@/ipc/types";
import styles from "./Editor.module.css";
import { Field } from "./Field";
import { PlaceholderHint } from "./PlaceholderHint";
import { isAt } from "./useRuleCheck";

type Allow = Extract<RuleAction, { allow: unknown }>["allow"];
type Part = "mutations" | "constraints" | "bot_protection" | "rate_limits";

const PARTS: readonly { part: Part; title: string; start: string; about: string }[] = [
  {
    part: "mutations",
    title: "Mutations",
    start: '{\n  "user": {\n    "custom_attributes": {}\n  }\n}',
    about: "They replace whole objects. Omitted attributes are removed.",
  },
  {
    part: "constraints",
    title: "Constraints",
    start: '{\n  "amr": ["otp"]\n}',
    about: "The factors that the user must pass.",
  },
  {
    part: "bot_protection",
    title: "Bot protection",
    start: '{\n  "mode": "always"\n}',
    about: "Whether the user must pass bot protection.",
  },
  {
    part: "rate_limits",
    title: "Rate limits",
    start: '{\n  "authentication.general": { "weight": 1 }\n}',
    about: "How much this attempt counts against the rate limits.",
  },
];

interface AllowFieldsProps {
  allow: Allow;
  problem: RuleProblem | null;
  onChange: (allow: Allow) => void;
}

export function AllowFields({ allow, problem, onChange }: AllowFieldsProps) {
  const present = PARTS.filter(({ part }) => typeof allow[part] === "string");
  const missing = PARTS.filter(({ part }) => typeof allow[part] !== "string");
  const remove = (part: Part) => {
    const { [part]: _removed, ...rest } = allow;
    onChange(rest);
  };
  return (
    <Stack gap="2">
      {present.map(({ part, title, about }) => (
        <Field
          key={part}
          label={title}
          problem={problem}
          at={[`/then/${part}`]}
          hint={
            <>
              {about} <PlaceholderHint />
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
                onChange={(text) => onChange({ ...allow, [part]: text })}
              />
              <Button
                icon="cross"
                look="bare"
                size="small"
                label={`Remove ${title.toLowerCase()}`}
                onClick={() => remove(part)}
              />
            </span>
          )}
        </Field>
      ))}
      {missing.length > 0 && (
        <Stack as="p" row wrap gap="2">
          {present.length === 0 && <Text tone="soft">Sends only is_allowed. Add:</Text>}
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
