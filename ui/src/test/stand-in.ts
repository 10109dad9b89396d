// The fake backend in a browser: `?events=100000&theme=dark&live=12&problem=1`.
import type { Theme } from "@/ipc/types";
import { FakeBackend } from "./fake-backend";
import { heldRow } from "./fake-holding";

const isTheme = (value: string | null): value is Theme =>
  value === "light" || value === "dark" || value === "system";

export function standIn(wanted: URLSearchParams): void {
  const theme = wanted.get("theme");
  const backend = new FakeBackend({
    events: Number(wanted.get("events") ?? 1204),
    ...(isTheme(theme) ? { theme } : {}),
    ...(wanted.has("problem")
      ? {
          status: {
            url: null,
            problem: {
              address: "127.0.0.1:4665",
              sentence:
                "Another program uses this port. Use another address, or stop that program and try again.",
              suggestion: "127.0.0.1:4666",
            },
          },
        }
      : {}),
    ...(wanted.has("broken")
      ? {
          broken: {
            code: "database",
            detail:
              "The folder /data/hookglass cannot be written. Free the folder’s permissions, then try again.",
          } as const,
        }
      : {}),
    ...(wanted.has("key")
      ? { secrets: [{ id: 1, name: "Authgear", scheme: "authgear", place: "keychain", problem: null }] }
      : {}),
    ...(wanted.has("no-keychain")
      ? { settings: { no_keychain: "No keychain answers on this system: start one, or keep secrets here." } }
      : {}),
  }).install();
  const holds = Number(wanted.get("held") ?? 0);
  if (holds > 0)
    backend.holding.hold(
      ...Array.from({ length: holds }, (_, at) => heldRow(backend.total - at - 1, 600_000 + at * 1000)),
    );
  const live = Number(wanted.get("live") ?? 0);
  if (live > 0) setInterval(() => backend.arrive(live), 1000);
}
