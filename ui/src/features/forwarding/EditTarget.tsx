// The form of a target. A host outside this computer is confirmed once, before the first request to
// it.
import { useState } from "react";
import { Dialog } from "@/components/Dialog";
import { DialogForm } from "@/components/DialogForm";
import { IconText } from "@/components/IconText";
import { TextField } from "@/components/TextField";
import { UrlField } from "@/components/UrlField";
import { describeError } from "@/ipc/errors";
import type { ForwardTarget } from "@/ipc/types";
import { useTokens } from "@/lib/filter/useTokens";
import { ConfirmHost } from "@/lib/sending/ConfirmHost";
import { TargetChoices } from "./TargetChoices";
import { draftOf, type TargetDraft, targetOf } from "./target";
import { useSaveForward } from "./useForwarding";

interface EditTargetProps {
  target: ForwardTarget;
  onClose: () => void;
}

export function EditTarget({ target, onClose }: EditTargetProps) {
  const [draft, setDraft] = useState(() => draftOf(target));
  const save = useSaveForward();
  const change = (part: Partial<TargetDraft>) => {
    save.reset();
    setDraft((before) => ({ ...before, ...part }));
  };
  const edited = targetOf(draft);
  const { text, tokens } = useTokens(draft.filter);
  const wrong = text === draft.filter ? tokens.find((token) => token.kind === "error") : undefined;
  const isComplete = edited !== null && !/^(?:https?:\/\/)?$/i.test(edited.url) && wrong === undefined;
  const send = (confirmed: boolean) => {
    if (isComplete) save.mutate({ target: edited, confirmed }, { onSuccess: onClose });
  };
  const unconfirmed = save.error !== null && describeError(save.error).code === "unconfirmed_host";
  return (
    <>
      <Dialog
        open
        title={target.id === 0 ? "Forward events" : "Edit target"}
        testId="edit-forward"
        onClose={() => !unconfirmed && onClose()}
      >
        <DialogForm
          submit={target.id === 0 ? "Forward events" : "Save"}
          isComplete={isComplete}
          attempt={save}
          hideError={unconfirmed}
          onSubmit={() => send(false)}
          testId="save-forward"
        >
          <UrlField
            label="URL of your application"
            hint="With a path, all events go there. Without one, each event keeps its own path."
            placeholder="http://localhost:3000/hooks"
            value={draft.url}
            testId="forward-url"
            onChange={(url) => change({ url })}
          />
          <TextField
            label="Filter"
            error={
              wrong && (
                <IconText as="span" icon="warn" data-testid="filter-wrong">
                  Invalid filter at character {wrong.start + 1}.
                </IconText>
              )
            }
            mono
            value={draft.filter}
            placeholder="All events, or a filter such as type:user.*"
            testId="forward-filter"
            onChange={(filter) => change({ filter })}
          />
          <TargetChoices draft={draft} wrong={edited === null} onChange={change} />
        </DialogForm>
      </Dialog>
      <ConfirmHost
        open={unconfirmed}
        sentence={unconfirmed ? describeError(save.error).sentence : ""}
        url={edited?.url ?? draft.url}
        onConfirm={() => send(true)}
        onClose={save.reset}
      />
    </>
  );
}
