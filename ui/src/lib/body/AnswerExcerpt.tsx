// The start of an answer's body below a list of results.
import { Text } from "@/components/Text";
import { looksLikeJson } from "@/format/reindent";
import styles from "./AnswerExcerpt.module.css";
import { BodyView } from "./BodyView";

export function AnswerExcerpt({ text }: { text: string }) {
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
        // The excerpt can end before its JSON does.
        <BodyView text={text} json={looksLikeJson(text)} label="Response body text" grows />
      )}
    </section>
  );
}
