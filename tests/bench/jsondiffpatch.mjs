// Measures jsondiffpatch on one pair of documents: the median times to parse and compare, the number of JSON Patch
// operations, and the peak memory. `cargo xtask bench diff` runs one process for each pair.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [folder, name] = process.argv.slice(2);
const ui = join(dirname(fileURLToPath(import.meta.url)), "../../ui/node_modules/jsondiffpatch/lib");
const { create } = await import(pathToFileURL(join(ui, "index.js")));
const { format } = await import(pathToFileURL(join(ui, "formatters/jsonpatch.js")));

const differ = create({ objectHash: (value) => value.id ?? JSON.stringify(value) });
const [old, next] = ["old", "new"].map((side) => readFileSync(join(folder, `${name}.${side}.json`), "utf8"));
const median = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)];

const total = [];
const compare = [];
let delta;
const began = performance.now();
while (total.length < 5 || (total.length < 101 && performance.now() - began < 2000)) {
  const start = performance.now();
  const [a, b] = [JSON.parse(old), JSON.parse(next)];
  const parsed = performance.now();
  delta = differ.diff(a, b);
  const end = performance.now();
  total.push(end - start);
  compare.push(end - parsed);
}
const memory = process.resourceUsage().maxRSS * 1024;
const operations = delta === undefined ? 0 : format(delta).length;
console.log([median(total), median(compare), operations, memory, old.length + next.length].join("\t"));
