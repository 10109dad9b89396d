// Names for an entry of a history and for what it changed.
import { typeName } from "@/format/event";
import { momentOf } from "@/format/time";
import { visibleText } from "@/format/visible";
import type { HistoryEntry, Thing, TurnView } from "@/ipc/types";
import { shortId } from "@/lib/people/names";

export const entryName = (entry: Pick<HistoryEntry, "type">) =>
  typeName({ type: entry.type ?? "no type", method: "", path: "" });

/** `identity.email.updated, seq 48371, today 09:49:05.131` */
export function entryTold(entry: HistoryEntry, now: Date): string {
  const seq = entry.seq === null ? "" : `, seq ${entry.seq}`;
  return visibleText(`${entry.type ?? "no type"}${seq}, ${momentOf(entry.received_at, now)}`);
}

export const THINGS: Record<Thing, string> = { user: "user", identity: "identity", session: "session" };
const CAME: Record<Thing, string> = { user: "created", identity: "added", session: "began" };
const WENT: Record<Thing, string> = { user: "deleted", identity: "removed", session: "ended" };

/** The name of a thing, or its short id. */
export const thingName = (thing: Pick<TurnView, "id" | "name">) => thing.name ?? shortId(thing.id);

export const turnWord = (turn: TurnView) => (turn.turn === "went" ? WENT : CAME)[turn.thing];
