// An approval that changes something: the mutations that the event carries, to be edited, with what its sender would make of
// them and what they make of the user; or, for a sign-in, the members that its type takes, as fields and as text.
import { type Ref, useImperativeHandle, useMemo, useRef } from "react";
import { sizeOf } from "@/format/size";
import type { AnswerForm, Sides } from "@/ipc/types";
import { Afterwards } from "./Afterwards";
import { AnswerEditor, type AnswerEditorHandle } from "./AnswerEditor";
import styles from "./Answering.module.css";
import { CheckLine } from "./CheckLine";
import { MembersForm } from "./MembersForm";
import type { Checked } from "./useAnswering";

interface ChangePaneProps {
  ref?: Ref<AnswerEditorHandle>;
  event: number;
  form: AnswerForm;
  /** Null while it is what the event carries. */
  text: string | null;
  checked: Checked;
  onChange: (text: string | null) => void;
}

export function ChangePane({ ref, event, form, text, checked, onChange }: ChangePaneProps) {
  const editor = useRef<AnswerEditorHandle>(null);
  useImperativeHandle(ref, () => ({
    show: (pointer) => editor.current?.show(pointer),
    replace: (next) => editor.current?.replace(next),
    focus: () => editor.current?.focus(),
  }));
  const { check, of } = checked;
  const mutates = form.takes.includes("mutations");
  const key = JSON.stringify(of);
  const mutated = check?.mutated ?? null;
  // The same object as long as the answer is the same one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answer is told by its text.
  const sides = useMemo<Sides | null>(
    () => (of === null || mutated === null ? null : { what: "answer", event_id: event, answer: of }),
    [key, event, mutated === null],
  );
  const now = text ?? form.start;
  const change = (next: string) => onChange(next === form.start ? null : next);
  return (
    <>
      {!mutates && form.members.length > 0 && (
        <MembersForm text={now} members={form.members} onText={(next) => editor.current?.replace(next)} />
      )}
      <h3 className={styles.label}>
        Answer{" "}
        <span>
          {mutates &&
            (form.token ? "· every original claim must stay" : "· mutations replace, they do not merge")}
          {check !== null && ` · ${sizeOf(check.size)}`}
        </span>
      </h3>
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
