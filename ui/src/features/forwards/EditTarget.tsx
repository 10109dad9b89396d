// The fields of a target. The host outside this computer is confirmed once, before anything goes there.
import { Dialog } from "@base-ui/react/dialog";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/Button";
import { Icon } from "@/components/Icon";
import { troubleOf } from "@/ipc/errors";
import type { ForwardTarget } from "@/ipc/types";
import { useTokens } from "@/lib/filter/useTokens";
import { ConfirmHost } from "@/lib/sending/ConfirmHost";
import styles from "./EditTarget.module.css";
import { TargetChoices } from "./TargetChoices";
import { draftOf, type TargetDraft, targetOf } from "./target";
import { useSaveForward } from "./useForwards";

interface EditTargetProps {
  target: ForwardTarget;
  onClose: () => void;
}

export function EditTarget({ target, onClose }: EditTargetProps) {
  const id = useId();
  const [draft, setDraft] = useState(() => draftOf(target));
  const save = useSaveForward();
  const change = (part: Partial<TargetDraft>) => {
    save.reset();
    setDraft((before) => ({ ...before, ...part }));
  };
  const wanted = targetOf(draft);
  const { text, tokens } = useTokens(draft.filter);
  const wrong = text === draft.filter ? tokens.find((token) => token.kind === "error") : undefined;
  const whole = wanted !== null && wanted.url.replace(/^https?:\/\//i, "") !== "" && wrong === undefined;
  const send = (confirmed: boolean) => {
    if (whole) save.mutate({ target: wanted, confirmed }, { onSuccess: onClose });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(false);
  };
  const unconfirmed = save.error !== null && troubleOf(save.error).code === "unconfirmed_host";
  return (
    <>
      <Dialog.Root open onOpenChange={(open) => !open && !unconfirmed && onClose()}>
        <Dialog.Portal>
          <Dialog.Backdrop className={styles.backdrop} />
          <Dialog.Popup className={styles.dialog} data-testid="edit-forward">
            <Dialog.Title className={styles.title}>
              {target.id === 0 ? "Pass events on" : "Change the target"}
            </Dialog.Title>
            <form className={styles.form} onSubmit={submit}>
              <label htmlFor={`${id}-url`}>URL of your application</label>
              <input
                id={`${id}-url`}
                className={styles.field}
                value={draft.url}
                spellCheck={false}
                autoComplete="off"
                data-testid="forward-url"
                aria-describedby={`${id}-url-about`}
                onChange={(event) => change({ url: event.target.value })}
              />
              <p id={`${id}-url-about`} className={styles.soft}>
                Used as it is, whatever the event’s path. It gets the event’s query if it has none.
              </p>
              <label htmlFor={`${id}-filter`}>Only events like</label>
              <input
                id={`${id}-filter`}
                className={styles.field}
                value={draft.filter}
                placeholder="all events, or a filter such as type:user.*"
                spellCheck={false}
                autoComplete="off"
                data-testid="forward-filter"
                aria-invalid={wrong !== undefined}
                aria-describedby={wrong === undefined ? undefined : `${id}-filter-wrong`}
                onChange={(event) => change({ filter: event.target.value })}
              />
              {wrong !== undefined && (
                <p id={`${id}-filter-wrong`} className={styles.bad} role="alert" data-testid="filter-wrong">
                  <Icon name="warn" />
                  This filter is not understood from character {wrong.start + 1} on.
                </p>
              )}
              <TargetChoices draft={draft} wrong={wanted === null} onChange={change} />
              {save.error !== null && !unconfirmed && (
                <p className={styles.bad} role="alert">
                  {troubleOf(save.error).sentence}
                </p>
              )}
              <div className={styles.actions}>
                <Dialog.Close render={<Button />}>Cancel</Dialog.Close>
                <Button
                  type="submit"
                  look="primary"
                  data-testid="save-forward"
                  disabled={!whole || save.isPending}
                >
                  {target.id === 0 ? "Pass events on" : "Save"}
                </Button>
              </div>
            </form>
          </Dialog.Popup>
        </Dialog.Portal>
      </Dialog.Root>
      <ConfirmHost
        open={unconfirmed}
        sentence={unconfirmed ? troubleOf(save.error).sentence : ""}
        url={draft.url}
        onConfirm={() => send(true)}
        onClose={save.reset}
      />
    </>
  );
}
