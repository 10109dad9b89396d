// The words the filter understands, on demand.
import { Popover } from "@base-ui/react/popover";
import { Icon } from "../../components/Icon";
import styles from "./FilterHelp.module.css";

const WORDS: readonly [string, string][] = [
  ['ada  "two words"', "in type, subject, path or user id"],
  ["type:identity.*", "type, * for any ending"],
  ["vendor:authgear", "authgear, fastgen, github, stripe, standard_webhooks, cloudevents, generic"],
  ["family:user", "group of types"],
  ["kind:blocking", "blocking, non_blocking or system"],
  ["subject:ada*  user:4fe0*", "e-mail address and the like, user id"],
  ["app:shop  client:a1*  by:system", "application, client, who caused it"],
  ["method:POST  path:/hook*", "of the request; ip: too"],
  ["status:>=400  size:>10k", "the answer, the body"],
  ["signature:invalid", "valid, invalid, unsigned or no_secret"],
  ["has:warning", "something stands out as wrong"],
  ["seq:48371  id:0000bcf3", "the sender’s own numbers"],
  ["-type:user.*", "not: − in front of any word"],
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
              Words are put together: an event is shown when it fits all of them.
            </Popover.Description>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
