// Whether an address can be reached from this computer only. Anything that is not surely so counts as not.
export function isLoopback(address: string): boolean {
  const host = address
    .trim()
    .replace(/:\d*$/, "")
    .replace(/^\[|\]$/g, "")
    .toLowerCase();
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}
