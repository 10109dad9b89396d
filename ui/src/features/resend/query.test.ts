import { describe, expect, it } from "vitest";
import { queryOf, withoutPair, withPair } from "./query";

const URL = "http://localhost:3000/hooks?a=1%202&flag&b=c%2Fd&bad=%zz#end";

describe("the query of a URL", () => {
  it("is read as names and values", () => {
    expect(queryOf(URL)).toEqual([
      { name: "a", value: "1 2" },
      { name: "flag", value: "" },
      { name: "b", value: "c/d" },
      { name: "bad", value: "%zz" },
    ]);
    expect(queryOf("http://localhost:3000/")).toEqual([]);
  });

  it("is edited pair by pair; other pairs keep their exact text", () => {
    expect(withPair(URL, 2, { name: "b", value: "x&y" })).toBe(
      "http://localhost:3000/hooks?a=1%202&flag&b=x%26y&bad=%zz#end",
    );
    expect(withPair("http://localhost/", 0, { name: "n", value: "" })).toBe("http://localhost/?n=");
    expect(withoutPair(URL, 0)).toBe("http://localhost:3000/hooks?flag&b=c%2Fd&bad=%zz#end");
    expect(withoutPair("http://localhost/?a=1", 0)).toBe("http://localhost/");
  });
});
