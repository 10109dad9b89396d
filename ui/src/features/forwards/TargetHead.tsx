// The first line of a target: on or off, its URL, and what can be done with it.
import { useEffect, useState } from "react";
import { Button } from "@/components/Button";
import { Checkbox } from "@/components/Checkbox";
import { Icon } from "@/components/Icon";
import { Spacer } from "@/components/Stack";
import { Text } from "@/components/Text";
import { Visible } from "@/components/Visible";
import { visibleText } from "@/format/visible";
import type { ForwardRow } from "@/ipc/types";
import styles from "./Forwards.module.css";
import type { useRemoveForward, useSaveForward, useSkipForward } from "./useForwards";

interface TargetHeadProps {
  row: ForwardRow;
  at: number;
  save: ReturnType<typeof useSaveForward>;
  remove: ReturnType<typeof useRemoveForward>;
  skip: ReturnType<typeof useSkipForward>;
  onEdit: () => void;
}

export function TargetHead({ row, at, save, remove, skip, onEdit }: TargetHeadProps) {
  const { target } = row;
  const url = visibleText(target.url);
  /** Targets of the command line are not stored, so they cannot be changed here. */
  const isStored = target.id > 0;
  return (
    <div className={styles.head}>
      <Checkbox
        data-stop=""
        aria-label={`Pass events on to ${url}`}
        checked={target.on}
        disabled={!isStored || save.isPending}
        onChange={(on) => save.mutate({ target: { ...target, on }, confirmed: false })}
      />
      <code className={styles.url}>
        <Visible text={target.url} />
      </code>
      {!target.verify_tls && (
        <span className={styles.bad}>
          <Icon name="warn" />
          certificate not checked
        </span>
      )}
      <Spacer />
      {row.retry_in_ms !== null && (
        <>
          <Button size="small" icon="right" onClick={() => skip.mutate(target.id)} disabled={skip.isPending}>
            Pass over the event
          </Button>
          <Countdown left={row.retry_in_ms} at={at} />
        </>
      )}
      {isStored ? (
        <EditOrRemove
          url={url}
          isRemoving={remove.isPending}
          onEdit={onEdit}
          onRemove={() => remove.mutate(target.id)}
        />
      ) : (
        <Text tone="soft">for this run only</Text>
      )}
    </div>
  );
}

interface EditOrRemoveProps {
  url: string;
  isRemoving: boolean;
  onEdit: () => void;
  onRemove: () => void;
}

function EditOrRemove({ url, isRemoving, onEdit, onRemove }: EditOrRemoveProps) {
  const [asks, setAsks] = useState(false);
  if (asks)
    return (
      <>
        <Button
          size="small"
          look="danger"
          // This button takes the place of the one that had the focus.
          ref={(button) => button?.focus()}
          disabled={isRemoving}
          onClick={onRemove}
        >
          Remove for good
        </Button>
        <Button size="small" onClick={() => setAsks(false)}>
          Keep
        </Button>
      </>
    );
  return (
    <>
      <Button size="small" icon="pencil" aria-label={`Edit ${url}`} onClick={onEdit}>
        Edit
      </Button>
      <Button size="small" look="danger" aria-label={`Remove ${url}`} onClick={() => setAsks(true)}>
        Remove
      </Button>
    </>
  );
}

const SECOND = 1000;

/** `sent again in 4 s` */
function Countdown({ left, at }: { left: number; at: number }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), SECOND);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.ceil((at + left - now) / SECOND));
  return <Text tone="soft">{seconds === 0 ? "sent again now" : `sent again in ${seconds} s`}</Text>;
}
