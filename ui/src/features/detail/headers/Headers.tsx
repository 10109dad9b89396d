// The Headers tab: the request line and the headers as received.
import { HeaderTable } from "@/components/HeaderTable";
import { Scroll } from "@/components/Scroll";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { Visible } from "@/components/Visible";
import { fullInstant, momentOf } from "@/format/time";
import type { EventDetail } from "@/ipc/types";
import { headerTest } from "@/lib/narrow/Narrow";
import { ValueMenu } from "@/lib/narrow/ValueMenu";

export function Headers({ event }: { event: EventDetail }) {
  const { row } = event;
  return (
    <Scroll label="Headers">
      <Stack gap="half" padX="4" padTop="3" padBottom="2" line="below">
        <Text as="p" breakable>
          <code>
            <b>
              <Visible text={row.method} />
            </b>{" "}
            <Visible text={event.target} /> <Text tone="soft">{event.version}</Text>
          </code>
        </Text>
        <Text as="p" tone="soft">
          from {event.peer}, started{" "}
          <time dateTime={event.began_at} title={fullInstant(event.began_at)}>
            {momentOf(event.began_at, new Date())}
          </time>
        </Text>
      </Stack>
      <HeaderTable
        headers={event.headers}
        label="Request headers"
        beside={({ name, value, exact }) => <ValueMenu name={name} test={headerTest(name, value, exact)} />}
      />
    </Scroll>
  );
}
