// What the field of a target means.
export const TARGETS = ["coverage-targets"] as const;

/** The URL; null for this receiver. */
export const urlOf = (field: string): string | null => (field.trim() === "" ? null : field.trim());
