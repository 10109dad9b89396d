// Formats counts and sizes. A narrow no-break space separates thousands.
const GAP = "\u202f";

/** `1 204` */
export function countOf(n: number): string {
  return String(Math.trunc(n)).replace(/\B(?=(\d{3})+(?!\d))/g, GAP);
}

/** `1 event`, `2 events` */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${countOf(n)} ${n === 1 ? one : many}`;
}

/** `113 B`, `1.9 KB`, `3.1 MB`; powers of 1,024. */
export function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  let value = bytes / 1024;
  let unit = "KB";
  for (const next of ["MB", "GB", "TB"]) {
    if (value < 1023.95) break;
    value /= 1024;
    unit = next;
  }
  return `${value < 100 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}
