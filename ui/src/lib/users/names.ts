// Derives the display name, the contacts and the initials of a user. Pure.
import type { UserRow } from "@/ipc/types";

/** The first eight characters of an id, which distinguish ids in practice. */
export const shortId = (id: string) => [...id].slice(0, 8).join("") || "no id";

type Names = Pick<UserRow, "user_id" | "name" | "email" | "phone" | "username">;

/** The name, otherwise the first known of email, phone and username, otherwise the short id. */
export function displayName(user: Names): string {
  const names = [user.name, user.email, user.phone, user.username];
  return names.find((name) => name !== null && name.trim() !== "") ?? shortId(user.user_id);
}

/** Email, phone and username, without the one that `calledOf` returns. */
export const contactsOf = (user: Names): string[] =>
  [user.email, user.phone, user.username].filter(
    (contact): contact is string =>
      contact !== null && contact.trim() !== "" && contact !== displayName(user),
  );

/** `JÑ` of `José Ñandú`, `AD` of `ada@example.com`. */
export function initialsOf(name: string): string {
  const words = name.split("@")[0]?.match(/[\p{L}\p{N}]+/gu) ?? [];
  const first = [...(words[0] ?? "#")];
  const last = words.length > 1 ? [...(words.at(-1) ?? "")] : first.slice(1);
  return `${first[0]}${last[0] ?? ""}`.toUpperCase();
}
