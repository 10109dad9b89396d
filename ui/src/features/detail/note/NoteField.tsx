// A plain-text note on an event. It is saved automatically after a pause in typing.
import { useEffect, useRef, useState } from "react";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { TextArea } from "@/components/TextArea";
import { countOf } from "@/format/size";
import { MAX_NOTE_CHARS } from "@/ipc/bindings/limits";
import { describeError } from "@/ipc/errors";
import { useAnnotations } from "@/lib/annotations/Annotations";
import styles from "./NoteField.module.css";

/** The debounce delay before saving, in milliseconds. */
const SAVE_DELAY = 600;
/** A longer note shows how many characters are left. */
const COUNTER_THRESHOLD = MAX_NOTE_CHARS - 500;

interface NoteFieldProps {
  id: number;
  /** The stored note. */
  note: string | null;
  /** Each increment moves the focus to the field. */
  focusRequests: number;
}

/** Set the event's id as the `key`, so that another event starts with fresh state. */
export function NoteField({ id, note, focusRequests }: NoteFieldProps) {
  const marks = useAnnotations();
  const [text, setText] = useState(note ?? "");
  const [state, setState] = useState<"saved" | "saving" | { error: unknown }>("saved");
  const saved = useRef(note ?? "");
  const save = async (next: string) => {
    if (next === saved.current) return;
    const before = saved.current;
    saved.current = next;
    try {
      await marks.note(id, next);
      setState("saved");
    } catch (error) {
      if (saved.current === next) saved.current = before;
      setState({ error });
    }
  };
  const latest = useRef({ text, save });
  latest.current = { text, save };
  useEffect(() => {
    if (text === saved.current) return;
    const timer = setTimeout(() => void latest.current.save(text), SAVE_DELAY);
    return () => clearTimeout(timer);
  }, [text]);
  // Save on unmount, so that opening the next event does not lose the last edits.
  useEffect(() => () => void latest.current.save(latest.current.text), []);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (focusRequests > 0) field.current?.focus();
  }, [focusRequests]);
  const lines = Math.min(8, Math.max(2, text.split("\n").length));
  return (
    <Stack padTop="2">
      <TextArea
        ref={field}
        value={text}
        rows={lines}
        maxLength={MAX_NOTE_CHARS}
        placeholder="Add a note"
        aria-label="Note"
        testId="note"
        onChange={(next) => {
          setText(next);
          setState("saving");
        }}
        onBlur={() => void save(text)}
      />
      <p className={styles.state} role="status">
        {typeof state === "object" ? (
          <Text tone="bad">Not saved. {describeError(state.error).sentence}</Text>
        ) : state === "saved" ? (
          text !== "" && "Saved"
        ) : (
          "Saving…"
        )}
        {text.length > COUNTER_THRESHOLD && ` ${countOf(MAX_NOTE_CHARS - text.length)} characters left`}
      </p>
    </Stack>
  );
}
