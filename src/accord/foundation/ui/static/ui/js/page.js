// What the page says about itself, and the few things every part needs.
const body = document.body;

export const csrf = () => body.dataset.csrf ?? "";
export const about = () => (body.dataset.about ? { ref: body.dataset.about, name: body.dataset.aboutName ?? "", kind: body.dataset.aboutKind ?? "person" } : null);
export const find = (selector, within = document) => within.querySelector(selector);
export const findAll = (selector, within = document) => [...within.querySelectorAll(selector)];
export const visible = (element) => element.getClientRects().length > 0;

const FIELDS = "input:not([type=checkbox],[type=radio],[type=button],[type=submit]),textarea,select,[contenteditable]";
export const typing = (element) => Boolean(element?.closest?.(FIELDS));

// The table of commands and our words in the person's language, asked for once.
let asked;
export function table() {
  asked ??= fetch(body.dataset.commands, { headers: { Accept: "application/json" } })
    .then((answer) => (answer.ok ? answer.json() : { commands: [], words: {} }))
    .catch(() => ({ commands: [], words: {} }));
  return asked;
}

let words = {};
table().then((found) => { words = found.words ?? {}; });

// Words come with their places as {n}; before they have arrived, the English ones given here serve.
export function say(key, english, places = {}) {
  return (words[key] ?? english).replace(/\{(\w+)\}/g, (_whole, name) => places[name] ?? "");
}

export function announce(text) {
  const live = find("#live");
  if (!live) return;
  live.textContent = "";
  setTimeout(() => { live.textContent = text; }, 60);
}

export function store(key, value) {
  const full = `accord:${body.dataset.user ?? ""}:${key}`;
  try {
    if (value === undefined) return JSON.parse(localStorage.getItem(full));
    if (value === null) localStorage.removeItem(full);
    else localStorage.setItem(full, JSON.stringify(value));
  } catch { /* private mode, full or broken: then nothing is remembered */ }
  return value ?? null;
}

// How to ask when the session may have ended meanwhile; the part that signs in again says so.
let asking = (url, request) => fetch(url, request);
export function onSignedOut(patient) {
  asking = patient;
}

export function post(url, fields = {}) {
  const form = fields instanceof FormData ? new URLSearchParams(fields) : new URLSearchParams(Object.entries(fields));
  return asking(url, { method: "POST", body: form, headers: { "X-CSRFToken": csrf(), "HX-Request": "true" } });
}

// Let the rest of the page know what an answer said besides its text.
export function heed(answer) {
  const said = answer.headers.get("HX-Trigger");
  if (!said) return;
  const events = said.startsWith("{") ? JSON.parse(said) : Object.fromEntries(said.split(",").map((name) => [name.trim(), {}]));
  for (const [name, detail] of Object.entries(events)) document.dispatchEvent(new CustomEvent(name, { detail }));
}
