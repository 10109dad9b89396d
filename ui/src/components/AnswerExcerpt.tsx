// The start of an answer's body below a list of results. JSON is indented.
import { reindent } from "@/format/reindent";
import styles from "./AnswerExcerpt.module.css";
import { ScrollArea } from "./ScrollArea";
import { Text } from "./Text";
import { UntrustedText } from "./UntrustedText";

export function AnswerExcerpt({ text }: { text: string }) {
  const shown = /^\s*[[{]/.test(text) ? reindent(text) : text;
  return (
    <section className={styles.answer} aria-label="Response body">
      <Text as="h4" tone="soft">
        Response body
      </Text>
      {text === "" ? (
        <Text as="p" tone="soft">
          Empty
        </Text>
      ) : (
        <ScrollArea label="Response body text" className={styles.text}>
          <pre>
            <UntrustedText text={shown} lines />
          </pre>
        </ScrollArea>
      )}
    </section>
  );
}
