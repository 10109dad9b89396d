// Installs the fake backend in a browser. Query parameters configure it:
// `?events=100000&theme=dark&live=12&problem=1`.
import type { Theme } from "@/ipc/types";
import { FakeBackend } from "./fake-backend";
import { heldRow } from "./fake-held-events";

const isTheme = (value: string | null): value is Theme =>
  value === "light" || value === "dark" || value === "system";

export function installFakeBackend(params: URLSearchParams): void {
  const theme = params.get("theme");
  const backend = new FakeBackend({
    events: Number(params.get("events") ?? 1204),
    ...(isTheme(theme) ? { theme } : {}),
    ...(params.has("problem")
      ? {
          status: {
            url: null,
            problem: {
              address: "127.0.0.1:4665",
              sentence:
                "Another program uses this port. Change the address, or stop that program and try again.",
              suggestion: "127.0.0.1:4666",
            },
          },
        }
      : {}),
    ...(params.has("broken")
      ? {
          broken: {
            code: "database",
            detail: "The folder /data/hookglass is not writable. Change its permissions, then try again.",
          } as const,
        }
      : {}),
    ...(params.has("key")
      ? { secrets: [{ id: 1, name: "Authgear", scheme: "authgear", place: "keychain", problem: null }] }
      : {}),
    ...(params.has("no-keychain")
      ? { settings: { no_keychain: "No keychain is available. Start one, or store secrets here." } }
      : {}),
  }).install();
  const holds = Number(params.get("held") ?? 0);
  if (holds > 0)
    backend.heldEvents.hold(
      ...Array.from({ length: holds }, (_, at) => heldRow(backend.total - at - 1, 600_000 + at * 1000)),
    );
  const live = Number(params.get("live") ?? 0);
  if (live > 0) setInterval(() => backend.arrive(live), 1000);
}
