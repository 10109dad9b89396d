// The fields of a custom answer: status, headers and body.
import { useId } from "react";
import { CodeField } from "@/components/CodeField";
import { SegmentedControl } from "@/components/SegmentedControl";
import { Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import { MAX_ANSWER_STATUS, MIN_ANSWER_STATUS } from "@/ipc/bindings/limits";
import type { RuleAction, RuleBody, RuleProblem } from "@/ipc/types";
import { Field } from "./Field";
import { HeaderLines } from "./HeaderLines";
import { PlaceholderHint } from "./PlaceholderHint";
import { indexAt, isAt } from "./useRuleCheck";

type Respond = Extract<RuleAction, { respond: unknown }>["respond"];

interface RespondFieldsProps {
  respond: Respond;
  problem: RuleProblem | null;
  onChange: (respond: Respond) => void;
}

const FORMS = [
  { value: "json", text: "JSON" },
  { value: "text", text: "Text" },
  { value: "empty", text: "None" },
] as const;

/** The backend stores the status as an unsigned 16-bit number. */
const MAX_STATUS = 65_535;

export function RespondFields({ respond, problem, onChange }: RespondFieldsProps) {
  const id = useId();
  const { status, headers, body } = respond;
  const change = (part: Partial<Respond>) => onChange({ ...respond, ...part });
  const text = body.form === "empty" ? "" : body.text;
  const toForm = (form: RuleBody["form"]) => change({ body: form === "empty" ? { form } : { form, text } });
  const wrong = isAt(problem, "/then/json") || isAt(problem, "/then/body");
  return (
    <Stack gap="2">
      <Field label="Status" htmlFor={id} problem={problem} at={["/then/status"]}>
        {(by) => (
          <TextField
            id={id}
            width="number"
            type="number"
            min={MIN_ANSWER_STATUS}
            max={MAX_ANSWER_STATUS}
            value={status === 0 ? "" : String(status)}
            invalid={by !== undefined}
            aria-describedby={by}
            testId="respond-status"
            onChange={(typed) =>
              change({ status: Math.min(Math.max(0, Math.trunc(Number(typed))), MAX_STATUS) })
            }
          />
        )}
      </Field>
      <Field label="Headers" problem={problem} at={["/then/headers"]}>
        {(by) => (
          <HeaderLines
            lines={headers}
            wrong={indexAt(problem, "/then/headers")}
            describedBy={by}
            onChange={(next) => change({ headers: next })}
          />
        )}
      </Field>
      <Field label="Body" problem={problem} at={["/then/json", "/then/body"]} hint={<PlaceholderHint />}>
        {(by) => (
          <>
            <SegmentedControl<RuleBody["form"]>
              label="Body format"
              value={body.form}
              options={FORMS}
              onChange={toForm}
            />
            {body.form !== "empty" && (
              <CodeField
                key={body.form}
                label="Answer body"
                json={body.form === "json"}
                value={text}
                wrong={wrong}
                describedBy={by}
                onChange={(next) => change({ body: { form: body.form, text: next } })}
              />
            )}
          </>
        )}
      </Field>
    </Stack>
  );
}
