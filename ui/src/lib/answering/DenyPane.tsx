// A denial: the title and the reason that the user sees, recent reasons, and an answer preview.
import { type KeyboardEvent, useImperativeHandle, useRef } from "react";
import { CodeView } from "@/components/CodeView";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { TextArea } from "@/components/TextArea";
import { TextField } from "@/components/TextField";
import { reindent } from "@/format/reindent";
import { sizeOf } from "@/format/size";
import { visibleText } from "@/format/visible";
import type { DenialReason } from "@/ipc/types";
import styles from "./Answering.module.css";
import type { FocusableRef } from "./focusable";
import { Part } from "./Part";
import { type Checked, useReasons } from "./useAnswering";

interface DenyPaneProps {
  denial: DenialReason;
  checked: Checked;
  startRef?: FocusableRef;
  onChange: (denial: DenialReason) => void;
  /** Called on Enter in a field; null where the answer is not sent. */
  onSend: (() => void) | null;
}

export function DenyPane({ denial, checked, startRef, onChange, onSend }: DenyPaneProps) {
  const title = useRef<HTMLInputElement>(null);
  useImperativeHandle(startRef, () => ({ focus: () => title.current?.focus() }));
  const { check } = checked;
  const onKeyDown = (event: KeyboardEvent) => {
    if (onSend === null || event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    onSend();
  };
  return (
    <Stack gap="3">
      <TextField
        ref={title}
        label="Title"
        size="tall"
        value={denial.title}
        spellCheck
        testId="deny-title"
        onChange={(next) => onChange({ ...denial, title: next })}
        onKeyDown={onKeyDown}
      />
      <TextArea
        label={<>Reason {onSend !== null && <Text tone="soft">· Shift Enter starts a new line</Text>}</>}
        rows={2}
        spellCheck
        value={denial.reason}
        onChange={(next) => onChange({ ...denial, reason: next })}
        onKeyDown={onKeyDown}
      />
      <RecentReasons onChoose={onChange} />
      <Part title="Answer preview" about={check !== null && sizeOf(check.size)}>
        <CodeView
          text={check === null ? "" : reindent(check.text)}
          json
          label="Answer preview"
          testId="deny-preview"
          grows
        />
      </Part>
    </Stack>
  );
}

function RecentReasons({ onChoose }: { onChoose: (denial: DenialReason) => void }) {
  const reasons = useReasons();
  if (reasons.length === 0) return null;
  return (
    <fieldset className={styles.recent}>
      <legend className={styles.label}>Recent reasons</legend>
      {reasons.map((given) => (
        <button
          key={`${given.title} ${given.reason}`}
          type="button"
          className={styles.chip}
          title={visibleText(given.reason === "" ? "No reason" : given.reason)}
          data-testid="recent-reason"
          onClick={() => onChoose(given)}
        >
          <bdi>{visibleText(given.title === "" ? given.reason : given.title)}</bdi>
        </button>
      ))}
    </fieldset>
  );
}
