// Drawers: from a template of the page (at once, also offline) or from the server; a peek has an address.
import { learn } from "./acts.js";
import { close, open, replace, top } from "./overlays.js";
import { about as pageAbout, find, store } from "./page.js";
import { currentRow, move } from "./rows.js";

const host = () => find("#drawer-host");
let peeking = false;

function shown() {
  const drawer = find("[data-drawer]", host());
  const before = top()?.node;
  if (drawer) drawer.dataset.fetched = "";
  if (drawer && before && "fetched" in before.dataset) replace(drawer);
  else if (drawer) open(drawer, { onClose: () => { if (peeking) leave(); } });
  else if (before && "fetched" in before.dataset) close();
}

function leave() {
  peeking = false;
  const here = new URL(location.href);
  if (!here.searchParams.has("peek")) return;
  here.searchParams.delete("peek");
  history.replaceState(history.state, "", here);
}

function fetchInto(url) {
  return window.htmx.ajax("GET", url, { target: "#drawer-host", swap: "innerHTML" });
}

async function peek(row) {
  const url = row?.dataset.peek;
  if (!url) return false;
  peeking = true;
  await fetchInto(url);
  const here = new URL(location.href);
  here.searchParams.set("peek", row.dataset.key ?? "");
  history.replaceState(history.state, "", here);
  return true;
}

function fromTemplate(name, about) {
  const template = find(`#tpl-${name}`);
  if (!template) return false;
  const drawer = template.content.firstElementChild.cloneNode(true);
  fill(drawer, about ?? pageAbout());
  document.body.append(drawer);
  open(drawer, { focus: "textarea,input:not([type=hidden])" });
  window.htmx?.process(drawer);
  document.dispatchEvent(new CustomEvent("accord:drawer", { detail: { drawer } }));
  return true;
}

// A button may say itself whom it is about.
function named(trigger) {
  const { about, aboutName } = trigger?.dataset ?? {};
  return about ? { ref: about, name: aboutName ?? "" } : undefined;
}

// A drawer opened from a record already knows whom it is about.
function fill(drawer, about) {
  if (!about) return;
  for (const field of drawer.querySelectorAll("[data-about-field]")) field.value = about.ref;
  for (const place of drawer.querySelectorAll("[data-about-name]")) place.textContent = about.name;
  for (const part of drawer.querySelectorAll("[data-about-only]")) part.hidden = false;
}

export function start() {
  learn({
    close: () => close(),
    peek: () => {
      const row = currentRow();
      if (!row?.dataset.peek || document.activeElement?.matches("button,input,summary")) return false;
      peek(row);
      return true;
    },
    log: (trigger, whom) => {
      if (top()) return false;
      const about = whom ?? named(trigger);
      if (fromTemplate("log", about)) return true;
      if (!document.body.dataset.log) return false;
      const address = about ? `${document.body.dataset.log}?about=${encodeURIComponent(about.ref)}` : document.body.dataset.log;
      if (trigger && !about) return false;
      location.href = address;
      return true;
    },
    keys: () => {
      if (!top()) document.dispatchEvent(new CustomEvent("accord:keys"));
    },
  });
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open]");
    if (!opener || event.ctrlKey || event.metaKey) return;
    if (fromTemplate(opener.dataset.open)) event.preventDefault();
    else if (opener.href) {
      event.preventDefault();
      fetchInto(opener.href);
    }
  });
  document.addEventListener("htmx:after:swap", (event) => {
    if (event.detail.ctx?.target === host()) shown();
  });
  // In a peek, the keys of the list go on to the next record.
  document.addEventListener("keydown", (event) => {
    if (!peeking || !["KeyJ", "KeyK"].includes(event.code) || event.target.closest("input,textarea,select")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const next = move(event.code === "KeyJ" ? 1 : -1);
    if (next) peek(next);
  }, { capture: true });
  // Closing after success: the server says so.
  document.addEventListener("close-drawer", () => close());
  const wanted = new URL(location.href).searchParams.get("peek");
  const row = wanted && find(`[data-row][data-key="${CSS.escape(wanted)}"]`);
  if (row) peek(row);
  const here = pageAbout();
  if (here) {
    const before = (store("recent") ?? []).filter((item) => item.ref !== here.ref);
    store("recent", [{ ...here, url: location.pathname }, ...before].slice(0, 8));
  }
}
