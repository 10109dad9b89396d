// The report about a hook section: findings, handlers with their events, chains, and events that
// arrive twice or reach no webhook.
import type { ReactNode } from "react";
import { Badge } from "@/components/Badge";
import { Button } from "@/components/Button";
import { LinkButton } from "@/components/LinkButton";
import { Note } from "@/components/Note";
import { ScrollArea } from "@/components/ScrollArea";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import { counted } from "@/format/size";
import type { HooksPlace, HooksView } from "@/ipc/types";
import { ReportEntries, ReportHeading, ReportRows } from "../Report";
import { HookNotes } from "./HookNotes";
import { HookRow } from "./HookRow";

interface HooksReportProps {
  view: HooksView;
  /** The type of the selected event. */
  chosen: string | null;
  onPlace: (place: HooksPlace) => void;
  onChain: (urls: string[]) => void;
}

export function HooksReport({ view, chosen, onPlace, onChain }: HooksReportProps) {
  const { error } = view;
  const at = (place: HooksPlace) => (
    <LinkButton onClick={() => onPlace({ ...place })}>
      line {place.line}, column {place.column}
    </LinkButton>
  );
  if (error !== null)
    return (
      <Stack pad="4">
        <Note tone="bad" alert title="Cannot parse this configuration">
          <UntrustedText text={`${error.what.charAt(0).toUpperCase()}${error.what.slice(1)}`} />, at{" "}
          {at(error.place)}.
        </Note>
      </Stack>
    );
  const blocking = view.handlers.filter(({ handler }) => handler.kind === "blocking");
  return (
    <ScrollArea label="Report about the hook section">
      <Stack as="p" padX="4" padTop="3" padBottom="2">
        {counted(view.handlers.length, "handler")}, {blocking.length} of them blocking. Blocking handlers have{" "}
        {view.each_ms / 1000} s each and {view.total_ms / 1000} s in total.
      </Stack>
      <HookNotes notes={view.notes} at={at} />
      {view.handlers.length > 0 && <ReportHeading>Handlers</ReportHeading>}
      <ReportEntries>
        {view.handlers.map((hook) => (
          <HookRow key={`${hook.handler.kind} ${hook.handler.number}`} hook={hook} at={at} />
        ))}
      </ReportEntries>
      <Chains chains={view.chains} chosen={chosen} onChain={onChain} />
      <Part title="Arrives twice" isEmpty={view.twice.length === 0}>
        {view.twice.map(({ event_type, url, handlers, events }) => (
          <li key={`${event_type} ${url}`} data-testid="hooks-twice">
            <Code text={event_type} /> at <Code text={url} />, by{" "}
            {handlers
              .map((one) => view.handlers[one]?.handler)
              .map((one) => (one === undefined ? "" : `${one.kind.replace("_", "-")} ${one.number}`))
              .join(" and ")}
            <Text tone="soft"> · {counted(events, "stored event")}</Text>
          </li>
        ))}
      </Part>
      <Part title="Reaches no webhook" isEmpty={view.unheard.length === 0}>
        {view.unheard.map(({ event_type, why, events }) => (
          <li key={event_type}>
            <Code text={event_type} /> <UntrustedText text={why} />
            {events > 0 && <Text tone="soft"> · {counted(events, "stored event")}</Text>}
          </li>
        ))}
      </Part>
    </ScrollArea>
  );
}

interface PartProps {
  title: string;
  isEmpty: boolean;
  children: ReactNode;
}

function Part({ title, isEmpty, children }: PartProps) {
  if (isEmpty) return null;
  return (
    <>
      <ReportHeading>{title}</ReportHeading>
      <ReportRows label={title}>{children}</ReportRows>
    </>
  );
}

const Code = ({ text }: { text: string }) => (
  <code>
    <UntrustedText text={text} />
  </code>
);

interface ChainsProps {
  chains: HooksView["chains"];
  chosen: string | null;
  onChain: (urls: string[]) => void;
}

function Chains({ chains, chosen, onChain }: ChainsProps) {
  return (
    <Part title="Chains to try" isEmpty={chains.length === 0}>
      {chains.map(({ event_type, urls }) => (
        <Stack key={event_type} as="li" row gap="2" justify="between">
          <Stack as="span" row wrap gap="2">
            <Code text={event_type} />
            <Text tone="soft">{counted(urls.length, "handler")} in order</Text>
            {event_type === chosen && <Badge>selected event</Badge>}
          </Stack>
          <Button size="small" icon="play" data-testid="try-chain" onClick={() => onChain(urls)}>
            Try this chain
          </Button>
        </Stack>
      ))}
    </Part>
  );
}
