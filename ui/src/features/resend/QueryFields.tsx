// The query parameters of the URL as fields. Edits here and in the URL field apply to each other
// immediately.
import { Button } from "@/components/Button";
import { visibleText } from "@/format/visible";
import styles from "./DraftHeaders.module.css";
import { FieldInput } from "./FieldInput";
import { queryOf, withoutPair, withPair } from "./query";

interface QueryFieldsProps {
  url: string;
  onUrl: (url: string) => void;
}

export function QueryFields({ url, onUrl }: QueryFieldsProps) {
  const pairs = queryOf(url);
  if (pairs.length === 0)
    return <p className={styles.footnote}>The URL has no query. Choose Add to add a parameter.</p>;
  return (
    <ul>
      {pairs.map((pair, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a URL can contain the same pair twice.
        <li key={at} className={styles.field}>
          <span />
          <FieldInput
            isName
            label={`Name of parameter ${at + 1}`}
            placeholder="name"
            value={pair.name}
            onChange={(name) => onUrl(withPair(url, at, { ...pair, name }))}
          />
          <FieldInput
            label={`Value of parameter ${at + 1}`}
            placeholder="value"
            value={pair.value}
            onChange={(value) => onUrl(withPair(url, at, { ...pair, value }))}
          />
          <span />
          <Button
            icon="cross"
            look="bare"
            size="small"
            label={`Remove parameter ${visibleText(pair.name) || at + 1}`}
            onClick={() => onUrl(withoutPair(url, at))}
          />
        </li>
      ))}
    </ul>
  );
}
