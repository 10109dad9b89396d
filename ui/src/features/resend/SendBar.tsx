// Where the draft goes: method and URL, earlier URLs, and the button that sends it or stops it.
import { useEffect, useRef } from "react";
import { writtenKeys } from "../../actions/catalog";
import { Button } from "../../components/Button";
import { FieldMenu } from "../../components/FieldMenu";
import { Icon } from "../../components/Icon";
import { troubleOf } from "../../ipc/errors";
import type { Draft } from "./draft";
import styles from "./SendBar.module.css";

interface SendBarProps {
  draft: Draft;
  recent: readonly string[];
  pending: boolean;
  error: unknown;
  onChange: (part: Partial<Draft>) => void;
  onSend: () => void;
  onCancel: () => void;
  onBack: () => void;
}

/** The sentences about where to send name it; the others are about the method, a header or the body. */
const ABOUT_URL = /\b(?:URL|scheme|host)\b/;

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

export function SendBar({ draft, recent, pending, error, onChange, onSend, onCancel, onBack }: SendBarProps) {
  const url = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (url.current?.value === "") url.current.focus();
  }, []);
  const refused = error === null ? null : troubleOf(error).sentence;
  const wrong = refused !== null && ABOUT_URL.test(refused);
  return (
    <>
      <form
        className={styles.bar}
        onSubmit={(event) => {
          event.preventDefault();
          if (!pending) onSend();
        }}
      >
        <Button icon="back" look="bare" label="Back to the event" onClick={onBack} />
        <input
          className={styles.method}
          aria-label="Method"
          list="methods"
          value={draft.method}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => onChange({ method: event.target.value })}
        />
        <datalist id="methods">
          {METHODS.map((method) => (
            <option key={method} value={method} />
          ))}
        </datalist>
        <div className={styles.url} data-wrong={wrong}>
          <input
            ref={url}
            type="text"
            inputMode="url"
            aria-label="URL"
            aria-invalid={wrong}
            aria-describedby={wrong ? "send-problem" : undefined}
            placeholder="http://localhost:3000/webhook"
            value={draft.url}
            spellCheck={false}
            autoComplete="off"
            data-testid="draft-url"
            onChange={(event) => onChange({ url: event.target.value })}
          />
          {recent.length > 0 && (
            <FieldMenu
              label="Earlier URLs"
              items={recent.map((one) => ({ text: one, value: one }))}
              onChoose={(one) => onChange({ url: one })}
            />
          )}
          {wrong && (
            <p id="send-problem" className={styles.problem} role="alert">
              <Icon name="warn" />
              {refused}
            </p>
          )}
        </div>
        {pending ? (
          <Button size="large" icon="cross" onClick={onCancel}>
            Cancel
          </Button>
        ) : (
          <Button
            type="submit"
            look="primary"
            size="large"
            icon="send"
            shortcut={writtenKeys("Mod+Enter")}
            data-testid="send"
          >
            Send
          </Button>
        )}
      </form>
      {refused !== null && !wrong && (
        <p className={styles.refused} role="alert">
          <Icon name="warn" />
          {refused}
        </p>
      )}
    </>
  );
}
