// The badges of a row, with a limited width, so that they never take the room of the subject. A
// normal event has none. Narrow lists show icons instead of words.
import { Badge } from "@/components/Badge";
import { Icon, type IconName } from "@/components/Icon";
import { badgesOf, type RowBadge } from "@/format/event";
import { counted, countOf } from "@/format/size";
import type { EventRow, Scheme } from "@/ipc/types";
import { HeldBadge } from "@/lib/held/HeldBadge";
import styles from "./EventBadges.module.css";

/** Icons of badges without room for their words, by their text. */
const ICONS: Readonly<Record<string, IconName>> = {
  "invalid signature": "shieldCross",
  unsigned: "shieldOpen",
  "from a web page": "cloud",
  "unknown host": "cloud",
  truncated: "minus",
  damaged: "minus",
  "no type": "braces",
};

/** More badges than this are one badge with their number. */
const MAX_BADGES = 2;

export function EventBadges({ row, schemes }: { row: EventRow; schemes: ReadonlySet<Scheme> }) {
  const badges = badgesOf(row, schemes);
  const shown = badges.length > MAX_BADGES ? badges.slice(0, MAX_BADGES - 1) : badges;
  const rest = badges.slice(shown.length);
  return (
    <span className={styles.badges}>
      <HeldBadge event={row.id} />
      {row.copies > 1 && (
        <Badge title={`${counted(row.copies, "event")} have this id. Press Enter to list them.`}>
          ×{countOf(row.copies)}
        </Badge>
      )}
      {row.noted && (
        <span className={styles.noted} role="img" aria-label="has a note" title="Has a note">
          <Icon name="note" />
        </span>
      )}
      {row.warnings > 0 && (
        <span
          className={styles.warnings}
          role="img"
          aria-label={counted(row.warnings, "warning")}
          title={counted(row.warnings, "warning")}
          data-testid="row-warnings"
        >
          <Icon name="warn" />
        </span>
      )}
      {shown.map((badge) => (
        <ProblemBadge key={badge.text} badge={badge} />
      ))}
      {rest.length > 0 && (
        <Badge tone={rest[0]?.tone ?? "quiet"} title={rest.map(({ title }) => title).join("\n")}>
          <span aria-hidden="true">+{rest.length}</span>
          <span className="sr">{rest.map(({ text }) => text).join(", ")}</span>
        </Badge>
      )}
      <span
        className={styles.star}
        data-starred={row.starred}
        data-testid="row-star"
        title={row.starred ? "Remove star" : "Star"}
      >
        <Icon name="star" />
        {row.starred && <span className="sr">starred</span>}
      </span>
    </span>
  );
}

function ProblemBadge({ badge: { text, tone, title } }: { badge: RowBadge }) {
  const icon = ICONS[text];
  return (
    <Badge tone={tone} title={`${text}: ${title}`} icon={icon}>
      <span className={icon === undefined ? undefined : styles.words}>{text}</span>
    </Badge>
  );
}
