// The response to a resend: its headers and its body, or the reason why there is no response.
import { HeaderTable } from "@/components/HeaderTable";
import { Note } from "@/components/Note";
import { Text } from "@/components/Text";
import { outcomeLabel } from "@/format/labels";
import { looksLikeJson } from "@/format/reindent";
import { sizeOf } from "@/format/size";
import type { ResendOutcome } from "@/ipc/types";
import { BodyView } from "@/lib/body/BodyView";

type Response = Extract<ResendOutcome, { state: "response" }>;

/** Whether a response declares JSON, or is a part of JSON without a declared type. */
export function isJsonResponse({ headers, body, truncated }: Response): boolean {
  const type = headers.find((header) => header.name.toLowerCase() === "content-type")?.value ?? "";
  return /\bjson\b/i.test(type) || (type === "" && truncated && looksLikeJson(body));
}

export function bodyNote(response: Response): string | null {
  if (response.truncated) return "The response was larger than 16 MB. Hookglass stored only the first 16 MB.";
  if (response.size > 0 && response.body === "") return "The response body is not text.";
  if (!response.exact) return "The body is incomplete, or some of its bytes are not UTF-8.";
  return null;
}

export function ResponseParts({ outcome }: { outcome: ResendOutcome }) {
  if (outcome.state === "failed")
    return (
      <Note tone="bad" title={`No response: ${outcomeLabel(outcome)}`}>
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
        <BodyView text={outcome.body} json={isJsonResponse(outcome)} label="Response body" grows />
      )}
    </>
  );
}
