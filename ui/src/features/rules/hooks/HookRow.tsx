// A handler of a hook section, and the stored events that it would have received.
import type { ReactNode } from "react";
import { Badge } from "@/components/Badge";
import { Spacer, Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import { counted } from "@/format/size";
import type { HooksPlace, HookView } from "@/ipc/types";
import styles from "./Hooks.module.css";

const REACH_LABELS: Record<string, string> = { deno: "runs inside Authgear", nowhere: "not a webhook URL" };
const MAX_NAMED = 6;

interface HookRowProps {
  hook: HookView;
  at: (place: HooksPlace) => ReactNode;
}

export function HookRow({ hook, at }: HookRowProps) {
  const { handler, reach, gets, events } = hook;
  const stored = gets.filter((one) => one.events > 0).sort((one, other) => other.events - one.events);
  const named = stored.slice(0, MAX_NAMED);
  return (
    <li className={styles.handler}>
      <Stack as="p" row wrap gap="2" gapY="1">
        <Badge>{handler.kind === "blocking" ? "blocking" : "non-blocking"}</Badge>
        <b>
          <UntrustedText text={handler.url} />
        </b>
        {REACH_LABELS[reach] !== undefined && <Badge tone="wait">{REACH_LABELS[reach]}</Badge>}
        <Spacer />
        <Text size="small">{at(handler.place)}</Text>
      </Stack>
      <p>
        <code>
          <UntrustedText text={handler.events.map(({ name }) => name).join(", ")} />
        </code>
      </p>
      <Text as="p" tone="soft">
        {events === 0
          ? "Would have received none of the stored events."
          : `Would have received ${counted(events, "stored event")}: `}
        {named.map((one, index) => (
          <span key={one.event_type}>
            {index > 0 && ", "}
            <UntrustedText text={one.event_type} /> {one.events}×
          </span>
        ))}
        {stored.length > named.length && `, and ${counted(stored.length - named.length, "more type")}`}
      </Text>
    </li>
  );
}
