// The form of a dialog: its fields, the error of the last attempt, and the buttons.

import type { FormEvent, KeyboardEvent, ReactNode } from "react";
import { describeError } from "@/ipc/errors";
import { Button } from "./Button";
import { DialogActions, DialogError } from "./Dialog";
import type { IconName } from "./Icon";
import { Prose } from "./Prose";
import { Stack } from "./Stack";

/** The last attempt to submit, such as a mutation. */
interface Attempt {
  error: unknown;
  isPending: boolean;
}

interface DialogFormProps {
  /** The label of the submit button. */
  submit: ReactNode;
  icon?: IconName;
  /** Whether the fields can be submitted. */
  isComplete: boolean;
  attempt: Attempt;
  /** Whether nothing is left to submit. Submitting then closes the dialog. */
  isDone?: boolean;
  /** Hides an error that is shown elsewhere. */
  hideError?: boolean;
  /** Offered when what the form creates already exists. */
  onReplace?: () => void;
  /** Called on Enter, or on Ctrl and Enter in a text area. */
  onSubmit: () => void;
  testId?: string;
  errorTestId?: string;
  children: ReactNode;
}

export function DialogForm(props: DialogFormProps) {
  const { submit, icon, isComplete, attempt, isDone = false, hideError = false, onReplace } = props;
  const trouble = attempt.error === null ? null : describeError(attempt.error);
  const send = () => {
    if (isDone || (isComplete && !attempt.isPending)) props.onSubmit();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const inTextArea = event.target instanceof HTMLTextAreaElement;
    if (inTextArea && event.key === "Enter" && (event.ctrlKey || event.metaKey)) send();
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    send();
  };
  return (
    <Stack as="form" gap="3" onSubmit={onSubmit} onKeyDown={onKeyDown}>
      {props.children}
      {trouble !== null && !hideError && (
        <DialogError testId={props.errorTestId}>
          <Prose text={trouble.sentence} />
        </DialogError>
      )}
      <DialogActions leave={isDone ? "Close" : "Cancel"}>
        {onReplace !== undefined && trouble?.code === "taken" && (
          <Button look="danger" onClick={onReplace}>
            Replace
          </Button>
        )}
        {!isDone && (
          <Button
            type="submit"
            look="primary"
            icon={icon}
            disabled={!isComplete || attempt.isPending}
            data-testid={props.testId}
          >
            {submit}
          </Button>
        )}
      </DialogActions>
    </Stack>
  );
}
