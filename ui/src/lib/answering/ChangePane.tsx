// An approval with changes. For a user or a token: the mutations, the sender's check and the state afterwards. For a
// sign-in: its constraints as fields and as text.
import { useImperativeHandle, useMemo, useRef } from "react";
import { Stack } from "@/components/Stack";
import { sizeOf } from "@/format/size";
import type { AnswerForm, Sides } from "@/ipc/types";
import { Afterwards } from "./Afterwards";
import { AnswerEditor, type AnswerEditorHandle } from "./AnswerEditor";
import { CheckLine } from "./CheckLine";
import type { FocusableRef } from "./focusable";
import { MembersForm } from "./MembersForm";
import { Part } from "./Part";
import type { Checked } from "./useAnswering";

interface ChangePaneProps {
  startRef?: FocusableRef;
  event: number;
  form: AnswerForm;
  /** Null while it is what the event carries. */
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
  // The comparison needs the same object for the same answer.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the answer as text.
  const sides = useMemo<Sides | null>(
    () => (of === null || mutated === null ? null : { what: "answer", event_id: event, answer: of }),
    [key, event, mutated === null],
  );
  const now = text ?? form.start;
  const about = [
    mutates && (form.token ? "every original claim must stay" : "mutations replace, they do not merge"),
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
        beside={text === null ? "nothing is edited yet" : null}
        onMember={(pointer) => editor.current?.show(pointer)}
      />
      {mutates && (
        <Afterwards
          mutated={mutated}
          sides={sides}
          otherwise={
            check?.verdict.outcome === "allowed"
              ? "The answer mutates nothing: all stays as the event carries it."
              : "It is shown as soon as the answer is one that Authgear would accept."
          }
        />
      )}
    </>
  );
}
