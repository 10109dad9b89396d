// The sample of a type, with a copy button.
import { useRef } from "react";
import { useAction } from "@/actions/Actions";
import { CodeView } from "@/components/CodeView";
import { CopyButton } from "@/components/CopyButton";
import { ErrorNote } from "@/components/ErrorNote";
import { Skeleton } from "@/components/Skeleton";
import { Stack } from "@/components/Stack";
import { useSample } from "@/lib/catalog/useCatalog";
import styles from "./TypeDetail.module.css";

export function SampleText({ name }: { name: string }) {
  const { data, error, refetch } = useSample(name);
  const copy = useRef<HTMLButtonElement>(null);
  useAction("copySample", data === undefined ? null : () => copy.current?.click());
  return (
    <section aria-label="Sample">
      <div className={styles.heading}>
        <h2>Sample</h2>
        {data !== undefined && (
          <CopyButton ref={copy} text={data} size="small">
            Copy
          </CopyButton>
        )}
      </div>
      <Stack padX="4">
        {error !== null ? (
          <ErrorNote error={error} retry={() => void refetch()} />
        ) : data === undefined ? (
          <Skeleton lines={6} label="Loading the sample" />
        ) : (
          <CodeView text={data} json label={`Sample of ${name}`} grows testId="sample-text" />
        )}
      </Stack>
    </section>
  );
}
