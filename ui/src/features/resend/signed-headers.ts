// The headers that carry a signature, by scheme: an edited body is signed anew into them.
import type { Scheme } from "../../ipc/types";

const HEADERS: Record<Scheme, readonly string[]> = {
  authgear: ["x-authgear-body-signature"],
  // Svix's headers are those of the specification under their older name.
  standard_webhooks: ["webhook-signature", "svix-signature"],
  github: ["x-hub-signature-256"],
  stripe: ["stripe-signature"],
};

export const isSignature = (scheme: Scheme | null, header: string): boolean =>
  scheme !== null && HEADERS[scheme].includes(header.toLowerCase());
