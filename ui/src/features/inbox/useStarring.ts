// Toggles the star of the picked events or of the chosen event. If all of them are starred, the
// stars are removed; otherwise all of them are starred.
import { useAnnotations } from "@/lib/annotations/Annotations";
import type { ListingView } from "./useListing";
import type { Picks } from "./usePicks";

export function useStarring(state: ListingView, picks: Picks, chosen: () => number | null): () => void {
  const marks = useAnnotations();
  const starPicks = async () => {
    let starred = 0;
    const ids: number[] = [];
    await picks.each((row) => {
      ids.push(row.id);
      if (row.starred) starred += 1;
    });
    marks.star(ids, starred < ids.length);
  };
  const starChosen = () => {
    const index = chosen();
    const row = index === null ? undefined : state.row(index);
    if (row !== undefined) marks.star([row.id], !row.starred);
  };
  return () => (picks.count > 0 ? void starPicks().catch(state.retry) : starChosen());
}
