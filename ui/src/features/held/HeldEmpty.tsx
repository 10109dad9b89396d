// The empty page: explains holding and adds a rule that holds blocking events.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNote } from "@/components/ErrorNote";
import { Stack } from "@/components/Stack";
import { rules, saveRules } from "@/ipc/bindings/commands";
import type { Rule } from "@/ipc/types";
import { rulesQuery } from "@/lib/queries";

const RULE_NAME = "Hold blocking events";

const HOLD_RULE: Rule = {
  name: RULE_NAME,
  on: true,
  when: {
    vendor: [],
    type: [],
    method: [],
    path: [],
    header: [],
    member: [],
    filter: "kind:blocking",
    every: 0,
  },
  // biome-ignore lint/suspicious/noThenProperty: `then` is a field of the rule format.
  then: { delay_ms: 0, action: "hold" },
};

const isHold = ({ then }: Rule) => JSON.stringify(then.action) === '"hold"';

/** Adds the rule before all others, or enables it. */
async function holdBlocking() {
  const now = (await rules()).map(({ rule }) => rule);
  const stored = now.some(({ name }) => name === RULE_NAME);
  return saveRules({
    rules: stored
      ? now.map((rule) => (rule.name === RULE_NAME ? { ...rule, on: true } : rule))
      : [HOLD_RULE, ...now],
  });
}

interface HeldEmptyProps {
  onRules: () => void;
  onSettings: () => void;
}

export function HeldEmpty({ onRules, onSettings }: HeldEmptyProps) {
  const client = useQueryClient();
  const stored = useQuery(rulesQuery());
  const add = useMutation({
    mutationFn: holdBlocking,
    onSuccess: (rows) => client.setQueryData(rulesQuery().queryKey, rows),
  });
  const holds = stored.data?.some(({ rule }) => rule.on && isHold(rule)) ?? false;
  return (
    <Stack pad="4">
      <EmptyState
        title="No held events"
        actions={
          <>
            {!holds && (
              <Button
                look="primary"
                icon="hold"
                disabled={add.isPending}
                data-testid="hold-blocking"
                onClick={() => add.mutate()}
              >
                Hold blocking events
              </Button>
            )}
            <Button icon="rule" onClick={onRules}>
              Open rules
            </Button>
            <Button icon="gear" onClick={onSettings}>
              Change timeout
            </Button>
          </>
        }
      >
        {holds
          ? "A rule holds events. The next matching event waits here until you allow it, deny it, mutate it, or send a custom answer."
          : "A rule can hold events: the sender waits while you choose the answer. Allow or deny a sign-up, change the user that is created, or test how your sender handles an unexpected answer. Without a decision, Hookglass answers automatically before the sender times out."}
      </EmptyState>
      {add.error !== null && <ErrorNote error={add.error} />}
    </Stack>
  );
}
