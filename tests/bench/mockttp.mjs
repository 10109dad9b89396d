// mockttp as a receiver for `cargo xtask bench ingest`: every request is kept in memory, as HTTP Toolkit keeps it, and
// answered `{}`. Arguments: the folder mockttp is installed in, and the port.
import { createRequire } from "node:module";
import { join } from "node:path";

const [folder, port] = process.argv.slice(2);
const { getLocal } = createRequire(join(folder, "package.json"))("mockttp");
const server = getLocal({ recordTraffic: true, maxBodySize: 64 * 1024 * 1024 });
await server.start(Number(port));
const endpoint = await server.forAnyRequest().thenReply(200, "{}", { "content-type": "application/json",
  "content-length": "2",
});
const kept = [];
await server.on("request", (request) => kept.push(request));
void endpoint;
