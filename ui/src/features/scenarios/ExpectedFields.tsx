// The expectations of a step: status, verdict, time limit, and checks of the answer body.

import { Field } from "@/components/Field";
import { Select } from "@/components/Select";
import { TextField } from "@/components/TextField";
import { VERDICT_LABELS } from "@/format/labels";
import { AnswerChecks } from "./AnswerChecks";
import { MillisField } from "./MillisField";
import type { StepFieldsProps } from "./StepEditor";
import styles from "./StepEditor.module.css";

export function ExpectedFields({ step, isWrong, onChange }: StepFieldsProps) {
  return (
    <fieldset className={styles.group}>
      <legend>Expected</legend>
      <div className={styles.line}>
        <TextField
          label="Status"
          width="short"
          value={step.status}
          placeholder="any"
          invalid={isWrong("/expect/status")}
          onChange={(status) => onChange({ status })}
        />
        <Field label="Verdict" width="short">
          <Select
            value={step.verdict}
            aria-invalid={isWrong("/expect/verdict")}
            onChange={(event) => onChange({ verdict: event.target.value })}
          >
            <option value="">any</option>
            {Object.entries(VERDICT_LABELS).map(([word, text]) => (
              <option key={word} value={word}>
                {text}
              </option>
            ))}
          </Select>
        </Field>
        <MillisField
          label="Time limit (ms)"
          value={step.within_ms}
          invalid={isWrong("/expect/within_ms")}
          onChange={(within_ms) => onChange({ within_ms })}
        />
      </div>
      <AnswerChecks checks={step.answer} isWrong={isWrong} onChange={(answer) => onChange({ answer })} />
    </fieldset>
  );
}
