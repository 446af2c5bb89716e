// Marks on a map of fields are moved by hand or by the arrow keys. Where one lands is sent once its
// why was asked; Escape puts it back. Without script the table beneath has a form for each.
import { announce, find, findAll, heed, post } from "./page.js";
import { show } from "./toasts.js";

const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const SMALL = 0.1;
const BIG = 0.5;
const FAR = 4; // pixels from which a press is a drag
const TENTH = (score) => Math.round(score * 10) / 10;
const within = (score, least, most) => TENTH(Math.min(Math.max(score, least), most));

class FieldMap {
  constructor(svg) {
    this.svg = svg;
    this.form = find("[data-why]");
    this.box = svg.dataset.box.split(" ").map(Number);
    this.scale = svg.dataset.scale.split(" ").map(Number);
    this.moved = null;
    svg.addEventListener("pointerdown", (event) => this.grab(event));
    svg.addEventListener("pointermove", (event) => this.drag(event));
    svg.addEventListener("pointerup", (event) => this.drop(event));
    svg.addEventListener("pointercancel", () => { this.held = null; });
    svg.addEventListener("keydown", (event) => this.key(event));
  }

  at(node) {
    return node.dataset.at.split(" ").map(Number);
  }

  put(node, across, up) {
    const [left, top, right, floor] = this.box;
    const [least, most, low, high] = this.scale;
    const x = left + ((across - least) / (most - least)) * (right - left);
    const y = floor - ((up - low) / (high - low)) * (floor - top);
    node.setAttribute("transform", `translate(${Number(x.toFixed(1))} ${Number(y.toFixed(1))})`);
    node.dataset.to = `${across} ${up}`;
  }

  grab(event) {
    const node = event.target.closest(".node");
    if (!node || event.button) return;
    this.held = { node, x: event.clientX, y: event.clientY, far: false };
    node.setPointerCapture(event.pointerId);
  }

  drag(event) {
    const { held } = this;
    if (!held) return;
    held.far ||= Math.hypot(event.clientX - held.x, event.clientY - held.y) > FAR;
    if (!held.far) return;
    this.take(held.node);
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.svg.getScreenCTM().inverse());
    const [left, top, right, floor] = this.box;
    const [least, most, low, high] = this.scale;
    const across = least + ((point.x - left) / (right - left)) * (most - least);
    const up = low + ((floor - point.y) / (floor - top)) * (high - low);
    this.put(held.node, within(across, least, most), within(up, low, high));
  }

  drop() {
    const { held } = this;
    this.held = null;
    if (!held) return;
    if (held.far) this.ask(held.node, true);
    else if (!this.moved) location.href = held.node.dataset.href;
  }

  key(event) {
    const node = event.target.closest(".node");
    const step = KEYS[event.key];
    if (!node) return;
    if (step) {
      event.preventDefault();
      event.stopPropagation();
      this.take(node);
      const far = event.shiftKey ? BIG : SMALL;
      const [least, most, low, high] = this.scale;
      const [across, up] = (node.dataset.to ?? node.dataset.at).split(" ").map(Number);
      this.put(node, within(across + step[0] * far, least, most), within(up + step[1] * far, low, high));
      this.ask(node, false);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (this.moved === node) find("input[name=reason]", this.form).focus();
      else location.href = node.dataset.href;
    } else if (event.key === "Escape" && this.moved === node) {
      event.stopPropagation();
      this.back();
    }
  }

  // One mark at a time: what was moved before is sent as it stands.
  take(node) {
    if (this.moved && this.moved !== node) this.send();
    this.moved = node;
    node.classList.add("moved");
  }

  told(node) {
    const [across, up] = (node.dataset.to ?? node.dataset.at).split(" ").map(Number);
    const places = { name: node.dataset.name, x: across.toFixed(1), y: up.toFixed(1) };
    return this.form.dataset.told.replace(/\{(\w+)\}/g, (_whole, name) => places[name] ?? "");
  }

  ask(node, byHand) {
    const words = this.told(node);
    this.form.hidden = false;
    find("[data-what]", this.form).textContent = words;
    announce(words);
    current = this;
    if (byHand) find("input[name=reason]", this.form).focus();
  }

  back() {
    if (!this.moved) return;
    this.put(this.moved, ...this.at(this.moved));
    this.rest().focus();
  }

  rest() {
    const node = this.moved;
    this.moved = null;
    node.classList.remove("moved");
    delete node.dataset.to;
    this.form.hidden = true;
    this.form.reset();
    return node;
  }

  async send() {
    const node = this.moved;
    if (!node?.dataset.to) return;
    const [across, up] = node.dataset.to.split(" ").map(Number);
    const reason = find("input[name=reason]", this.form).value;
    const words = this.told(node);
    this.rest();
    try {
      const answer = await post(this.svg.dataset.place, { party: node.dataset.key, across, up, reason });
      heed(answer);
      if (!answer.ok) throw new Error(String(answer.status));
      const counts = answer.headers.get("Accord-Counts");
      node.dataset.at = counts ?? `${across} ${up}`;
      node.setAttribute("aria-label", words);
    } catch {
      show({ text: this.form.dataset.failed, kind: "bad" });
    }
    this.put(node, ...this.at(node));
    delete node.dataset.to;
  }
}

let current = null;

export function start() {
  const form = find("[data-why]");
  if (!form) return;
  findAll("svg[data-place]").forEach((svg) => new FieldMap(svg));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const node = current?.moved;
    current?.send();
    node?.focus();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    current?.back();
  });
  find("[data-back]", form).addEventListener("click", () => current?.back());
}
