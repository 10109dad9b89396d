// Which rule would answer a stored event, and how: with the rules as they are on the page, unsaved edits included. Nothing is
// sent.
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Button } from "@/components/Button";
import { Icon } from "@/components/Icon";
import { LinkButton } from "@/components/LinkButton";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { TextField } from "@/components/TextField";
import { useRested } from "@/components/useRested";
import { Visible } from "@/components/Visible";
import { typeName } from "@/format/event";
import { troubleOf } from "@/ipc/errors";
import { eventQuery, ruleTrialQuery } from "@/lib/queries";
import type { Book } from "./book";
import styles from "./Trial.module.css";
import { TrialOutcome } from "./TrialOutcome";

interface TrialProps {
  book: Book;
  event: number | null;
  /** Whether the rule that is being edited can be used as it is. */
  usable: boolean;
  onEvent: (id: number) => void;
}

const REST = 250;

export function Trial({ book, event, usable, onEvent }: TrialProps) {
  const id = useId();
  const [other, setOther] = useState<string | null>(null);
  const wanted = other === null ? event : Number(other);
  const chosen = wanted !== null && Number.isSafeInteger(wanted) && wanted > 0 ? wanted : null;
  const unsaved = book.items.some((item) => item.changed);
  const now = unsaved ? book.items.map((item) => item.rule) : null;
  const rested = useRested(JSON.stringify(now), REST);
  const row = useQuery(eventQuery(chosen)).data?.row;
  const trial = useQuery({
    ...ruleTrialQuery(chosen, rested, now === null ? book.stored.dataUpdatedAt : null),
    enabled: chosen !== null && usable,
  });
  return (
    <section className={styles.trial} aria-label="Try it" data-testid="trial">
      <h2 className={styles.title}>
        <Icon name="play" /> Try it
      </h2>
      <Stack row wrap gap="2" gapY="1">
        <Text as="label" htmlFor={id} tone="soft">
          Event
        </Text>
        <TextField
          id={id}
          size="small"
          width="number"
          type="number"
          min={1}
          value={other ?? String(event ?? "")}
          onChange={setOther}
        />
        {row !== undefined && (
          <LinkButton onClick={() => onEvent(row.id)}>
            <Visible text={`${typeName(row).stem}${typeName(row).last}`} />
          </LinkButton>
        )}
        {other !== null && event !== null && Number(other) !== event && (
          <Button size="small" onClick={() => setOther(null)}>
            The chosen one
          </Button>
        )}
      </Stack>
      {chosen === null ? (
        <Text as="p" tone="soft">
          Choose an event in the list, or give its number.
        </Text>
      ) : !usable ? (
        <Text as="p" tone="soft">
          As soon as the rule can be used, it is tried here.
        </Text>
      ) : trial.error !== null ? (
        <Text as="p" tone="bad" role="alert">
          <Visible text={troubleOf(trial.error).sentence} />
        </Text>
      ) : (
        trial.data !== undefined && <TrialOutcome trial={trial.data} unsaved={unsaved} book={book} />
      )}
    </section>
  );
}
