// A matrix of levels: the marks of a row are moved from one level to another. Without script the
// record has a form for each.
import { find, findAll } from "./page.js";
import { Moving } from "./moving.js";

class Levels extends Moving {
  constructor(root) {
    super(root, ".mk[data-key]");
    this.levels = root.dataset.levels.split(" ");
    this.words = findAll("thead th", root).slice(1).map((head) => head.textContent);
  }

  // With Shift, the one mark of those who stand where they are wanted is where we want them.
  what(node) {
    return node.dataset.moving ?? node.dataset.what;
  }

  choose(node, event) {
    node.dataset.moving = "both" in node.dataset && event.shiftKey ? "wanted" : node.dataset.what;
  }

  hold(node, event) {
    if (this.moved !== node) this.choose(node, event);
    super.hold(node, event);
  }

  cells(node) {
    return [...node.closest("tr").cells].slice(1);
  }

  put(node, level) {
    const cells = this.cells(node);
    const least = this.what(node) === "wanted" ? Number(this.root.dataset.least) : 0;
    const to = Math.min(Math.max(level, least), cells.length - 1);
    const isFocused = document.activeElement === node;
    cells.forEach((cell, place) => cell.classList.toggle("drag", place === to));
    if (node.parentElement !== cells[to]) cells[to].append(node);
    if (isFocused) node.focus();
    node.dataset.to = to;
  }

  follow(node, event) {
    const rights = this.cells(node).map((cell) => cell.getBoundingClientRect().right);
    const level = rights.findIndex((right) => event.clientX < right);
    this.put(node, level < 0 ? rights.length - 1 : level);
  }

  goes(_node, [right]) {
    return right !== 0;
  }

  step(node, [right], event) {
    if (!node.dataset.to) this.choose(node, event);
    this.put(node, Number(node.dataset.to ?? node.dataset.at) + right);
  }

  told(node) {
    const places = { name: node.dataset.name, level: this.words[Number(node.dataset.to ?? node.dataset.at)] };
    const words = this.form.dataset[this.what(node) === "wanted" ? "toldWanted" : "toldNow"];
    return words.replace(/\{(\w+)\}/g, (_whole, name) => places[name] ?? "");
  }

  fields(node) {
    return { party: node.dataset.key, what: this.what(node), level: this.levels[Number(node.dataset.to)] };
  }

  // The answer is the row as it stands now: of several assessors, the median counts.
  async landed(node, answer) {
    const made = document.createElement("template");
    made.innerHTML = await answer.text();
    const row = made.content.querySelector("tr");
    const { what } = node.dataset;
    node.closest("tr").replaceWith(row);
    (find(`.mk[data-what="${what}"]`, row) ?? find(".mk[data-key]", row))?.focus();
  }

  restore(node) {
    const cells = this.cells(node);
    cells.forEach((cell) => cell.classList.remove("drag"));
    cells[Number(node.dataset.at)].append(node);
    delete node.dataset.to;
    delete node.dataset.moving;
  }
}

export function start() {
  if (find("[data-why]")) findAll(".mxw[data-place]").forEach((root) => new Levels(root));
}
