// Copies an event by its id: its body, its number, or the request as a cURL command.
import { useQueryClient } from "@tanstack/react-query";
import { type Copied, useCopy } from "@/components/Copying";
import { copyEvent } from "@/ipc/bindings/commands";
import { readWholeText } from "@/lib/body/body-text";
import { eventQuery } from "@/lib/queries";

export function useCopyEvent() {
  const client = useQueryClient();
  const copy = useCopy();
  const bodyOf = async (id: number): Promise<string | Copied> => {
    const { body, masked } = await client.ensureQueryData(eventQuery(id));
    if (body.form === "empty") throw new Error("The request has no body.");
    if (body.form === "binary") throw new Error("The body is binary.");
    const text = await readWholeText(id, false);
    return masked.length === 0 ? text : { text, message: "Body copied, values masked." };
  };
  /** Secrets are redacted at first. */
  const curlOf = async (id: number, reveal: boolean): Promise<Copied> => {
    const { text, notes, masked } = await copyEvent({ eventId: id, form: "curl", reveal });
    const message = ["Copied as cURL.", ...notes].join(" ");
    if (!masked) return { text, message };
    return { text, message, offer: { text: "Copy with secrets", onChoose: () => asCurl(id, true) } };
  };
  const asCurl = (id: number, reveal = false) => copy("cURL command", curlOf(id, reveal));
  return {
    asCurl,
    body: (id: number) => copy("Body", bodyOf(id)),
    number: (id: number) => copy("Event number", String(id)),
  };
}
