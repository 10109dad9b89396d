// The bar above a draft: method, URL, earlier URLs, and the buttons to send, cancel, copy, import,
// and add to a scenario.
import { useEffect, useRef } from "react";
import { useAction } from "@/actions/Actions";
import { Below, FieldProblem } from "@/components/Below";
import { Button } from "@/components/Button";
import { Icon } from "@/components/Icon";
import { Menu } from "@/components/Menu";
import { Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import { UrlField } from "@/components/UrlField";
import type { JsonMistake } from "@/format/json-mistake";
import { describeError } from "@/ipc/errors";
import type { CopyForm } from "@/ipc/types";
import type { Draft } from "./draft";
import { looksLikeCurl } from "./ImportCurl";
import { MistakeButton } from "./MistakeButton";
import styles from "./SendBar.module.css";
import { Strip } from "./Strip";
import { COPY_FORMS } from "./useCopyAs";

interface SendBarProps {
  draft: Draft;
  recent: readonly string[];
  pending: boolean;
  error: unknown;
  /** The JSON mistake of the body; null without one. */
  mistake: JsonMistake | null;
  onMistake: (mistake: JsonMistake) => void;
  onChange: (part: Partial<Draft>) => void;
  onSend: () => void;
  onCancel: () => void;
  onBack: () => void;
  onCopy: (form: CopyForm) => void;
  /** Adds the draft to a scenario as a step. */
  onAddToScenario: () => void;
  /** Opens the import dialog with a pasted text, or empty. */
  onImport: (text: string) => void;
}

/** Matches errors about the URL. Other errors are about the method, a header or the body. */
const ABOUT_URL = /\b(?:URL|scheme|host)\b/;

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

const FORMS = Object.keys(COPY_FORMS) as CopyForm[];

export function SendBar(props: SendBarProps) {
  const { draft, recent, pending, error, onChange, onSend, onCancel, onBack, onCopy, onImport } = props;
  const url = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (url.current?.value === "") url.current.focus();
  }, []);
  useAction("focusUrl", () => {
    url.current?.focus();
    url.current?.select();
  });
  const refused = error === null ? null : describeError(error).sentence;
  const wrong = refused !== null && ABOUT_URL.test(refused);
  return (
    <>
      <Stack
        as="form"
        row
        rigid
        gap="2"
        pad="3"
        padX="4"
        line="below"
        onSubmit={(event) => {
          event.preventDefault();
          if (!pending) onSend();
        }}
      >
        <Button icon="back" look="bare" label="Back to the event" onClick={onBack} />
        <span className={styles.method}>
          <TextField
            size="large"
            mono="body"
            aria-label="Method"
            list="methods"
            value={draft.method}
            onChange={(method) => onChange({ method })}
          />
        </span>
        <datalist id="methods">
          {METHODS.map((method) => (
            <option key={method} value={method} />
          ))}
        </datalist>
        <div className={styles.url}>
          <UrlField
            ref={url}
            size="large"
            mono="body"
            aria-label="URL"
            aria-describedby={wrong ? "send-problem" : undefined}
            invalid={wrong}
            value={draft.url}
            recent={recent}
            recentLabel="Earlier URLs"
            testId="draft-url"
            onChange={(next) => onChange({ url: next })}
            onPaste={(event) => {
              const pasted = event.clipboardData.getData("text/plain");
              if (!looksLikeCurl(pasted)) return;
              event.preventDefault();
              onImport(pasted);
            }}
          />
          {wrong && (
            <Below>
              <FieldProblem id="send-problem">{refused}</FieldProblem>
            </Below>
          )}
        </div>
        <MistakeButton mistake={props.mistake} onShow={props.onMistake} />
        {pending && (
          <Button size="large" icon="cross" shortcut="Esc" onClick={onCancel}>
            Cancel
          </Button>
        )}
        <Button
          type="submit"
          look="primary"
          size="large"
          icon="send"
          action={pending ? undefined : "send"}
          // The button stays in place, so that the second click of a double click hits nothing
          // else.
          disabled={pending}
          data-testid="send"
          onClick={(event) => {
            if (event.detail > 1) event.preventDefault();
          }}
        >
          {pending ? "Sending" : "Send"}
        </Button>
        <Menu
          size="large"
          icon="copy"
          label="Copy request as"
          actions={FORMS.map((form) => ({
            key: form,
            text: `Copy as ${COPY_FORMS[form]}`,
            onChoose: () => onCopy(form),
          }))}
        />
        <Button
          size="large"
          icon="import"
          label="Import from cURL"
          data-testid="open-import"
          onClick={() => onImport("")}
        />
        <Button size="large" icon="list" label="Add to scenario" onClick={props.onAddToScenario} />
      </Stack>
      {refused !== null && !wrong && (
        <Strip kind="bad" tone="bad" role="alert">
          <Icon name="warn" />
          {refused}
        </Strip>
      )}
    </>
  );
}
