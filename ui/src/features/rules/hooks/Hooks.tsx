// The view authgear.yaml: checks a pasted file or its hook section against the stored events. It
// shows which events each handler would have received, which arrive twice, and which reach no
// webhook.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/Button";
import { CodeField } from "@/components/CodeField";
import { EmptyState } from "@/components/EmptyState";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import { useDebouncedValue } from "@/components/useDebouncedValue";
import { useWindowSlot, useWindowState, windowSlot } from "@/components/WindowState";
import { describeError } from "@/ipc/errors";
import type { HooksPlace } from "@/ipc/types";
import { eventQuery, hooksQuery } from "@/lib/queries";
import { setChain } from "../chain/chain-draft";
import { SplitView } from "../SplitView";
import styles from "./Hooks.module.css";
import { HooksReport } from "./HooksReport";

interface HooksProps {
  /** The selected event of the list. */
  event: number | null;
  onChain: () => void;
}

const YAML = windowSlot("");
const DEBOUNCE_DELAY = 250;

const EXAMPLE = `hook:
  sync_hook_timeout_seconds: 5
  sync_hook_total_timeout_seconds: 10
  blocking_handlers:
    - event: user.pre_create
      url: http://localhost:3000/blocking
  non_blocking_handlers:
    - events: ["*"]
      url: http://localhost:3000/all
    - events: [user.created]
      url: http://localhost:3000/all
`;

export function Hooks({ event, onChain }: HooksProps) {
  const state = useWindowState();
  const [yaml, put] = useWindowSlot(YAML);
  const [goTo, setGoTo] = useState<HooksPlace | null>(null);
  const debounced = useDebouncedValue(yaml, DEBOUNCE_DELAY);
  const read = useQuery(hooksQuery(debounced));
  const row = useQuery(eventQuery(event)).data?.row;
  const empty = yaml.trim() === "";
  const view = empty ? undefined : read.data;
  return (
    <SplitView
      testId="hooks"
      label="Report"
      input={
        <section className={styles.source} aria-label="authgear.yaml">
          <Text as="p" tone="soft">
            Paste an <code>authgear.yaml</code> or its <code>hook:</code> section. It stays on this computer.
          </Text>
          <CodeField
            json={false}
            fills
            numbered
            label="authgear.yaml"
            hint="hook:"
            value={yaml}
            wrong={view?.error != null}
            testId="hooks-yaml"
            goTo={goTo}
            onChange={put}
          />
        </section>
      }
    >
      {empty ? (
        <EmptyState
          title="No configuration"
          actions={
            <Button icon="note" onClick={() => put(EXAMPLE)}>
              Insert example
            </Button>
          }
        >
          Paste a configuration to see which stored events each handler would have received, which arrive
          twice, and which reach no webhook.
        </EmptyState>
      ) : read.error !== null ? (
        <Stack pad="4" role="alert">
          <Text as="p" tone="bad">
            <UntrustedText text={describeError(read.error).sentence} />
          </Text>
        </Stack>
      ) : (
        view !== undefined && (
          <HooksReport
            view={view}
            chosen={row?.type ?? null}
            onPlace={setGoTo}
            onChain={(urls) => {
              setChain(state, urls, { each_ms: view.each_ms, total_ms: view.total_ms });
              onChain();
            }}
          />
        )
      )}
    </SplitView>
  );
}
