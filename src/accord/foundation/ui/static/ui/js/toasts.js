// One toast at a time: eight seconds, longer while looked at, with a way back.
import { learn } from "./acts.js";
import { announce, csrf, find, heed, post, say, typing } from "./page.js";

const SECONDS = 8;
let timer;
let restore = null;

const region = () => find("#toasts");
const current = () => find("[data-toast]", region() ?? document.createElement("i"));

export function show({ text, undo = "", undo_label: label = "", kind = "ok", href = "", onUndo = null }) {
  if (!region()) return;
  const toast = document.createElement("div");
  toast.className = kind === "bad" ? "toast bad" : "toast";
  toast.dataset.toast = "";
  if (kind === "progress") toast.append(part("span", "spin"));
  toast.append(part("span", "", text));
  if (href) toast.append(Object.assign(part("a", "", label), { href }));
  else if (undo || onUndo) toast.append(way(undo, label || say("undo", "Undo"), onUndo));
  const shut = part("button", "x", "×");
  Object.assign(shut, { type: "button" }).dataset.act = "close-toast";
  shut.setAttribute("aria-label", say("close", "Close"));
  toast.append(shut);
  region().replaceChildren(toast);
  wait();
}

export function remember(giveBack) {
  restore = giveBack;
}

function part(name, cls = "", text = "") {
  const made = document.createElement(name);
  if (cls) made.className = cls;
  made.textContent = text;
  return made;
}

function way(undo, label, onUndo) {
  const form = part("form");
  form.method = "post";
  form.action = undo || location.href;
  form.dataset.undo = "";
  form.append(part("button", "", label));
  if (onUndo) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();
      clear();
      onUndo();
    });
  }
  const token = Object.assign(document.createElement("input"), { type: "hidden", name: "csrfmiddlewaretoken", value: csrf() });
  form.append(token);
  return form;
}

function wait() {
  clearTimeout(timer);
  timer = setTimeout(clear, SECONDS * 1000);
}

function clear() {
  clearTimeout(timer);
  current()?.remove();
  restore = null;
}

async function undo(form) {
  const giveBack = restore;
  clear();
  try {
    const answer = await post(form.action);
    if (!answer.ok) throw new Error(String(answer.status));
    if (giveBack) giveBack();
    heed(answer);
    if (answer.headers.get("HX-Refresh") === "true") location.reload();
    else if (answer.headers.get("HX-Redirect")) location.href = answer.headers.get("HX-Redirect");
    else if (!giveBack) location.reload();
    announce(say("undone", "Undone."));
  } catch {
    show({ text: say("not-undone", "Not undone. Nothing was lost; try again."), kind: "bad" });
  }
}

export function start() {
  learn({
    "close-toast": clear,
    undo: () => {
      const form = find("[data-undo]", current() ?? document.createElement("i"));
      if (!form || typing(document.activeElement)) return false;
      form.requestSubmit();
      return true;
    },
  });
  document.addEventListener("toast", (event) => show(event.detail));
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-undo]")) return;
    event.preventDefault();
    undo(event.target);
  });
  for (const [pause, go] of [["pointerenter", "pointerleave"], ["focusin", "focusout"]]) {
    region()?.addEventListener(pause, () => clearTimeout(timer));
    region()?.addEventListener(go, wait);
  }
  if (current()) wait();
}
