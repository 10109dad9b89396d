import { describe, expect, it } from "vitest";
import { contactsOf, displayName, initialsOf } from "./names";

const unnamed = { user_id: "a25a0545-2bf1", name: null, email: null, phone: null, username: null };

describe("the name of a user", () => {
  it("is the name, otherwise a sign-in name, otherwise the short id", () => {
    expect(displayName({ ...unnamed, name: "José Ñandú", email: "jose@example.net" })).toBe("José Ñandú");
    expect(displayName({ ...unnamed, name: " ", email: "jose@example.net" })).toBe("jose@example.net");
    expect(displayName({ ...unnamed, phone: "+595", username: "jnandu" })).toBe("+595");
    expect(displayName(unnamed)).toBe("a25a0545");
  });

  it("is not repeated among the contacts", () => {
    expect(contactsOf({ ...unnamed, email: "jose@example.net", username: "jnandu" })).toEqual(["jnandu"]);
    expect(contactsOf({ ...unnamed, name: "José", email: "jose@example.net" })).toEqual(["jose@example.net"]);
  });

  it("has initials in any script, and a fallback without letters", () => {
    expect(initialsOf("José Ñandú")).toBe("JÑ");
    expect(initialsOf("Tom & Jerry O'Neill")).toBe("TN");
    expect(initialsOf("ada@example.com")).toBe("AD");
    expect(initialsOf("+44 7700")).toBe("47");
    expect(initialsOf("高橋 凛")).toBe("高凛");
    expect(initialsOf("\u202e\u200b")).toBe("#");
  });
});
