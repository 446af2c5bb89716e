// Lists: a search within choices, inputs that pick their line, "select all" that means the whole list;
// what stands behind a filter gives way to Escape and to a click beside it.
import { top } from "./overlays.js";
import { find, findAll } from "./page.js";

let opener;

export function start() {
  document.addEventListener("input", (event) => {
    const box = event.target;
    if (box.matches("[data-narrows]")) narrow(find(box.dataset.narrows), box.value);
    if (box.matches("[data-picks]")) box.closest(".q").querySelector("input[type=radio]").checked = true;
  });
  document.addEventListener("accord:selected", () => whole(""));
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-bulk-all]")) whole("1");
    const asked = event.target.closest("[aria-controls=list-editor]");
    if (asked) opener = asked.id;
    else if (event.target.isConnected && !event.target.closest("#list-editor")) shut();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing || top() || !shut()) return;
    event.stopPropagation();
    document.getElementById(opener)?.focus();
  }, { capture: true });
}

function shut() {
  const editor = find("#list-editor > *");
  editor?.remove();
  return Boolean(editor);
}

function narrow(list, words) {
  const wanted = plain(words);
  for (const item of findAll("[data-word]", list)) item.hidden = !plain(item.textContent).includes(wanted);
  const left = (part) => Boolean(find("[data-word]:not([hidden])", part));
  for (const part of findAll("ul", list)) if (part.previousElementSibling?.matches(".lbl")) part.previousElementSibling.hidden = !left(part);
  const nothing = find("[data-nothing]", list);
  if (nothing) nothing.hidden = left(list);
}

const plain = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();

function whole(value) {
  const field = find("[data-all]");
  if (field) field.value = value;
}
