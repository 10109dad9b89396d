// The request of a step: its name, method, path, headers and body.
import { useState } from "react";
import { CodeEditor } from "@/components/CodeEditor";
import { Field } from "@/components/Field";
import { Text } from "@/components/Text";
import { TextArea } from "@/components/TextArea";
import { TextField } from "@/components/TextField";
import { headersOf, linesOf } from "./labels";
import { MillisField } from "./MillisField";
import type { StepFieldsProps } from "./StepEditor";
import styles from "./StepEditor.module.css";

const METHODS = ["POST", "PUT", "PATCH", "GET", "DELETE"];

export function RequestFields({ step, number, isWrong, onChange }: StepFieldsProps & { number: number }) {
  const [lines, setLines] = useState(() => linesOf(step.headers));
  const looksLikeJson = !step.base64 && /^\s*[[{"]/.test(step.body);
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
      <Field as="div" label={step.base64 ? "Body (base64)" : "Body"}>
        <div
          className={styles.body}
          style={{ height: `calc(${initialLines(step.body)} * var(--leading-code) + var(--space-6))` }}
        >
          <CodeEditor
            start={step.body}
            open="body"
            json={looksLikeJson}
            label={`Body of step ${number}`}
            onChange={(body) => onChange({ body })}
          />
        </div>
      </Field>
    </>
  );
}

/**
 * The initial height of the body editor in lines, between 5 and 16. Long lines wrap, so their
 * length counts.
 */
function initialLines(body: string): number {
  const lines = body.slice(0, 4000).split("\n");
  const wrapped = lines.reduce((sum, line) => sum + Math.ceil((line.length + 1) / 90), 0);
  return Math.min(16, Math.max(5, wrapped + 1));
}
