// Parses the text of a target field.

/** The URL; null when the field is empty, which means this receiver. */
export const urlOf = (field: string): string | null => (field.trim() === "" ? null : field.trim());
