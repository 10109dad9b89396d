// The handlers of a hook chain in order. Alt and the arrow keys move a handler.
import type { KeyboardEvent } from "react";
import { Button } from "@/components/Button";
import { CodeField } from "@/components/CodeField";
import { IconText } from "@/components/IconText";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { UrlField } from "@/components/UrlField";
import styles from "./Chain.module.css";
import type { ChainEntry, useChainDraft } from "./chain-draft";
import { HandlerNumber } from "./HandlerNumber";

type Draft = ReturnType<typeof useChainDraft>;

export function Handlers({ draft }: { draft: Draft }) {
  const onKeyDown = (event: KeyboardEvent, key: number) => {
    const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (!event.altKey || by === 0) return;
    event.preventDefault();
    event.stopPropagation();
    draft.move(key, by);
  };
  return (
    <section aria-label="Handlers">
      <ol className={styles.handlers} title="Alt + Up or Down moves a handler">
        {draft.handlers.map((entry, at) => (
          <li key={entry.key} className={styles.handler} onKeyDown={(event) => onKeyDown(event, entry.key)}>
            <HandlerNumber>{at + 1}</HandlerNumber>
            <Handler entry={entry} number={at + 1} draft={draft} />
            <Stack as="span" row>
              <span className={styles.flipped}>
                <Button
                  icon="down"
                  look="bare"
                  size="small"
                  label={`Move handler ${at + 1} up`}
                  disabled={at === 0}
                  onClick={() => draft.move(entry.key, -1)}
                />
              </span>
              <Button
                icon="down"
                look="bare"
                size="small"
                label={`Move handler ${at + 1} down`}
                disabled={at === draft.handlers.length - 1}
                onClick={() => draft.move(entry.key, 1)}
              />
              <Button
                icon="cross"
                look="bare"
                size="small"
                label={`Remove handler ${at + 1}`}
                onClick={() => draft.remove(entry.key)}
              />
            </Stack>
          </li>
        ))}
      </ol>
      <Stack as="p" row wrap gap="2">
        <Button size="small" icon="plus" onClick={() => draft.add({ form: "url", url: "" })}>
          URL
        </Button>
        <Button size="small" icon="plus" onClick={() => draft.add({ form: "rules" })}>
          Rules
        </Button>
        <Button
          size="small"
          icon="plus"
          onClick={() => draft.add({ form: "answer", text: '{\n  "is_allowed": true\n}' })}
        >
          Fixed answer
        </Button>
      </Stack>
    </section>
  );
}

function Handler({ entry, number, draft }: { entry: ChainEntry; number: number; draft: Draft }) {
  const { key, handler } = entry;
  if (handler.form === "url")
    return (
      <UrlField
        aria-label={`URL of handler ${number}`}
        placeholder="http://localhost:3000/hooks"
        value={handler.url}
        onChange={(url) => draft.change(key, { form: "url", url })}
      />
    );
  if (handler.form === "answer")
    return (
      <CodeField
        json
        label={`Answer of handler ${number}`}
        value={handler.text}
        onChange={(text) => draft.change(key, { form: "answer", text })}
      />
    );
  return (
    <IconText as="span" icon="rule" tone="soft" plainText>
      Your rules <Text tone="soft">as if the event had just arrived</Text>
    </IconText>
  );
}
