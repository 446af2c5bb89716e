// Buttons that are busy or may not be pressed, Ctrl+Enter, and lists behind a button.
import { findAll, say } from "./page.js";

function busy(button) {
  button.style.minWidth = `${button.offsetWidth}px`;
  button.classList.add("busy");
  button.setAttribute("aria-busy", "true");
  button.dataset.label = button.innerHTML;
  const spin = document.createElement("span");
  spin.className = "spin";
  button.replaceChildren(spin, say("saving", "Saving"));
}

export function ready(button) {
  if (!button.dataset.label) return;
  button.innerHTML = button.dataset.label;
  delete button.dataset.label;
  button.classList.remove("busy");
  button.removeAttribute("aria-busy");
}

export function start() {
  document.addEventListener("click", (event) => {
    if (event.target.closest("[aria-disabled=true]")) {
      event.preventDefault();
      event.stopPropagation();
    }
    for (const list of findAll("details[data-pop][open]")) if (!list.contains(event.target)) list.open = false;
  }, { capture: true });
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (event.defaultPrevented || !button?.matches(".btn")) return;
    if (button.matches(".busy")) event.preventDefault();
    else if (event.target.method === "post") setTimeout(() => busy(button));
  });
  document.addEventListener("htmx:before:request", (event) => {
    const form = event.detail.ctx?.sourceElement;
    const button = form?.matches?.("form") && (event.detail.ctx.request.submitter ?? form.querySelector(".btn.pri:not([type=button])"));
    if (button?.matches?.(".btn")) busy(button);
  });
  document.addEventListener("htmx:finally:request", (event) => {
    const form = event.detail.ctx?.sourceElement;
    if (form?.matches?.("form")) findAll(".btn.busy", form).forEach(ready);
  });
  addEventListener("pageshow", (event) => { if (event.persisted) findAll(".btn.busy").forEach(ready); });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const form = event.target.closest?.("form[method=post]");
      if (!form) return;
      event.preventDefault();
      form.requestSubmit(form.querySelector("button:not([type=button])"));
    }
    if (event.key !== "Escape") return;
    const list = event.target.closest?.("details[data-pop][open]");
    if (!list) return;
    list.open = false;
    list.querySelector("summary").focus();
    event.stopPropagation();
  }, { capture: true });
}
