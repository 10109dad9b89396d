// The request of a step: its name, method, path, headers and body.
import { useState } from "react";
import { Field } from "@/components/Field";
import { Text } from "@/components/Text";
import { TextArea } from "@/components/TextArea";
import { TextField } from "@/components/TextField";
import { headersOf, linesOf } from "./labels";
import { MillisField } from "./MillisField";
import { StepBody } from "./StepBody";
import type { StepFieldsProps } from "./StepEditor";
import styles from "./StepEditor.module.css";

const METHODS = ["POST", "PUT", "PATCH", "GET", "DELETE"];

export function RequestFields({ step, number, isWrong, onChange }: StepFieldsProps & { number: number }) {
  const [lines, setLines] = useState(() => linesOf(step.headers));
  return (
    <>
      <div className={styles.line}>
        <TextField
          label="Name"
          width="rest"
          value={step.name}
          invalid={isWrong("/name")}
          onChange={(name) => onChange({ name })}
        />
        <MillisField
          label="Pause before (ms)"
          value={step.pause_ms}
          invalid={isWrong("/pause_ms")}
          onChange={(pause) => onChange({ pause_ms: pause ?? 0 })}
        />
      </div>
      <div className={styles.line}>
        <TextField
          label="Method"
          width="short"
          list="step-methods"
          value={step.method}
          invalid={isWrong("/request/method")}
          onChange={(method) => onChange({ method })}
        />
        <datalist id="step-methods">
          {METHODS.map((method) => (
            <option key={method} value={method} />
          ))}
        </datalist>
        <TextField
          label="Path, if the target URL has none"
          width="rest"
          mono
          value={step.target}
          placeholder="/hooks"
          invalid={isWrong("/request/target")}
          testId="step-target"
          onChange={(target) => onChange({ target })}
        />
      </div>
      <Field label="Headers, one per line">
        <TextArea
          mono
          rows={Math.min(8, Math.max(3, lines.split("\n").length))}
          value={lines}
          invalid={isWrong("/request/headers")}
          onChange={(next) => {
            setLines(next);
            onChange({ headers: headersOf(next, step.headers) });
          }}
        />
      </Field>
      {step.headers.some(({ base64 }) => base64) && (
        <Text as="p" tone="soft">
          Headers with non-UTF-8 values are kept but not shown. Edit them in the File view.
        </Text>
      )}
      <StepBody step={step} number={number} onChange={(body) => onChange({ body })} />
    </>
  );
}
