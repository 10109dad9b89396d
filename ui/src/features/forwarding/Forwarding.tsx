// The page Forwarding: the targets that receive events as they arrive, with their states.
import { type KeyboardEvent, useRef, useState } from "react";
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNote } from "@/components/ErrorNote";
import { Page } from "@/components/Page";
import { ScrollArea } from "@/components/ScrollArea";
import { Skeleton } from "@/components/Skeleton";
import { Stack } from "@/components/Stack";
import { counted } from "@/format/size";
import type { ForwardTarget } from "@/ipc/types";
import { EditTarget } from "./EditTarget";
import { TargetRow } from "./TargetRow";
import { NEW_TARGET } from "./target";
import { useForwarding } from "./useForwarding";

interface ForwardsProps {
  onBack: () => void;
}

export function Forwarding({ onBack }: ForwardsProps) {
  const { data, error, refetch, dataUpdatedAt } = useForwarding();
  /** The target in the form; null while the form is closed. */
  const [edited, setEdited] = useState<ForwardTarget | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const add = () => setEdited(NEW_TARGET);
  useAction("addForward", add);
  const goBy = (by: number) => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>("[data-stop]") ?? [])];
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    const next = rows[at < 0 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1)];
    next?.focus();
  };
  const some = data !== undefined && data.length > 0;
  useAction("next", some ? () => goBy(1) : null);
  useAction("previous", some ? () => goBy(-1) : null);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    goBy(event.key === "ArrowDown" ? 1 : -1);
    event.preventDefault();
  };
  return (
    <Page
      title="Forwarding"
      about={some && counted(data.length, "target")}
      testId="forwards"
      onBack={onBack}
      actions={
        some && (
          <Button look="primary" icon="plus" shortcut="A" data-testid="add-forward" onClick={add}>
            Add target
          </Button>
        )
      }
    >
      {error !== null ? (
        <Stack pad="4">
          <ErrorNote error={error} retry={() => void refetch()} />
        </Stack>
      ) : data === undefined ? (
        <Skeleton lines={4} label="Loading the targets" />
      ) : data.length === 0 ? (
        <EmptyState
          title="No targets"
          actions={
            <Button look="primary" icon="plus" shortcut="A" data-testid="add-forward" onClick={add}>
              Add target
            </Button>
          }
        >
          Add the URL of your application to forward each new event to it. Requests are sent byte for byte, so
          signatures stay valid. Responses are stored with the event. Hookglass can retry while a target is
          down.
        </EmptyState>
      ) : (
        <ScrollArea label="Targets">
          <ul ref={list} onKeyDown={onKeyDown}>
            {data.map((row) => (
              <TargetRow
                key={row.target.id}
                row={row}
                at={dataUpdatedAt}
                onEdit={() => setEdited(row.target)}
              />
            ))}
          </ul>
        </ScrollArea>
      )}
      {edited !== null && <EditTarget key={edited.id} target={edited} onClose={() => setEdited(null)} />}
    </Page>
  );
}
