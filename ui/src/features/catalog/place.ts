// Where a person is in the catalog. It is kept while they look at events, and is as they left it when they return.
export interface CatalogPlace {
  part: "types" | "coverage";
  /** Name of the chosen type; null before one was chosen. */
  chosen: string | null;
  /** What is searched for. */
  text: string;
  /** Where samples go; empty for this receiver. */
  to: string;
}

export const AT_FIRST: CatalogPlace = { part: "types", chosen: null, text: "", to: "" };
