// The CodeMirror theme of all editors and viewers. Its colors and sizes come from the design
// tokens.
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const theme = EditorView.theme({
  "&": {
    height: "100%",
    backgroundColor: "var(--bg-code)",
    color: "var(--text)",
    fontSize: "var(--size-code)",
  },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": {
    fontFamily: "var(--font-mono)",
    lineHeight: "var(--leading-code)",
    overscrollBehavior: "contain",
  },
  ".cm-content": { caretColor: "var(--accent)", padding: "var(--space-1h) 0" },
  ".cm-line": { padding: "0 var(--space-2) 0 var(--space-1)", unicodeBidi: "isolate" },
  ".cm-cursor": { borderLeftColor: "var(--accent)" },
  ".cm-gutters": {
    backgroundColor: "var(--bg-code)",
    color: "var(--text-3)",
    border: "none",
    userSelect: "none",
  },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 var(--space-1) 0 var(--space-3)" },
  ".cm-foldGutter .cm-gutterElement": { padding: "0 var(--space-1)" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLine": { backgroundColor: "var(--bg-line)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--bg-selected-text)",
  },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": {
    backgroundColor: "var(--accent-soft)",
    outline: "var(--stroke) solid var(--accent-line)",
  },
  ".cm-foldPlaceholder": {
    border: "var(--border)",
    borderRadius: "var(--radius-small)",
    backgroundColor: "var(--bg-raised)",
    color: "var(--text-2)",
    padding: "0 var(--space-1)",
    margin: "0 var(--space-half)",
  },
  ".cm-hit": {
    backgroundColor: "var(--hit-ground)",
    textDecoration: "underline",
    textDecorationColor: "var(--wait)",
  },
  ".cm-searchMatch": { backgroundColor: "var(--wait-soft)", outline: "var(--stroke) solid var(--wait-line)" },
  ".cm-searchMatch-selected": { backgroundColor: "var(--accent-soft)", outlineColor: "var(--accent)" },
  ".cm-panels": {
    backgroundColor: "var(--bg-raised)",
    color: "var(--text)",
    borderColor: "var(--line-hair)",
  },
  ".cm-panels-top": { borderBottom: "var(--border-hair)" },
  ".cm-panel.cm-search": {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: "var(--space-1)",
    padding: "var(--space-1h) var(--space-8) var(--space-1h) var(--space-2)",
    fontFamily: "var(--font-ui)",
  },
  ".cm-panel.cm-search br": { display: "none" },
  ".cm-panel.cm-search label": {
    display: "inline-flex",
    alignItems: "center",
    gap: "var(--space-1)",
    fontSize: "var(--size-small)",
    color: "var(--text-2)",
  },
  ".cm-panel.cm-search [name=close]": { color: "var(--text-2)", padding: "0 var(--space-1h)" },
  ".cm-textfield": {
    border: "var(--border)",
    borderRadius: "var(--radius-small)",
    backgroundColor: "var(--bg-field)",
    color: "var(--text)",
    fontSize: "var(--size-body)",
  },
  ".cm-button": {
    border: "var(--border)",
    borderRadius: "var(--radius-small)",
    background: "var(--bg-pane)",
    color: "var(--text)",
    fontSize: "var(--size-small)",
  },
  ".cm-tooltip": {
    border: "var(--border)",
    borderRadius: "var(--radius)",
    backgroundColor: "var(--bg-float)",
    boxShadow: "var(--shadow-float)",
  },
  ".cm-diagnostic": {
    padding: "var(--space-1) var(--space-2)",
    fontFamily: "var(--font-ui)",
    fontSize: "var(--size-body)",
  },
  ".cm-diagnostic-error": { borderLeftColor: "var(--bad)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--wait)" },
  ".cm-diagnostic-info": { borderLeftColor: "var(--accent)" },
  ".cm-explanation": {
    maxWidth: "var(--popover)",
    padding: "var(--space-1h) var(--space-2)",
    fontFamily: "var(--font-ui)",
    fontSize: "var(--size-body)",
  },
  ".cm-explanation span, .cm-explanation p": { color: "var(--text-2)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--font-mono)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "var(--space-half) var(--space-2)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: "var(--accent-fill)",
    color: "var(--accent-fill-text)",
  },
  ".cm-tooltip.cm-completionInfo": {
    maxWidth: "var(--popover)",
    padding: "var(--space-1h) var(--space-2)",
    fontFamily: "var(--font-ui)",
  },
  ".cm-panel.cm-panel-lint ul [aria-selected]": {
    backgroundColor: "var(--bg-selected)",
    color: "var(--text)",
  },
});

const highlight = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--json-key)" },
  { tag: tags.string, color: "var(--json-string)" },
  { tag: tags.number, color: "var(--json-number)" },
  { tag: [tags.bool, tags.null], color: "var(--json-word)" },
  { tag: [tags.separator, tags.brace, tags.squareBracket], color: "var(--json-mark)" },
]);

export const codeTheme = [theme, syntaxHighlighting(highlight)];
