// Inline edit: Enter saves, Escape gives back what stood there, a tick stays for two seconds.
import { find, findAll } from "./page.js";

const before = new WeakMap();

function giveBack(form) {
  const place = form.closest("dd") ?? form.parentElement;
  const kept = before.get(place);
  if (kept === undefined) {
    window.htmx.ajax("GET", form.dataset.cancel, { target: place, swap: "innerHTML" });
    return;
  }
  place.innerHTML = kept;
  window.htmx.process(place);
  find("[data-prop]", place)?.focus();
}

export function start() {
  document.addEventListener("htmx:before:request", (event) => {
    const link = event.detail.ctx?.sourceElement;
    const place = link?.matches?.("[data-prop]") && link.closest("dd");
    if (place) before.set(place, place.innerHTML);
  });
  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.("form[data-edit]");
    if (!form) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      giveBack(form);
    } else if (event.key === "Enter" && event.target.matches("select")) {
      event.preventDefault();
      form.requestSubmit();
    }
  }, { capture: true });
  document.addEventListener("htmx:after:swap", () => {
    setTimeout(() => {
      for (const saved of findAll("dd .ed.okk")) {
        saved.classList.remove("okk");
        findAll(":scope > .i:not(.pen)", saved).forEach((tick) => tick.remove());
      }
    }, 2000);
  });
}
