// Keeps an error while rendering inside its pane: the rest of the window goes on, and the pane says what happened.
import { Component, type ErrorInfo, type ReactNode } from "react";
import { Button } from "./Button";
import { CopyButton } from "./CopyButton";
import { Note } from "./Note";
import styles from "./PaneBoundary.module.css";
import { Visible } from "./Visible";

interface PaneBoundaryProps {
  /** The pane's name, such as `Payload`. */
  name: string;
  /** The event that the pane shows, if it shows one. */
  event?: number | null;
  /** Shows the event's bytes, which need no rendering of their own. */
  raw?: () => ReactNode;
  /** A change of it forgets the error: the pane then shows something else. */
  resetKey?: unknown;
  children: ReactNode;
}

interface Failure {
  error: unknown;
  /** The components around the one that failed. */
  trace: string;
}

interface PaneBoundaryState {
  failure: Failure | null;
  showsRaw: boolean;
  resetKey: unknown;
}

const sentenceOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

export class PaneBoundary extends Component<PaneBoundaryProps, PaneBoundaryState> {
  override state: PaneBoundaryState = { failure: null, showsRaw: false, resetKey: this.props.resetKey };

  static getDerivedStateFromProps(
    { resetKey }: PaneBoundaryProps,
    state: PaneBoundaryState,
  ): Partial<PaneBoundaryState> | null {
    return resetKey === state.resetKey ? null : { failure: null, showsRaw: false, resetKey };
  }

  static getDerivedStateFromError(error: unknown): Partial<PaneBoundaryState> {
    return { failure: { error, trace: "" } };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    this.setState({ failure: { error, trace: info.componentStack ?? "" } });
  }

  private details({ error, trace }: Failure): string {
    const { name, event } = this.props;
    const lines = [`Pane: ${name}`];
    if (event != null) lines.push(`Event: ${event}`);
    lines.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
    if (trace !== "") lines.push(`Components:${trace}`);
    return lines.join("\n");
  }

  override render(): ReactNode {
    const { name, event, raw, children } = this.props;
    const { failure, showsRaw } = this.state;
    if (failure === null) return children;
    if (showsRaw && raw !== undefined)
      return (
        <PaneBoundary name="Raw" {...(event === undefined ? {} : { event })}>
          {raw()}
        </PaneBoundary>
      );
    return (
      <div className={styles.pane}>
        <Note
          tone="bad"
          alert
          title={event == null ? `${name} cannot be shown` : `${name} of event ${event} cannot be shown`}
          actions={
            <>
              <Button onClick={() => this.setState({ failure: null })}>Try again</Button>
              {raw !== undefined && (
                <Button onClick={() => this.setState({ showsRaw: true })}>Show raw</Button>
              )}
              <CopyButton text={this.details(failure)}>Copy details</CopyButton>
            </>
          }
        >
          An error in Hookglass stopped this part of the window. The rest goes on, and nothing stored is
          affected. <Visible text={sentenceOf(failure.error)} />
        </Note>
      </div>
    );
  }
}
