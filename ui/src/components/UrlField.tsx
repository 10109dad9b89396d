// A text field for a URL. The scheme is optional: leaving the field or Enter adds it, and the field
// shows what was added.
import { useState } from "react";
import { completeUrl } from "@/format/url";
import { FieldMenu } from "./Menu";
import { TextField, type TextFieldProps } from "./TextField";
import styles from "./UrlField.module.css";

interface UrlFieldProps extends Omit<TextFieldProps, "type" | "inputMode"> {
  /** Recent URLs, offered by a menu button at the end of the field. */
  recent?: readonly string[] | undefined;
  /** The label of the menu button. */
  recentLabel?: string | undefined;
  /** The name of the empty value in the menu, if it has a meaning. */
  emptyText?: string | undefined;
}

export function UrlField(props: UrlFieldProps) {
  const {
    recent = [],
    recentLabel = "Recent targets",
    emptyText,
    after,
    onChange,
    onBlur,
    onKeyDown,
    ...native
  } = props;
  const [added, setAdded] = useState<{ text: string; url: string } | null>(null);
  const complete = () => {
    const { url, added: text } = completeUrl(native.value);
    if (url === native.value) return;
    setAdded(text === null ? null : { text, url });
    onChange(url);
  };
  const items = recent.map((url) => ({ text: url, value: url }));
  if (emptyText !== undefined) items.unshift({ text: emptyText, value: "" });
  return (
    <TextField
      placeholder="http://localhost:3000/webhook"
      mono
      {...native}
      inputMode="url"
      onBlur={(event) => {
        complete();
        onBlur?.(event);
      }}
      onKeyDown={(event) => {
        // Before the form is submitted, so that it sends the completed URL.
        if (event.key === "Enter") complete();
        onKeyDown?.(event);
      }}
      onChange={onChange}
      after={
        <>
          <span className={styles.added} role="status">
            {added !== null && added.url === native.value && `${added.text} added`}
          </span>
          {after}
          {items.length > 0 && <FieldMenu label={recentLabel} items={items} onChoose={onChange} />}
        </>
      }
    />
  );
}
