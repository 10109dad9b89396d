// Labels for an entry of a history, and for the identities and sessions that it changes.
import { typeName } from "@/format/event";
import { momentOf } from "@/format/time";
import { visibleText } from "@/format/visible";
import type { HistoryEntry, LifecycleChangeView, ObjectKind } from "@/ipc/types";
import { shortId } from "@/lib/users/names";

export const entryName = (entry: Pick<HistoryEntry, "type">) =>
  typeName({ type: entry.type ?? "no type", method: "", path: "" });

/** `identity.email.updated, seq 48371, today 09:49:05.131` */
export function entryLabel(entry: HistoryEntry, now: Date): string {
  const seq = entry.seq === null ? "" : `, seq ${entry.seq}`;
  return visibleText(`${entry.type ?? "no type"}${seq}, ${momentOf(entry.received_at, now)}`);
}

export const THINGS: Record<ObjectKind, string> = { user: "user", identity: "identity", session: "session" };
export const STARTED: Record<ObjectKind, string> = { user: "created", identity: "added", session: "started" };
export const ENDED: Record<ObjectKind, string> = { user: "deleted", identity: "removed", session: "ended" };

/** The name of an identity or a session, or its short id. */
export const thingName = (thing: Pick<LifecycleChangeView, "id" | "name">) => thing.name ?? shortId(thing.id);

export const turnLabel = (turn: LifecycleChangeView) => (turn.turn === "went" ? ENDED : STARTED)[turn.thing];
