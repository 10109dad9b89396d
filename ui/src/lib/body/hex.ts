// Formats lines of a hex dump: sixteen bytes per line, with a dot for each byte that is not
// printable ASCII. Pure.
export const BYTES_PER_LINE = 16;

export function hexOffset(line: number, total: number): string {
  const width = Math.max(8, total.toString(16).length);
  return (line * BYTES_PER_LINE).toString(16).padStart(width, "0");
}

export interface HexLine {
  /** `7b 22 69 64 22 3a 20 22  30 30 …`, padded to the full width. */
  hex: string;
  ascii: string;
}

export function hexLine(bytes: Uint8Array): HexLine {
  const cells: string[] = [];
  let ascii = "";
  for (let at = 0; at < BYTES_PER_LINE; at += 1) {
    const byte = bytes[at];
    cells.push(byte === undefined ? "  " : byte.toString(16).padStart(2, "0"));
    if (byte !== undefined) ascii += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".";
  }
  return { hex: `${cells.slice(0, 8).join(" ")}  ${cells.slice(8).join(" ")}`, ascii };
}
