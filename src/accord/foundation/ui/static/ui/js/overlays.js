// Things that lie over the page: one stack, each holds the focus until it is closed.
import { find, findAll, visible } from "./page.js";

const stack = [];
const FIELD = "form .cnt :is(input:not([type=hidden],[type=checkbox],[type=radio]),textarea,select)";
const FOCUSABLE = "a[href],button:not([disabled]),input:not([disabled],[type=hidden]),textarea:not([disabled]),select:not([disabled]),summary,[tabindex='0']";

export const top = () => stack.at(-1);

export function open(node, { focus, onClose } = {}) {
  const back = document.activeElement;
  const scrim = document.createElement("div");
  scrim.className = "scrim";
  scrim.addEventListener("click", close);
  document.body.append(scrim);
  if (!node.isConnected || node.closest("template")) document.body.append(node);
  else scrim.after(node);
  stack.push({ node, scrim, back, onClose });
  still(true);
  (find(focus ?? "[autofocus]", node) ?? find(FIELD, node) ?? findAll(FOCUSABLE, node)[0] ?? node).focus();
}

// The same place, other contents: what the server answered to what was sent from it.
export function replace(node) {
  const entry = top();
  entry.node.remove();
  entry.scrim.after(node);
  entry.node = node;
  (find("[autofocus],[aria-invalid=true],[data-focus]", node) ?? findAll(FOCUSABLE, node)[0] ?? node).focus();
}

export function close() {
  const entry = stack.pop();
  if (!entry) return false;
  entry.scrim.remove();
  entry.node.remove();
  still(stack.length > 0);
  if (entry.back?.isConnected) entry.back.focus({ preventScroll: true });
  entry.onClose?.();
  return true;
}

function still(yes) {
  for (const part of findAll("#shell,#tabbar,.skip")) part.inert = yes;
  for (const [place, entry] of stack.entries()) entry.node.inert = place < stack.length - 1;
}

// Everything behind is inert; this keeps Tab from leaving for the browser's own bars halfway.
document.addEventListener("keydown", (event) => {
  const entry = top();
  if (event.key !== "Tab" || !entry || event.defaultPrevented) return;
  const stops = findAll(FOCUSABLE, entry.node).filter(visible);
  if (!stops.length) return;
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  if (document.activeElement === edge || !entry.node.contains(document.activeElement)) {
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0]).focus();
  }
});
