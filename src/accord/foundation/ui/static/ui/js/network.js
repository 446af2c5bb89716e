// htmx: a thin bar when an answer takes long, plain words when it fails, and where the focus goes.
import { find, say } from "./page.js";
import { show } from "./toasts.js";

let waiting = 0;
let late;

// When the answer takes a second, the place it goes to shows the shape of what will stand there.
function sketch(target) {
  const lines = Number(target.dataset.skeleton) || 3;
  target.setAttribute("aria-busy", "true");
  const box = Object.assign(document.createElement("div"), { className: "stack" });
  for (let line = 0; line < lines; line += 1) box.append(Object.assign(document.createElement("div"), { className: `sk w${(line % 3) + 1}` }));
  target.replaceChildren(box);
}

const sketches = new WeakMap();

function begin(event) {
  const target = event.detail.ctx?.target;
  if (target?.dataset && "skeleton" in target.dataset) sketches.set(event.detail.ctx, setTimeout(sketch, 1000, target));
  waiting += 1;
  late ??= setTimeout(() => document.body.classList.add("loading"), 300);
}

function end(event) {
  clearTimeout(sketches.get(event.detail.ctx));
  event.detail.ctx?.target?.removeAttribute?.("aria-busy");
  waiting = Math.max(0, waiting - 1);
  if (waiting) return;
  clearTimeout(late);
  late = undefined;
  document.body.classList.remove("loading");
}

function failed(status) {
  const words = {
    0: say("no-network", "No answer. Your text is safe; try again when you are online."),
    403: say("not-allowed", "You may not do this."),
    404: say("gone", "This is no longer here."),
    413: say("too-big", "This is too big to send."),
    429: say("too-often", "Too often in a short time. Wait a minute and try again."),
  };
  show({ text: words[status] ?? say("failed", "Not done. Something broke on our side; nothing was lost."), kind: "bad" });
}

export function start() {
  document.addEventListener("htmx:before:request", begin);
  document.addEventListener("htmx:finally:request", end);
  document.addEventListener("htmx:error", (event) => {
    if (event.detail.error?.name !== "AbortError" && !event.defaultPrevented) failed(0);
  });
  document.addEventListener("htmx:response:error", (event) => {
    const { status } = event.detail.ctx.response;
    if (![401, 409, 422].includes(status)) failed(status);
  });
  document.addEventListener("htmx:after:swap", (event) => {
    if (document.activeElement && document.activeElement !== document.body) return;
    const target = event.detail.ctx?.target;
    const place = target?.isConnected && find("[autofocus],[data-focus],h1,h2,[data-prop]", target);
    if (!place) return;
    if (!place.matches("a,button,input,select,textarea")) place.tabIndex = -1;
    place.focus({ preventScroll: true });
  });
  find("[data-focus]:not([data-still] *)")?.focus();
}
