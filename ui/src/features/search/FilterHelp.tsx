// The words that the filter understands.
import { Text } from "@/components/Text";
import { FieldPopover, FieldPopoverDescription } from "./FieldPopover";
import styles from "./FilterHelp.module.css";

const WORDS: readonly [string, string][] = [
  [
    'ada  "two words"',
    "words, or their beginnings, in bodies, header values, paths, types, subjects, user ids",
  ],
  ["type:identity.*  type:a,b", "the type; * for any characters, a comma for either, here and below"],
  [
    "vendor:authgear",
    "who sent it: authgear, fastgen, github, stripe, standard_webhooks, cloudevents, generic",
  ],
  ["family:user", "a group of types"],
  ["kind:blocking", "how it is delivered: blocking, non_blocking or system"],
  ["email:ada@example.com  user:4fe0*", "who it is about; subject: too"],
  ["app:shop  client:a1*  by:system", "the application, the client, who caused it"],
  ["method:POST  path:/hook*", "of the request"],
  ["ip:192.0.2.*", "the address of the device it is about"],
  ["header:x-foo  header:x-foo=bar*", "a header line, and its value"],
  ["status:4xx  size:>10k", "of the answer, of the body; also >=, <, <="],
  ["signature:invalid", "what checking it gave: valid, invalid, unsigned or no_secret"],
  ["after:10m  before:2026-03-01", "when it arrived; s, m, h, d, today, yesterday, instants"],
  ["is:starred", "starred, duplicate, truncated or sample"],
  ["has:note", "note, resends, or warning: something about it is wrong"],
  ["seq:>400  id:0000bcf3", "the sender’s own numbers; id: also Hookglass’s"],
  ["/payload/user/id=4fe0*", "a member of the body; also !=, >, >=, <, <="],
  ["-type:user.*  a OR b  (a OR b) c", "not; either; put together"],
];

export function FilterHelp() {
  return (
    <FieldPopover icon="help" title="What the filter understands" wide>
      <dl className={styles.words}>
        {WORDS.map(([word, meaning]) => (
          <div key={word}>
            <dt>
              {word.split("  ").map((example) => (
                <code key={example}>{example}</code>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <FieldPopoverDescription>
        <Text tone="soft">
          An event is shown when it fits all of them; where OR stands between two, one is enough.
        </Text>
      </FieldPopoverDescription>
    </FieldPopover>
  );
}
