// What works without a network: the page on which a talk is logged is kept, once a day and version.
import { find, findAll, store } from "./page.js";

const { body } = document;

function parts() {
  const links = findAll("link[rel=stylesheet],link[rel=modulepreload],link[rel=icon]").map((link) => link.href);
  const scripts = findAll("script[src]").map((script) => script.src);
  const icons = find("svg use")?.getAttribute("href")?.split("#")[0];
  return [...links, ...scripts, ...(icons ? [icons] : []), body.dataset.commands];
}

async function keep() {
  const style = find("link[rel=stylesheet]").href;
  const now = `${style} ${new Date().toDateString()} ${document.documentElement.lang}`;
  const found = await navigator.serviceWorker.register(body.dataset.worker, { scope: "/" });
  const there = await caches.match("/kept-for-offline", { cacheName: `accord-${body.dataset.user}` });
  if (there && store("kept") === now && found.active) return;
  const worker = (await navigator.serviceWorker.ready).active;
  worker.postMessage({ user: body.dataset.user, page: body.dataset.log, parts: parts() });
  store("kept", now);
}

function tell() {
  for (const note of findAll("[data-when-offline]")) note.hidden = navigator.onLine;
}

export function start() {
  for (const event of ["online", "offline"]) addEventListener(event, tell);
  tell();
  if (!navigator.serviceWorker || !body.dataset.worker || !body.dataset.log || !navigator.onLine) return;
  keep().catch(() => { /* a browser that keeps nothing: then a page must be open already */ });
}
