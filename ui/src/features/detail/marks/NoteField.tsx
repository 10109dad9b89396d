// A note on an event, in plain text. It is kept a moment after the last key.
import { useEffect, useRef, useState } from "react";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { TextArea } from "@/components/TextArea";
import { countOf } from "@/format/size";
import { MAX_NOTE_CHARS } from "@/ipc/bindings/limits";
import { troubleOf } from "@/ipc/errors";
import { useMarks } from "@/lib/marks/Marks";
import styles from "./NoteField.module.css";

const PAUSE = 600;
/** From this length on, the field says how many characters are left. */
const NEARLY = MAX_NOTE_CHARS - 500;

interface NoteFieldProps {
  id: number;
  /** What is kept. */
  note: string | null;
  /** Takes the focus each time this grows. */
  fresh: number;
}

/** Give it a key of the event: another one starts afresh. */
export function NoteField({ id, note, fresh }: NoteFieldProps) {
  const marks = useMarks();
  const [text, setText] = useState(note ?? "");
  const [state, setState] = useState<"kept" | "waiting" | { error: unknown }>("kept");
  const kept = useRef(note ?? "");
  const keep = async (wanted: string) => {
    if (wanted === kept.current) return;
    const before = kept.current;
    kept.current = wanted;
    try {
      await marks.note(id, wanted);
      setState("kept");
    } catch (error) {
      if (kept.current === wanted) kept.current = before;
      setState({ error });
    }
  };
  const latest = useRef({ text, keep });
  latest.current = { text, keep };
  useEffect(() => {
    if (text === kept.current) return;
    const timer = setTimeout(() => void latest.current.keep(text), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  // Moving on to the next event does not lose the last words.
  useEffect(() => () => void latest.current.keep(latest.current.text), []);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (fresh > 0) field.current?.focus();
  }, [fresh]);
  const lines = Math.min(8, Math.max(2, text.split("\n").length));
  return (
    <Stack padTop="2">
      <TextArea
        ref={field}
        value={text}
        rows={lines}
        maxLength={MAX_NOTE_CHARS}
        placeholder="A note of your own"
        aria-label="Note"
        testId="note"
        onChange={(next) => {
          setText(next);
          setState("waiting");
        }}
        onBlur={() => void keep(text)}
      />
      <p className={styles.state} role="status">
        {typeof state === "object" ? (
          <Text tone="bad">Not kept. {troubleOf(state.error).sentence}</Text>
        ) : state === "kept" ? (
          text !== "" && "Kept"
        ) : (
          "Keeping…"
        )}
        {text.length > NEARLY && ` ${countOf(MAX_NOTE_CHARS - text.length)} characters left`}
      </p>
    </Stack>
  );
}
