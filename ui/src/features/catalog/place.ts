// The place in the catalog. It stays while the events are shown, so that a return continues there.
export interface CatalogPlace {
  part: "types" | "coverage";
  /** The name of the chosen type; null before the first choice. */
  chosen: string | null;
  /** The search text. */
  text: string;
  /** The target of samples; empty for this receiver. */
  to: string;
}

export const AT_FIRST: CatalogPlace = { part: "types", chosen: null, text: "", to: "" };
