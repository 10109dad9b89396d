// The refused requests: a count in the status bar, where users look for missing events, and a dialog
// with the newest of them.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Dialog } from "@/components/Dialog";
import { ErrorNote } from "@/components/ErrorNote";
import { Icon } from "@/components/Icon";
import { LinkButton } from "@/components/LinkButton";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import { counted } from "@/format/size";
import { fullInstant, momentOf } from "@/format/time";
import type { RefusedRequest } from "@/ipc/types";
import { refusedRequestsQuery } from "@/lib/queries/window";
import styles from "@/lib/runs/RunStatus.module.css";

/** Longer first bytes are shown on request. */
const MAX_SHORT_CHARS = 160;

export function RefusedRequests({ count }: { count: number }) {
  const [open, setOpen] = useState(false);
  if (count === 0) return null;
  return (
    <>
      <button type="button" className={styles.status} onClick={() => setOpen(true)}>
        <Icon name="warn" />
        {counted(count, "refused request")}
      </button>
      <Dialog
        open={open}
        look="plain"
        title="Refused requests"
        description="These requests are not valid HTTP. They are not stored as events."
        onClose={() => setOpen(false)}
      >
        <Newest />
      </Dialog>
    </>
  );
}

function Newest() {
  const { data, error, refetch } = useQuery(refusedRequestsQuery());
  if (error !== null) return <ErrorNote error={error} retry={() => void refetch()} />;
  return (
    <Stack as="ul" gap="3" aria-label="Refused requests">
      {data?.map((request) => (
        <Row key={`${request.received_at} ${request.peer}`} request={request} />
      ))}
    </Stack>
  );
}

function Row({ request }: { request: RefusedRequest }) {
  const { received_at, peer, sentence, hint, first_bytes } = request;
  return (
    <Stack as="li" gap="1">
      <Stack row gap="3" align="baseline" wrap>
        <Text as="time" tone="dim" tabular dateTime={received_at} title={fullInstant(received_at)}>
          {momentOf(received_at, new Date())}
        </Text>
        <Text tone="dim" mono selectable>
          {peer}
        </Text>
        <Text strong>{sentence}</Text>
      </Stack>
      {hint !== null && <Text>{hint}</Text>}
      <FirstBytes text={first_bytes} />
    </Stack>
  );
}

function FirstBytes({ text }: { text: string }) {
  const [isWhole, setIsWhole] = useState(text.length <= MAX_SHORT_CHARS);
  return (
    <Text mono size="small" breakable preserved selectable>
      <UntrustedText text={isWhole ? text : text.slice(0, MAX_SHORT_CHARS)} />
      {!isWhole && (
        <>
          {"… "}
          <LinkButton onClick={() => setIsWhole(true)}>Show all</LinkButton>
        </>
      )}
    </Text>
  );
}
