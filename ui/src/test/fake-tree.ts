// The tree of a body for the fake backend. It uses JSON.parse, which is exact enough for its
// payloads.
import { escaped } from "@/format/pointer";
import type { TreeNode, TreePage } from "@/ipc/types";

interface Entry {
  value: unknown;
  pointer: string;
}

export class FakeTree {
  private readonly entries: Entry[] = [];
  /** Names of members whose values are masked. */
  masked: readonly string[] = [];

  constructor(text: string) {
    this.entries.push({ value: JSON.parse(text === "" ? "null" : text), pointer: "" });
  }

  pointer(node: number): string {
    return this.entries[node]?.pointer ?? "";
  }

  page(node: number | null, start: number, len: number): TreePage {
    if (node === null) return { nodes: [this.describe(0, null, 0)], total: 1 };
    const parent = this.entries[node];
    const value = parent?.value;
    if (parent === undefined || typeof value !== "object" || value === null) return { nodes: [], total: 0 };
    const members = Object.entries(value);
    const nodes = members.slice(start, start + len).map(([key, child], at) => {
      const pointer = `${parent.pointer}/${escaped(key)}`;
      const handle = this.entries.findIndex((entry) => entry.pointer === pointer);
      if (handle < 0) this.entries.push({ value: child, pointer });
      return this.describe(
        handle < 0 ? this.entries.length - 1 : handle,
        Array.isArray(value) ? null : key,
        start + at,
      );
    });
    return { nodes, total: members.length };
  }

  private describe(node: number, key: string | null, index: number): TreeNode {
    const value = this.entries[node]?.value;
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
