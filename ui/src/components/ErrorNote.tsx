// Shows a thrown error as a note, with a button to retry.
import { describeError } from "@/ipc/errors";
import { Button } from "./Button";
import { Note } from "./Note";
import { Prose } from "./Prose";

export function ErrorNote({ error, retry }: { error: unknown; retry?: (() => void) | undefined }) {
  const trouble = describeError(error);
  return (
    <Note
      tone="bad"
      alert
      title={trouble.title}
      actions={retry && <Button onClick={retry}>Try again</Button>}
    >
      <Prose text={trouble.sentence} />
    </Note>
  );
}
