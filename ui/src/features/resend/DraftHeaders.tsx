// The headers of a draft in order: each can be edited, disabled, moved, removed or added. Below
// them are the headers added on send and the names of headers that are not sent as received. A
// second tab edits the query of the URL.
import { useState } from "react";
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { SegmentedControl } from "@/components/SegmentedControl";
import { Spacer } from "@/components/Stack";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import { isSignature } from "@/format/senders";
import type { DraftView, EventDetail, RequestPreview } from "@/ipc/types";
import styles from "./DraftHeaders.module.css";
import { addedField, editedField, type HeaderField, movedField } from "./draft";
import { HeaderRow } from "./HeaderRow";
import { QueryFields } from "./QueryFields";
import { queryOf, withPair } from "./query";
import type { DraftState } from "./useDraft";
import { useHeaderFocus } from "./useHeaderFocus";

interface DraftHeadersProps {
  view: DraftView;
  event: EventDetail;
  state: DraftState;
}

type Part = "headers" | "query";

export function DraftHeaders({ view, event, state: { draft, change, edited, preview } }: DraftHeadersProps) {
  const { headers: fields, url } = draft;
  const [part, setPart] = useState<Part>("headers");
  const focus = useHeaderFocus();
  const pairs = queryOf(url).length;
  const onUrl = (next: string) => change({ url: next });
  const onFields = (next: HeaderField[]) => change({ headers: next });
  const replace = (field: HeaderField, next: HeaderField) =>
    onFields(fields.map((other) => (other === field ? next : other)));
  const addHeader = () => {
    focus.toAdded();
    onFields([...fields, addedField(fields)]);
  };
  const addPair = () => onUrl(withPair(url, pairs, { name: "", value: "" }));
  useAction("addHeader", () => {
    setPart("headers");
    addHeader();
  });
  const resigns = preview?.signed === "anew" || (edited && view.signing === "signs_edits");
  const stateOf = ({ on, original, source, name }: HeaderField) => {
    if (!on) return "off";
    if (original === null) return source === null ? "added" : "edited";
    const isResigned = isSignature(resigns ? event.signature.scheme : null, name);
    return isResigned ? "re-signed on send" : "as received";
  };
  // The preview lists all of them. Until it is loaded, the draft lists some.
  const dropped = preview?.dropped ?? view.dropped;
  return (
    <section ref={focus.ref} className={styles.headers} aria-label="Headers to send">
      <div className={styles.head}>
        <h2 className="sr">{part === "headers" ? "Headers" : "Query"}</h2>
        <SegmentedControl<Part>
          label="Headers or query"
          value={part}
          options={[
            { value: "headers", text: `Headers ${fields.filter((field) => field.on).length}` },
            { value: "query", text: `Query ${pairs}` },
          ]}
          onChange={setPart}
        />
        <Spacer />
        <Button look="bare" icon="plus" data-add="" onClick={part === "query" ? addPair : addHeader}>
          Add
        </Button>
      </div>
      <div className={styles.lines}>
        {part === "query" && <QueryFields url={url} onUrl={onUrl} />}
        <ul hidden={part !== "headers"} title="Alt + Up or Down moves a header">
          {fields.map((field, at) => (
            <HeaderRow
              key={field.key}
              field={field}
              place={at + 1}
              state={stateOf(field)}
              onToggle={() => replace(field, { ...field, on: !field.on })}
              onEdit={(edit) => replace(field, editedField(field, edit, view.headers))}
              onMove={(by) => onFields(movedField(fields, at, by))}
              onRemove={() => {
                focus.toRemove(at);
                onFields(fields.filter((other) => other !== field));
              }}
            />
          ))}
        </ul>
        {part === "headers" && <Automatic preview={preview} />}
      </div>
      {part === "headers" && dropped.length > 0 && (
        <p className={styles.footnote}>
          Generated or omitted on send:{" "}
          <code>
            <UntrustedText text={dropped.join(", ")} />
          </code>
        </p>
      )}
    </section>
  );
}

/** Headers that the draft does not contain and that are added on send. */
function Automatic({ preview }: { preview: RequestPreview | undefined }) {
  const added = new Set(preview?.added.map((name) => name.toLowerCase()));
  const lines = preview?.headers.filter(({ name }) => added.has(name.toLowerCase())) ?? [];
  if (lines.length === 0) return null;
  return (
    <ul className={styles.automatic} aria-label="Added on send" data-testid="automatic-headers">
      {lines.map(({ name, value }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two lines can be equal.
        <li key={at} className={styles.field}>
          <span />
          <code className={styles.name}>
            <UntrustedText text={name} />
          </code>
          <code>
            <UntrustedText text={value} />
          </code>
          <Text size="small" tone="soft">
            added on send
          </Text>
          <span />
        </li>
      ))}
    </ul>
  );
}
