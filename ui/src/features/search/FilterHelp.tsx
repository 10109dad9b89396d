// The words the filter understands, on demand.
import { Popover } from "@base-ui/react/popover";
import { Icon } from "../../components/Icon";
import styles from "./FilterHelp.module.css";

const WORDS: readonly [string, string][] = [
  [
    'ada  "two words"',
    "words, or their beginnings, in bodies, header values, paths, types, subjects, user ids",
  ],
  ["type:identity.*  type:a,b", "type: * for any characters, a comma for either"],
  ["vendor:authgear", "authgear, fastgen, github, stripe, standard_webhooks, cloudevents, generic"],
  ["family:user", "group of types"],
  ["kind:blocking", "blocking, non_blocking or system"],
  ["email:ada@example.com  user:4fe0*", "who it is about; subject: too"],
  ["app:shop  client:a1*  by:system", "application, client, who caused it"],
  ["method:POST  path:/hook*", "of the request; ip: too"],
  ["header:x-foo  header:x-foo=bar*", "a header line, and its value"],
  ["status:4xx  size:>10k", "the answer, the body; >, >=, <, <="],
  ["signature:invalid", "valid, invalid, unsigned or no_secret"],
  ["after:10m  before:2026-03-01", "when it arrived; s, m, h, d, today, yesterday, instants"],
  ["is:duplicate", "duplicate, truncated, sample or starred"],
  ["has:warning", "something stands out as wrong; has:resends, has:note"],
  ["seq:>400  id:0000bcf3", "the sender’s own numbers"],
  ["/payload/user/id=4fe0*", "a member of the body; !=, >, >=, <, <="],
  ["-type:user.*  a OR b  (a OR b) c", "not, either, together"],
];

export function FilterHelp() {
  return (
    <Popover.Root>
      <Popover.Trigger className={styles.trigger} aria-label="What the filter understands">
        <Icon name="help" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={8} align="end" className={styles.positioner}>
          <Popover.Popup className={styles.popup}>
            <Popover.Title className={styles.title}>What the filter understands</Popover.Title>
            <dl className={styles.words}>
              {WORDS.map(([word, meaning]) => (
                <div key={word}>
                  <dt>
                    <code>{word}</code>
                  </dt>
                  <dd>{meaning}</dd>
                </div>
              ))}
            </dl>
            <Popover.Description className={styles.foot}>
              An event is shown when it fits all of them; where OR stands between two, one is enough.
            </Popover.Description>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
