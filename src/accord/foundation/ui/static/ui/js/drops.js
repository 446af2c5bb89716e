// Files dropped on a place that takes them, or chosen there, are sent at once.
import { findAll } from "./page.js";

const carries = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
const place = (event) => event.target.closest?.("[data-drop]");

function send(form) {
  if (form.querySelector("input[type=file]").files.length) form.requestSubmit();
}

export function start() {
  for (const button of findAll("[data-drop] form.drop .btn")) button.hidden = true;
  document.addEventListener("change", (event) => {
    if (event.target.matches?.("[data-drop] form.drop input[type=file]")) send(event.target.form);
  });
  let over;
  document.addEventListener("dragover", (event) => {
    if (!carries(event)) return;
    event.preventDefault(); // a file that misses its place must not replace the page
    const here = place(event);
    if (over !== here) over?.classList.remove("over");
    over = here;
    over?.classList.add("over");
    event.dataTransfer.dropEffect = here ? "copy" : "none";
  });
  document.addEventListener("dragleave", (event) => {
    if (over && !event.relatedTarget) over.classList.remove("over");
  });
  document.addEventListener("drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    over?.classList.remove("over");
    const form = place(event)?.querySelector("form.drop");
    if (!form) return;
    form.querySelector("input[type=file]").files = event.dataTransfer.files;
    send(form);
  });
}
