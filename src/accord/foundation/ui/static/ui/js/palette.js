// The command palette: records from the server, commands from the table, one list to choose from.
import { learn } from "./acts.js";
import { list, possible, run } from "./keys.js";
import { close, open, top } from "./overlays.js";
import { find, findAll, say, store } from "./page.js";

const WAIT = 120;
const doing = new WeakMap();
let asking;
let timer;
let behind = false; // what is listed does not answer what is typed yet
let eager = null; // Enter was pressed meanwhile

const options = (pal) => findAll("[role=option]", pal);
const chosen = (pal) => find("[role=option][aria-selected=true]", pal);

function choose(pal, option) {
  for (const each of options(pal)) each.setAttribute("aria-selected", String(each === option));
  const input = find("input", pal);
  if (!option) {
    input.removeAttribute("aria-activedescendant");
    return;
  }
  option.id ||= `po-${options(pal).indexOf(option)}`;
  input.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

function group(label, items) {
  const box = document.createElement("div");
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", label);
  const title = Object.assign(document.createElement("div"), { className: "g", textContent: label });
  title.setAttribute("role", "presentation");
  box.append(title, ...items);
  return box;
}

function option(text, { sub = "", keys = "", act, icon = "" }) {
  const line = Object.assign(document.createElement("div"), { className: "o" });
  line.setAttribute("role", "option");
  line.setAttribute("aria-selected", "false");
  if (icon) line.append(picture(icon));
  const words = Object.assign(document.createElement("span"), { className: "grow", textContent: text });
  if (sub) words.append(" ", Object.assign(document.createElement("span"), { className: "sub", textContent: sub }));
  line.append(words);
  if (keys) {
    const end = Object.assign(document.createElement("span"), { className: "end" });
    for (const key of keys.split(/[ +]/)) end.append(Object.assign(document.createElement("kbd"), { textContent: key.length === 1 ? key.toUpperCase() : key }));
    line.append(end);
  }
  doing.set(line, act);
  return line;
}

function picture(name) {
  const model = find(".omni svg,.tabbar svg,.nav svg");
  const drawn = model ? model.cloneNode(true) : document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawn.setAttribute("class", "i");
  const use = find("use", drawn);
  use?.setAttribute("href", `${use.getAttribute("href").split("#")[0]}#${name}`);
  return drawn;
}

function matching(query) {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  return list().filter((command) => {
    if (["palette", "close"].includes(command.act) || !possible(command)) return false;
    const text = `${command.title} ${command.words ?? ""}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

function draw(pal, html, query) {
  const results = find(".rs", pal);
  results.innerHTML = html;
  if (!query) {
    const recent = store("recent") ?? [];
    if (recent.length) {
      results.append(group(say("recent", "Recent"), recent.map((item) => record(item))));
    }
  }
  const commands = matching(query).slice(0, query ? 6 : 12);
  const byGroup = Map.groupBy?.(commands, (command) => command.group) ?? new Map([[say("commands", "Commands"), commands]]);
  for (const [label, members] of byGroup) {
    results.append(group(label, members.map((command) => option(command.title, { keys: command.keys, icon: command.icon, act: () => run(command) }))));
  }
  if (!options(pal).length) results.append(Object.assign(document.createElement("p"), { className: "g", textContent: say("nothing", "Nothing found") }));
  choose(pal, options(pal)[0]);
  actions(pal);
  behind = false;
  if (eager) take(pal, chosen(pal), eager);
  eager = null;
}

function record(item) {
  const line = option(item.name, { sub: item.ref, icon: item.kind === "person" ? "user-round" : "building-2", act: () => { location.href = item.url; } });
  Object.assign(line.dataset, { ref: item.ref, name: item.name, url: item.url });
  return line;
}

// What can be done with the record that is highlighted, right below its group: what has a key
// first, and few at first, so that the records found below stay in sight; Tab shows them all.
function actions(pal, most = 4) {
  find("[data-actions]", pal)?.remove();
  const on = chosen(pal);
  if (!on?.dataset.ref) return;
  const subject = { ref: on.dataset.ref, name: on.dataset.name };
  const able = list().filter((command) => command.about).sort((a, b) => Boolean(b.keys) - Boolean(a.keys)).slice(0, most);
  if (!able.length) return;
  const box = group(say("with", "With {name}", subject), able.map((command) => option(command.title, { keys: command.keys, icon: command.icon, act: () => run(command, subject) })));
  box.dataset.actions = "";
  on.closest("[role=group]").after(box);
}

async function ask(pal) {
  const query = find("input", pal).value.trim();
  asking?.abort();
  if (!query) {
    draw(pal, "", "");
    return;
  }
  asking = new AbortController();
  try {
    const answer = await fetch(`${pal.dataset.palette}?q=${encodeURIComponent(query)}`, { signal: asking.signal, headers: { "HX-Request": "true" } });
    draw(pal, answer.ok && !answer.redirected ? await answer.text() : "", query);
  } catch (error) {
    if (error.name !== "AbortError") draw(pal, "", query);
  }
}

function take(pal, line, event) {
  if (!line) return;
  const act = doing.get(line);
  const { url } = line.dataset;
  if (!act && url && (event.ctrlKey || event.metaKey)) {
    window.open(url, "_blank", "noopener");
    return;
  }
  close();
  if (act) act();
  else if (url) location.href = url;
}

function step(pal, by) {
  const all = options(pal);
  if (!all.length) return;
  const place = all.indexOf(chosen(pal));
  choose(pal, all[(place + by + all.length) % all.length]);
  if (!chosen(pal).closest("[data-actions]")) actions(pal);
}

function keydown(pal, event) {
  const moves = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in moves) {
    event.preventDefault();
    step(pal, moves[event.key]);
  } else if (event.key === "Enter" && !event.isComposing) {
    event.preventDefault();
    if (behind) eager = event;
    else take(pal, chosen(pal), event);
  } else if (event.key === "Tab" && !event.shiftKey && find("[data-actions]", pal)) {
    event.preventDefault();
    if (chosen(pal)?.dataset.ref) actions(pal, Infinity);
    choose(pal, find("[data-actions] [role=option]", pal));
  }
}

export function start() {
  learn({
    palette: () => {
      const template = find("#tpl-palette");
      if (!template) return false;
      if (top()) {
        if (top().node.matches("[data-palette]")) return true;
        close();
      }
      const pal = template.content.firstElementChild.cloneNode(true);
      open(pal, { focus: "input" });
      pal.addEventListener("keydown", (event) => keydown(pal, event));
      pal.addEventListener("pointerdown", (event) => {
        const line = event.target.closest("[role=option]");
        if (!line || event.button) return;
        event.preventDefault();
        take(pal, line, event);
      });
      find("input", pal).addEventListener("input", () => {
        clearTimeout(timer);
        behind = true;
        timer = setTimeout(() => ask(pal), WAIT);
      });
      eager = null;
      draw(pal, "", "");
      return true;
    },
  });
}
