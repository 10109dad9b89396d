// Messages above the panes of a draft: it was restored, could not be saved, or cannot be sent.
import { Button } from "@/components/Button";
import { Text } from "@/components/Text";
import { Notice, type NoticeText } from "./Notice";
import { Strip } from "./Strip";
import type { DraftState } from "./useDraft";

interface DraftStripsProps {
  state: DraftState;
  pending: boolean;
  restored: boolean;
  onDiscard: () => void;
  onKeep: () => void;
  notice: NoticeText | null;
  onNoticeClose: () => void;
}

export function DraftStrips(props: DraftStripsProps) {
  const { state, pending, restored, onDiscard, onKeep } = props;
  const { draft, storage, preview } = state;
  const previews = draft.url.trim() !== "" && draft.source !== "file" && !pending;
  return (
    <>
      {restored && (
        <Strip kind="info" role="status" testId="restored">
          <span>Restored draft: edited earlier, no response yet.</span>
          <Button size="small" data-testid="discard" onClick={onDiscard}>
            Discard
          </Button>
          <Button size="small" look="bare" onClick={onKeep}>
            Keep
          </Button>
        </Strip>
      )}
      {storage.problem !== null && (
        <Strip kind="wait" tone="wait" role="alert">
          <Text breakable>The draft was not saved and will be lost on restart. {storage.problem}</Text>
        </Strip>
      )}
      {preview?.problem != null && previews && (
        <Strip kind="wait" tone="wait" role="status">
          <Text breakable>{preview.problem}</Text>
        </Strip>
      )}
      <Notice notice={props.notice} onClose={props.onNoticeClose} />
    </>
  );
}
