// The JSON mistake of the body, beside the button that sends it. A click selects it in the text.
import { Button } from "@/components/Button";
import { Text } from "@/components/Text";
import { type JsonMistake, mistakeText } from "@/format/json-mistake";
import { visibleText } from "@/format/visible";
import styles from "./SendBar.module.css";

interface MistakeButtonProps {
  mistake: JsonMistake | null;
  onShow: (mistake: JsonMistake) => void;
}

export function MistakeButton({ mistake, onShow }: MistakeButtonProps) {
  const text = mistake === null ? "" : visibleText(mistakeText(mistake));
  return (
    <span className={styles.mistake} role="status">
      {mistake !== null && (
        <Button look="danger" size="large" icon="warn" title={text} onClick={() => onShow(mistake)}>
          <Text truncate>{text}</Text>
        </Button>
      )}
    </span>
  );
}
