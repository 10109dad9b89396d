// Shows a thrown error as a note, with a button to retry.
import { troubleOf } from "@/ipc/errors";
import { Button } from "./Button";
import { Note } from "./Note";

export function TroubleNote({ error, retry }: { error: unknown; retry?: (() => void) | undefined }) {
  const trouble = troubleOf(error);
  return (
    <Note
      tone="bad"
      alert
      title={trouble.title}
      actions={retry && <Button onClick={retry}>Try again</Button>}
    >
      {trouble.sentence}
    </Note>
  );
}
