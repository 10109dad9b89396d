// One step: what is sent, what is made new and signed each time, and what is expected to come back.
import { type ReactNode, useState } from "react";
import { Choice } from "@/components/Choice";
import { CodeEditor } from "@/components/CodeEditor";
import { Scroll } from "@/components/Scroll";
import { visibleText } from "@/format/visible";
import { VERDICT_WORDS } from "@/format/words";
import type { StepForm } from "@/ipc/types";
import { useSecrets } from "@/lib/secrets/useSecrets";
import { choiceOf, writtenChoice } from "@/lib/sending/signing";
import ticks from "@/styles/tick.module.css";
import { Edits } from "./Edits";
import styles from "./StepEditor.module.css";
import { Wanted } from "./Wanted";
import { headersOf, linesOf } from "./words";

export interface StepEditorProps {
  step: StepForm;
  number: number;
  /** The place in it that is wrong, as a JSON Pointer of the file. */
  wrong: string | null;
  onChange: (part: Partial<StepForm>) => void;
}

const METHODS = ["POST", "PUT", "PATCH", "GET", "DELETE"];

export function StepEditor({ step, number, wrong, onChange }: StepEditorProps) {
  const { data: secrets = [] } = useSecrets();
  const isWrong = (pointer: string) => wrong?.startsWith(pointer) === true;
  const [lines, setLines] = useState(() => linesOf(step.headers));
  const { fresh } = step;
  const numbers = fresh.id || fresh.seq;
  const looksLikeJson = !step.base64 && /^\s*[[{"]/.test(step.body);
  const named = secrets.some(({ name }) => step.signing.how === "with" && name === step.signing.secret);
  const field = (label: string, input: ReactNode, narrow = false) => (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is what is handed in.
    <label className={narrow ? styles.narrow : styles.field}>
      {label}
      {input}
    </label>
  );
  return (
    <Scroll label={`Step ${number}`}>
      <div className={styles.step} data-testid="step-editor">
        <div className={styles.line}>
          {field(
            "Name",
            <input
              value={step.name}
              autoComplete="off"
              data-testid="step-name"
              aria-invalid={isWrong("/name")}
              onChange={(event) => onChange({ name: event.target.value })}
            />,
          )}
          {field(
            "Pause before, ms",
            <NumberInput
              value={step.pause_ms}
              wrong={isWrong("/pause_ms")}
              onChange={(pause) => onChange({ pause_ms: pause ?? 0 })}
            />,
            true,
          )}
        </div>
        <div className={styles.line}>
          {field(
            "Method",
            <input
              list="step-methods"
              value={step.method}
              spellCheck={false}
              autoComplete="off"
              aria-invalid={isWrong("/request/method")}
              onChange={(event) => onChange({ method: event.target.value })}
            />,
            true,
          )}
          <datalist id="step-methods">
            {METHODS.map((method) => (
              <option key={method} value={method} />
            ))}
          </datalist>
          {field(
            "Path, after the target's URL",
            <input
              className={styles.mono}
              value={step.target}
              placeholder="/hooks"
              spellCheck={false}
              autoComplete="off"
              data-testid="step-target"
              aria-invalid={isWrong("/request/target")}
              onChange={(event) => onChange({ target: event.target.value })}
            />,
          )}
        </div>
        {field(
          "Headers, a line each",
          <textarea
            className={styles.mono}
            rows={Math.min(8, Math.max(3, lines.split("\n").length))}
            value={lines}
            spellCheck={false}
            aria-invalid={isWrong("/request/headers")}
            onChange={(event) => {
              setLines(event.target.value);
              onChange({ headers: headersOf(event.target.value, step.headers) });
            }}
          />,
        )}
        {step.headers.some(({ base64 }) => base64) && (
          <p className={styles.hint}>
            A header whose value is not UTF-8 is kept as it is; it can be edited in the file.
          </p>
        )}
        <div className={styles.field}>
          <span>{step.base64 ? "Body, its bytes in base64" : "Body"}</span>
          <div
            className={styles.body}
            style={{ height: `calc(${linesAsDrawn(step.body)} * var(--leading-code) + var(--space-6))` }}
          >
            <CodeEditor
              start={step.body}
              open="body"
              json={looksLikeJson}
              label={`Body of step ${number}`}
              testId="step-body"
              onChange={(body) => onChange({ body })}
            />
          </div>
        </div>
        <Edits edits={step.edits} wrong={wrong} onChange={(edits) => onChange({ edits })} />
        <fieldset className={styles.group}>
          <legend>Each time</legend>
          <div className={styles.ticks}>
            <label>
              <input
                type="checkbox"
                className={ticks.tick}
                checked={numbers}
                onChange={() => onChange({ fresh: { ...fresh, id: !numbers, seq: !numbers } })}
              />
              Fresh id and seq
            </label>
            <label>
              <input
                type="checkbox"
                className={ticks.tick}
                checked={fresh.timestamp}
                onChange={() => onChange({ fresh: { ...fresh, timestamp: !fresh.timestamp } })}
              />
              Fresh timestamp
            </label>
          </div>
          {field(
            "Signature",
            <Choice
              value={writtenChoice(step.signing)}
              aria-invalid={isWrong("/sign")}
              onChange={(chosen) => onChange({ signing: choiceOf(chosen.target.value) })}
            >
              <option value="original">Original</option>
              <option value="none">None</option>
              <option value="wrong">Wrong on purpose</option>
              {step.signing.how === "with" && !named && (
                <option value={writtenChoice(step.signing)}>
                  With {visibleText(step.signing.secret)} (not here)
                </option>
              )}
              {secrets.map(({ name }) => (
                <option key={name} value={writtenChoice({ how: "with", secret: name })}>
                  With {visibleText(name)}
                </option>
              ))}
            </Choice>,
          )}
        </fieldset>
        <fieldset className={styles.group}>
          <legend>Expected</legend>
          <div className={styles.line}>
            {field(
              "Status",
              <input
                value={step.status}
                placeholder="any"
                autoComplete="off"
                data-testid="step-status"
                aria-invalid={isWrong("/expect/status")}
                onChange={(event) => onChange({ status: event.target.value })}
              />,
              true,
            )}
            {field(
              "Verdict",
              <Choice
                value={step.verdict}
                aria-invalid={isWrong("/expect/verdict")}
                onChange={(event) => onChange({ verdict: event.target.value })}
              >
                <option value="">any</option>
                {Object.entries(VERDICT_WORDS).map(([word, text]) => (
                  <option key={word} value={word}>
                    {text}
                  </option>
                ))}
              </Choice>,
              true,
            )}
            {field(
              "Within, ms",
              <NumberInput
                value={step.within_ms}
                wrong={isWrong("/expect/within_ms")}
                onChange={(within_ms) => onChange({ within_ms })}
              />,
              true,
            )}
          </div>
          <Wanted wanted={step.answer} wrong={wrong} onChange={(answer) => onChange({ answer })} />
        </fieldset>
      </div>
    </Scroll>
  );
}

/** How tall the editor of a body is, in lines: as its text is to begin with, in bounds. */
const linesAsDrawn = (body: string): number => {
  const lines = body.slice(0, 4000).split("\n");
  const drawn = lines.reduce((sum, line) => sum + Math.ceil((line.length + 1) / 90), 0);
  return Math.min(16, Math.max(5, drawn + 1));
};

interface NumberInputProps {
  value: number | null;
  wrong: boolean;
  onChange: (value: number | null) => void;
}

/** A whole number, or nothing. Other characters are not taken. */
function NumberInput({ value, wrong, onChange }: NumberInputProps) {
  return (
    <input
      inputMode="numeric"
      value={value ?? ""}
      autoComplete="off"
      aria-invalid={wrong}
      onChange={(event) => {
        const digits = event.target.value.replace(/\D/g, "").slice(0, 9);
        onChange(digits === "" ? null : Number(digits));
      }}
    />
  );
}
