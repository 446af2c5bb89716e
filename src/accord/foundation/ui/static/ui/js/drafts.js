// Nobody's words are lost: drafts are kept every two seconds, notes written offline wait on the device.
import { find, findAll, post, say, store } from "./page.js";
import { show } from "./toasts.js";

const FIELDS = "textarea,input:not([type=hidden],[type=password],[type=file]),select,[data-about-field]";
const EVERY = 2000;
const REFUSED = 422;
const dirty = new Set();

const name = (form) => {
  const about = find("[data-about-field]", form)?.value ?? document.body.dataset.about ?? "";
  return `draft:${form.dataset.draft}:${about}`;
};

function read(form) {
  const kept = {};
  for (const field of findAll(FIELDS, form)) {
    if (!field.name) continue;
    if (field.type === "checkbox" || field.type === "radio") {
      if (field.checked) (kept[field.name] ??= []).push(field.value);
    } else kept[field.name] = [field.value];
  }
  return kept;
}

const empty = (form) => findAll("textarea", form).every((field) => !field.value.trim());

function status(form, text) {
  const place = find("[data-draft-state]", form) ?? find("[data-draft-state]", form.closest("[data-drawer]") ?? form);
  if (!place) return;
  place.textContent = text;
  place.hidden = !text;
}

function keep() {
  for (const form of dirty) {
    if (empty(form)) store(name(form), null);
    else {
      store(name(form), read(form));
      status(form, say("draft-saved", "draft saved"));
    }
  }
  dirty.clear();
}

function restore(form) {
  const kept = store(name(form));
  if (!kept || !empty(form)) return;
  for (const field of findAll(FIELDS, form)) {
    const values = kept[field.name];
    if (!values) continue;
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
    else [field.value] = values;
  }
  findAll("textarea", form).forEach((field) => field.dispatchEvent(new Event("input", { bubbles: true })));
  status(form, say("draft-saved", "draft saved"));
}

// Each note has a key of its own: what reached the server, but was not heard to, is not kept twice.
function renew(form) {
  const field = find("[name=once]", form) ?? form.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name: "once" }));
  field.value = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const queue = () => store("waiting") ?? [];

function waitOnDevice(form, submitter) {
  const fields = [...new FormData(form, submitter)].filter(([key, value]) => key !== "csrfmiddlewaretoken" && typeof value === "string");
  store("waiting", [...queue(), { url: form.action, fields: [...fields, ["written", new Date().toISOString()]], at: Date.now() }]);
  dirty.delete(form);
  store(name(form), null);
  form.reset();
  renew(form);
  status(form, "");
  tellWaiting();
}

function tellWaiting() {
  const count = queue().length;
  let note = find("#waiting");
  if (!count) {
    note?.remove();
    return;
  }
  if (!note) {
    note = Object.assign(document.createElement("div"), { id: "waiting", className: "note warn" });
    note.setAttribute("role", "status");
    note.append(document.createElement("span"));
    find("#main")?.prepend(note);
  }
  note.firstElementChild.textContent = say("waiting", "Waiting on this device: {n}. It is sent as soon as you are online.", { n: count });
}

const drop = (note) => store("waiting", queue().filter((one) => one.at !== note.at || one.url !== note.url));

// A note that says not with whom it was, say, is a draft again, so that it holds up no other.
function giveBack(note) {
  const page = "draft:log-page:";
  if (store(page)) return "";
  const kept = {};
  for (const [key, value] of note.fields) (kept[key] ??= []).push(value);
  const [written] = kept.written ?? [];
  if (written && !kept.day?.[0]) kept.day = [written.slice(0, 10)];
  store(page, kept);
  drop(note);
  return `${note.url}?about=${encodeURIComponent(kept.about?.[0] ?? "")}`;
}

let sending = false;
async function send() {
  if (sending || !navigator.onLine) return;
  sending = true;
  let sent = 0;
  let returned = "";
  for (const note of queue()) {
    const form = new FormData();
    note.fields.forEach(([key, value]) => form.append(key, value));
    let answer;
    try { answer = await post(note.url, form); } catch { break; }
    if (answer.status === REFUSED) {
      returned = giveBack(note) || returned;
      continue;
    }
    if (!answer.ok || answer.redirected) break;
    sent += 1;
    drop(note);
  }
  sending = false;
  tellWaiting();
  if (returned) show({ text: say("returned", "A note from this device can’t be kept as it is."), undo_label: say("complete", "Complete it"), href: returned, kind: "bad" });
  else if (sent) show({ text: say("sent", "Sent from this device: {n}", { n: sent }) });
}

export function start() {
  const begin = (within) => {
    findAll("form[data-draft]", within).forEach(restore);
    findAll("form[data-offline]", within).forEach(renew);
  };
  begin(document);
  document.addEventListener("accord:drawer", (event) => begin(event.detail.drawer));
  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-draft]");
    if (form) dirty.add(form);
  });
  setInterval(keep, EVERY);
  addEventListener("pagehide", keep);
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-offline]") || navigator.onLine) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    waitOnDevice(form, event.submitter);
    document.dispatchEvent(new CustomEvent("close-drawer"));
  }, { capture: true });
  document.addEventListener("htmx:error", (event) => {
    const form = event.detail.ctx?.sourceElement;
    if (!form?.matches?.("form[data-offline]") || event.detail.error?.name !== "TypeError") return;
    event.preventDefault();
    waitOnDevice(form);
    document.dispatchEvent(new CustomEvent("close-drawer"));
  }, { capture: true });
  document.addEventListener("htmx:after:request", (event) => {
    const form = event.detail.ctx?.sourceElement;
    if (!form?.matches?.("form[data-draft]") || event.detail.ctx.response.status >= 400) return;
    dirty.delete(form);
    store(name(form), null);
    form.reset();
    if (form.matches("[data-offline]")) renew(form);
    status(form, "");
    findAll(".found", form).forEach((found) => found.remove());
  });
  addEventListener("online", send);
  tellWaiting();
  send();
}
