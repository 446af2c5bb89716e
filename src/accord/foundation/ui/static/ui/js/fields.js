// A map of fields: marks are moved over it, and those that wait in the tray are put on it. Without
// script the table beneath has a form for each.
import { find, findAll, visible } from "./page.js";
import { Moving } from "./moving.js";

const SMALL = 0.1;
const BIG = 0.5;
const TENTH = (score) => Math.round(score * 10) / 10;
const within = (score, least, most) => TENTH(Math.min(Math.max(score, least), most));
const pair = (words) => words.split(" ").map(Number);

class FieldMap extends Moving {
  constructor(svg) {
    super(svg, ".node");
    this.box = pair(svg.dataset.box);
    this.scale = pair(svg.dataset.scale);
  }

  put(node, across, up) {
    const [left, top, right, floor] = this.box;
    const [least, most, low, high] = this.scale;
    const x = left + ((across - least) / (most - least)) * (right - left);
    const y = floor - ((up - low) / (high - low)) * (floor - top);
    node.setAttribute("transform", `translate(${Number(x.toFixed(1))} ${Number(y.toFixed(1))})`);
    node.dataset.to = `${across} ${up}`;
  }

  follow(node, event) {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.root.getScreenCTM().inverse());
    const [left, top, right, floor] = this.box;
    const [least, most, low, high] = this.scale;
    const across = least + ((point.x - left) / (right - left)) * (most - least);
    const up = low + ((floor - point.y) / (floor - top)) * (high - low);
    this.put(node, within(across, least, most), within(up, low, high));
  }

  goes() {
    return true;
  }

  step(node, [right, higher], event) {
    const far = event.shiftKey ? BIG : SMALL;
    const [least, most, low, high] = this.scale;
    const [across, up] = pair(node.dataset.to ?? node.dataset.at);
    this.put(node, within(across + right * far, least, most), within(up + higher * far, low, high));
  }

  told(node) {
    const [across, up] = pair(node.dataset.to ?? node.dataset.at);
    const places = { name: node.dataset.name, x: across.toFixed(1), y: up.toFixed(1) };
    return this.form.dataset.told.replace(/\{(\w+)\}/g, (_whole, name) => places[name] ?? "");
  }

  fields(node) {
    const [across, up] = pair(node.dataset.to);
    return { party: node.dataset.key, across, up };
  }

  landed(node, answer, { across, up }, words) {
    node.dataset.at = answer.headers.get("Accord-Counts") ?? `${across} ${up}`;
    node.setAttribute("aria-label", words);
    if ("waiting" in node.dataset) this.placed(node);
    this.restore(node);
  }

  restore(node) {
    this.put(node, ...pair(node.dataset.at));
    delete node.dataset.to;
    node.classList.toggle("waiting", "waiting" in node.dataset);
  }

  // The tray: somebody is taken out of it, and no longer waits once the place was kept.
  fetch(key) {
    const node = findAll(".node[data-waiting]", this.root).find((one) => one.dataset.key === key);
    node?.classList.remove("waiting");
    return node;
  }

  placed(node) {
    delete node.dataset.waiting;
    find(`[data-put="${CSS.escape(node.dataset.key)}"]`)?.remove();
    const left = findAll("[data-put]").length;
    const count = find("[data-left]");
    if (count) count.textContent = left;
    if (!left && count) count.closest(".card").hidden = true;
  }
}

// A chip is dragged over the map by a mouse; its button puts it amid the map, whence the keys move it.
function fromTray(maps) {
  const shown = () => maps.find((map) => visible(map.root));
  for (const chip of findAll("[data-put]")) {
    let pressed = false;
    chip.addEventListener("dragstart", (event) => event.preventDefault());
    chip.addEventListener("pointerdown", (event) => {
      pressed = event.pointerType === "mouse" && !event.button && !event.target.closest("button");
    });
    chip.addEventListener("pointerup", () => { pressed = false; });
    chip.addEventListener("pointerleave", (event) => {
      const map = shown();
      const node = pressed && map?.fetch(chip.dataset.put);
      pressed = false;
      if (!node) return;
      map.take(node);
      map.hold(node, event);
      map.held.far = true;
      map.follow(node, event);
    });
    find("button", chip)?.addEventListener("click", () => {
      const map = shown();
      const node = map?.fetch(chip.dataset.put);
      if (!node) return;
      map.take(node);
      map.put(node, ...pair(node.dataset.at));
      map.ask(node, false);
      node.focus();
      node.scrollIntoView({ block: "center" });
    });
  }
}

export function start() {
  if (find("[data-why]")) fromTray(findAll("svg[data-place]").map((svg) => new FieldMap(svg)));
}
