import { expect, it } from "vitest";
import { isLoopback, isOpen } from "./loopback";

it("only addresses of this computer alone count as such", () => {
  for (const own of ["127.0.0.1:4665", "127.9.0.1:1", "localhost:4665", "[::1]:4665", " 127.0.0.1:4665 "])
    expect(isLoopback(own), own).toBe(true);
  for (const other of ["0.0.0.0:4665", "[::]:4665", "192.168.1.2:4665", "127.0.0.1.example:80", "", "::"])
    expect(isLoopback(other), other).toBe(false);
});

it("only a whole address that others can reach is warned of", () => {
  for (const open of ["0.0.0.0:4665", "[::]:4665", "192.168.1.2:4665"]) expect(isOpen(open), open).toBe(true);
  for (const not of [
    "",
    "1",
    "127.0.0.1:4665",
    "localhost:4665",
    "[::1]:80",
    "0.0.0.0",
    "0.0.0.0:",
    "300.0.0.1:80",
  ])
    expect(isOpen(not), not).toBe(false);
});
