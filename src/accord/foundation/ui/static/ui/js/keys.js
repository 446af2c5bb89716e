// Keys, read from the one table of commands. Letters go by what is printed on Latin keyboards,
// and by the place of the key on others. Single letters are silent in fields and can be switched off.
import { can, perform } from "./acts.js";
import { close, open, top } from "./overlays.js";
import { about, find, findAll, say, table, typing, visible } from "./page.js";
import { currentRow, rows } from "./rows.js";

const PLACES = { BracketLeft: "[", Slash: "/" };
let commands = [];
let pending = "";
let patience;

function pressed(event) {
  let key = event.key === " " ? "Space" : event.key;
  if (key.length === 1 && key.charCodeAt(0) > 127) {
    key = event.code.startsWith("Key") ? event.code.slice(3) : (PLACES[event.code] ?? key);
  }
  const letter = /^[a-z]$/i.test(key);
  if (letter) key = key.toLowerCase();
  const shift = event.shiftKey && (letter || key.length > 1);
  return `${event.ctrlKey || event.metaKey ? "Ctrl+" : ""}${event.altKey ? "Alt+" : ""}${shift ? "Shift+" : ""}${key}`;
}

// The button that carries a verb: in what lies on top, else on the current row, else on the page.
function button(verb) {
  const wanted = `[data-verb="${verb}"]`;
  const layer = top()?.node;
  if (layer) return find(wanted, layer);
  return (currentRow() && find(wanted, currentRow())) ?? findAll(`#main ${wanted}`).find((item) => visible(item) && !item.closest("[data-row]"));
}

export function possible(command) {
  if (command.context === "list" && !rows().length) return false;
  if (command.context === "record" && !about() && !currentRow() && !button(command.verb)) return false;
  if (command.verb) return Boolean(button(command.verb));
  return command.url ? true : can(command.act);
}

export function run(command, subject) {
  if (command.act) return perform(command.act, null, subject);
  if (command.verb && !subject) {
    const found = button(command.verb);
    found?.click();
    return Boolean(found);
  }
  if (!command.url) return false;
  location.href = subject ? `${command.url}?about=${encodeURIComponent(subject.ref)}` : command.url;
  return true;
}

export const list = () => commands;

const means = (command, said) => command.keys === said || command.also === said;

function single(keys) {
  return !keys.startsWith("Ctrl+") && !keys.startsWith("Alt+") && keys !== "Escape";
}

function listen(event) {
  if (event.defaultPrevented || event.isComposing) return;
  const keys = pressed(event);
  if (keys === "Escape" && close()) {
    event.preventDefault();
    return;
  }
  if (typing(event.target) && single(keys)) return;
  if (single(keys) && "noSingleKeys" in document.body.dataset) return;
  if (top() && keys !== "Ctrl+k") return;
  const said = pending ? `${pending} ${keys}` : keys;
  hold("");
  const command = commands.find((each) => means(each, said) && possible(each)) ?? commands.find((each) => means(each, said));
  if (command) {
    if (run(command) !== false) event.preventDefault();
  } else if (commands.some((each) => each.keys?.startsWith(`${said} `))) hold(said);
}

function hold(said) {
  pending = said;
  clearTimeout(patience);
  if (said) patience = setTimeout(() => { pending = ""; }, 1500);
}

// The map of this page: what cannot be done here is left out.
async function map() {
  const answer = await fetch(document.body.dataset.keys, { headers: { "HX-Request": "true" } });
  if (!answer.ok) return;
  const drawer = document.createElement("section");
  drawer.className = "drawer";
  drawer.setAttribute("role", "dialog");
  drawer.setAttribute("aria-modal", "true");
  drawer.setAttribute("aria-labelledby", "keys-h");
  const head = document.createElement("header");
  const title = Object.assign(document.createElement("h2"), { id: "keys-h", textContent: say("keys", "Keys on this page") });
  const shut = Object.assign(document.createElement("button"), { type: "button", className: "btn ghost icon sm end-x", textContent: "×" });
  shut.dataset.act = "close";
  shut.setAttribute("aria-label", say("close", "Close"));
  head.append(title, shut);
  const content = Object.assign(document.createElement("div"), { className: "cnt", innerHTML: await answer.text(), tabIndex: 0 });
  drawer.append(head, content);
  for (const term of findAll("[data-command]", drawer)) {
    const command = commands.find((each) => each.id === term.dataset.command);
    if (command && possible(command)) continue;
    term.nextElementSibling?.remove();
    term.remove();
  }
  for (const part of findAll("section", drawer)) if (!find("dt", part)) part.remove();
  open(drawer);
}

// What was pressed before the table came: the first of it may open a field that the rest is typed into.
function takeUp() {
  for (const event of window.pressedEarly?.() ?? []) {
    const field = document.activeElement;
    if (typing(field) && field.setRangeText) {
      field.setRangeText(event.key, field.selectionStart, field.selectionEnd, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    } else listen(event);
  }
}

export function start() {
  table().then((found) => {
    commands = found.commands ?? [];
    takeUp();
  });
  document.addEventListener("keydown", listen);
  document.addEventListener("accord:keys", map);
}
