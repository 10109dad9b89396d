// An approval with changes. For a user or a token, it shows the mutations, the check of the answer
// and the resulting state. For a sign-in, it shows the constraints as fields and as text.
import { useImperativeHandle, useMemo, useRef } from "react";
import { Stack } from "@/components/Stack";
import { sizeOf } from "@/format/size";
import type { AnswerForm, Sides } from "@/ipc/types";
import { AnswerEditor, type AnswerEditorHandle } from "./AnswerEditor";
import { CheckLine } from "./CheckLine";
import type { FocusableRef } from "./focusable";
import { MembersForm } from "./MembersForm";
import { MutationResult } from "./MutationResult";
import { Part } from "./Part";
import type { Checked } from "./useAnswering";

interface ChangePaneProps {
  startRef?: FocusableRef;
  event: number;
  form: AnswerForm;
  /** The edited text; null while it equals the initial text. */
  text: string | null;
  checked: Checked;
  onChange: (text: string | null) => void;
}

export function ChangePane({ startRef, event, form, text, checked, onChange }: ChangePaneProps) {
  const editor = useRef<AnswerEditorHandle>(null);
  useImperativeHandle(startRef, () => ({ focus: () => editor.current?.focus() }));
  const { check, of } = checked;
  const mutates = form.takes.includes("mutations");
  const key = JSON.stringify(of);
  const mutated = check?.mutated ?? null;
  // `MutationResult` needs the same object for the same answer.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the answer as text.
  const sides = useMemo<Sides | null>(
    () => (of === null || mutated === null ? null : { what: "answer", event_id: event, answer: of }),
    [key, event, mutated === null],
  );
  const now = text ?? form.start;
  const about = [
    mutates &&
      (form.token ? "every original claim must stay" : "mutations replace values and do not merge them"),
    check !== null && sizeOf(check.size),
  ].filter((part) => part !== false);
  const change = (next: string) => onChange(next === form.start ? null : next);
  return (
    <>
      <Stack gap="3">
        {!mutates && form.members.length > 0 && (
          <MembersForm text={now} members={form.members} onText={(next) => editor.current?.replace(next)} />
        )}
        <Part title="Answer" about={about.join(" · ")}>
          <AnswerEditor
            ref={editor}
            label="Answer"
            testId="change-editor"
            text={now}
            start={form.start}
            json
            members={form.members}
            check={check}
            onChange={change}
          />
        </Part>
      </Stack>
      <CheckLine
        checked={checked}
        beside={text === null ? "not edited yet" : null}
        onMember={(pointer) => editor.current?.show(pointer)}
      />
      {mutates && (
        <MutationResult
          mutated={mutated}
          sides={sides}
          placeholder={
            check?.verdict.outcome === "allowed"
              ? "The answer changes nothing."
              : "Appears once Authgear would accept the answer."
          }
        />
      )}
    </>
  );
}
