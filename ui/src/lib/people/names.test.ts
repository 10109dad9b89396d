import { describe, expect, it } from "vitest";
import { calledOf, contactsOf, initialsOf } from "./names";

const nobody = { user_id: "a25a0545-2bf1", name: null, email: null, phone: null, username: null };

describe("a user", () => {
  it("is called by the name, else by what they sign in with, else by the id", () => {
    expect(calledOf({ ...nobody, name: "José Ñandú", email: "jose@example.net" })).toBe("José Ñandú");
    expect(calledOf({ ...nobody, name: " ", email: "jose@example.net" })).toBe("jose@example.net");
    expect(calledOf({ ...nobody, phone: "+595", username: "jnandu" })).toBe("+595");
    expect(calledOf(nobody)).toBe("a25a0545");
  });

  it("has as contacts what they are not called by already", () => {
    expect(contactsOf({ ...nobody, email: "jose@example.net", username: "jnandu" })).toEqual(["jnandu"]);
    expect(contactsOf({ ...nobody, name: "José", email: "jose@example.net" })).toEqual(["jose@example.net"]);
  });

  it("has initials in any writing, and something where there are no letters", () => {
    expect(initialsOf("José Ñandú")).toBe("JÑ");
    expect(initialsOf("Tom & Jerry O'Neill")).toBe("TN");
    expect(initialsOf("ada@example.com")).toBe("AD");
    expect(initialsOf("+44 7700")).toBe("47");
    expect(initialsOf("高橋 凛")).toBe("高凛");
    expect(initialsOf("\u202e\u200b")).toBe("#");
  });
});
