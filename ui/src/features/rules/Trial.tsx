// Try it: which rule would answer a stored event, and how. Uses the rules on the page with their
// unsaved edits. Nothing is sent.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/Button";
import { Icon } from "@/components/Icon";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import { useDebouncedValue } from "@/components/useDebouncedValue";
import { describeError } from "@/ipc/errors";
import { EventNumber } from "@/lib/events/EventNumber";
import { eventQuery, ruleTrialQuery } from "@/lib/queries";
import styles from "./Trial.module.css";
import { TrialOutcome } from "./TrialOutcome";
import { useFittingEvent } from "./useFittingEvent";
import type { RuleEdits } from "./useRuleDrafts";

interface TrialProps {
  drafts: RuleEdits;
  event: number | null;
  /** The rule in the editor is valid. */
  usable: boolean;
  onEvent: (id: number) => void;
}

const DEBOUNCE_DELAY = 250;

export function Trial({ drafts, event, usable, onEvent }: TrialProps) {
  const [other, setOther] = useState<string | null>(null);
  const fitting = useFittingEvent(usable ? (drafts.chosen?.rule ?? null) : null, event);
  const requested = other === null ? fitting.start : Number(other);
  const chosen = requested !== null && Number.isSafeInteger(requested) && requested > 0 ? requested : null;
  const unsaved = drafts.items.some((item) => item.changed);
  const now = unsaved ? drafts.items.map((item) => item.rule) : null;
  const debounced = useDebouncedValue(JSON.stringify(now), DEBOUNCE_DELAY);
  const row = useQuery(eventQuery(chosen)).data?.row;
  const trial = useQuery({
    ...ruleTrialQuery(chosen, debounced, now === null ? drafts.stored.dataUpdatedAt : null),
    enabled: chosen !== null && usable,
  });
  return (
    <section className={styles.trial} aria-label="Try it">
      <Stack as="h2" row gap="2">
        <Icon name="play" size="text" tone="soft" /> Try it
      </Stack>
      <Stack row wrap gap="2" gapY="1">
        <EventNumber
          size="small"
          value={other ?? String(fitting.start ?? "")}
          row={row}
          onChange={setOther}
          onEvent={onEvent}
        />
        {event !== null && chosen !== event && (
          <Button size="small" onClick={() => setOther(String(event))}>
            Use selected event
          </Button>
        )}
        {fitting.newest !== null && chosen !== fitting.newest && (
          <Button size="small" onClick={() => setOther(String(fitting.newest))}>
            Use matching event {fitting.newest}
          </Button>
        )}
      </Stack>
      {chosen === null ? (
        <Text as="p" tone="soft">
          Select an event in the list, or choose one by its number.
        </Text>
      ) : !usable ? (
        <Text as="p" tone="soft">
          Fix the rule to try it here.
        </Text>
      ) : trial.error !== null ? (
        <Text as="p" tone="bad" role="alert">
          <UntrustedText text={describeError(trial.error).sentence} />
        </Text>
      ) : (
        trial.data !== undefined && <TrialOutcome trial={trial.data} unsaved={unsaved} drafts={drafts} />
      )}
    </section>
  );
}
