// The tree command of the fake backend. It parses with JSON.parse, which is good enough for made-up payloads.
import { escaped } from "@/format/pointer";
import type { TreeNode, TreePage } from "@/ipc/types";

interface Held {
  value: unknown;
  pointer: string;
}

export class FakeTree {
  private readonly held: Held[] = [];
  /** Names of members whose values are not told. */
  masked: readonly string[] = [];

  constructor(text: string) {
    this.held.push({ value: JSON.parse(text === "" ? "null" : text), pointer: "" });
  }

  pointer(node: number): string {
    return this.held[node]?.pointer ?? "";
  }

  page(node: number | null, start: number, len: number): TreePage {
    if (node === null) return { nodes: [this.describe(0, null, 0)], total: 1 };
    const of = this.held[node];
    const value = of?.value;
    if (of === undefined || typeof value !== "object" || value === null) return { nodes: [], total: 0 };
    const members = Object.entries(value);
    const nodes = members.slice(start, start + len).map(([key, child], at) => {
      const pointer = `${of.pointer}/${escaped(key)}`;
      const handle = this.held.findIndex((held) => held.pointer === pointer);
      if (handle < 0) this.held.push({ value: child, pointer });
      return this.describe(
        handle < 0 ? this.held.length - 1 : handle,
        Array.isArray(value) ? null : key,
        start + at,
      );
    });
    return { nodes, total: members.length };
  }

  private describe(node: number, key: string | null, index: number): TreeNode {
    const value = this.held[node]?.value;
    const nested = typeof value === "object" && value !== null;
    const masked = key !== null && this.masked.includes(key);
    const scalar = nested ? "" : masked ? '"••••••••"' : JSON.stringify(value);
    return {
      node,
      key,
      index,
      form: nested
        ? Array.isArray(value)
          ? "array"
          : "object"
        : value === null
          ? "null"
          : typeof value === "boolean"
            ? (String(value) as "true" | "false")
            : typeof value === "number"
              ? "number"
              : "string",
      text: scalar,
      elided: 0,
      children: nested ? Object.keys(value).length : 0,
      duplicate: false,
      masked,
    };
  }
}
