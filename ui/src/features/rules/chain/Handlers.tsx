// The handlers in their order; Alt and the arrow keys move one.
import type { KeyboardEvent } from "react";
import { Button } from "@/components/Button";
import { CodeField } from "@/components/CodeField";
import { IconText } from "@/components/IconText";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { TextField } from "@/components/TextField";
import styles from "./Chain.module.css";
import type { Asked, useChainWork } from "./work";

type Work = ReturnType<typeof useChainWork>;

const WORDS = { url: "URL", rules: "The rules", answer: "A written answer" } as const;

export function Handlers({ work }: { work: Work }) {
  const onKeyDown = (event: KeyboardEvent, key: number) => {
    const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (!event.altKey || by === 0) return;
    event.preventDefault();
    event.stopPropagation();
    work.move(key, by);
  };
  return (
    <section aria-label="Handlers">
      <ol className={styles.handlers} title="Alt and arrows move a handler up or down">
        {work.handlers.map((asked, at) => (
          <li key={asked.key} className={styles.handler} onKeyDown={(event) => onKeyDown(event, asked.key)}>
            <span className={styles.at}>{at + 1}</span>
            <Handler asked={asked} number={at + 1} work={work} />
            <span className={styles.tools}>
              <span className={styles.flipped}>
                <Button
                  icon="down"
                  look="bare"
                  size="small"
                  label={`Handler ${at + 1} up`}
                  disabled={at === 0}
                  onClick={() => work.move(asked.key, -1)}
                />
              </span>
              <Button
                icon="down"
                look="bare"
                size="small"
                label={`Handler ${at + 1} down`}
                disabled={at === work.handlers.length - 1}
                onClick={() => work.move(asked.key, 1)}
              />
              <Button
                icon="cross"
                look="bare"
                size="small"
                label={`Remove handler ${at + 1}`}
                onClick={() => work.remove(asked.key)}
              />
            </span>
          </li>
        ))}
      </ol>
      <Stack as="p" row wrap gap="2">
        <Button
          size="small"
          icon="plus"
          data-testid="add-url"
          onClick={() => work.add({ form: "url", url: "" })}
        >
          URL
        </Button>
        <Button size="small" icon="plus" onClick={() => work.add({ form: "rules" })}>
          The rules
        </Button>
        <Button
          size="small"
          icon="plus"
          data-testid="add-answer"
          onClick={() => work.add({ form: "answer", text: '{\n  "is_allowed": true\n}' })}
        >
          A written answer
        </Button>
      </Stack>
    </section>
  );
}

function Handler({ asked, number, work }: { asked: Asked; number: number; work: Work }) {
  const { key, handler } = asked;
  if (handler.form === "url")
    return (
      <TextField
        aria-label={`URL of handler ${number}`}
        placeholder="http://localhost:3000/hooks"
        inputMode="url"
        value={handler.url}
        onChange={(url) => work.change(key, { form: "url", url })}
      />
    );
  if (handler.form === "answer")
    return (
      <CodeField
        json
        label={`Answer of handler ${number}`}
        value={handler.text}
        onChange={(text) => work.change(key, { form: "answer", text })}
      />
    );
  return (
    <IconText as="span" icon="rule" tone="soft" plainText>
      {WORDS[handler.form]} <Text tone="soft">kept here, as if the event had just arrived</Text>
    </IconText>
  );
}
