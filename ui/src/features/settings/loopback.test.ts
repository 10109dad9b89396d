import { expect, it } from "vitest";
import { isExposed, isLoopback } from "./loopback";

it("recognizes loopback addresses", () => {
  for (const own of ["127.0.0.1:4665", "127.9.0.1:1", "localhost:4665", "[::1]:4665", " 127.0.0.1:4665 "])
    expect(isLoopback(own), own).toBe(true);
  for (const other of ["0.0.0.0:4665", "[::]:4665", "192.168.1.2:4665", "127.0.0.1.example:80", "", "::"])
    expect(isLoopback(other), other).toBe(false);
});

it("warns only about complete addresses that other computers can reach", () => {
  for (const exposed of ["0.0.0.0:4665", "[::]:4665", "192.168.1.2:4665"])
    expect(isExposed(exposed), exposed).toBe(true);
  for (const safe of [
    "",
    "1",
    "127.0.0.1:4665",
    "localhost:4665",
    "[::1]:80",
    "0.0.0.0",
    "0.0.0.0:",
    "300.0.0.1:80",
  ])
    expect(isExposed(safe), safe).toBe(false);
});
