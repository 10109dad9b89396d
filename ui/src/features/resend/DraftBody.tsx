// The body of a draft: where it comes from, the editor and the fields beside it, and the ways back to what was received.
import { type RefObject, useCallback, useEffect, useState } from "react";
import { useAction } from "@/actions/Actions";
import { writtenKeys } from "@/actions/catalog";
import { Button } from "@/components/Button";
import { Icon } from "@/components/Icon";
import { Note } from "@/components/Note";
import { Segments } from "@/components/Segments";
import { useRested } from "@/components/useRested";
import { Visible } from "@/components/Visible";
import { TRUNCATION_WORDS } from "@/format/event";
import { areOrIs } from "@/format/phrase";
import { sizeOf } from "@/format/size";
import type { DraftView, EventDetail, RequestPreview } from "@/ipc/types";
import { maskedNames } from "@/lib/masking/masking";
import { BodyFile, useDroppedFile } from "@/lib/sending/BodyFile";
import { DraftEditor, type DraftEditorHandle } from "./DraftEditor";
import type { BodySource, Draft } from "./draft";
import { Members } from "./Members";
import { type Member, membersOf } from "./members";
import styles from "./Resend.module.css";

interface DraftBodyProps {
  ref: RefObject<DraftEditorHandle | null>;
  view: DraftView;
  event: EventDetail;
  /** The text received; null when it cannot be edited as text. */
  received: string | null;
  /** The text to open: as received, or an earlier edit. */
  start: string | null;
  draft: Draft;
  edited: boolean;
  /** Another number with every edit of the text. */
  edits: number;
  preview: RequestPreview | undefined;
  /** The draft is shown beside as what it changes. */
  comparing: boolean;
  onChange: (part: Partial<Draft>) => void;
  onCompare: () => void;
  onEdited: (edited: boolean) => void;
}

const SOURCES: Record<BodySource, string> = { received: "Received", text: "Text", file: "File" };
const MEMBERS_UP_TO = 1024 * 1024;
const REST = 120;

function bodyWord({ source }: Draft, edited: boolean, size: number, cut: boolean): string {
  if (source === "file") return "from a file";
  if (source === "text" && edited) return "edited";
  return `${sizeOf(size)}, ${cut ? "as far as it was kept" : "exactly as received"}`;
}

export function DraftBody(props: DraftBodyProps) {
  const { ref, view, event, received, start, draft, edited, edits, preview, comparing } = props;
  const { onChange, onCompare, onEdited } = props;
  const { truncated } = event.row;
  const { source } = draft;
  const isJson = event.body.form === "json" || (received === null && event.body.form !== "text");
  const members = useMembers(ref, edits, source === "text" && isJson);
  /** The editor was needed once: it stays with its undo while another source is looked at. */
  const [opened, setOpened] = useState(source === "text");
  useEffect(() => {
    if (source === "text") setOpened(true);
  }, [source]);
  useDroppedFile((file) => onChange({ source: "file", file }));
  const laidOut = source === "text" && isJson;
  useAction("format", laidOut ? () => ref.current?.format() : null);
  useAction("minify", laidOut ? () => ref.current?.minify() : null);
  useAction(
    "asReceived",
    source === "text" && edited && received !== null ? () => ref.current?.reset() : null,
  );
  useAction("bodyFile", source === "file" ? null : () => onChange({ source: "file" }));
  const sources: BodySource[] = received === null ? ["received", "text", "file"] : ["text", "file"];
  return (
    <section className={styles.editing} aria-label="Body">
      <div className={styles.head}>
        <h2>Body</h2>
        <span className={styles.soft} data-testid="body-word">
          {bodyWord(draft, edited, view.size, truncated !== null)}
        </span>
        <Segments
          label="Where the body comes from"
          value={source}
          options={sources.map((value) => ({ value, text: SOURCES[value] }))}
          onChange={(next) => onChange({ source: next })}
        />
        {laidOut && (
          <>
            <Button
              size="small"
              title={`Format (${writtenKeys("Mod+Shift+f")}): white space alone changes`}
              onClick={() => ref.current?.format()}
            >
              Format
            </Button>
            <Button
              size="small"
              title="Minify: white space alone changes"
              onClick={() => ref.current?.minify()}
            >
              Minify
            </Button>
          </>
        )}
        {source === "text" && edited && received !== null && (
          <Button size="small" onClick={() => ref.current?.reset()}>
            As received
          </Button>
        )}
        <Button
          size="small"
          icon="compare"
          label="Compare with original"
          aria-pressed={comparing}
          title={`Compare with original (${writtenKeys("Mod+Shift+d")})`}
          data-testid="compare-draft"
          onClick={onCompare}
        />
      </div>
      {truncated !== null && source !== "file" && (
        <div className={styles.notes}>
          <Note tone="wait" title="Only what was kept of this body goes out">
            It is not whole: {TRUNCATION_WORDS[truncated]}.
          </Note>
        </div>
      )}
      {received !== null && event.masked.length > 0 && source === "text" && (
        <p className={styles.shown} data-testid="draft-unmasked">
          <Icon name="eye" />
          <span>
            <Visible text={areOrIs(maskedNames(event.masked))} /> shown here: what is sent must be exact.
          </span>
        </p>
      )}
      {source === "received" && (
        <div className={styles.notes}>
          <Note title={`The body goes out exactly as it was ${truncated === null ? "received" : "kept"}`}>
            {view.not_editable ?? "It cannot be edited as text."}
          </Note>
        </div>
      )}
      {source === "file" && (
        <BodyFile path={draft.file} preview={preview} onChange={(file) => onChange({ file })} />
      )}
      {source === "text" && (
        <Members
          members={members.list}
          past={members.past}
          onEdit={(changes) => {
            ref.current?.apply(changes);
            members.look();
          }}
          onShow={(pointer) => ref.current?.show(pointer)}
        />
      )}
      {opened && (
        <div className={styles.text} hidden={source !== "text"}>
          <DraftEditor
            ref={ref}
            event={view.event_id}
            received={received}
            start={start ?? received ?? ""}
            json={isJson}
            onEdited={onEdited}
          />
        </div>
      )}
    </section>
  );
}

interface KnownMembers {
  list: readonly Member[];
  /** Of a text before: the text as it is now has none that can be told. */
  past: boolean;
  /** Reads the text again, at once. */
  look: () => void;
}

/** The members of the text in the editor, a moment after each edit. */
function useMembers(ref: RefObject<DraftEditorHandle | null>, edits: number, any: boolean): KnownMembers {
  const [known, setKnown] = useState<{ list: readonly Member[]; past: boolean }>({ list: [], past: false });
  const rested = useRested(edits, REST);
  const look = useCallback(() => {
    const text = ref.current?.counted() ?? "";
    const list = text.length <= MEMBERS_UP_TO ? membersOf(text) : [];
    // A quote that is not closed yet hides them all for a moment; the fields stay, and nothing jumps.
    setKnown((before) =>
      list.length === 0 && text !== "" && before.list.length > 0
        ? { list: before.list, past: true }
        : { list, past: false },
    );
  }, [ref]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is read again when it has rested.
  useEffect(() => {
    if (any) look();
  }, [look, rested, any]);
  return { ...known, look };
}
