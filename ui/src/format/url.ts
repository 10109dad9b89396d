// Completes URLs as people type them: the scheme is optional. Pure.

const SCHEME = /^[a-z][a-z\d+.-]*:\/\//i;
const AUTHORITY = /^(?:[^/?#]*@)?(\[[\da-f:.]+\]|[^\s:@[\]/?#]+)?(?::(\d{1,5}))?(?=[/?#]|$)/i;

/** IPv4 addresses of this computer and of private networks (RFC 1918, 6598 and 3927). */
const PRIVATE_IPV4 =
  /^(?:0|10|127)(?:\.\d{1,3}){3}$|^192\.168(?:\.\d{1,3}){2}$|^169\.254(?:\.\d{1,3}){2}$|^172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}$|^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])(?:\.\d{1,3}){2}$/;
/** IPv6 addresses of this computer, of its links and of private networks (RFC 4291 and 4193). */
const PRIVATE_IPV6 = /^\[(?:::1?|f[cd][\da-f]{2}:.*|fe[89ab][\da-f]:.*)\]$/i;
/** Names that only a local network resolves, and the names of containers, which have no dot. */
const PRIVATE_NAME = /^[^.]+$|\.(?:localhost|local|internal|lan|home\.arpa|test)$/i;

function isPrivate(host: string): boolean {
  if (host.startsWith("[")) return PRIVATE_IPV6.test(host);
  return PRIVATE_IPV4.test(host) || PRIVATE_NAME.test(host.replace(/\.$/, ""));
}

export interface CompletedUrl {
  url: string;
  /** What was added at the start; null if nothing was. */
  added: string | null;
}

/**
 * A URL with its scheme: `http://` for this computer and private hosts, `https://` for others. Of a
 * scheme pasted after another, the second one counts. A text without a host is unchanged.
 */
export function completeUrl(typed: string): CompletedUrl {
  const text = typed.trim().replace(/^https?:\/\/(?=https?:\/\/)/i, "");
  if (text === "" || SCHEME.test(text)) return { url: text, added: null };
  const rest = text.replace(/^\/\//, "");
  const [whole = "", host, port] = AUTHORITY.exec(rest) ?? [];
  if (whole === "") return { url: text, added: null };
  // `:3000/hooks` is a port of this computer.
  if (host === undefined)
    return port === undefined
      ? { url: text, added: null }
      : { url: `http://localhost${rest}`, added: "http://localhost" };
  const usesTls = port === "443" || (port !== "80" && !isPrivate(host));
  const added = usesTls ? "https://" : "http://";
  return { url: `${added}${rest}`, added };
}

/** The URL for the text of a field. */
export const urlOfText = (typed: string): string => completeUrl(typed).url;
