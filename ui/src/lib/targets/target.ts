// Parses the text of a target field.
import { urlOfText } from "@/format/url";

/** Whether requests to the URL use TLS. */
export const isTls = (url: string): boolean => /^https:/i.test(urlOfText(url));

/** The URL; null when the field is empty, which means this receiver. */
export const urlOf = (field: string): string | null => (field.trim() === "" ? null : urlOfText(field));
