// What there is to say about a draft, above its panes: that it was restored, is not kept, or cannot go out as it is.
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
  const { draft, kept, preview } = state;
  const previews = draft.url.trim() !== "" && draft.source !== "file" && !pending;
  return (
    <>
      {restored && (
        <Strip kind="news" role="status" testId="restored">
          <span>Restored draft: it was edited before and not answered yet.</span>
          <Button size="small" data-testid="discard" onClick={onDiscard}>
            Discard
          </Button>
          <Button size="small" look="bare" onClick={onKeep}>
            Keep it
          </Button>
        </Strip>
      )}
      {kept.problem !== null && (
        <Strip kind="wait" tone="wait" role="alert">
          <Text breakable>The draft is not kept over a restart. {kept.problem}</Text>
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
