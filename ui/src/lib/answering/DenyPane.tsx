// A denial: the title and the reason that the person gets to see, those given last, and the answer as it will be sent.
import { type KeyboardEvent, type Ref, useId } from "react";
import { CodeView } from "@/components/CodeView";
import { reindent } from "@/format/reindent";
import { sizeOf } from "@/format/size";
import { visibleText } from "@/format/visible";
import type { DenialReason } from "@/ipc/types";
import styles from "./Answering.module.css";
import { type Checked, useReasons } from "./useAnswering";

interface DenyPaneProps {
  denial: DenialReason;
  checked: Checked;
  /** Where writing begins. */
  titleRef?: Ref<HTMLInputElement>;
  onChange: (denial: DenialReason) => void;
  /** Enter in a field; null where nothing is sent. */
  onSend: (() => void) | null;
}

export function DenyPane({ denial, checked, titleRef, onChange, onSend }: DenyPaneProps) {
  const id = useId();
  const reasons = useReasons();
  const { check } = checked;
  const onKeyDown = (event: KeyboardEvent) => {
    if (onSend === null || event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    onSend();
  };
  return (
    <>
      <label className={styles.label} htmlFor={`${id}-title`}>
        Title
      </label>
      <input
        ref={titleRef}
        id={`${id}-title`}
        className={styles.field}
        value={denial.title}
        autoComplete="off"
        data-testid="deny-title"
        onChange={(event) => onChange({ ...denial, title: event.target.value })}
        onKeyDown={onKeyDown}
      />
      <label className={styles.label} htmlFor={`${id}-reason`}>
        Reason {onSend !== null && <span>· Shift Enter begins a line</span>}
      </label>
      <textarea
        id={`${id}-reason`}
        className={styles.area}
        rows={2}
        value={denial.reason}
        data-testid="deny-reason"
        onChange={(event) => onChange({ ...denial, reason: event.target.value })}
        onKeyDown={onKeyDown}
      />
      {reasons.length > 0 && (
        <fieldset className={styles.recent}>
          <legend className={styles.label}>Recent reasons</legend>
          {reasons.map((given) => (
            <button
              key={`${given.title} ${given.reason}`}
              type="button"
              className={styles.chip}
              title={visibleText(given.reason === "" ? "Without a reason" : given.reason)}
              data-testid="recent-reason"
              onClick={() => onChange(given)}
            >
              <bdi>{visibleText(given.title === "" ? given.reason : given.title)}</bdi>
            </button>
          ))}
        </fieldset>
      )}
      <h3 className={styles.label}>
        Answer that {onSend === null ? "would" : "will"} be sent{" "}
        {check !== null && <span>· {sizeOf(check.size)}</span>}
      </h3>
      <CodeView
        text={check === null ? "" : reindent(check.text)}
        json
        label="Answer that will be sent"
        testId="deny-preview"
        grows
      />
    </>
  );
}
