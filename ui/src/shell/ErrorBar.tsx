// A line below the top bar with the error of an action that can start anywhere in the window.
import { ErrorStrip } from "@/components/ErrorStrip";
import { describeError } from "@/ipc/errors";

export function ErrorBar({ what, error }: { what: string; error: unknown }) {
  if (error === null) return null;
  return (
    <ErrorStrip>
      {what} {describeError(error).sentence}
    </ErrorStrip>
  );
}
