// The meaning of a target field.

/** The URL; null for this receiver. */
export const urlOf = (field: string): string | null => (field.trim() === "" ? null : field.trim());
