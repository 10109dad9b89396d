// One rule, to be edited: its name, which events it is for, what they get. Nothing of it counts before it is saved.
import { useEffect, useId, useRef } from "react";
import { useAction } from "@/actions/Actions";
import { writtenKeys } from "@/actions/catalog";
import { Badge } from "@/components/Badge";
import { Button } from "@/components/Button";
import { Scroll } from "@/components/Scroll";
import { troubleOf } from "@/ipc/errors";
import type { Rule } from "@/ipc/types";
import { useCatalog } from "@/lib/catalog/useCatalog";
import { kindOf, withThen } from "@/lib/rules/rule";
import { ActionFields } from "./ActionFields";
import type { Book, Item } from "./book";
import { ConditionFields } from "./ConditionFields";
import styles from "./Editor.module.css";
import { Field } from "./Field";
import { Trial } from "./Trial";
import { sentenceOf, useCheck } from "./useCheck";

interface RuleEditorProps {
  book: Book;
  item: Item;
  /** The event that is chosen in the list. */
  event: number | null;
  onEvent: (id: number) => void;
}

export function RuleEditor({ book, item, event, onEvent }: RuleEditorProps) {
  const id = useId();
  const { rule } = item;
  const others = book.items.filter((other) => other !== item).map((other) => other.rule.name);
  const { problem, settled } = useCheck(rule, others);
  const types = useCatalog().data ?? [];
  const edit = (next: Rule) => book.edit(item.key, next);
  const possible = item.changed && settled && problem === null && !book.saving.isPending;
  const save = () => book.save(item);
  useAction("saveRule", possible ? save : null);
  const name = useRef<HTMLInputElement>(null);
  const isNew = item.row === null;
  // A new rule wants its name first.
  useEffect(() => {
    if (isNew) name.current?.select();
  }, [isNew]);
  const late = rule.then.delay_ms > 5000 && ["allow", "deny"].includes(kindOf(rule.then.action));
  return (
    <section className={styles.editor} aria-label="Rule" data-testid="rule-editor">
      <header className={styles.head}>
        <input
          ref={name}
          className={styles.name}
          aria-label="Name of the rule"
          value={rule.name}
          aria-invalid={problem?.pointer === "/name"}
          aria-describedby={problem?.pointer === "/name" ? `${id}-name` : undefined}
          spellCheck={false}
          autoComplete="off"
          data-testid="rule-name"
          onChange={(change) => edit({ ...rule, name: change.target.value })}
        />
        {item.changed && <Badge tone="wait">{isNew ? "not saved yet" : "not saved"}</Badge>}
        {item.changed && (
          <Button onClick={() => book.discard(item.key)} data-testid="discard-rule">
            Discard
          </Button>
        )}
        <Button
          look="primary"
          icon="check"
          shortcut={writtenKeys("Mod+s")}
          disabled={!possible}
          data-testid="save-rule"
          onClick={save}
        >
          Save
        </Button>
      </header>
      {problem?.pointer === "/name" && (
        <p id={`${id}-name`} className={styles.below} role="alert" data-testid="rule-problem">
          {sentenceOf(problem.what)}
        </p>
      )}
      {book.saving.error !== null && (
        <p className={styles.below} role="alert" data-testid="save-problem">
          Nothing was saved. {troubleOf(book.saving.error).sentence}
        </p>
      )}
      <Scroll label="Fields of the rule">
        <div className={styles.columns}>
          <div className={styles.fields}>
            <h2 className={styles.section}>
              When <span>all of it has to hold; what is empty asks for nothing</span>
            </h2>
            <ConditionFields
              when={rule.when}
              problem={problem}
              types={types}
              onChange={(change) => edit({ ...rule, when: { ...rule.when, ...change } })}
            />
            <h2 className={styles.section}>
              Then <span>what the sender gets</span>
            </h2>
            <ActionFields
              key={item.key}
              action={rule.then.action}
              problem={problem}
              onChange={(action) => edit(withThen(rule, { action }))}
            />
            <div className={styles.rows}>
              <Field
                label="Wait first"
                htmlFor={`${id}-delay`}
                problem={problem}
                at={["/then/delay_ms"]}
                hint={late ? "Authgear waits five seconds for a blocking event, and no longer." : undefined}
              >
                {(by) => (
                  <span className={styles.inline}>
                    <input
                      id={`${id}-delay`}
                      className={styles.number}
                      type="number"
                      min={0}
                      max={600_000}
                      step={100}
                      value={rule.then.delay_ms}
                      aria-invalid={by !== undefined}
                      aria-describedby={by}
                      data-testid="delay"
                      onChange={(change) => {
                        const delay = Math.trunc(Number(change.target.value));
                        edit(withThen(rule, { delay_ms: Math.min(Math.max(0, delay), 4_000_000_000) }));
                      }}
                    />
                    ms
                  </span>
                )}
              </Field>
            </div>
          </div>
          <Trial book={book} event={event} usable={problem === null} onEvent={onEvent} />
        </div>
      </Scroll>
    </section>
  );
}
