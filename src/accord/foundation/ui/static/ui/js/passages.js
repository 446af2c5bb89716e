// Words that were selected in [data-passages] stand ready in the next form that asks for a passage.
import { findAll } from "./page.js";

let selected = "";

function remember() {
  const selection = getSelection();
  const place = selection?.anchorNode?.parentElement?.closest("[data-passages]");
  if (place?.contains(selection.focusNode)) selected = selection.toString().trim() || selected;
}

export function start() {
  document.addEventListener("selectionchange", remember);
  document.addEventListener("htmx:after:swap", () => {
    for (const field of findAll("[data-passage]")) field.value ||= selected;
  });
}
