// Searches and groups the types of the catalog. Pure functions.
import { KIND_NAMES } from "@/format/event";
import { VENDOR_NAMES } from "@/format/senders";
import type { TypeView, Vendor } from "@/ipc/types";

export interface TypeGroup {
  vendor: Vendor;
  family: string;
  types: TypeView[];
}

/** The types with every word of the text in their name, sender, family, kind or description. */
export function typesMatching(types: readonly TypeView[], text: string): TypeView[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...types];
  return types.filter((type) => {
    const haystack =
      `${type.name} ${VENDOR_NAMES[type.vendor]} ${type.family} ${KIND_NAMES[type.kind]} ${type.description}`.toLowerCase();
    return words.every((word) => haystack.includes(word));
  });
}

/** Groups by sender and family, both in the order of their first type. */
export function groupsOf(types: readonly TypeView[]): TypeGroup[] {
  const vendors = new Map<Vendor, Map<string, TypeGroup>>();
  for (const type of types) {
    const families = vendors.get(type.vendor) ?? new Map<string, TypeGroup>();
    vendors.set(type.vendor, families);
    const group = families.get(type.family) ?? { vendor: type.vendor, family: type.family, types: [] };
    families.set(type.family, group);
    group.types.push(type);
  }
  return [...vendors.values()].flatMap((families) => [...families.values()]);
}
