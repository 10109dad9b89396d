// The body of a draft: what goes out of it, the editor where it can be edited, and the ways back to what was received.
import type { RefObject } from "react";
import { useAction } from "../../actions/Actions";
import { writtenKeys } from "../../actions/catalog";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Note } from "../../components/Note";
import { Visible } from "../../components/Visible";
import { TRUNCATION_WORDS } from "../../format/event";
import { areOrIs } from "../../format/phrase";
import { sizeOf } from "../../format/size";
import type { DraftView, EventDetail } from "../../ipc/types";
import { maskedNames } from "../masking/masking";
import { DraftEditor, type DraftEditorHandle } from "./DraftEditor";
import styles from "./Resend.module.css";

interface DraftBodyProps {
  ref: RefObject<DraftEditorHandle | null>;
  view: DraftView;
  event: EventDetail;
  /** The text received; null when it cannot be edited as text. */
  received: string | null;
  /** The text to open: as received, or an earlier edit. */
  start: string | null;
  edited: boolean;
  /** The draft is shown beside as what it changes. */
  comparing: boolean;
  onCompare: () => void;
  onEdited: (edited: boolean) => void;
}

function bodyWord(edited: boolean, size: number, cut: boolean): string {
  if (edited) return "edited";
  return `${sizeOf(size)}, ${cut ? "as far as it was kept" : "exactly as received"}`;
}

export function DraftBody(props: DraftBodyProps) {
  const { ref, view, event, received, start, edited, comparing, onCompare, onEdited } = props;
  const { truncated } = event.row;
  const isJson = event.body.form === "json";
  useAction("format", received !== null ? () => ref.current?.format() : null);
  return (
    <section className={styles.editing} aria-label="Body">
      <div className={styles.head}>
        <h2>Body</h2>
        <span className={styles.soft}>{bodyWord(edited, view.size, truncated !== null)}</span>
        <Button
          size="small"
          icon="compare"
          aria-pressed={comparing}
          title={`Compare with original (${writtenKeys("Mod+Shift+d")})`}
          data-testid="compare-draft"
          onClick={onCompare}
        >
          Compare with original
        </Button>
        {received !== null && isJson && (
          <Button
            size="small"
            title={`Format (${writtenKeys("Mod+Shift+f")})`}
            onClick={() => ref.current?.format()}
          >
            Format
          </Button>
        )}
        {edited && (
          <Button size="small" onClick={() => ref.current?.reset()}>
            As received
          </Button>
        )}
      </div>
      {truncated !== null && (
        <div className={styles.notes}>
          <Note tone="wait" title="Only what was kept of this body goes out">
            It is not whole: {TRUNCATION_WORDS[truncated]}.
          </Note>
        </div>
      )}
      {received !== null && event.masked.length > 0 && (
        <p className={styles.shown} data-testid="draft-unmasked">
          <Icon name="eye" />
          <span>
            <Visible text={areOrIs(maskedNames(event.masked))} /> shown here: what is sent must be exact.
          </span>
        </p>
      )}
      {received === null ? (
        <div className={styles.notes}>
          <Note title={`The body goes out exactly as it was ${truncated === null ? "received" : "kept"}`}>
            {view.not_editable ?? "It cannot be edited as text."}
          </Note>
        </div>
      ) : (
        <DraftEditor
          ref={ref}
          received={received}
          start={start ?? received}
          json={isJson}
          onEdited={onEdited}
        />
      )}
    </section>
  );
}
