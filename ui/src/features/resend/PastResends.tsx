// Earlier resends of the event, newest first. Selecting one shows its response.
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import { editedLabel, originLabel, outcomeLabel } from "@/format/labels";
import { countOf } from "@/format/size";
import { clockOf, durationOf, fullInstant } from "@/format/time";
import { visibleText } from "@/format/visible";
import type { ResendView } from "@/ipc/types";
import { OutcomeMark } from "@/lib/resends/OutcomeMark";
import styles from "./PastResends.module.css";

interface PastResendsProps {
  resends: readonly ResendView[];
  shown: number | null;
  onShow: (id: number) => void;
}

export function PastResends({ resends, shown, onShow }: PastResendsProps) {
  return (
    <Stack as="aside" full ground="floor" aria-label="Resends of this event">
      <Stack row gap="2" band="bar" padX="4" line="below">
        <h2>Resends</h2>
        <Text tone="soft">{countOf(resends.length)}</Text>
      </Stack>
      {resends.length === 0 && (
        <Stack as="p" pad="2" padX="4" tone="soft">
          No resends yet.
        </Stack>
      )}
      <ol>
        {resends.map((resend) => {
          const { time, millis } = clockOf(resend.sent_at);
          return (
            <li key={resend.id} data-testid="resend-item" data-resend-id={resend.id}>
              <button
                type="button"
                className={styles.item}
                aria-current={resend.id === shown}
                title={visibleText(resend.url)}
                onClick={() => onShow(resend.id)}
              >
                <Stack as="span" row gap="1h">
                  <OutcomeMark outcome={resend.outcome} verdict={resend.verdict?.outcome ?? null} />
                  <b>{outcomeLabel(resend.outcome)}</b>
                  <span className={styles.end}>{durationOf(resend.duration_us)}</span>
                </Stack>
                <span className={styles.small}>
                  <span>{[editedLabel(resend), originLabel(resend.origin)].filter(Boolean).join(", ")}</span>
                  <time className={styles.end} dateTime={resend.sent_at} title={fullInstant(resend.sent_at)}>
                    {time}
                    {millis}
                  </time>
                </span>
                <span className={styles.small}>
                  <span>
                    <UntrustedText text={resend.url.replace(/^https?:\/\//, "")} />
                  </span>
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </Stack>
  );
}
