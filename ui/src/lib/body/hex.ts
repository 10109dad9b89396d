// Lines of a hex dump. A line is sixteen bytes; a character that is not printable ASCII is a dot.
export const BYTES_A_LINE = 16;

export function hexOffset(line: number, total: number): string {
  const width = Math.max(8, total.toString(16).length);
  return (line * BYTES_A_LINE).toString(16).padStart(width, "0");
}

export interface HexLine {
  /** `7b 22 69 64 22 3a 20 22  30 30 …`, padded to the full width. */
  hex: string;
  ascii: string;
}

export function hexLine(bytes: Uint8Array): HexLine {
  const cells: string[] = [];
  let ascii = "";
  for (let at = 0; at < BYTES_A_LINE; at += 1) {
    const byte = bytes[at];
    cells.push(byte === undefined ? "  " : byte.toString(16).padStart(2, "0"));
    if (byte !== undefined) ascii += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".";
  }
  return { hex: `${cells.slice(0, 8).join(" ")}  ${cells.slice(8).join(" ")}`, ascii };
}
