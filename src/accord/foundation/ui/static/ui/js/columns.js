// On a phone a table is a list: what stands above a column stands before each of its values too.
import { findAll } from "./page.js";

// Its words, without what is there for the ear or to be pressed.
function words(head) {
  const copy = head.cloneNode(true);
  for (const other of findAll(".vh, form, input", copy)) other.remove();
  return "acts" in head.dataset ? "" : copy.textContent.trim();
}

function label() {
  for (const table of findAll(".tw:not(.as-list) > .tb")) {
    const heads = [...(table.tHead?.rows[0]?.cells ?? [])].map(words);
    for (const cell of findAll("tbody td:not(:first-child)", table)) {
      if (heads[cell.cellIndex] && cell.childElementCount + cell.textContent.trim().length) cell.dataset.head = heads[cell.cellIndex];
    }
  }
}

export function start() {
  label();
  document.addEventListener("htmx:after:swap", label);
}
