// Lists: a search within choices, inputs that pick their line, "select all" that means the whole list.
import { find, findAll } from "./page.js";

export function start() {
  document.addEventListener("input", (event) => {
    const box = event.target;
    if (box.matches("[data-narrows]")) narrow(find(box.dataset.narrows), box.value);
    if (box.matches("[data-picks]")) box.closest(".q").querySelector("input[type=radio]").checked = true;
  });
  document.addEventListener("accord:selected", () => whole(""));
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-bulk-all]")) whole("1");
  });
}

function narrow(list, words) {
  const wanted = plain(words);
  for (const item of findAll("[data-word]", list)) item.hidden = !plain(item.textContent).includes(wanted);
}

const plain = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();

function whole(value) {
  const field = find("[data-all]");
  if (field) field.value = value;
}
