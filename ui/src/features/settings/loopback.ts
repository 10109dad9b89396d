// Whether only this computer can reach an address. An unknown form counts as reachable by others.
// Pure.
const BYTE = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
const ADDRESS = new RegExp(`^(?:${BYTE}(?:\\.${BYTE}){3}|\\[[\\da-f:.]+\\]):\\d{1,5}$`, "i");

/** The address in a text, which can be the URL of the receiver. */
export const addressOf = (text: string) =>
  text
    .trim()
    .replace(/^http:\/\//i, "")
    .replace(/\/.*$/, "");

/**
 * Whether other computers can reach a complete address. An incomplete address needs no warning yet.
 */
export const isExposed = (address: string) => ADDRESS.test(address.trim()) && !isLoopback(address);

export function isLoopback(address: string): boolean {
  const host = address
    .trim()
    .replace(/:\d*$/, "")
    .replace(/^\[|\]$/g, "")
    .toLowerCase();
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}
