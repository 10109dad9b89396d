// The result of copying, importing or discarding a request, until it is dismissed.
import { Button } from "@/components/Button";
import { Icon } from "@/components/Icon";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import { Strip } from "./Strip";

export interface NoticeText {
  title: string;
  notes: readonly string[];
  bad?: boolean;
  /** What the user can do about it. */
  action?: { text: string; run: () => void } | null;
}

export function Notice({ notice, onClose }: { notice: NoticeText | null; onClose: () => void }) {
  return (
    <div role="status">
      {notice !== null && (
        <Strip kind={notice.bad ? "bad" : "info"} align="start" testId="notice">
          <Icon name={notice.bad ? "warn" : "check"} size="line" />
          <Stack fill>
            <Text as="b">{notice.title}</Text>
            {notice.notes.map((note) => (
              <Text as="p" tone="dim" breakable key={note}>
                <UntrustedText text={note} />
              </Text>
            ))}
          </Stack>
          {notice.action != null && (
            <Button size="small" onClick={notice.action.run}>
              {notice.action.text}
            </Button>
          )}
          <Button icon="cross" look="bare" size="small" label="Dismiss" onClick={onClose} />
        </Strip>
      )}
    </div>
  );
}
