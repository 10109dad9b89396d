import { describe, expect, it } from "vitest";
import { completeUrl } from "./url";

const completed = (text: string) => completeUrl(text).url;

describe("a URL without a scheme", () => {
  it("gets http for this computer and private hosts", () => {
    for (const host of [
      "localhost",
      "localhost:3000",
      "app.localhost:8080",
      "127.0.0.1:4665",
      "0.0.0.0:80",
      "10.1.2.3",
      "172.16.0.1",
      "172.31.255.1:9",
      "192.168.0.12:3000",
      "169.254.1.1",
      "100.64.0.1",
      "[::1]:3000",
      "[fd00::1]",
      "[fe80::1]:80",
      "api:3000",
      "printer.local",
      "host.docker.internal:3000",
      "shop.test",
    ])
      expect(completed(`${host}/x?y=1#z`), host).toBe(`http://${host}/x?y=1#z`);
  });

  it("gets https for other hosts", () => {
    for (const host of [
      "example.com",
      "hooks.example.com:8443",
      "172.32.0.1",
      "100.128.0.1",
      "11.0.0.1",
      "[2001:db8::1]:3000",
      "localhost.example.com",
      "user:pass@example.com",
      "localhost:443",
    ])
      expect(completed(`${host}/x`), host).toBe(`https://${host}/x`);
    expect(completed("example.com:80/x")).toBe("http://example.com:80/x");
  });

  it("accepts a port of this computer, and a URL that starts with two slashes", () => {
    expect(completeUrl(":3000/x")).toEqual({ url: "http://localhost:3000/x", added: "http://localhost" });
    expect(completed("//example.com/x")).toBe("https://example.com/x");
    expect(completed("localhost:3000?a=http://b")).toBe("http://localhost:3000?a=http://b");
  });
});

describe("other texts", () => {
  it("keeps one scheme of two", () => {
    expect(completeUrl(" http://http://localhost:3000/x ")).toEqual({
      url: "http://localhost:3000/x",
      added: null,
    });
    expect(completed("http://https://a.test")).toBe("https://a.test");
  });

  it("are unchanged when they have a scheme or no host", () => {
    for (const text of [
      "",
      "http://",
      "ftp://a.test",
      "HTTP://A.test/x",
      "/hooks",
      "?x",
      "a b",
      "mailto:a",
      ":",
    ])
      expect(completeUrl(text), text).toEqual({ url: text, added: null });
  });
});
