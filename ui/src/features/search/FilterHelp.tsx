// The help panel with the syntax of the filter.
import { Text } from "@/components/Text";
import { FieldPopover, FieldPopoverDescription } from "./FieldPopover";
import styles from "./FilterHelp.module.css";

const TERMS: readonly [string, string][] = [
  [
    'ada  "two words"',
    "words or word prefixes in bodies, header values, paths, types, subjects and user ids",
  ],
  ["type:identity.*  type:a,b", "event type; in any field, * matches any text and a comma means “or”"],
  ["vendor:authgear", "sender: authgear, fastgen, github, stripe, standard_webhooks, cloudevents or generic"],
  ["family:user", "group of types"],
  ["kind:blocking", "delivery: blocking, non_blocking or system"],
  ["email:ada@example.com  user:4fe0*", "email address or id of the user; subject: matches the subject"],
  ["app:shop  client:a1*  by:system", "application, OAuth client, and what triggered the event"],
  ["method:POST  path:/hook*", "request method and path"],
  ["ip:192.0.2.*", "IP address of the user’s device"],
  ["header:x-foo  header:x-foo=bar*", "header name, or header name and value"],
  ["status:4xx  size:>10k", "answer status, body size in bytes; also >=, <, <="],
  ["signature:invalid", "signature check: valid, invalid, unsigned or no_secret"],
  ["after:10m  before:2026-03-01", "time of arrival: an age in s, m, h or d, today, yesterday, a timestamp"],
  ["is:starred", "starred, duplicate, truncated or sample"],
  ["has:note", "note, resends or warning"],
  ["seq:>400  id:0000bcf3", "sequence number and id set by the sender; id: also matches Hookglass’s id"],
  ["/payload/user/id=4fe0*", "value of a body member; also !=, >, >=, <, <="],
  ["-type:user.*  a OR b  (a OR b) c", "negation, alternatives, grouping"],
];

export function FilterHelp() {
  return (
    <FieldPopover icon="help" title="Filter syntax" wide>
      <dl className={styles.terms}>
        {TERMS.map(([term, meaning]) => (
          <div key={term}>
            <dt>
              {term.split("  ").map((example) => (
                <code key={example}>{example}</code>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <FieldPopoverDescription>
        <Text tone="soft">An event must match all terms. Of terms joined by OR, one match is enough.</Text>
      </FieldPopoverDescription>
    </FieldPopover>
  );
}
