// What is moved on a picture, by hand or by the arrow keys: where it lands is sent once its why was
// asked; Escape puts it back. Each picture says how its marks follow, and what is sent of them.
import { announce, find, heed, post } from "./page.js";
import { show } from "./toasts.js";

const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const FAR = 4; // pixels from which a press is a drag

let current = null;

export class Moving {
  constructor(root, marks) {
    this.root = root;
    this.marks = marks;
    this.form = find("[data-why]");
    this.moved = null;
    root.addEventListener("pointerdown", (event) => this.grab(event));
    root.addEventListener("pointermove", (event) => this.drag(event));
    root.addEventListener("pointerup", () => this.drop());
    root.addEventListener("pointercancel", () => { this.held = null; });
    root.addEventListener("keydown", (event) => this.key(event));
  }

  grab(event) {
    const node = event.target.closest(this.marks);
    if (node && !event.button) this.hold(node, event);
  }

  hold(node, event) {
    this.held = { node, x: event.clientX, y: event.clientY, far: false };
    this.root.setPointerCapture(event.pointerId);
  }

  drag(event) {
    const { held } = this;
    if (!held) return;
    held.far ||= Math.hypot(event.clientX - held.x, event.clientY - held.y) > FAR;
    if (!held.far) return;
    this.take(held.node);
    this.follow(held.node, event);
  }

  drop() {
    const { held } = this;
    this.held = null;
    if (!held) return;
    if (held.far) this.ask(held.node, true);
    else if (!this.moved) this.open(held.node);
  }

  key(event) {
    const node = event.target.closest(this.marks);
    if (!node) return;
    const step = KEYS[event.key];
    if (step && this.goes(node, step)) {
      event.preventDefault();
      event.stopPropagation();
      this.take(node);
      this.step(node, step, event);
      this.ask(node, false);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (this.moved === node) find("input[name=reason]", this.form).focus();
      else this.open(node);
    } else if (event.key === "Escape" && this.moved === node) {
      event.stopPropagation();
      this.back();
    }
  }

  // One mark at a time: what was moved before is sent as it stands.
  take(node) {
    if (current && current.moved !== node) current.send();
    current = this;
    this.moved = node;
    node.classList.add("moved");
  }

  ask(node, byHand) {
    const words = this.told(node);
    this.form.hidden = false;
    find("[data-what]", this.form).textContent = words;
    announce(words);
    if (byHand) find("input[name=reason]", this.form).focus();
  }

  back() {
    const node = this.moved;
    if (!node) return;
    this.restore(node);
    this.rest();
    node.focus();
  }

  rest() {
    this.moved.classList.remove("moved");
    delete this.moved.dataset.to;
    this.moved = null;
    this.form.hidden = true;
    this.form.reset();
  }

  async send() {
    const node = this.moved;
    if (!node?.dataset.to) return;
    const fields = { ...this.fields(node), reason: find("input[name=reason]", this.form).value };
    const words = this.told(node);
    this.rest();
    try {
      const answer = await post(this.root.dataset.place, fields);
      heed(answer);
      if (!answer.ok) throw new Error(String(answer.status));
      await this.landed(node, answer, fields, words);
    } catch {
      show({ text: this.form.dataset.failed, kind: "bad" });
      this.restore(node);
    }
  }

  open(node) {
    location.href = node.dataset.href;
  }
}

export function start() {
  const form = find("[data-why]");
  if (!form) return;
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
