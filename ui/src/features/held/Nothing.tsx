// The empty page: what holding is for, and how to start.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/Button";
import { Empty } from "@/components/Empty";
import { Stack } from "@/components/Stack";
import { TroubleNote } from "@/components/TroubleNote";
import { rules, saveRules } from "@/ipc/bindings/commands";
import type { Rule } from "@/ipc/types";
import { rulesQuery } from "@/lib/queries";

const NAME = "Hold blocking events";

const HOLD: Rule = {
  name: NAME,
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
  // biome-ignore lint/suspicious/noThenProperty: a rule's word.
  then: { delay_ms: 0, action: "hold" },
};

const isHold = ({ then }: Rule) => JSON.stringify(then.action) === '"hold"';

/** Adds the rule in front of the others, or switches it on. */
async function holdBlocking() {
  const now = (await rules()).map(({ rule }) => rule);
  const known = now.some(({ name }) => name === NAME);
  return saveRules({
    rules: known ? now.map((rule) => (rule.name === NAME ? { ...rule, on: true } : rule)) : [HOLD, ...now],
  });
}

interface NothingProps {
  onRules: () => void;
  onSettings: () => void;
}

export function Nothing({ onRules, onSettings }: NothingProps) {
  const client = useQueryClient();
  const known = useQuery(rulesQuery());
  const add = useMutation({
    mutationFn: holdBlocking,
    onSuccess: (rows) => client.setQueryData(rulesQuery().queryKey, rows),
  });
  const holds = known.data?.some(({ rule }) => rule.on && isHold(rule)) ?? false;
  return (
    <Stack pad="4">
      <Empty
        title="Nothing is held"
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
              Rules
            </Button>
            <Button icon="gear" onClick={onSettings}>
              How long, and what then
            </Button>
          </>
        }
      >
        {holds
          ? "A rule holds events. The next one that it is for waits here until you allow it, deny it, mutate it, or answer as you like."
          : "A rule can hold events: their sender waits, and you decide the answer before its deadline. Allow or deny a sign-up, change the user that is created, or see what your sender does with an answer it does not expect. If nobody decides in time, Hookglass answers by itself."}
      </Empty>
      {add.error !== null && <TroubleNote error={add.error} />}
    </Stack>
  );
}
