// The list of held events, earliest deadline first. Shown only when several events are held.
import type { MouseEvent } from "react";
import { useContextMenu } from "@/components/ContextMenu";
import { Icon } from "@/components/Icon";
import { ListBox, Option } from "@/components/ListBox";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { TypeName } from "@/components/TypeName";
import { UntrustedText } from "@/components/UntrustedText";
import { typeNameByIcon } from "@/format/event";
import { familyLook } from "@/format/senders";
import { useCopyEvent } from "@/lib/events/copy-event";
import { type HeldEvent, secondsLeft } from "@/lib/held/clock";
import { useClock } from "@/lib/held/useHeld";
import tints from "@/styles/families.module.css";
import styles from "./Held.module.css";

const TICK_INTERVAL = 200;

interface HeldListProps {
  rows: readonly HeldEvent[];
  chosen: number;
  onChoose: (event: number) => void;
  /** Shows an event in the inbox. */
  onEvent: (event: number) => void;
}

const domId = (event: number | undefined) => `held-${event}`;

export function HeldList({ rows, chosen, onChoose, onEvent }: HeldListProps) {
  const last = Math.max(...rows.map((row) => row.answersAt));
  const now = useClock(last, TICK_INTERVAL);
  const onMenu = useHeldMenu(onChoose, onEvent);
  return (
    <ListBox
      label="Held events, earliest deadline first"
      className={styles.list}
      skipTab
      count={rows.length}
      current={rows.findIndex((row) => row.event_id === chosen)}
      idOf={(index) => domId(rows[index]?.event_id)}
      onMove={(index) => {
        const row = rows[index];
        if (row !== undefined) onChoose(row.event_id);
      }}
    >
      {rows.map((row) => (
        <Option
          key={row.event_id}
          id={domId(row.event_id)}
          selected={row.event_id === chosen}
          line
          className={styles.row}
          testId="held-row"
          data-event-id={row.event_id}
          onChoose={() => onChoose(row.event_id)}
          onContextMenu={(event) => onMenu(event, row.event_id)}
        >
          <HeldRow row={row} now={now} />
        </Option>
      ))}
    </ListBox>
  );
}

/** The context menu of a held event. */
function useHeldMenu(onChoose: HeldListProps["onChoose"], onEvent: HeldListProps["onEvent"]) {
  const show = useContextMenu();
  const copy = useCopyEvent();
  return (event: MouseEvent, id: number) =>
    show(event, {
      label: `Held event ${id}`,
      outlined: event.currentTarget,
      actions: [
        { key: "choose", text: "Decide", onChoose: () => onChoose(id) },
        { key: "event", text: "Show event", onChoose: () => onEvent(id) },
        { key: "body", text: "Copy body", startsGroup: true, onChoose: () => copy.body(id) },
        { key: "curl", text: "Copy as cURL", onChoose: () => copy.asCurl(id) },
        { key: "number", text: "Copy event number", onChoose: () => copy.number(id) },
      ],
    });
}

function HeldRow({ row, now }: { row: HeldEvent; now: number }) {
  const look = familyLook(row.vendor, row.type?.split(".")[0] ?? null);
  return (
    <>
      <Icon name={look.glyph} className={tints[look.tint]} />
      <TypeName {...typeNameByIcon(row)} />
      <Text tone="soft">
        <UntrustedText text={row.subject ?? row.user_id ?? row.path} />
      </Text>
      {row.gone ? (
        <Text tone="soft">disconnected</Text>
      ) : (
        <Stack as="span" row inline gap="1" tone="wait">
          <Icon name="hold" size="small" />
          {secondsLeft(row.answersAt, now)}
        </Stack>
      )}
    </>
  );
}
