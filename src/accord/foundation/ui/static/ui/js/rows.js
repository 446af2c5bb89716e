// Rows of lists and tables: one is current, some are selected, a bar tells what can be done with them.
import { learn } from "./acts.js";
import { announce, find, findAll, heed, post, say, visible } from "./page.js";
import { remember, show } from "./toasts.js";

let last = null;

export const rows = () => findAll("[data-row]").filter(visible);
export const currentRow = () => find("[data-row].cur");

export function move(step) {
  const all = rows();
  if (!all.length) return null;
  const place = all.indexOf(currentRow());
  const next = all[Math.max(0, Math.min(all.length - 1, place + step))];
  findAll("[data-row].cur").forEach((row) => row.classList.remove("cur"));
  next.classList.add("cur");
  next.scrollIntoView({ block: "nearest" });
  (find("a[href]", next) ?? next).focus({ preventScroll: true });
  return next;
}

const box = (row) => row && find("[data-select]", row);
const boxes = () => findAll("[data-select]").filter(visible);

function mark(tick, on) {
  tick.checked = on;
  tick.closest("[data-row]")?.classList.toggle("sel", on);
}

export function tell() {
  const all = boxes();
  const chosen = all.filter((tick) => tick.checked);
  for (const tick of all) tick.closest("[data-row]")?.classList.toggle("sel", tick.checked);
  for (const whole of findAll("[data-select-all]")) {
    whole.checked = chosen.length > 0 && chosen.length === all.length;
    whole.indeterminate = chosen.length > 0 && chosen.length < all.length;
  }
  const bar = find("[data-bulk]:not(.demo)");
  if (!bar) return;
  bar.hidden = chosen.length === 0;
  delete bar.dataset.everything;
  find("[data-bulk-count]", bar).textContent = say("selected", "{n} selected", { n: chosen.length });
  document.dispatchEvent(new CustomEvent("accord:selected", { detail: { values: chosen.map((tick) => tick.value) } }));
}

function choose(row, range) {
  const tick = box(row);
  if (!tick) return false;
  if (range && last?.isConnected) {
    const all = boxes();
    const [from, to] = [all.indexOf(last), all.indexOf(tick)].sort((a, b) => a - b);
    all.slice(from, to + 1).forEach((each) => mark(each, true));
  } else mark(tick, !tick.checked);
  last = tick;
  tell();
  return true;
}

function everything(on) {
  if (!boxes().length) return false;
  boxes().forEach((tick) => mark(tick, on));
  tell();
  return true;
}

// Done leaves at once; when the server says no, it comes back, red, and holds the focus.
async function finish(tick) {
  const row = tick.closest("[data-row]");
  if (row.matches(".cur")) move(1);
  row.classList.remove("failed");
  row.classList.add("leaving");
  const giveBack = () => { row.hidden = false; row.classList.remove("leaving"); tick.checked = false; };
  const gone = setTimeout(() => { row.hidden = true; }, 190);
  try {
    const answer = await post(tick.dataset.post);
    if (!answer.ok) throw new Error(String(answer.status));
    heed(answer);
    remember(giveBack);
  } catch {
    clearTimeout(gone);
    giveBack();
    row.classList.add("failed");
    tick.focus();
    show({ text: say("not-saved", "Not saved. Your text is safe; try again."), kind: "bad" });
  }
}

export function start() {
  learn({
    next: () => (document.querySelector("[data-row]") ? Boolean(move(1)) : false),
    previous: () => (document.querySelector("[data-row]") ? Boolean(move(-1)) : false),
    open: () => {
      const link = currentRow() && find("a[href]", currentRow());
      if (!link || document.activeElement !== document.body) return false;
      link.click();
      return true;
    },
    select: () => choose(currentRow(), false),
    range: () => choose(currentRow(), true),
    all: () => Boolean(currentRow() || boxes().some((tick) => tick.checked)) && everything(true),
    view: () => turn("[data-views]"),
    stream: () => turn(".filters .seg"),
  });
  document.addEventListener("click", (event) => {
    const tick = event.target.closest("[data-select]");
    if (tick) {
      if (event.shiftKey && last?.isConnected) {
        const on = tick.checked;
        choose(tick.closest("[data-row]"), true);
        mark(tick, on);
      }
      last = tick;
      tell();
    }
    const whole = event.target.closest("[data-select-all]");
    if (whole) everything(whole.checked);
    if (event.target.closest("[data-bulk-clear]")) everything(false);
    const beyond = event.target.closest("[data-bulk-all]");
    if (beyond) {
      everything(true);
      const bar = beyond.closest("[data-bulk]");
      bar.dataset.everything = "";
      find("[data-bulk-count]", bar).textContent = beyond.textContent;
      announce(beyond.textContent);
    }
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-post]") && event.target.checked) finish(event.target);
  });
  document.addEventListener("focusin", (event) => {
    const row = event.target.closest?.("[data-row]");
    if (!row || row === currentRow() || event.target.matches("[data-select]")) return;
    findAll("[data-row].cur").forEach((other) => other.classList.remove("cur"));
    row.classList.add("cur");
  });
  document.addEventListener("htmx:after:swap", tell);
  if (boxes().length) tell();
}

function turn(selector) {
  const items = findAll(`${selector} > :is(a, button)`).filter(visible);
  if (items.length < 2) return false;
  const now = items.findIndex((item) => item.matches("[aria-current],[aria-pressed=true]"));
  items[(now + 1) % items.length].click();
  return true;
}
