// Whom an @ may name: while a name is typed behind it, those it may be stand below the field.
import { announce, find, findAll, say } from "./page.js";

const WAIT = 120;
const BEHIND = /(?:^|[^\p{L}\p{N}_@])@(\p{L}[\p{L}\p{M}’'.-]*(?: \p{L}[\p{L}\p{M}’'.-]*){0,3})$/u;
let shown = null; // the field, what is typed of the name, and the list below it
let timer;
let asking;

const typed = (field) => (field.selectionStart === field.selectionEnd ? BEHIND.exec(field.value.slice(0, field.selectionStart))?.[1] ?? "" : "");
const options = () => (shown ? findAll("[role=option]", shown.list) : []);
const chosen = () => options().find((one) => one.getAttribute("aria-selected") === "true");

function hide() {
  clearTimeout(timer);
  asking?.abort();
  if (!shown) return;
  for (const name of ["aria-controls", "aria-activedescendant"]) shown.field.removeAttribute(name);
  shown.list.remove();
  shown = null;
}

function choose(option) {
  for (const one of options()) one.setAttribute("aria-selected", String(one === option));
  shown.field.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

function draw(field, name, html) {
  hide();
  const list = Object.assign(document.createElement("div"), { className: "pop start" });
  const box = Object.assign(document.createElement("div"), { id: "names", innerHTML: html });
  box.setAttribute("role", "listbox");
  box.setAttribute("aria-label", say("whom", "Whom you mean"));
  list.append(box);
  if (!find("[role=option]", box)) return;
  field.after(list);
  shown = { field, name, list };
  for (const [place, one] of options().entries()) one.id = `name-${place}`;
  field.setAttribute("aria-controls", "names");
  choose(options()[0]);
  announce(`${say("whom", "Whom you mean")}: ${options().map((one) => one.dataset.name).join(", ")}`);
}

async function ask(field) {
  const name = typed(field);
  if (!name) return;
  asking = new AbortController();
  try {
    const url = `${document.body.dataset.names}?q=${encodeURIComponent(name)}&of=${field.dataset.names}`;
    const answer = await fetch(url, { signal: asking.signal, headers: { "HX-Request": "true" } });
    if (answer.ok && !answer.redirected && document.activeElement === field && typed(field) === name) draw(field, name, await answer.text());
  } catch { /* offline, or typed on: then the name is typed to its end */ }
}

function take(option) {
  const { field, name } = shown;
  const end = field.selectionStart;
  hide();
  field.setRangeText(`${option.dataset.name} `, end - name.length, end, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function keydown(event) {
  if (event.target !== shown?.field || event.isComposing || event.ctrlKey || event.metaKey) return;
  const moves = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in moves) {
    const all = options();
    choose(all[(all.indexOf(chosen()) + moves[event.key] + all.length) % all.length]);
  } else if (event.key === "Enter" || (event.key === "Tab" && !event.shiftKey)) take(chosen());
  else if (event.key === "Escape") hide();
  else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

export function start() {
  if (!document.body.dataset.names) return;
  document.addEventListener("keydown", keydown, { capture: true });
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!field.matches?.("textarea[data-names]") || event.isComposing) return;
    hide();
    if (typed(field)) timer = setTimeout(() => ask(field), WAIT);
  });
  document.addEventListener("focusout", (event) => { if (event.target === shown?.field) hide(); });
  document.addEventListener("pointerdown", (event) => {
    const option = event.target.closest?.("#names [role=option]");
    if (!option || event.button) return;
    event.preventDefault();
    take(option);
  });
}
