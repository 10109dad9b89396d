// Renders the SVG drawings of this folder into the PNG, ICO and ICNS files that the window's configuration names.
//
// Up to 48 pixels the small drawing is used, above that the large one; both containers are written here because
// `tauri icon` makes every size from one drawing. It promises the same files for the same drawings, and writes nothing else.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const icons = dirname(fileURLToPath(import.meta.url));
const work = mkdtempSync(join(tmpdir(), "hookglass-icons-"));

/** Renders a drawing at each size (pixels) and returns the PNG bytes by size. */
function render(drawing, sizes) {
  const out = join(work, drawing);
  const flags = sizes.flatMap((size) => ["--png", String(size)]);
  const command = ["--yes", "@tauri-apps/cli@2", "icon", ...flags, "--output", out, join(icons, drawing)];
  execFileSync("npx", command, { cwd: work, stdio: ["ignore", "ignore", "inherit"], shell: process.platform === "win32" });
  return new Map(sizes.map((size) => [size, readFileSync(join(out, `${size}x${size}.png`))]));
}

/** An ICO file whose entries are PNGs, as Windows reads them since Vista. */
function ico(pictures) {
  const header = Buffer.alloc(6 + 16 * pictures.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length;
  for (const [i, [size, png]] of pictures.entries()) {
    const entry = 6 + 16 * i;
    header.writeUInt8(size % 256, entry); // 0 stands for 256
    header.writeUInt8(size % 256, entry + 1);
    header.writeUInt16LE(1, entry + 4);
    header.writeUInt16LE(32, entry + 6);
    header.writeUInt32LE(png.length, entry + 8);
    header.writeUInt32LE(offset, entry + 12);
    offset += png.length;
  }
  return Buffer.concat([header, ...pictures.map(([, png]) => png)]);
}

/** An ICNS file: chunks of a four-letter type, the chunk's length and a PNG. */
function icns(pictures) {
  const chunks = pictures.map(([type, png]) => {
    const head = Buffer.alloc(8);
    head.write(type, "latin1");
    head.writeUInt32BE(8 + png.length, 4);
    return Buffer.concat([head, png]);
  });
  const head = Buffer.alloc(8);
  head.write("icns", "latin1");
  head.writeUInt32BE(8 + chunks.reduce((sum, chunk) => sum + chunk.length, 0), 4);
  return Buffer.concat([head, ...chunks]);
}

try {
  const large = render("hookglass.svg", [64, 128, 256, 512, 1024]);
  const small = render("hookglass-small.svg", [16, 24, 32, 48]);
  const tray = render("tray.svg", [64]);
  const write = (name, bytes) => writeFileSync(join(icons, name), bytes);

  write("32x32.png", small.get(32));
  write("128x128.png", large.get(128));
  write("128x128@2x.png", large.get(256));
  write("icon.png", large.get(512));
  write("tray.png", tray.get(64));
  // The window's icon in development is the first entry, so 32 pixels come first.
  write(
    "icon.ico",
    ico([...[32, 16, 24, 48].map((size) => [size, small.get(size)]), ...[64, 256].map((size) => [size, large.get(size)])]),
  );
  write(
    "icon.icns",
    icns([
      ["ic11", small.get(32)], // 16 points at 2x
      ["ic12", large.get(64)], // 32 points at 2x
      ["ic07", large.get(128)],
      ["ic13", large.get(256)], // 128 points at 2x
      ["ic08", large.get(256)],
      ["ic14", large.get(512)], // 256 points at 2x
      ["ic09", large.get(512)],
      ["ic10", large.get(1024)], // 512 points at 2x
    ]),
  );
} finally {
  rmSync(work, { recursive: true, force: true });
}
