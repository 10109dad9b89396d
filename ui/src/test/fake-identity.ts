// The comparison of *identity.email.updated* for the fake backend, as the corpus has it.
import type { ChangeView, Line, LinePair, LineRow } from "@/ipc/types";
import type { FakeComparison } from "./fake-comparisons";

export const change = (
  path: string,
  label: string | null,
  hint: string | null,
  parts: [string, string][],
  op: ChangeView["op"] = "changed",
): ChangeView => ({
  op,
  path,
  from: null,
  label,
  hint,
  old: parts.map(([old, next]) => ({ text: old, marked: old !== next })),
  new: parts.map(([old, next]) => ({ text: next, marked: old !== next })),
  note: null,
});

function lineOf(number: number, depth: number, key: string, value: string, marked: boolean): Line {
  return {
    number,
    depth,
    tokens: [
      { kind: "key", text: `"${key}"`, marked: false },
      { kind: "mark", text: ": ", marked: false },
      { kind: "string", text: '"', marked: false },
      { kind: "string", text: value, marked },
      { kind: "string", text: '"', marked: false },
      { kind: "mark", text: ",", marked: false },
    ],
  };
}

const brace = (number: number, depth: number, text: string): Line => ({
  number,
  depth,
  tokens: [{ kind: "mark", text, marked: false }],
});

/** The comparison of *identity.email.updated*, as the corpus has it. */
export function identityComparison(event: number | null): FakeComparison {
  const claims = "https://authgear.com/claims/login_id";
  const pairs: [number, string, string, string][] = [
    [1, "id", "ff676b12-cdf4-4b3b-b333-e49db7538e69", "ff676b12-cdf4-4b3b-b333-e49db7538e69"],
    [1, "created_at", "2025-12-19T13:14:02.459544Z", "2025-12-19T13:14:02.459544Z"],
    [1, "updated_at", "2025-12-20T13:14:02.459954Z", "2026-03-11T09:49:05.107693Z"],
    [1, "type", "login_id", "login_id"],
    [1, "user_id", "a25a0545-2bf1-4cf5-955d-de558d706dab", "a25a0545-2bf1-4cf5-955d-de558d706dab"],
    [2, "email", "jose.nandu@example.com", "jose.n.2026@example.net"],
    [2, `${claims}/key`, "email", "email"],
    [2, `${claims}/original_value`, "Jose.Nandu@example.com", "Jose.N.2026@Example.net"],
    [2, `${claims}/type`, "email", "email"],
    [2, `${claims}/value`, "jose.nandu@example.com", "jose.n.2026@example.net"],
  ];
  const lines: LinePair[] = [{ old: brace(1, 0, "{"), new: brace(1, 0, "{"), changed: false }];
  for (const [depth, key, old, next] of pairs) {
    const number = lines.length + 1;
    lines.push({
      old: lineOf(number, depth, key, old, old !== next),
      new: lineOf(number, depth, key, next, old !== next),
      changed: old !== next,
    });
  }
  lines.push({ old: brace(12, 0, "}"), new: brace(12, 0, "}"), changed: false });
  // The first three lines are folded.
  const folded = lines.slice(0, 3);
  const rows: LineRow[] = [
    { row: "fold", fold: 0, count: folded.length },
    ...lines.slice(3).map((pair): LineRow => ({ row: "line", ...pair })),
  ];
  const mail: [string, string][] = [
    ["jose.", "jose."],
    ["nandu", "n.2026"],
    ["@example.", "@example."],
    ["com", "net"],
  ];
  return {
    old_name: "old_identity",
    new_name: "new_identity",
    old_event: event,
    new_event: event,
    at: event === null ? null : "/payload/new_identity",
    form: "json",
    why: null,
    about: [],
    headers: null,
    rewritten: [],
    folded: new Map([[0, folded]]),
    changes: [
      change("/claims/email", "Email", null, mail),
      change(
        "/claims/https:~1~1authgear.com~1claims~1login_id~1original_value",
        "Email as typed",
        "login ID, original value",
        [
          ["Jose.", "Jose."],
          ["Nandu", "N.2026"],
          ["@", "@"],
          ["e", "E"],
          ["xample.", "xample."],
          ["com", "net"],
        ],
      ),
      change("/claims/https:~1~1authgear.com~1claims~1login_id~1value", "Login ID", "normalised value", mail),
      change("/updated_at", "Identity changed at", "80 d 20 h later", [
        ["2025-12-20T13:14:02.459954", "2026-03-11T09:49:05.107693"],
        ["Z", "Z"],
      ]),
    ],
    unchanged: pairs
      .filter(([, , old, next]) => old === next)
      .map(([depth, key, old]) => ({
        path: depth === 1 ? `/${key}` : `/claims/${key.replaceAll("/", "~1")}`,
        label: null,
        value: `"${old}"`,
      })),
    lines: rows,
    notes: [],
    masked: false,
    masked_in_patch: false,
  };
}
