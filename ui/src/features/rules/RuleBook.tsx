// The list of rules and the editor of the chosen one.
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { copyText } from "@/components/clipboard";
import { Empty } from "@/components/Empty";
import { Menu } from "@/components/Menu";
import { Spacer, Stack } from "@/components/Stack";
import { TroubleNote } from "@/components/TroubleNote";
import { troubleOf } from "@/ipc/errors";
import { rulesExportQuery } from "@/lib/queries";
import { TEMPLATES } from "@/lib/rules/rule";
import type { Book } from "./book";
import { ImportRules } from "./ImportRules";
import { RemovedRule } from "./RemovedRule";
import styles from "./RuleBook.module.css";
import { RuleEditor } from "./RuleEditor";
import { RuleList } from "./RuleList";

interface RuleBookProps {
  book: Book;
  event: number | null;
  onEvent: (id: number) => void;
}

export function RuleBook({ book, event, onEvent }: RuleBookProps) {
  const { items, chosen, removed } = book;
  const client = useQueryClient();
  const [importing, setImporting] = useState(false);
  const [told, setTold] = useState("");
  const add = (at: number) => {
    const template = TEMPLATES[at];
    if (template !== undefined) book.add(template.make(), "last");
  };
  const copy = () =>
    void copyText(client.fetchQuery(rulesExportQuery()))
      .then((done) => setTold(done ? "Copied: all rules as one file." : "This could not be copied."))
      .catch((error: unknown) => setTold(troubleOf(error).sentence));
  useAction("newRule", () => add(0));
  useAction("importRules", () => setImporting(true));
  useAction("exportRules", items.length === 0 ? null : copy);
  useAction("duplicateRule", chosen === null ? null : () => book.add(chosen.rule, "last"));
  useAction("removeRule", chosen === null ? null : () => book.remove(chosen));
  useAction("undoDelete", removed === null ? null : book.undoRemoval);
  const templates = TEMPLATES.map(({ text }, at) => ({ key: text, text, onChoose: () => add(at) }));
  const dialog = (
    <ImportRules open={importing} kept={book.stored.data?.length ?? 0} onClose={() => setImporting(false)} />
  );
  if (book.stored.error !== null)
    return (
      <Stack pad="4">
        <TroubleNote error={book.stored.error} retry={() => void book.stored.refetch()} />
      </Stack>
    );
  if (items.length === 0 && book.stored.isSuccess)
    return (
      <>
        <Empty
          title="No rules"
          actions={
            <>
              <Menu look="primary" icon="plus" actions={templates}>
                New rule
              </Menu>
              <Button icon="import" onClick={() => setImporting(true)}>
                Import…
              </Button>
            </>
          }
        >
          Every event gets the default answer: blocking events are allowed, everything else is thanked for. A
          rule denies, answers, delays, forwards, holds or breaks off what it is for.
        </Empty>
        <RemovedRule book={book} />
        {dialog}
      </>
    );
  return (
    <div className={styles.book}>
      <section className={styles.side} aria-label="All rules">
        <div className={styles.tools}>
          <Menu icon="plus" actions={templates}>
            New
          </Menu>
          <Button
            icon="stack"
            look="bare"
            label="Duplicate the rule"
            disabled={chosen === null}
            onClick={() => chosen !== null && book.add(chosen.rule, "last")}
          />
          <Button
            icon="trash"
            look="bare"
            label="Remove the rule"
            disabled={chosen === null}
            data-testid="remove-rule"
            onClick={() => chosen !== null && book.remove(chosen)}
          />
          <Spacer />
          <Button icon="import" look="bare" label="Import rules" onClick={() => setImporting(true)} />
          <Button icon="copy" look="bare" label="Copy all rules as a file" onClick={copy} />
        </div>
        <p className={styles.order}>Asked from the top: the first that is on and fits decides.</p>
        <p role="status" className={styles.told}>
          {told}
        </p>
        <RuleList book={book} />
        <RemovedRule book={book} />
      </section>
      {chosen === null ? (
        <Empty title="No rule chosen">Choose one on the left, or make a new one.</Empty>
      ) : (
        <RuleEditor key={chosen.key} book={book} item={chosen} event={event} onEvent={onEvent} />
      )}
      {dialog}
    </div>
  );
}
