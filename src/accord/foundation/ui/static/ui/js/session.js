// A session that ends mid-work: signing in opens over the page, then what was asked goes on.
import { close, open } from "./overlays.js";
import { csrf, find, findAll, onSignedOut, say } from "./page.js";
import { show } from "./toasts.js";

const { body } = document;
const DELIBERATE = new Set(["submit", "click", undefined]);
let waiting;
let ended = false;

// Whoever signs in gets new tokens; a form that was open before must carry them too.
function renew(token) {
  body.dataset.csrf = token;
  body.setAttribute("hx-headers:inherited", JSON.stringify({ "X-CSRFToken": token }));
  for (const within of [document, ...findAll("template").map((template) => template.content)]) {
    for (const field of findAll("input[name=csrfmiddlewaretoken]", within)) field.value = token;
  }
}

async function whoIsHere() {
  const answer = await fetch(body.dataset.here, { headers: { Accept: "application/json", "HX-Request": "true" } });
  return answer.ok ? answer.json() : null;
}

function frame() {
  const drawer = document.createElement("section");
  drawer.className = "drawer";
  drawer.id = "session";
  drawer.tabIndex = -1;
  for (const [name, value] of [["role", "dialog"], ["aria-modal", "true"], ["aria-labelledby", "session-h"]]) drawer.setAttribute(name, value);
  const head = document.createElement("header");
  head.append(Object.assign(document.createElement("h2"), { id: "session-h", textContent: say("sign-in", "Sign in") }));
  const shut = Object.assign(document.createElement("button"), { type: "button", className: "btn ghost sm end-x", textContent: say("close", "Close") });
  shut.dataset.act = "close";
  head.append(shut);
  const words = Object.assign(document.createElement("p"), { className: "mut", textContent: say("signed-out", "You were signed out. Your text is safe.") });
  const place = document.createElement("div");
  place.dataset.door = "";
  const content = Object.assign(document.createElement("div"), { className: "cnt stack" });
  content.append(words, place);
  drawer.append(head, content);
  return drawer;
}

// The pages of the door, one after the other; what needs a page of its own opens beside this one.
function furnish(place, html, address) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const main = find("main", page);
  if (!main || !find("form", main)) return false;
  findAll("h1, .back, .ways form[hidden]", main).forEach((part) => part.remove());
  for (const form of findAll("form", main)) form.setAttribute("action", new URL(form.getAttribute("action") || address, address).href);
  const beside = Object.assign(document.createElement("a"), { className: "btn ghost sm", href: address, textContent: say("other-ways", "Other ways to sign in") });
  find(".ways", main)?.append(beside);
  for (const way of findAll("a, .ways form", main)) way.target = "_blank";
  place.replaceChildren(...main.childNodes);
  (find("[aria-invalid=true]", place) ?? find("input:not([type=hidden],[type=checkbox])", place))?.focus();
  return true;
}

async function enter(place, answer, done) {
  const at = new URL(answer.url);
  if (at.pathname === body.dataset.here) await done();
  else if (!furnish(place, await answer.text(), at.href)) location.href = at.href;
}

function ask() {
  return new Promise((resolve) => {
    const drawer = frame();
    const place = find("[data-door]", drawer);
    const door = `${body.dataset.door}?next=${encodeURIComponent(body.dataset.here)}`;
    let isIn = false;
    const done = async () => {
      const here = await whoIsHere();
      if (!here || isIn) return;
      if (String(here.user) !== body.dataset.user) {
        location.reload(); // somebody else: what was typed is not theirs to send
        return;
      }
      isIn = true;
      ended = false;
      renew(here.token);
      close();
    };
    const back = () => { if (!document.hidden) done(); };
    addEventListener("focus", back);
    drawer.addEventListener("submit", async (event) => {
      if (event.target.target === "_blank") return;
      event.preventDefault();
      event.stopPropagation();
      const sent = new URLSearchParams(new FormData(event.target, event.submitter));
      try {
        await enter(place, await fetch(event.target.action, { method: "POST", body: sent, headers: { Accept: "text/html" } }), done);
      } catch {
        find("p", drawer).textContent = say("no-network", "No answer. Your text is safe; try again when you are online.");
      }
    });
    open(drawer, { onClose: () => {
      removeEventListener("focus", back);
      waiting = undefined;
      resolve(isIn);
    } });
    fetch(door, { headers: { Accept: "text/html" } }).then((answer) => enter(place, answer, done), close);
  });
}

// One drawer for everything that waits for it; says whether somebody signed in.
function signIn() {
  waiting ??= ask();
  return waiting;
}

function renewed(request) {
  const again = { ...request, headers: { ...request.headers } };
  if ("X-CSRFToken" in again.headers) again.headers["X-CSRFToken"] = csrf();
  if (again.body?.has?.("csrfmiddlewaretoken")) again.body.set("csrfmiddlewaretoken", csrf());
  return again;
}

// fetch that does not give up when the session ended: it signs in again and repeats.
async function patient(url, request, before = () => {}) {
  const answer = await fetch(url, request);
  if (answer.status !== 401) return answer;
  before();
  if (!(await signIn())) return answer;
  return patient(url, renewed(request));
}

// fetch that asks for no sign-in: while one is under way the old token counts no more, so it waits.
async function modest(url, request, before) {
  if (!waiting) return fetch(url, request);
  before();
  await waiting;
  return fetch(url, renewed(request));
}

function tell() {
  if (waiting) return;
  if (!ended) show({ text: say("signed-out", "You were signed out. Your text is safe."), undo_label: say("sign-in", "Sign in"), onUndo: signIn, kind: "bad" });
  ended = true;
}

export function start() {
  onSignedOut(patient);
  document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
    // Asked while somebody types: nothing may come between their hands and the field.
    const asks = DELIBERATE.has(ctx.sourceEvent?.type) ? patient : modest;
    // Signing in takes as long as it takes.
    ctx.fetch = (url, request) => asks(url, request, () => clearTimeout(ctx.requestTimeout));
  });
  document.addEventListener("accord:signed-out", tell);
  document.addEventListener("htmx:response:error", ({ detail: { ctx } }) => { if (ctx.response.status === 401) tell(); });
  // A form that htmx does not send would lose its words at the sign-in page.
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!ended || form.closest("#session") || form.method !== "post" || form.matches("[hx-post],[data-undo]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (await signIn()) form.requestSubmit(event.submitter);
  }, { capture: true });
}
