// The state of the catalog page. It survives leaving the page, so that reopening continues there.
export interface CatalogPlace {
  part: "types" | "coverage";
  /** The name of the selected type; null before the first selection. */
  chosen: string | null;
  /** The search text. */
  text: string;
  /** The target of samples; empty for this receiver. */
  to: string;
  /** Whether this receiver forwards and holds samples like other events. */
  act: boolean;
}

export const INITIAL_CATALOG_PLACE: CatalogPlace = {
  part: "types",
  chosen: null,
  text: "",
  to: "",
  act: false,
};
