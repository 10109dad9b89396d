// One resend in the list, which expands to its response.
import { type MouseEvent, useState } from "react";
import { Button } from "@/components/Button";
import { Checkbox } from "@/components/Checkbox";
import { useContextMenu } from "@/components/ContextMenu";
import { useCopy } from "@/components/Copying";
import { Icon } from "@/components/Icon";
import type { MenuAction } from "@/components/Menu";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import { editedLabel, originLabel, outcomeLabel, signatureLabel } from "@/format/labels";
import { sizeOf } from "@/format/size";
import { clockOf, durationOf, fullInstant } from "@/format/time";
import type { ResendView } from "@/ipc/types";
import { Verdict } from "@/lib/verdict/Verdict";
import { OutcomeMark } from "./OutcomeMark";
import styles from "./Resends.module.css";
import { ResponseParts } from "./ResponseParts";
import { TimingBar } from "./TimingBar";

/** The context menu of a resend. */
function useResendMenu({ url, outcome }: ResendView, onBefore: (() => void) | null) {
  const show = useContextMenu();
  const copy = useCopy();
  const { state } = outcome;
  const actions: (MenuAction | false)[] = [
    onBefore !== null && { key: "before", text: "Compare with previous response", onChoose: onBefore },
    { key: "url", text: "Copy URL", onChoose: () => copy("URL", url) },
    state === "response" &&
      outcome.exact &&
      outcome.body !== "" && {
        key: "body",
        text: "Copy response body",
        onChoose: () => copy("Response body", outcome.body),
      },
  ];
  return (event: MouseEvent) =>
    show(event, {
      label: "Resend",
      actions: actions.filter((action) => action !== false),
      outlined: event.currentTarget,
    });
}

interface ResendItemProps {
  resend: ResendView;
  startsOpen: boolean;
  /** Whether the response is selected for a comparison; null when it cannot be compared. */
  chosen: boolean | null;
  onChoose: () => void;
  /** Compares the response with the previous one; null when there is none. */
  onBefore: (() => void) | null;
}

export function ResendItem({ resend, startsOpen, chosen, onChoose, onBefore }: ResendItemProps) {
  const [open, setOpen] = useState(startsOpen);
  const onMenu = useResendMenu(resend, onBefore);
  const { time, millis } = clockOf(resend.sent_at);
  return (
    <li className={styles.item} data-testid="resend-item" data-resend-id={resend.id} onContextMenu={onMenu}>
      <Stack row>
        {chosen !== null && (
          <span className={styles.check}>
            <Checkbox
              aria-label={`Compare the response of ${time}${millis}`}
              checked={chosen}
              onChange={() => onChoose()}
            />
          </span>
        )}
        <button type="button" className={styles.line} aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon name={open ? "down" : "right"} size="small" tone="soft" />
          <OutcomeMark outcome={resend.outcome} verdict={resend.verdict?.outcome ?? null} />
          <b>{outcomeLabel(resend.outcome)}</b>
          <span className={styles.url}>
            <UntrustedText text={resend.method} /> <UntrustedText text={resend.url} />
          </span>
          <Text tone="soft">{originLabel(resend.origin)}</Text>
          <Text tone="soft">{durationOf(resend.duration_us)}</Text>
          <Text as="time" tone="soft" dateTime={resend.sent_at} title={fullInstant(resend.sent_at)}>
            {time}
            {millis}
          </Text>
        </button>
      </Stack>
      {open && (
        <div className={styles.inside}>
          <Text as="p" tone="soft">
            {editedLabel(resend)} · {sizeOf(resend.size)} · {signatureLabel(resend)}
          </Text>
          {onBefore !== null && (
            <p>
              <Button size="small" icon="compare" onClick={onBefore}>
                Compare with previous response
              </Button>
            </p>
          )}
          {resend.timing !== null && <TimingBar timing={resend.timing} />}
          {resend.verdict !== null && <Verdict verdict={resend.verdict} onMember={null} />}
          <ResponseParts outcome={resend.outcome} />
        </div>
      )}
    </li>
  );
}
