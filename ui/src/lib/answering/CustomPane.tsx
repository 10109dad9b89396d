// Any answer: the whole body as JSON, or a status, header lines and a body of one's own.
import { type Ref, useId, useRef } from "react";
import { Segments } from "@/components/Segments";
import type { AnswerForm } from "@/ipc/types";
import { AnswerEditor, type AnswerEditorHandle } from "./AnswerEditor";
import styles from "./Answering.module.css";
import { CheckLine } from "./CheckLine";
import type { Custom } from "./drafts";
import type { Checked } from "./useAnswering";

const WHOLE = [
  { value: "json", text: "JSON body" },
  { value: "any", text: "Status, headers, body" },
] as const;

interface CustomPaneProps {
  form: AnswerForm;
  custom: Custom;
  checked: Checked;
  firstRef?: Ref<HTMLDivElement>;
  onChange: (custom: Custom) => void;
}

export function CustomPane({ form, custom, checked, firstRef, onChange }: CustomPaneProps) {
  const editor = useRef<AnswerEditorHandle>(null);
  const id = useId();
  const { whole, json, status, headers, body } = custom;
  const wrong = !/^[2-5]\d\d$/.test(status.trim());
  return (
    <div ref={firstRef} className={styles.pane}>
      <Segments<Custom["whole"]>
        label="What is written"
        value={whole}
        options={WHOLE}
        onChange={(next) => onChange({ ...custom, whole: next })}
      />
      {whole === "json" ? (
        <>
          <h3 className={styles.label}>
            Body <span>· status 200, application/json</span>
          </h3>
          <AnswerEditor
            key="json"
            ref={editor}
            label="Body of the answer"
            testId="custom-editor"
            text={json ?? form.start}
            start={form.start}
            json
            members={form.members}
            check={checked.check}
            onChange={(next) => onChange({ ...custom, json: next === form.start ? null : next })}
          />
        </>
      ) : (
        <>
          <label className={styles.label} htmlFor={`${id}-status`}>
            Status
          </label>
          <input
            id={`${id}-status`}
            className={styles.field}
            inputMode="numeric"
            value={status}
            aria-invalid={wrong}
            autoComplete="off"
            data-testid="custom-status"
            onChange={(event) => onChange({ ...custom, status: event.target.value })}
          />
          {wrong && <p className={styles.bad}>A status from 200 to 599 is wanted.</p>}
          <label className={styles.label} htmlFor={`${id}-headers`}>
            Headers <span>· one a line</span>
          </label>
          <textarea
            id={`${id}-headers`}
            className={`${styles.area} ${styles.mono}`}
            rows={3}
            value={headers}
            spellCheck={false}
            data-testid="custom-headers"
            onChange={(event) => onChange({ ...custom, headers: event.target.value })}
          />
          <h3 className={styles.label}>Body</h3>
          <AnswerEditor
            key="any"
            ref={editor}
            label="Body of the answer"
            testId="custom-body"
            text={body}
            start={null}
            json={/^\s*[[{]/.test(body)}
            members={form.members}
            check={checked.check}
            onChange={(next) => onChange({ ...custom, body: next })}
          />
        </>
      )}
      <CheckLine checked={checked} onMember={(pointer) => editor.current?.show(pointer)} />
    </div>
  );
}
