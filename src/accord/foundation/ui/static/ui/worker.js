// Without a network the page on which a talk is logged is there all the same, with what draws it.
// It holds no record of anybody; it is forgotten where somebody signs in or out.
const asked = new URL(self.location).searchParams;
const DOOR = asked.get("door");
const ASSETS = asked.get("assets");
const COMMANDS = asked.get("commands");
const KEPT = "/kept-for-offline";

async function forget(but = "") {
  for (const name of await caches.keys()) if (name !== but) await caches.delete(name);
}

async function keep({ user, page, parts }) {
  const name = `accord-${user}`;
  await forget(name);
  const shelf = await caches.open(name);
  const answer = await fetch(page, { credentials: "same-origin" });
  if (!answer.ok || answer.redirected) return;
  await shelf.put(KEPT, answer);
  const wanted = new Set(parts.map((part) => new URL(part, self.location).href));
  for (const request of await shelf.keys()) {
    if (!wanted.has(request.url) && !request.url.endsWith(KEPT)) await shelf.delete(request);
  }
  for (const part of wanted) if (part.split("?")[0].endsWith(COMMANDS) || !(await shelf.match(part))) await shelf.add(part);
}

async function go(request) {
  if (new URL(request.url).pathname === DOOR) await forget();
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(KEPT)) ?? Response.error();
  }
}

// What has a version in its address never changes; the words are asked for while there is a network.
async function part(request, lasting) {
  const kept = await caches.match(request);
  if (kept && lasting) return kept;
  try {
    return await fetch(request);
  } catch {
    return kept ?? Response.error();
  }
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => event.waitUntil(keep(event.data)));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(go(request));
  else if (pathname.startsWith(ASSETS)) event.respondWith(part(request, true));
  else if (pathname === COMMANDS) event.respondWith(part(request, false));
});
