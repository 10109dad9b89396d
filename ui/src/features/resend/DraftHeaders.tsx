// The headers that go out, in their order, each to be edited, switched off, moved, removed or added; those that will be
// added by themselves, and the names of those that cannot go out. Beside them the query of the URL.
import { type KeyboardEvent, useState } from "react";
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { Segments } from "@/components/Segments";
import { Visible } from "@/components/Visible";
import { isSignature } from "@/format/senders";
import { visiblePieces, visibleText } from "@/format/visible";
import type { HeaderLine, RequestPreview, Scheme } from "@/ipc/types";
import ticks from "@/styles/tick.module.css";
import styles from "./DraftHeaders.module.css";
import { addedField, editedField, type HeaderField, movedField } from "./draft";
import { QueryFields } from "./QueryFields";
import { queryOf, withPair } from "./query";
import { useHeaderFocus } from "./useHeaderFocus";

interface DraftHeadersProps {
  fields: readonly HeaderField[];
  lines: readonly HeaderLine[];
  url: string;
  /** Names that are known not to go out, until the preview tells all of them. */
  dropped: readonly string[];
  preview: RequestPreview | undefined;
  /** The scheme by which the signature as received will be replaced when this is sent; null when it stays. */
  signsAnew: Scheme | null;
  onChange: (fields: HeaderField[]) => void;
  onUrl: (url: string) => void;
}

type Part = "headers" | "query";

/** A field shows such text reordered or short of characters; it is shown once more, named. */
const hasHidden = (text: string) => visiblePieces(text).some((piece) => piece.code !== null);

export function DraftHeaders(props: DraftHeadersProps) {
  const { fields, lines, url, dropped, preview, signsAnew, onChange, onUrl } = props;
  const [part, setPart] = useState<Part>("headers");
  const edit = (field: HeaderField, change: { name?: string; value?: string }) =>
    onChange(fields.map((other) => (other === field ? editedField(field, change, lines) : other)));
  const flip = (field: HeaderField) =>
    onChange(fields.map((other) => (other === field ? { ...field, on: !field.on } : other)));
  const stateOf = (field: HeaderField) => {
    if (!field.on) return "off";
    if (field.original !== null) return isSignature(signsAnew, field.name) ? "signed on send" : "as received";
    return field.source === null ? "added" : "edited";
  };
  const focus = useHeaderFocus();
  const pairs = queryOf(url).length;
  const add = () => {
    if (part === "query") return onUrl(withPair(url, pairs, { name: "", value: "" }));
    focus.toAdded();
    onChange([...fields, addedField(fields)]);
  };
  useAction("addHeader", () => {
    setPart("headers");
    focus.toAdded();
    onChange([...fields, addedField(fields)]);
  });
  const move = (event: KeyboardEvent, at: number) => {
    const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (!event.altKey || by === 0) return;
    event.preventDefault();
    onChange(movedField(fields, at, by));
  };
  const left = preview?.dropped ?? dropped;
  return (
    <section ref={focus.ref} className={styles.headers} aria-label="Headers to send">
      <div className={styles.head}>
        <h2 className="sr">{part === "headers" ? "Headers" : "Query"}</h2>
        <Segments<Part>
          label="Headers or query"
          value={part}
          options={[
            { value: "headers", text: `Headers ${fields.filter((field) => field.on).length}` },
            { value: "query", text: `Query ${pairs}` },
          ]}
          onChange={setPart}
        />
        <span className={styles.soft} />
        <Button look="bare" icon="plus" data-add="" onClick={add}>
          Add
        </Button>
      </div>
      <div className={styles.lines}>
        {part === "query" && <QueryFields url={url} onUrl={onUrl} />}
        <ul hidden={part !== "headers"} title="Alt and arrows move a header up or down">
          {fields.map((field, at) => (
            <li
              key={field.key}
              className={styles.field}
              data-off={!field.on}
              onKeyDown={(event) => move(event, at)}
            >
              <input
                type="checkbox"
                className={ticks.tick}
                aria-label={`Send header ${visibleText(field.name) || at + 1}`}
                checked={field.on}
                onChange={() => flip(field)}
              />
              <input
                className={styles.name}
                data-name=""
                aria-label={`Name of header ${at + 1}`}
                placeholder="Name"
                value={field.name}
                spellCheck={false}
                autoComplete="off"
                onChange={(event) => edit(field, { name: event.target.value })}
              />
              <input
                className={styles.value}
                aria-label={`Value of header ${at + 1}`}
                placeholder="Value"
                value={field.value}
                spellCheck={false}
                autoComplete="off"
                onChange={(event) => edit(field, { value: event.target.value })}
              />
              {hasHidden(field.value) && (
                <span className={styles.hidden}>
                  <Visible text={field.value} />
                </span>
              )}
              <span className={field.original === null && field.on ? styles.edited : styles.state}>
                {stateOf(field)}
              </span>
              <Button
                icon="cross"
                look="bare"
                size="small"
                label={`Remove header ${visibleText(field.name) || at + 1}`}
                data-remove=""
                onClick={() => {
                  focus.toRemove(at);
                  onChange(fields.filter((other) => other !== field));
                }}
              />
            </li>
          ))}
        </ul>
        {part === "headers" && <Automatic preview={preview} />}
      </div>
      {part === "headers" && left.length > 0 && (
        <p className={styles.dropped} data-testid="dropped-headers">
          Made anew or left out:{" "}
          <code>
            <Visible text={left.join(", ")} />
          </code>
        </p>
      )}
    </section>
  );
}

/** The lines that the draft does not have and that go out all the same. */
function Automatic({ preview }: { preview: RequestPreview | undefined }) {
  const added = new Set(preview?.added.map((name) => name.toLowerCase()));
  const lines = preview?.headers.filter(({ name }) => added.has(name.toLowerCase())) ?? [];
  if (lines.length === 0) return null;
  return (
    <ul className={styles.automatic} aria-label="Added when it is sent" data-testid="automatic-headers">
      {lines.map(({ name, value }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two lines can be the same.
        <li key={at} className={styles.field}>
          <span />
          <code className={styles.name}>
            <Visible text={name} />
          </code>
          <code className={styles.value}>
            <Visible text={value} />
          </code>
          <span className={styles.state}>added on send</span>
          <span />
        </li>
      ))}
    </ul>
  );
}
