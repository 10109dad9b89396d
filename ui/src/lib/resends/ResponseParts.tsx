// What came back from a resend: its headers and its body, or why there was no response.
import { CodeView } from "@/components/CodeView";
import { HeaderTable } from "@/components/HeaderTable";
import { Note } from "@/components/Note";
import { Text } from "@/components/Text";
import { isCompact, reindent } from "@/format/reindent";
import { sizeOf } from "@/format/size";
import { outcomeWord } from "@/format/words";
import type { ResendOutcome } from "@/ipc/types";

type Response = Extract<ResendOutcome, { state: "response" }>;

/** Whether a response says it is JSON, or looks like it. */
export function isJsonResponse(response: Response): boolean {
  const type = response.headers.find((header) => header.name.toLowerCase() === "content-type")?.value ?? "";
  return /\bjson\b/i.test(type) || (type === "" && /^\s*[[{]/.test(response.body));
}

/** A response's body for reading. */
export function readableBody(response: Response): string {
  return isJsonResponse(response) && isCompact(response.body) ? reindent(response.body) : response.body;
}

export function bodyNote(response: Response): string | null {
  if (response.truncated) return "The response was longer than 16 MB; the rest was not kept.";
  if (response.size > 0 && response.body === "") return "The response's body is not text.";
  if (!response.exact) return "Not all of the body is shown, or some bytes are not UTF-8.";
  return null;
}

export function ResponseParts({ outcome }: { outcome: ResendOutcome }) {
  if (outcome.state === "failed")
    return (
      <Note tone="bad" title={`No response: ${outcomeWord(outcome)}`}>
        {outcome.sentence}
      </Note>
    );
  const note = bodyNote(outcome);
  return (
    <>
      <p>
        <b>
          {outcome.status} {outcome.reason}
        </b>{" "}
        <Text tone="soft">
          · {outcome.version} · {sizeOf(outcome.size)}
        </Text>
      </p>
      <HeaderTable headers={outcome.headers} label="Response headers" />
      {note !== null && (
        <Text as="p" tone="soft">
          {note}
        </Text>
      )}
      {outcome.body !== "" && (
        <CodeView text={readableBody(outcome)} json={isJsonResponse(outcome)} label="Response body" grows />
      )}
    </>
  );
}
