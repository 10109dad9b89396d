// Whether only this computer can reach an address. When in doubt, others can. Pure.
const BYTE = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
const ADDRESS = new RegExp(`^(?:${BYTE}(?:\\.${BYTE}){3}|\\[[\\da-f:.]+\\]):\\d{1,5}$`, "i");

/** A complete address that others can reach. An incomplete one needs no warning yet. */
export const isOpen = (address: string) => ADDRESS.test(address.trim()) && !isLoopback(address);

export function isLoopback(address: string): boolean {
  const host = address
    .trim()
    .replace(/:\d*$/, "")
    .replace(/^\[|\]$/g, "")
    .toLowerCase();
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}
