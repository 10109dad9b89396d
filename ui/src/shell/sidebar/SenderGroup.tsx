// A sender in the sidebar, with its families of event types. An expanded family shows its types.
import { Breakable } from "@/components/Breakable";
import { Icon } from "@/components/Icon";
import { UntrustedText } from "@/components/UntrustedText";
import { familyLook, VENDOR_NAMES } from "@/format/senders";
import { countOf } from "@/format/size";
import { visibleText } from "@/format/visible";
import type { VendorCount } from "@/ipc/types";
import { familiesOf, type Scope, sameScope } from "@/lib/scope/scope";
import tints from "@/styles/families.module.css";
import styles from "./Sidebar.module.css";

interface SenderGroupProps {
  vendor: VendorCount;
  scope: Scope | null;
  folded: boolean;
  unfolded: ReadonlySet<string>;
  onFold: () => void;
  onUnfold: (key: string) => void;
  onChoose: (scope: Scope) => void;
}

interface FoldProps {
  name: string;
  open: boolean;
  onToggle: () => void;
}

function Fold({ name, open, onToggle }: FoldProps) {
  return (
    <button
      type="button"
      className={styles.fold}
      tabIndex={-1}
      aria-expanded={open}
      aria-label={`Contents of ${name}`}
      onClick={onToggle}
    >
      <Icon name={open ? "down" : "right"} />
    </button>
  );
}

export function SenderGroup(props: SenderGroupProps) {
  const { vendor, scope, folded, unfolded, onFold, onUnfold, onChoose } = props;
  const families = familiesOf(vendor.types);
  const untyped = vendor.count - families.reduce((sum, group) => sum + group.count, 0);
  const senderScope: Scope = { vendor: vendor.vendor, family: null, type: null };
  /** Whether the entry is the place of the list, or the closest visible parent of it. */
  const isCurrent = (of: Scope) => {
    if (scope === null || scope.vendor !== of.vendor) return false;
    if (sameScope(scope, of)) return true;
    if (of.family === null) return folded && of.untyped !== true;
    return of.type === null && scope.family === of.family && !unfolded.has(`${of.vendor} ${of.family}`);
  };
  const entry = (of: Scope) => ({
    type: "button" as const,
    className: styles.entry,
    "aria-current": isCurrent(of) ? ("page" as const) : undefined,
    "data-stop": "",
    onClick: () => onChoose(of),
  });
  return (
    <li>
      <div className={`${styles.line} ${styles.vendor}`}>
        {families.length > 0 && <Fold name={VENDOR_NAMES[vendor.vendor]} open={!folded} onToggle={onFold} />}
        <button {...entry(senderScope)}>
          <span className={styles.name}>{VENDOR_NAMES[vendor.vendor]}</span>
          <span className={styles.count}>{countOf(vendor.count)}</span>
        </button>
      </div>
      {!folded && families.length > 0 && (
        <ul>
          {families.map((group) => {
            const key = `${vendor.vendor} ${group.family}`;
            const look = familyLook(vendor.vendor, group.family);
            return (
              <li key={key}>
                <div className={`${styles.line} ${styles.family}`}>
                  <Fold
                    name={visibleText(group.family)}
                    open={unfolded.has(key)}
                    onToggle={() => onUnfold(key)}
                  />
                  <button
                    {...entry({ vendor: vendor.vendor, family: group.family, type: null })}
                    title={group.family === "" ? undefined : visibleText(group.family)}
                  >
                    <Icon name={look.glyph} className={tints[look.tint]} />
                    <span className={styles.name}>
                      <UntrustedText text={group.family === "" ? "no family" : group.family} />
                    </span>
                    <span className={styles.count}>{countOf(group.count)}</span>
                  </button>
                </div>
                {unfolded.has(key) && (
                  <ul>
                    {group.types.map(({ type, count }) => (
                      <li key={type} className={`${styles.line} ${styles.type}`}>
                        <button
                          {...entry({ vendor: vendor.vendor, family: group.family, type })}
                          title={visibleText(type)}
                        >
                          <span className={styles.name}>
                            <Breakable text={withoutFamily(type)} as="type" />
                          </span>
                          <span className={styles.count}>{countOf(count)}</span>
                        </button>
                      </li>
                    ))}
                  </ul>
                )}
              </li>
            );
          })}
          {untyped > 0 && (
            <li className={`${styles.line} ${styles.family}`}>
              <button {...entry({ ...senderScope, untyped: true })}>
                <Icon name="braces" className={tints.generic} />
                <span className={styles.name}>no type</span>
                <span className={styles.count}>{countOf(untyped)}</span>
              </button>
            </li>
          )}
        </ul>
      )}
    </li>
  );
}

/** A type without its first word. That word is the family, which is shown above its types. */
const withoutFamily = (type: string) => type.slice(type.indexOf(".") + 1) || type;
