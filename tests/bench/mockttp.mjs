// mockttp as a receiver for `cargo xtask bench ingest`: stores every request in memory, as HTTP Toolkit does, and answers
// with `{}`. Arguments: the folder with mockttp, and the port.
import { createRequire } from "node:module";
import { join } from "node:path";

const [folder, port] = process.argv.slice(2);
const { getLocal } = createRequire(join(folder, "package.json"))("mockttp");
const server = getLocal({ recordTraffic: true, maxBodySize: 64 * 1024 * 1024 });
await server.start(Number(port));
const endpoint = await server.forAnyRequest().thenReply(200, "{}", { "content-type": "application/json",
  "content-length": "2",
});
const stored = [];
await server.on("request", (request) => stored.push(request));
void endpoint;
