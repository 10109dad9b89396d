// Parses the text of a target field.

/** Whether requests to the URL use TLS. */
export const isTls = (url: string): boolean => /^\s*https:/i.test(url);

/** The URL; null when the field is empty, which means this receiver. */
export const urlOf = (field: string): string | null => (field.trim() === "" ? null : field.trim());
