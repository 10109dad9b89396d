// The size of everything in the window, in percent. It is stored in the window.
import { createStore, useStore } from "@/components/store";

const STORAGE_KEY = "zoom";
export const NORMAL_ZOOM = 100;

/** The levels of web browsers. WCAG 1.4.4 asks for at least 200%. */
export const ZOOM_LEVELS: readonly number[] = [50, 67, 75, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300];

/** The stored zoom; the normal one if nothing valid is stored. */
export function parseZoom(text: string | null): number {
  const percent = Number(text);
  return ZOOM_LEVELS.includes(percent) ? percent : NORMAL_ZOOM;
}

/** The next level in a direction; null at the end. */
export const nextZoom = (percent: number, direction: 1 | -1): number | null =>
  ZOOM_LEVELS[ZOOM_LEVELS.indexOf(percent) + direction] ?? null;

const zoom = createStore(parseZoom(localStorage.getItem(STORAGE_KEY)));

export function setZoomLevel(percent: number): void {
  localStorage.setItem(STORAGE_KEY, String(percent));
  zoom.set(percent);
}

export const useZoom = (): number => useStore(zoom, (percent) => percent);
