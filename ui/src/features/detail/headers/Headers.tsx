// The Headers tab: the request line and the headers as received.
import { HeaderTable } from "@/components/HeaderTable";
import { ScrollArea } from "@/components/ScrollArea";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import { fullInstant, momentOf } from "@/format/time";
import type { EventDetail } from "@/ipc/types";
import { headerTerm, useFilterActionsOf } from "@/lib/filter-by-value/filter-terms";
import { ValueMenu } from "@/lib/filter-by-value/ValueMenu";
import { MaskedNote } from "@/lib/masking/MaskedNote";
import type { Masking } from "@/lib/masking/masking";

export function Headers({ event, masking }: { event: EventDetail; masking: Masking }) {
  const { row } = event;
  const filtersOf = useFilterActionsOf();
  return (
    <ScrollArea label="Headers">
      <MaskedNote masked={event.masked_head} masking={masking} />
      <Stack gap="half" padX="4" padTop="3" padBottom="2" line="below">
        <Text as="p" breakable>
          <code>
            <b>
              <UntrustedText text={row.method} />
            </b>{" "}
            <UntrustedText text={event.target} /> <Text tone="soft">{event.version}</Text>
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
        actionsOf={({ name, value, exact }) =>
          filtersOf(headerTerm(name, value, exact)).map((one, at) => ({ ...one, startsGroup: at === 0 }))
        }
        beside={({ name, value, exact }) => <ValueMenu name={name} test={headerTerm(name, value, exact)} />}
      />
    </ScrollArea>
  );
}
