// One difference: a member of the body, a header line, or a fact such as the method.
import { memo } from "react";
import { Breakable } from "@/components/Breakable";
import { useContextMenu } from "@/components/ContextMenu";
import { Menu } from "@/components/Menu";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import { lastOf } from "@/format/pointer";
import { visibleText } from "@/format/visible";
import type { ChangeOp, ChangeView, Part } from "@/ipc/types";
import styles from "./ChangeRow.module.css";
import { useChangeActions, useChangeCopies } from "./change-actions";

const OP_LABELS: Record<ChangeOp, string> = {
  added: "added",
  removed: "removed",
  changed: "changed",
  retyped: "different type",
  moved: "moved",
};

function Value({ parts }: { parts: readonly Part[] }) {
  let at = 0;
  return (
    <bdi className={styles.value}>
      {parts.map((part) => {
        const key = at;
        at += part.text.length;
        return part.marked ? (
          <mark key={key}>
            <UntrustedText text={part.text} lines />
          </mark>
        ) : (
          <UntrustedText key={key} text={part.text} lines />
        );
      })}
    </bdi>
  );
}

interface ChangeRowProps {
  change: ChangeView;
  /** The pointer of the compared value in the body; null if it is not a part of a body. */
  base?: string | null;
  /** The kind of difference, which is also the test id. Only members of a body have a pointer. */
  kind?: "change" | "quiet-change" | "header-change" | "about-change";
  /** Whether `[` or `]` stopped at this change. */
  current?: boolean;
  onHover?: (change: ChangeView | null) => void;
  onIgnore?: (path: string) => void;
}

export const ChangeRow = memo(function ChangeRow(props: ChangeRowProps) {
  const { change, base = null, kind = "change", current = false, onHover, onIgnore } = props;
  const name = change.label ?? lastOf(change.path);
  const title = name === "" ? "The whole value" : name;
  const hasPointer = kind === "change" || kind === "quiet-change";
  const actions = useChangeActions(change, onIgnore);
  const copies = useChangeCopies(change, hasPointer ? (base ?? "") : null);
  const showMenu = useContextMenu();
  return (
    <article
      className={styles.change}
      data-testid={kind}
      data-path={change.path}
      data-op={change.op}
      data-here={current}
      onMouseEnter={() => onHover?.(change)}
      onMouseLeave={() => onHover?.(null)}
      onContextMenu={(event) =>
        showMenu(event, {
          label: `Change of ${visibleText(title)}`,
          outlined: event.currentTarget,
          actions: [...copies, ...actions.map((one, index) => ({ ...one, startsGroup: index === 0 }))],
        })
      }
      aria-label={`${visibleText(title)}: ${OP_LABELS[change.op]}`}
    >
      <div className={styles.what}>
        <b>
          <UntrustedText text={title} />
        </b>{" "}
        {change.hint !== null && (
          <Text tone="soft">
            <UntrustedText text={change.hint} />
          </Text>
        )}
        {change.op !== "changed" && <Text tone="soft"> {OP_LABELS[change.op]}</Text>}
        {hasPointer && <Pointer change={change} />}
        {change.note !== null && (
          <Text as="p" size="small" tone="wait">
            <UntrustedText text={change.note} />
          </Text>
        )}
        {actions.length > 0 && (
          <span className={styles.more}>
            <Menu
              icon="dots"
              look="bare"
              size="small"
              label={`Actions for ${visibleText(title)}`}
              actions={actions}
            />
          </span>
        )}
      </div>
      <div className={styles.pair}>
        {change.old !== null && (
          <del>
            <Value parts={change.old} />
          </del>
        )}
        {change.new !== null && (
          <ins>
            <Value parts={change.new} />
          </ins>
        )}
      </div>
    </article>
  );
});

function Pointer({ change: { path, from } }: { change: ChangeView }) {
  return (
    <code>
      {from !== null && from !== path && (
        <>
          <Breakable text={from} /> <Text tone="dim">→</Text>{" "}
        </>
      )}
      {path === "" ? "the root" : <Breakable text={path} />}
    </code>
  );
}
