// A custom answer: either a JSON body, or a status, header lines and a body.
import { useImperativeHandle, useRef } from "react";
import { SegmentedControl } from "@/components/SegmentedControl";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { TextArea } from "@/components/TextArea";
import { TextField } from "@/components/TextField";
import { MAX_ANSWER_STATUS, MIN_ANSWER_STATUS } from "@/ipc/bindings/limits";
import type { AnswerForm } from "@/ipc/types";
import { AnswerEditor, type AnswerEditorHandle } from "./AnswerEditor";
import { CheckLine } from "./CheckLine";
import type { Custom } from "./drafts";
import type { FocusableRef } from "./focusable";
import { Part } from "./Part";
import type { Checked } from "./useAnswering";

const FORMATS = [
  { value: "json", text: "JSON body" },
  { value: "any", text: "Status, headers, body" },
] as const;

interface CustomPaneProps {
  form: AnswerForm;
  custom: Custom;
  checked: Checked;
  startRef?: FocusableRef;
  onChange: (custom: Custom) => void;
}

export function CustomPane({ form, custom, checked, startRef, onChange }: CustomPaneProps) {
  const editor = useRef<AnswerEditorHandle>(null);
  const firstField = useRef<HTMLInputElement>(null);
  const { whole, json, status, headers, body } = custom;
  useImperativeHandle(startRef, () => ({
    focus: () => (whole === "json" ? editor : firstField).current?.focus(),
  }));
  const wrong = !/^[2-5]\d\d$/.test(status.trim());
  return (
    <div>
      <Stack gap="3">
        <SegmentedControl<Custom["whole"]>
          label="Answer format"
          value={whole}
          options={FORMATS}
          onChange={(next) => onChange({ ...custom, whole: next })}
        />
        {whole === "json" ? (
          <Part title="Body" about="status 200, application/json">
            <AnswerEditor
              key="json"
              ref={editor}
              label="Body of the answer"
              text={json ?? form.start}
              start={form.start}
              json
              members={form.members}
              check={checked.check}
              onChange={(next) => onChange({ ...custom, json: next === form.start ? null : next })}
            />
          </Part>
        ) : (
          <>
            <TextField
              ref={firstField}
              label="Status"
              size="tall"
              inputMode="numeric"
              value={status}
              error={wrong && `Enter a status between ${MIN_ANSWER_STATUS} and ${MAX_ANSWER_STATUS}`}
              onChange={(next) => onChange({ ...custom, status: next })}
            />
            <TextArea
              label={
                <>
                  Headers <Text tone="soft">· one per line</Text>
                </>
              }
              mono
              rows={3}
              value={headers}
              onChange={(next) => onChange({ ...custom, headers: next })}
            />
            <Part title="Body">
              <AnswerEditor
                key="any"
                ref={editor}
                label="Body of the answer"
                text={body}
                start={null}
                json={/^\s*[[{]/.test(body)}
                members={form.members}
                check={checked.check}
                onChange={(next) => onChange({ ...custom, body: next })}
              />
            </Part>
          </>
        )}
      </Stack>
      <CheckLine checked={checked} onMember={(pointer) => editor.current?.show(pointer)} />
    </div>
  );
}
